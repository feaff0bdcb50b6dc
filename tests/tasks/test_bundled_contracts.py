"""The contracts of the bundled tasks: complete, valid, and about what the instruction says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from webgen_env.contracts import Contract, parse_contracts
from webgen_env.tasks import Task, TaskSet

TASKS = TaskSet.bundled()
WITHOUT_ACTION = {"navigation", "colour", "responsive", "content"}
ALWAYS = {"navigation", "colour", "responsive"}
ACTIONS = {"click", "fill", "select", "choose", "check", "uncheck", "press", "upload", "wait"}
TEXTS = {
    "name",
    "text",
    "field",
    "control",
    "label",
    "placeholder",
    "has_text",
    "title",
    "alt",
    "option",
    "from",
    "is",
    "texts",
}
# A dialog that asks again, or a menu of pages on a phone, is no promise of the instruction.
FREE = {"optional", "upload", "fill", "press", "key", "as"}

each_task = pytest.mark.parametrize("task", list(TASKS), ids=lambda task: task.id)


def parsed(task: Task) -> tuple[Contract, ...]:
    return parse_contracts([dict(contract) for contract in task.contracts])


def kinds(contract: Any) -> list[str]:
    """The keys of the steps, in order; those of optional steps too."""
    steps = [part for step in contract["steps"] for part in step.get("optional", [step])]
    return [kind for step in steps for kind in step]


def plain_texts(value: Any, key: str = "") -> Iterator[str]:
    """The texts that a contract looks for word by word."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in FREE:
                yield from plain_texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from plain_texts(item, key)
    elif isinstance(value, str) and key in TEXTS and not value.startswith("/"):
        yield value.removeprefix("=")


def typed_texts(value: Any, key: str = "") -> Iterator[str]:
    """The texts that a contract brings with it."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from typed_texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from typed_texts(item, key)
    elif isinstance(value, str) and key in {"value", "content"}:
        yield value


def folded(text: str) -> str:
    return " ".join(text.split()).lower()


@each_task
def test_every_task_has_valid_contracts(task: Task) -> None:
    contracts = parsed(task)
    assert 6 <= len(contracts) <= 9
    assert len({contract.id for contract in contracts}) == len(contracts)
    assert [contract.id for contract in contracts] == [contract["id"] for contract in task.contracts]


@each_task
def test_the_categories_that_fit_every_site_are_covered(task: Task) -> None:
    categories = {contract.category for contract in parsed(task)}
    assert categories >= ALWAYS
    assert len(categories & {"form", "crud", "filter", "persistence", "interaction"}) >= 2


def test_every_category_is_covered_often() -> None:
    found = [contract.category for task in TASKS for contract in parsed(task)]
    for category in ("navigation", "form", "crud", "filter", "persistence", "responsive", "colour", "interaction"):
        assert found.count(category) >= 10, category


@each_task
def test_a_contract_acts_and_then_looks(task: Task) -> None:
    """Otherwise a page with the right words would pass."""
    for contract in task.contracts:
        if contract["category"] in WITHOUT_ACTION:
            continue
        steps = kinds(contract)
        acts = [position for position, kind in enumerate(steps) if kind in ACTIONS]
        assert len(acts) >= 2, contract["id"]
        assert "expect" in steps[acts[-1] :], contract["id"]


@each_task
def test_a_contract_sees_a_change(task: Task) -> None:
    """Something is compared with what was before, is looked for before too, or was brought by the contract."""
    for contract in task.contracts:
        if contract["category"] in WITHOUT_ACTION:
            continue
        steps = contract["steps"]
        last = max(position for position, step in enumerate(steps) if "expect" not in step)
        compares = any("remember" in step for step in steps)
        both = any("absent" in step.get("expect", {}) for step in steps[:last])
        brought = {folded(text) for text in typed_texts(steps)}
        own = any(folded(text) in brought for text in plain_texts(steps))
        reads = any(key in step.get("expect", {}) for step in steps for key in ("sorted", "number", "value", "count"))
        assert compares or both or own or reads, contract["id"]


@each_task
def test_words_that_are_looked_for_stand_in_the_specification(task: Task) -> None:
    """A site must not fail for a text that its author was never told."""
    told = folded(" ".join([task.instruction, *(case.task + " " + case.expected_result for case in task.test_cases)]))
    for contract in task.contracts:
        brought = folded(" ".join(typed_texts(contract["steps"])))
        for text in plain_texts(contract["steps"]):
            assert folded(text) in told or folded(text) in brought, (contract["id"], text)


@each_task
def test_all_requested_pages_are_visited(task: Task) -> None:
    pages = [page for page in task.metadata["pages"] if f'"{page}"' in task.instruction or page in task.instruction]
    wanted = str([contract for contract in task.contracts if contract["category"] == "navigation"]).lower()
    named = [page for page in pages if re.sub(r"\W", ".", page.lower()) in re.sub(r"[^\w\[]", ".", wanted)]
    # A page of one thing (a piece, a poem, a tree) is reached through the thing.
    assert len(named) >= len(pages) - 1, set(pages) - set(named)


@each_task
def test_colours_are_those_of_the_specification(task: Task) -> None:
    (contract,) = [contract for contract in task.contracts if contract["category"] == "colour"]
    shares = re.findall(r"'near': '([^']+)'", str(contract["steps"]))
    assert shares.count(task.metadata["background_color"]) >= 2
    assert shares.count(task.metadata["component_color"]) >= 2
    assert set(shares) == {task.metadata["background_color"], task.metadata["component_color"]}


@each_task
def test_a_phone_is_used_and_not_only_looked_at(task: Task) -> None:
    (contract,) = [contract for contract in task.contracts if contract["category"] == "responsive"]
    assert contract["viewport"] == [375, 812]
    assert sum("no_overflow" in step.get("expect", {}) for step in contract["steps"]) >= 2
    assert set(kinds(contract)) & ACTIONS
    assert any("no_overflow" not in step["expect"] for step in contract["steps"] if "expect" in step)
