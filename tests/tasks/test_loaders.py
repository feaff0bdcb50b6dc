from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tasks.lookalikes import BENCH_FILE, bench_row, instruct_row, own_row, write_data_folder, write_lines
from webgen_env.errors import ConfigurationError, MissingDependencyError, TaskDataError, UnknownTaskError
from webgen_env.tasks import Task, TaskSet, TestCase, load_tasks, load_webgen_bench, load_webgen_instruct


@pytest.fixture(autouse=True)
def _no_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBGEN_DATA", raising=False)


def test_webgen_bench_becomes_test_tasks(tmp_path: Path) -> None:
    tasks = load_webgen_bench(write_lines(tmp_path / "b.jsonl", [bench_row(0), bench_row(1, cases=1)]))
    assert tasks[0] == Task(
        id="000001",
        instruction="Build club site 0. Use ivory for the background and forest green for components.",
        split="test",
        category="Data Management",
        application_type="Internal Tools",
        test_cases=tuple(
            TestCase(f"Do thing {case}.", f"See thing {case}.", "Functional Testing", ("Searching",))
            for case in range(3)
        ),
        metadata={"background_color": "ivory", "component_color": "forestgreen"},
        subcategories=("Form Systems", "Big Data"),
    )
    assert tasks[1].metadata == {"background_color": "aliceblue", "component_color": "#123456"}
    assert tasks.splits == ("test",)


def test_webgen_instruct_becomes_train_tasks(tmp_path: Path) -> None:
    tasks = load_webgen_instruct(write_lines(tmp_path / "t.jsonl.gz", [instruct_row(0), instruct_row(1)]))
    assert tasks.ids == ("train_000001", "train_000002")
    assert tasks[0].split == "train"
    assert tasks[0].test_cases == ()
    assert tasks[0].metadata == {"background_color": "white", "component_color": "navy"}


def test_foreign_keys_of_foreign_formats_are_ignored(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "b.jsonl", [{**bench_row(0), "licence": "?"}])
    assert len(load_webgen_bench(path)) == 1


def _changed(field: str, value: Any) -> dict[str, Any]:
    row = bench_row(0)
    target: Any = row
    *parents, last = field.split(".")
    for part in parents:
        target = target[int(part) if part.isdigit() else part]
    if value is ...:
        del target[last]
    else:
        target[last] = value
    return row


@pytest.mark.parametrize(
    ("field", "value", "named", "message"),
    [
        ("id", ..., "id", "Field required"),
        ("id", 7, "id", "valid string, got 7"),
        ("id", "../x", "id", "match pattern"),
        ("id", "a\n", "id", "match pattern"),
        ("instruction", "  \n", "instruction", "not only white space"),
        ("instruction", "a\0b", "instruction", "NUL"),
        ("instruction", "x" * 40_000, "instruction", "at most 32768 characters"),
        ("Category", ..., "Category", "Field required"),
        ("Category.primary_category", None, "Category.primary_category", "valid string, got None"),
        ("Category.subcategories", "Big Data", "Category.subcategories", "valid list"),
        ("application_type", 3, "application_type", "valid string, got 3"),
        ("ui_instruct", [], "ui_instruct", "at least 1 item"),
        ("ui_instruct.1.task", "", "ui_instruct.1.task", "at least 1 character"),
        ("ui_instruct.2.expected_result", ..., "ui_instruct.2.expected_result", "Field required"),
    ],
)
def test_a_bad_benchmark_record_names_file_line_and_field(
    tmp_path: Path, field: str, value: Any, named: str, message: str
) -> None:
    path = write_lines(tmp_path / "b.jsonl", [bench_row(1), _changed(field, value)])
    with pytest.raises(TaskDataError) as caught:
        load_webgen_bench(path)
    text = str(caught.value)
    assert text.startswith(f"b.jsonl:2: field '{named}': ")
    assert message in text
    assert len(text) < 500


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (own_row("-x"), "id"),
        (own_row(spilt="test"), "spilt"),
        (own_row(split=""), "split"),
        (own_row(contracts={"id": "c"}), "contracts"),
        (own_row(contracts=["c"]), "contracts.0"),
        (own_row(test_cases=[{"task": "Do."}]), "test_cases.0.expected_result"),
        (own_row(test_cases=[{"task": "Do.", "expected_result": "See.", "kind": "x"}]), "test_cases.0.kind"),
        (own_row(metadata={"pages": "Home"}), "metadata.pages"),
        (own_row(metadata={"actions": [1]}), "metadata.actions.0"),
        (own_row(metadata={"background_color": ""}), "metadata.background_color"),
        (own_row(subcategories=["x" * 300]), "subcategories.0"),
    ],
)
def test_a_bad_record_of_our_own_names_the_field(tmp_path: Path, row: dict[str, Any], named: str) -> None:
    path = write_lines(tmp_path / "own.jsonl", [row])
    with pytest.raises(TaskDataError) as caught:
        load_tasks(path)
    assert str(caught.value).startswith(f"own.jsonl:1: field '{named}': ")


@pytest.mark.parametrize("line", ["[1, 2]", '"text"', "null", "12"])
def test_a_line_that_is_no_object_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(TaskDataError, match=r"own.jsonl:2: expected a JSON object"):
        load_tasks(write_lines(tmp_path / "own.jsonl", [own_row(), line]))


def test_messages_of_hostile_records_are_short_and_printable(tmp_path: Path) -> None:
    row = own_row(**{"\x1b[31m" + "k" * 100_000: ["v" * 100_000] * 5, "split": 5})
    with pytest.raises(TaskDataError) as caught:
        load_tasks(write_lines(tmp_path / "own.jsonl", [row]))
    assert len(str(caught.value)) < 600
    assert "\x1b" not in str(caught.value)
    assert "(and 1 more)" in str(caught.value)


def test_a_repeated_id_names_both_lines(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "own.jsonl", [own_row("a"), own_row("b"), own_row("a")])
    with pytest.raises(TaskDataError, match=r"own.jsonl:3: field 'id': 'a' was used before, at own.jsonl:1"):
        load_tasks(path)


def test_a_file_without_a_task_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TaskDataError, match=r"own.jsonl: no task in it"):
        load_tasks(write_lines(tmp_path / "own.jsonl", [""]))


def test_a_file_of_ours_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(tmp_path / "bundled", [own_row("mine")])
    write_lines(tmp_path / "tasks", [own_row("mine")])
    monkeypatch.chdir(tmp_path)
    assert load_tasks("tasks").ids == ("mine",)
    assert load_tasks(Path("bundled")).ids == ("mine",)
    assert load_tasks("bundled") == TaskSet.bundled()


def test_split_keeps_one_split(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "own.jsonl", [own_row("a"), own_row("b", split="test")])
    assert load_tasks(path, split="test").ids == ("b",)
    with pytest.raises(UnknownTaskError, match="no task belongs to split 'dev'; the splits are train, test"):
        load_tasks(path, split="dev")


def test_the_webgen_names_take_a_file_a_folder_or_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_data_folder(tmp_path, tasks=2, instructions=3)
    assert len(load_tasks("webgen-bench", path=folder)) == 2
    assert len(load_tasks("webgen-bench", path=folder / BENCH_FILE)) == 2
    monkeypatch.setenv("WEBGEN_DATA", str(folder))
    assert len(load_tasks("webgen-bench")) == 2
    assert len(load_tasks("webgen-instruct")) == 3


def test_a_folder_without_the_files_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no file of webgen-instruct in .*webgen_instruct_train.jsonl.gz"):
        load_tasks("webgen-instruct", path=tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bundle", "no task set 'bundle'; expected 'bundled', 'webgen-bench', 'webgen-instruct', the path"),
        ("tasks.jsonl", "cannot read task file 'tasks.jsonl'"),
        ("a/b/c", "no task set 'a/b/c'"),
        ("", "no task set ''"),
        ("x" * 100_000, "no task set 'xxxx"),
        ("x" * 100_000 + ".jsonl", "cannot read task file 'xxxx.*File name too long"),
        ("a\0b", "no task set"),
        ("a\0b.jsonl", "cannot read task file .*null"),
    ],
)
def test_an_unknown_name_says_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match=message) as caught:
        load_tasks(name)
    assert len(str(caught.value)) < 600


def test_path_goes_with_the_webgen_names_only(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"path= goes with 'webgen-bench' or 'webgen-instruct'"):
        load_tasks("bundled", path=tmp_path)


@pytest.mark.parametrize("name", ["webgen-bench", "webgen-instruct", "someone/some-tasks"])
def test_the_hub_without_its_package_names_the_pip_line(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, "datasets", None)  # what Python does for a package that is not there
    with pytest.raises(MissingDependencyError, match=r"pip install 'webgen-env\[hub\]'"):
        load_tasks(name)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a stand-in for ``datasets`` in front: the hub is not to be reached from a test.

    As the hub does, it gives every row every column, with None for what a row left out.
    """
    (tmp_path / "datasets.py").write_text(
        """
from tests.tasks.lookalikes import bench_row, own_row

EMPTY = {"Category": None, "ui_instruct": [], "application_type": "Tool"}


def load_dataset(name):
    if name == "luzimu/WebGen-Bench":
        train = [{**EMPTY, "id": f"train_{n}", "instruction": "Build it."} for n in range(3)]
        return {"train": train, "test": [bench_row(0), bench_row(1)]}
    if name == "someone/tasks":
        cases = [{"task": "Do.", "expected_result": "See.", "category": None, "subcategories": None}]
        return {"dev": [own_row("a", split=None, test_cases=cases), own_row("b", split="test", test_cases=None)]}
    if name == "someone/strange":
        return {"train": [{"prompt": "Build."}]}
    raise ConnectionError("no such data set\\x1b" + "x" * 5000)
"""
    )
    monkeypatch.setitem(sys.modules, "datasets", None)  # so that whatever is imported in its place goes in the end
    monkeypatch.delitem(sys.modules, "datasets")
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("hub")
def test_the_hub_holds_both_halves_of_webgen_bench() -> None:
    assert load_tasks("webgen-bench").ids == ("000001", "000002")
    assert load_tasks("webgen-instruct").ids == ("train_0", "train_1", "train_2")
    both = load_tasks("luzimu/WebGen-Bench")
    assert both.splits == ("train", "test")
    assert len(both["000001"].test_cases) == 3
    assert both["train_0"] == Task("train_0", "Build it.", application_type="Tool")


@pytest.mark.usefixtures("hub")
def test_the_hub_holds_our_own_format() -> None:
    tasks = load_tasks("someone/tasks")
    assert [(task.id, task.split) for task in tasks] == [("a", "dev"), ("b", "test")]
    assert tasks["a"].test_cases == (TestCase("Do.", "See."),)


@pytest.mark.usefixtures("hub")
def test_strange_rows_and_absent_sets_of_the_hub_are_named() -> None:
    with pytest.raises(TaskDataError, match=r"someone/strange\[train\]:1: field 'id': Field required"):
        load_tasks("someone/strange")
    with pytest.raises(ConfigurationError, match="cannot load 'someone/absent' from the hub") as caught:
        load_tasks("someone/absent")
    assert len(str(caught.value)) < 500
    assert "\x1b" not in str(caught.value)
