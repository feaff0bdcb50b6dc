"""The published data where it is at hand, files of the same form elsewhere: the same checks on both."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tasks.lookalikes import write_data_folder
from webgen_env.tasks import DATA_VARIABLE, TaskSet, css_colour, load_tasks


@dataclass(frozen=True)
class Expected:
    folder: Path
    tasks: int
    cases: int
    instructions: int
    share_with_both_colours: float


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    folder = os.environ.get(DATA_VARIABLE)
    if folder:
        return Expected(Path(folder), tasks=101, cases=647, instructions=6_667, share_with_both_colours=0.9)
    made = write_data_folder(tmp_path_factory.mktemp("data"), tasks=6, instructions=40)
    return Expected(made, tasks=6, cases=18, instructions=40, share_with_both_colours=1.0)


@pytest.fixture(scope="module")
def bench(data: Expected) -> TaskSet:
    return load_tasks("webgen-bench", path=data.folder)


@pytest.fixture(scope="module")
def instruct(data: Expected) -> TaskSet:
    return load_tasks("webgen-instruct", path=data.folder)


def test_all_tasks_and_cases_are_there(data: Expected, bench: TaskSet) -> None:
    assert len(bench) == data.tasks
    assert sum(len(task.test_cases) for task in bench) == data.cases
    assert bench.splits == ("test",)
    assert all(task.category and task.subcategories and task.application_type for task in bench)
    assert all(case.category for task in bench for case in task.test_cases)


def test_all_instructions_are_there(data: Expected, instruct: TaskSet) -> None:
    assert len(instruct) == data.instructions
    assert instruct.splits == ("train",)
    assert not any(task.test_cases for task in instruct)


def test_most_instructions_give_both_colours(data: Expected, bench: TaskSet, instruct: TaskSet) -> None:
    for tasks in (bench, instruct):
        share = sum(len(task.metadata) == 2 for task in tasks) / len(tasks)
        assert share >= data.share_with_both_colours
        for task in tasks:
            for value in task.metadata.values():
                assert css_colour(value) == value


def test_a_copy_in_our_own_format_is_equal(bench: TaskSet, instruct: TaskSet, tmp_path: Path) -> None:
    for tasks in (bench, instruct):
        tasks.to_jsonl(tmp_path / "copy.jsonl.gz")
        assert load_tasks(tmp_path / "copy.jsonl.gz") == tasks


def test_bundled_tasks_share_no_passage_with_the_data(bench: TaskSet, instruct: TaskSet) -> None:
    def passages(text: str, length: int = 8) -> set[tuple[str, ...]]:
        words = text.lower().split()
        return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}

    ours = {passage for task in TaskSet.bundled() for passage in passages(task.instruction)}
    assert ours
    for task in (*bench, *instruct):
        assert not ours & passages(task.instruction), task.id
