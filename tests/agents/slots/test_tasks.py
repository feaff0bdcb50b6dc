"""Made-up tasks: the same for the same seed, splits apart, and what fits is what the fitting policy finds."""

from __future__ import annotations

import pytest

from agents.slots import fitting_choices, named, slot_tasks
from webgen_env.errors import ConfigurationError
from webgen_env.tasks.colours import css_colour, requested_colours


def test_the_same_arguments_give_the_same_tasks():
    assert slot_tasks(20, seed=1) == slot_tasks(20, seed=1)
    assert slot_tasks(20, seed=1) != slot_tasks(20, seed=2)
    assert slot_tasks(40, seed=1)[:20] == slot_tasks(20, seed=1)


def test_the_splits_share_colours_and_kinds_but_no_pair_name_or_subject():
    def parts(split, what):
        return {what(task) for task in slot_tasks(600, split=split)}

    for what in (
        lambda task: (task.metadata["background_color"], task.metadata["component_color"]),
        lambda task: task.metadata["title"],
        lambda task: task.instruction.split("It shows ")[1].split(" with ")[0],
    ):
        assert not parts("train", what) & parts("test", what)
    for key in ("background", "component", "kind"):
        assert parts("train", lambda task, key=key: task.metadata["slots"][key]) == parts(
            "test", lambda task, key=key: task.metadata["slots"][key]
        )


def test_recombined_tasks_have_known_words_and_unknown_pairs_of_colours():
    def parts(split, what):
        return {what(task) for task in slot_tasks(600, split=split)}

    def colours(task):
        return (task.metadata["background_color"], task.metadata["component_color"])

    assert parts("recombined", lambda task: task.metadata["title"]) == parts("train", lambda t: t.metadata["title"])
    assert not parts("recombined", colours) & parts("train", colours)
    assert parts("recombined", colours) == parts("test", colours)


@pytest.mark.parametrize("split", ["train", "recombined", "test"])
def test_the_fitting_policy_finds_what_fits(split):
    for task in slot_tasks(200, split=split):
        chosen = named(fitting_choices(task.instruction))
        assert {name: chosen[name] for name in task.metadata["slots"]} == task.metadata["slots"], task.instruction


def test_the_colours_can_be_read_from_the_words():
    for task in slot_tasks(200):
        found = requested_colours(task.instruction)
        for key in ("background_color", "component_color"):
            wanted = css_colour(task.metadata[key]) or task.metadata[key]
            assert (css_colour(found[key]) or found[key]) == wanted


@pytest.mark.parametrize("arguments", [{"number": 0}, {"number": 1, "split": "dev"}])
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(ConfigurationError):
        slot_tasks(**arguments)
