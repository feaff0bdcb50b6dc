from __future__ import annotations

import re

import pytest
from PIL import ImageColor

from webgen_env.tasks import Task, TaskSet, requested_colours

MINOR_CATEGORIES = {
    "AI Integration",
    "API Integration",
    "Authentication",
    "Big Data",
    "CRUD Operations",
    "Data Visualization",
    "Dynamic Content Rendering",
    "E-commerce",
    "File Handling",
    "Form Systems",
    "Media Display",
    "Real-time Features",
    "Static Page Generation",
}
PRIMARY_CATEGORIES = {"Content Presentation", "Data Management", "User Interaction"}
TASKS = TaskSet.bundled()

each_task = pytest.mark.parametrize("task", list(TASKS), ids=lambda task: task.id)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_there_are_two_splits_over_all_categories() -> None:
    assert len(TASKS) >= 24
    assert TASKS.splits == ("train", "test")
    for split in TASKS.splits:
        part = TASKS.filter(split=split)
        assert len(part) >= 8
        assert set(part.categories) == PRIMARY_CATEGORIES
        assert set(part.subcategories) == MINOR_CATEGORIES


def test_tasks_differ() -> None:
    assert len({task.instruction for task in TASKS}) == len(TASKS)
    assert len({task.metadata["title"] for task in TASKS}) == len(TASKS)
    assert len({(task.metadata["background_color"], task.metadata["component_color"]) for task in TASKS}) == len(TASKS)


@each_task
def test_task_is_a_whole_specification(task: Task) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", task.id)
    assert 60 <= len(task.instruction.split()) <= 160
    assert task.application_type
    assert 3 <= len(task.metadata["pages"]) <= 6
    assert 4 <= len(task.metadata["actions"]) <= 9
    for name in (task.metadata["title"], *task.metadata["pages"]):
        assert name in task.instruction


@each_task
def test_metadata_has_the_colours_that_the_instruction_asks_for(task: Task) -> None:
    asked = {key: value for key, value in task.metadata.items() if key.endswith("_color")}
    assert requested_colours(task.instruction) == asked
    assert len(asked) == 2


@each_task
def test_components_can_be_told_from_the_background(task: Task) -> None:
    light, dark = sorted(
        (luminance(task.metadata["background_color"]), luminance(task.metadata["component_color"])), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 2.2


@each_task
def test_cases_end_with_the_colours(task: Task) -> None:
    assert len(task.test_cases) >= 6
    last = task.test_cases[-1]
    assert last.category == "Design Validation Testing"
    assert task.metadata["background_color"] in last.expected_result
    assert task.metadata["component_color"] in last.expected_result
    for case in task.test_cases:
        assert case.task.endswith(".")
        assert case.expected_result.endswith((".", '."'))
        assert case.category in {"Functional Testing", "Data Display Testing", "Design Validation Testing"}
        assert case.subcategories


# What a tester types; everything else in quotes is a label or a message of the site.
TYPED = {
    "Al", "Alma", "Blue Slab", "Fog from the west", "Painted Lady", "Who won the race?",
    "Why does it get yellow leaves?", "nobody", "ok", "zzz",
}  # fmt: skip


@each_task
def test_labels_and_messages_of_cases_are_named_in_the_instruction(task: Task) -> None:
    """A tester must not look for a text that the policy was never told."""
    for case in task.test_cases[:-1]:
        for quoted in re.findall(r'"([^"]+)"', case.task + case.expected_result):
            # "Page 2 of 80" follows from "Page 1 of 80"
            pattern = re.sub(r"\d+", r"\\d+", re.escape(quoted))
            assert quoted in TYPED or re.search(pattern, task.instruction), quoted
