from __future__ import annotations

import gzip
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from webgen_env.errors import ConfigurationError, UnknownTaskError
from webgen_env.tasks import Task, TaskSet, TestCase, load_tasks


def make(task_id: str, split: str = "train", category: str = "", **fields: object) -> Task:
    return Task(task_id, f"Build {task_id}.", split=split, category=category, **fields)  # type: ignore[arg-type]


@pytest.fixture
def tasks() -> TaskSet:
    return TaskSet(
        [
            make("kite-shop", "train", "User Interaction", application_type="Shop", subcategories=("E-commerce",)),
            make("kite-club", "test", "Content Presentation", subcategories=("Form Systems",)),
            make("wind-log", "train", "Data Management", application_type="Tool"),
        ]
    )


def test_is_a_sequence_by_position_slice_and_id(tasks: TaskSet) -> None:
    assert len(tasks) == 3
    assert [task.id for task in tasks] == list(tasks.ids) == ["kite-shop", "kite-club", "wind-log"]
    assert tasks[0].id == "kite-shop"
    assert tasks[-1].id == "wind-log"
    assert tasks["kite-club"] is tasks[1]
    assert tasks[1:].ids == ("kite-club", "wind-log")
    assert isinstance(tasks[1:], TaskSet)
    assert [task.id for task in reversed(tasks)] == ["wind-log", "kite-club", "kite-shop"]
    with pytest.raises(IndexError):
        tasks[3]


def test_contains_ids_and_equal_tasks_only(tasks: TaskSet) -> None:
    assert "kite-shop" in tasks
    assert tasks[0] in tasks
    assert "kite" not in tasks
    assert make("kite-shop", "test") not in tasks
    assert 0 not in tasks


def test_equality_is_by_tasks_and_order(tasks: TaskSet) -> None:
    assert tasks == TaskSet(list(tasks))
    assert tasks != TaskSet(reversed(tasks))
    assert tasks != tasks[:2]
    assert tasks != list(tasks)
    with pytest.raises(TypeError, match="unhashable"):
        hash(tasks)


def test_duplicate_ids_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="two tasks have the id 'kite'"):
        TaskSet([make("kite"), make("kite", "test")])


def test_is_immutable(tasks: TaskSet) -> None:
    with pytest.raises(TypeError):
        tasks[0] = make("x")  # type: ignore[index]
    with pytest.raises(AttributeError):
        tasks.splits = ("train",)  # type: ignore[misc]
    source = [make("one")]
    made = TaskSet(source)
    source.append(make("two"))
    assert made.ids == ("one",)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ("kite-shop", "kite-club", "wind-log")),
        ({"split": "train"}, ("kite-shop", "wind-log")),
        ({"category": "Data Management"}, ("wind-log",)),
        ({"category": "Form Systems"}, ("kite-club",)),
        ({"application_type": "Shop"}, ("kite-shop",)),
        ({"predicate": lambda task: task.id.startswith("kite")}, ("kite-shop", "kite-club")),
        ({"split": "train", "category": "E-commerce"}, ("kite-shop",)),
        ({"split": "test", "category": "E-commerce"}, ()),
        ({"split": "nowhere"}, ()),
        ({"application_type": ""}, ("kite-club",)),
    ],
)
def test_filter(tasks: TaskSet, conditions: dict[str, object], expected: tuple[str, ...]) -> None:
    assert tasks.filter(**conditions).ids == expected  # type: ignore[arg-type]


def test_summaries(tasks: TaskSet) -> None:
    assert tasks.splits == ("train", "test")
    assert tasks.categories == ("Content Presentation", "Data Management", "User Interaction")
    assert tasks.subcategories == ("E-commerce", "Form Systems")
    assert tasks.application_types == ("Shop", "Tool")
    assert repr(tasks) == "<TaskSet of 3: 2 train, 1 test>"
    assert TaskSet().splits == ()


def test_unknown_id_names_the_nearest(tasks: TaskSet) -> None:
    with pytest.raises(UnknownTaskError, match="no task has the id 'kite-shops'; nearest: 'kite-shop'"):
        tasks.get("kite-shops")
    with pytest.raises(UnknownTaskError, match="no task has the id 'qqqq'; there are 'kite-shop'"):
        tasks["qqqq"]
    with pytest.raises(UnknownTaskError, match="the task set is empty"):
        TaskSet().get("kite-shop")
    with pytest.raises(UnknownTaskError, match="no task has the id 3"):
        tasks.get(3)  # type: ignore[arg-type]
    with pytest.raises(UnknownTaskError, match="no task has the id"):
        tasks.get(["unhashable"])  # type: ignore[arg-type]


def test_a_hostile_id_gives_a_short_printable_message(tasks: TaskSet) -> None:
    with pytest.raises(UnknownTaskError) as caught:
        tasks.get("\x1b[31m" + "a" * 5_000_000)
    assert len(str(caught.value)) < 600
    assert "\x1b" not in str(caught.value)


def test_sample_is_uniform_enough_and_repeats_with_the_seed(tasks: TaskSet) -> None:
    drawn = [tasks.sample(np.random.default_rng(seed)).id for seed in range(50)]
    again = [tasks.sample(np.random.default_rng(seed)).id for seed in range(50)]
    assert drawn == again
    assert set(drawn) == set(tasks.ids)


def test_sample_keeps_to_the_split(tasks: TaskSet) -> None:
    rng = np.random.default_rng(0)
    assert {tasks.sample(rng, "train").id for _ in range(30)} == {"kite-shop", "wind-log"}
    with pytest.raises(UnknownTaskError, match="no task belongs to split 'tset'; the splits are 'train', 'test'"):
        tasks.sample(rng, split="tset")
    with pytest.raises(UnknownTaskError, match="the task set is empty"):
        TaskSet().sample(rng)


@pytest.mark.parametrize("name", ["tasks.jsonl", "tasks.jsonl.gz"])
def test_jsonl_round_trip(tmp_path: Path, name: str) -> None:
    tasks = TaskSet(
        [
            make(
                "full",
                "test",
                "Data Management",
                application_type="Tool",
                contracts=({"id": "c1", "steps": [{"click": "Save"}]},),
                test_cases=(TestCase("Do.", "See.", "Functional Testing", ("Searching",)), TestCase("Go.", "Look.")),
                metadata={"pages": ["Home"], "background_color": "ivory", "mine": {"a": [1, 2.5, None, True]}},
                subcategories=("Big Data",),
            ),
            make("bare"),
            Task("umlaut", "Baue eine Seite über Drachen. 🪁\nZweite Zeile."),
        ]
    )
    path = tmp_path / name
    tasks.to_jsonl(path)
    assert load_tasks(path) == tasks
    first = path.read_bytes()
    assert first.startswith(b"\x1f\x8b") == name.endswith(".gz")
    tasks.to_jsonl(path)
    assert path.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl.gz"
    TaskSet([make("old")]).to_jsonl(path)
    with pytest.raises(TypeError):
        TaskSet([make("new", metadata={"key": object()})]).to_jsonl(path)
    assert load_tasks(path).ids == ("old",)
    assert [file.name for file in tmp_path.iterdir()] == ["tasks.jsonl.gz"]
    assert gzip.decompress(path.read_bytes()).count(b"\n") == 1


def test_writing_into_no_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot write"):
        TaskSet([make("one")]).to_jsonl(tmp_path / "absent" / "tasks.jsonl")


def test_pickles_before_and_after_the_first_look(tasks: TaskSet) -> None:
    assert pickle.loads(pickle.dumps(tasks)) == tasks
    fresh = TaskSet.bundled()
    unread = pickle.dumps(fresh)
    assert len(unread) < 500  # a reference, not the texts
    assert pickle.loads(unread) == fresh
    read = pickle.dumps(fresh)
    assert len(read) > 10_000
    assert pickle.loads(read) == fresh


def test_crosses_to_a_spawned_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(len, TaskSet.bundled()).result(timeout=60) == len(TaskSet.bundled())


def test_bundled_reads_no_file_before_the_first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: reads.append(self.name) or original(self))
    tasks = TaskSet.bundled()
    assert reads == []
    assert len(tasks) == len(reads) == len(list(tasks))
