"""The mutants and rewrites that come with the package: every one applies, and every label names a contract."""

from __future__ import annotations

from collections import defaultdict

import pytest

import agents
from webgen_env.tasks import TaskSet
from webgen_env.validation import GENERIC_OPERATORS, OPERATORS, Reference, bundled_faults, subjects_of
from webgen_env.validation.operators import PLACED_OPERATORS

FAULTS = {faults.task: faults for faults in bundled_faults()}
TASKS = TaskSet.bundled()


def reference(task_id: str) -> Reference:
    task = TASKS[task_id]
    return Reference(task, agents.make("showcase").draft(task.instruction, {"task_id": task_id}).files)


@pytest.mark.parametrize("task_id", FAULTS)
def test_everything_applies_and_changes_something(task_id: str) -> None:
    clean = reference(task_id).files
    subjects = list(subjects_of(reference(task_id), FAULTS[task_id]))
    assert len({subject.id for subject in subjects}) == len(subjects)
    assert [subject.id for subject in subjects if subject.kind != "clean" and subject.files == clean] == []
    assert len({tuple(sorted(subject.files.items())) for subject in subjects}) == len(subjects)
    mutants = [subject for subject in subjects if subject.kind == "mutant"]
    assert len(mutants) >= 20
    assert all(subject.breaks or subject.detector != "contracts" for subject in mutants)


def test_each_contract_of_these_tasks_is_broken_by_some_placed_mutant() -> None:
    unbroken = {
        f"{faults.task}/{contract['id']}"
        for faults in FAULTS.values()
        for contract in TASKS[faults.task].contracts
        if not any(contract["id"] in mutant.breaks for mutant in faults.mutants)
    }
    assert unbroken == set()


def test_there_are_many_operators_and_most_are_found_in_several_sites() -> None:
    sites: dict[str, set[str]] = defaultdict(set)
    for faults in FAULTS.values():
        for mutant in faults.mutants:
            sites[mutant.operator].add(faults.task)
    assert len(sites) + len(GENERIC_OPERATORS) >= 45
    assert sum(len(tasks) >= 3 for tasks in sites.values()) >= 25
    assert set(sites) == set(PLACED_OPERATORS)
    assert set(OPERATORS) == set(PLACED_OPERATORS) | {operator.name for operator in GENERIC_OPERATORS}


def test_rewrites_are_of_many_kinds() -> None:
    kinds: dict[str, int] = defaultdict(int)
    for faults in FAULTS.values():
        for rewrite in faults.rewrites:
            kinds[rewrite.kind] += 1
    assert set(kinds) == {"structure", "classes", "library", "router", "element", "prose", "storage", "style"}
    assert sum(kinds.values()) >= 50


def test_every_file_belongs_to_a_showcase_site() -> None:
    assert set(FAULTS) <= set(agents.showcase_task_ids())
