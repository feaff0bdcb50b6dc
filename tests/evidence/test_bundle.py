from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.values import ELEMENT, HOSTILE, PROJECT, SITE, TASK, failed, faulty, scored, texts
from webgen_env.browser.visit import ConsoleMessage, PageFacts, PageVisit, Visit
from webgen_env.build.site import Site
from webgen_env.errors import ConfigurationError, EvidenceError
from webgen_env.evidence import bundle_name, find_bundles, read_bundle, write_bundle
from webgen_env.findings import Finding
from webgen_env.reward.judge import Judgement
from webgen_env.reward.judges import make_judge
from webgen_env.reward.result import STAGES, RewardResult
from webgen_env.scaffold.project import Project
from webgen_env.tasks.task import Task


def write(folder: Path, **changes: Any) -> Path:
    values = {"result": scored(), "task": TASK, "completion": "text", "project": PROJECT, "site": SITE, **changes}
    return write_bundle(folder / "bundle", **values)


def test_everything_comes_back(tmp_path: Path):
    result = scored()
    folder = write(tmp_path, result=result, completion=HOSTILE + "\r\n\n", policy="qwen")
    bundle = read_bundle(folder)
    assert bundle.result == replace(result, evidence=str(folder))
    assert bundle.visit == result.visit
    assert bundle.task == TASK
    assert bundle.completion == HOSTILE + "\r\n\n"
    assert bundle.project == PROJECT
    assert bundle.project is not None
    assert bundle.project.digest == PROJECT.digest
    assert bundle.site == SITE
    assert bundle.site is not None
    assert bundle.site.digest == SITE.digest
    assert bundle.policy == "qwen"
    assert bundle.build_log == result.build_log


@pytest.mark.parametrize("result", [failed("format"), faulty(), scored(judgement=None, cached=True)])
def test_what_was_not_reached_is_none(tmp_path: Path, result: RewardResult):
    folder = write(tmp_path, result=result, project=None, site=None)
    bundle = read_bundle(folder)
    assert bundle.result == replace(result, evidence=str(folder))
    assert bundle.project is None
    assert bundle.site is None
    assert not (folder / "project").exists()
    assert "no project/" in (folder / "README.txt").read_text()


def test_the_folder_explains_itself(tmp_path: Path):
    folder = write(tmp_path, policy="qwen")
    names = {path.name for path in folder.iterdir()}
    readme = (folder / "README.txt").read_text()
    assert names == {
        "README.txt", "completion.txt", "task.json", "project", "project.json", "site", "site.json", "build.log",
        "screenshots", "visit.json", "verdict.json",
    }  # fmt: skip
    for name in names - {"README.txt"}:
        assert name in readme
    assert "4.2 (preset webgen-r1)" in readme
    assert sorted(path.name for path in (folder / "screenshots").iterdir()) == ["01-home.png", "02-plots.png"]
    assert (folder / "project" / "src" / "App.tsx").is_file()
    for document in folder.glob("*.json"):
        assert json.loads(document.read_text(encoding="utf-8"))["format"] == 1


def test_elements_are_a_table_with_one_line_each(tmp_path: Path):
    folder = write(tmp_path)
    lines = (folder / "visit.json").read_text().splitlines()
    assert sum('["a", "link", "Plots"' in line for line in lines) == 2


async def test_it_can_be_graded_again_without_building(tmp_path: Path):
    judge = make_judge()
    result = scored()
    assert result.visit is not None
    bundle = read_bundle(write(tmp_path, result=result))
    assert bundle.visit is not None
    again = await judge.grade(bundle.task, bundle.visit)
    assert again == await judge.grade(TASK, result.visit)
    assert again.grade > 0
    await judge.aclose()


def test_it_can_be_moved(tmp_path: Path):
    folder = write(tmp_path).rename(tmp_path / "elsewhere")
    assert read_bundle(folder).result.evidence == str(folder)


def test_hostile_paths_stay_inside(tmp_path: Path):
    paths = ["../../escape", "/etc/cron.d/x", "a", "a/b", "A", "x\0y", "C:\\x", "\ud800", "_renamed/a", "n" * 300]
    files = {path: f"content of {index}" for index, path in enumerate(paths)}
    project = Project(files, {})
    site = Site({path: text.encode() for path, text in files.items()})
    visit = Visit((PageVisit("/../../../x", screenshot=b"png"), PageVisit("\0", screenshot=b"png2")))
    folder = write(tmp_path, project=project, site=site, result=scored(visit=visit))
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]
    bundle = read_bundle(folder)
    assert bundle.project == project
    assert bundle.site == site
    assert bundle.visit == visit
    assert not any(path.is_symlink() for path in folder.rglob("*"))


def test_a_killed_write_leaves_no_bundle(tmp_path: Path):
    script = (
        "import sys; from pathlib import Path; from tests.evidence import test_bundle as t;"
        "t.write(Path(sys.argv[1]), site=t.Site(t.Deadly()))"
    )
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, cwd=Path(__file__).parents[2])
    assert run.returncode == -signal.SIGKILL
    assert not (tmp_path / "bundle").exists()
    assert find_bundles(tmp_path) == []
    left = list(tmp_path.iterdir())
    assert left
    for folder in left:
        with pytest.raises(EvidenceError):
            read_bundle(folder)
    write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


class Deadly(Mapping[str, bytes]):
    """Files of a site that kill the process half-way."""

    def __iter__(self) -> Iterator[str]:
        return iter(["one", "two"])

    def __len__(self) -> int:
        return 2

    def __getitem__(self, path: str) -> bytes:
        if path == "two":
            os.kill(os.getpid(), signal.SIGKILL)
        return b"x"


def test_an_older_bundle_is_replaced_and_nothing_else(tmp_path: Path):
    write(tmp_path)
    folder = write(tmp_path, result=failed(), project=None, site=None)
    assert read_bundle(folder).result.stage == "build"
    assert not (folder / "site").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "x").write_text("x")
    with pytest.raises(ConfigurationError, match="exists"):
        write_bundle(other, result=failed(), task=TASK, completion="")


def test_bundles_are_found(tmp_path: Path):
    for name in ("b", "a"):
        write_bundle(tmp_path / name, result=failed(), task=TASK, completion="")
    (tmp_path / "not").mkdir()
    assert [path.name for path in find_bundles(tmp_path)] == ["a", "b"]


def test_names_of_bundles():
    assert bundle_name(TASK, "x") == bundle_name(TASK, "x")
    assert bundle_name(TASK, "x").startswith("garden-")
    others = {
        bundle_name(TASK, "y"),
        bundle_name(TASK, "x", "qwen"),
        bundle_name(replace(TASK, instruction="other"), "x"),
        bundle_name(replace(TASK, id="garden!"), "x"),
    }
    assert len(others | {bundle_name(TASK, "x")}) == 5
    hostile = bundle_name(replace(TASK, id="../\ud800\0" + "x" * 500), "\ud800")
    assert len(hostile) < 80
    assert hostile.isascii()
    assert "/" not in hostile


def edited(folder: Path, document: str, change: Any) -> None:
    path = folder / document
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("document", "change", "part", "message"),
    [
        ("verdict.json", lambda d: d.update(stage="done"), "result", r"verdict\.json\.stage: expected one of 'format'"),
        ("verdict.json", lambda d: d.update(reward="4"), "result", r"\.reward: expected a number, got '4'"),
        ("verdict.json", lambda d: d["terms"].update(visual=True), "result", r"terms\.visual: expected a number"),
        ("verdict.json", lambda d: d.pop("terms"), "result", r"verdict\.json\.terms is missing"),
        ("verdict.json", lambda d: d.update(errors={}), "result", r"\.errors: expected a list, got dict of 0"),
        ("verdict.json", lambda d: d.update(errors=[[]]), "result", r"\.errors\[0\]: expected an object"),
        ("verdict.json", lambda d: d.pop("contents"), "visit", r"contents\.visit: expected true or false"),
        ("task.json", lambda d: d.update(id=7), "task", r"task\.json\.id: expected text, got 7"),
        ("task.json", lambda d: d.update(test_cases=[{}]), "task", r"test_cases\[0\]\.task is missing"),
        ("task.json", lambda d: d.update(format=99), "task", r"task\.json\.format: expected 1, got 99"),
        ("visit.json", lambda d: d["pages"][1].update(route=None), "visit", r"visit\.json\.pages\[1\]\.route"),
        ("visit.json", lambda d: d["pages"][0].update(screenshot="../x"), "visit", r"screenshot: .*leads outside"),
        ("visit.json", lambda d: d["pages"][0].update(screenshot=3), "visit", r"screenshot: expected a file name"),
        ("visit.json", lambda d: d.update(pages=[1]), "visit", r"visit\.json\.pages: expected a list of objects"),
        ("visit.json", lambda d: d["pages"][0]["facts"].update(viewport=[1]), "visit", r"viewport: expected a list of"),
        (
            "visit.json",
            lambda d: d["pages"][0]["facts"]["elements"]["rows"][1].pop(),
            "visit",
            r"elements\.rows\[1\]: expected a list of 28",
        ),
        (
            "visit.json",
            lambda d: d["pages"][0]["facts"]["elements"].update(columns=[1]),
            "visit",
            r"elements\.columns: expected a list of names",
        ),
        ("visit.json", lambda d: d["pages"][0]["facts"]["elements"].update(rows=1), "visit", r"rows: expected a list"),
        ("project.json", lambda d: d.update(files=[]), "project", r"project\.json\.files: expected an object"),
        ("project.json", lambda d: d["files"].update(x=1), "project", r"files\['x'\]: expected a name"),
        ("project.json", lambda d: d["files"].update(x="no"), "project", r"no: cannot be read"),
        ("site.json", lambda d: d["files"].update(x="/etc/passwd"), "site", r"leads outside"),
        ("site.json", lambda d: d.update(routes="/"), "site", r"site\.json\.routes: expected a list, got '/'"),
    ],
)  # fmt: skip
def test_a_broken_bundle_says_where(tmp_path: Path, document: str, change: Any, part: str, message: str):
    folder = write(tmp_path)
    edited(folder, document, change)
    with pytest.raises(EvidenceError, match=message):
        getattr(read_bundle(folder), part)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b"[" * 100_000, b'{"format": 2}'])
def test_a_broken_verdict_says_where(tmp_path: Path, content: bytes):
    folder = write(tmp_path)
    (folder / "verdict.json").write_bytes(content)
    with pytest.raises(EvidenceError, match=r"verdict\.json"):
        read_bundle(folder)


def test_what_is_no_bundle_says_so(tmp_path: Path):
    with pytest.raises(EvidenceError, match=r"holds no verdict\.json"):
        read_bundle(tmp_path)


def test_fields_of_a_later_version_are_ignored_and_absent_ones_take_their_default(tmp_path: Path):
    folder = write(tmp_path)
    edited(folder, "verdict.json", lambda d: (d.update(novelty=1), d.pop("cached")))
    assert read_bundle(folder).result == replace(scored(), evidence=str(folder))


def test_metadata_that_is_no_json_becomes_text(tmp_path: Path):
    folder = write(tmp_path, task=replace(TASK, metadata={"path": Path("/x"), 3: "three"}))
    assert read_bundle(folder).task.metadata == {"path": "/x", "3": "three"}


findings = st.builds(Finding, texts(20), texts(), texts(), st.sampled_from(["error", "note"]))
numbers = st.floats(allow_nan=False) | st.integers(-(2**40), 2**40).map(float)
names = st.dictionaries(texts(10), numbers, max_size=3)
pages = st.builds(
    PageVisit,
    texts(),
    st.sampled_from(["ok", "timeout", "crashed", "left"]),
    st.none() | st.binary(max_size=20),
    title=texts(),
    text=texts(),
    blank=st.booleans(),
    console=st.lists(st.builds(ConsoleMessage, texts(5), texts()), max_size=2).map(tuple),
    errors=st.lists(texts(), max_size=2).map(tuple),
    blocked_requests=st.dictionaries(texts(5), st.integers(0, 9), max_size=2),
    facts=st.builds(
        PageFacts,
        elements=st.lists(
            st.builds(lambda text, x: replace(ELEMENT, text=text, x=x), texts(), numbers), max_size=2
        ).map(tuple),
    ),
)
results = st.builds(
    RewardResult,
    reward=st.none() | numbers,
    terms=names,
    stage=st.sampled_from(STAGES),
    fault=st.sampled_from([None, "infra", "judge"]),
    task_id=texts(),
    violations=st.lists(findings, max_size=2).map(tuple),
    errors=st.lists(findings, max_size=2).map(tuple),
    fault_message=texts(),
    visit=st.none() | st.builds(Visit, st.lists(pages, max_size=3).map(tuple)),
    judgement=st.none() | st.builds(Judgement, numbers, names, texts(), texts(), names),
    build_log=texts(),
    timing=names,
    provenance=st.dictionaries(texts(5), texts(), max_size=2),
    cached=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(
    result=results,
    completion=st.text(st.characters(exclude_categories=()), max_size=80),
    task=st.builds(Task, texts(), texts()),
    files=st.none() | st.dictionaries(texts(8) | st.sampled_from(["a", "a/b", "A", "../x"]), texts(), max_size=4),
    policy=texts(),
)
def test_any_rollout_comes_back(
    result: RewardResult, completion: str, task: Task, files: dict[str, str] | None, policy: str
):
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / bundle_name(task, completion, policy)
        project = None if files is None else Project(files, {})
        site = (
            None
            if files is None
            else Site({path: text.encode("utf-16", "surrogatepass") for path, text in files.items()})
        )
        write_bundle(folder, result=result, task=task, completion=completion, project=project, site=site, policy=policy)
        bundle = read_bundle(folder)
        assert bundle.result == replace(result, evidence=str(folder))
        assert (bundle.completion, bundle.task, bundle.policy) == (completion, task, policy)
        assert (bundle.project, bundle.site) == (project, site)
        (folder / "README.txt").read_text(encoding="utf-8")
        assert list(Path(parent).iterdir()) == [folder]
