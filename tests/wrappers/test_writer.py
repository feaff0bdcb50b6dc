"""Choices written out as completions."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from agents.slots import SLOTS, render, sizes
from webgen_env.errors import ConfigurationError
from webgen_env.wrappers import ChoiceWriter, SlotWriter

INSTRUCTION = "Make Tidewater, a shop for tea. Use azure for the background and brown for components."


@pytest.mark.parametrize("form", ["compact", "full"])
def test_it_writes_what_the_library_writes(form):
    choices = [size - 1 for size in sizes()]
    assert SlotWriter(form=form)(INSTRUCTION, choices) == render(INSTRUCTION, choices, form=form).completion()


def test_fixed_slots_are_no_choice_and_are_taken():
    writer = SlotWriter(fixed={"background": "azure", "layout": "side"})
    assert writer.names == tuple(slot.name for slot in SLOTS if slot.name not in {"background", "layout"})
    assert writer.sizes == tuple(slot.size for slot in SLOTS if slot.name not in {"background", "layout"})
    completion = writer(INSTRUCTION, [0] * len(writer.sizes))
    assert "bg-[azure]" in completion
    assert "flex-col" in completion


def test_a_slot_may_offer_some_of_its_options_in_another_order():
    writer = SlotWriter(offered={"background": ("midnight", "azure"), "kind": ["game"]})
    assert writer.sizes == (2, 12, 1, *sizes()[3:])
    assert writer.named([1] + [0] * 11)["background"] == "azure"
    assert "bg-[azure]" in writer(INSTRUCTION, [1] + [0] * 11)
    with pytest.raises(ConfigurationError, match="0 to 1"):
        writer(INSTRUCTION, [2] + [0] * 11)


def test_choices_have_names():
    writer = SlotWriter(fixed={slot.name: slot.options[0] for slot in SLOTS[2:]})
    assert writer.named([1, 2]) == {"background": "floralwhite", "component": "peru"}


@pytest.mark.parametrize(
    ("choices", "said"), [([0], "one for each of"), ([0, 12], "'component'"), ([0, -1], "0 to 11")]
)
def test_wrong_choices_are_refused(choices, said):
    writer = SlotWriter(fixed={slot.name: slot.options[0] for slot in SLOTS[2:]})
    with pytest.raises(ConfigurationError, match=said):
        writer(INSTRUCTION, choices)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"form": "long"}, "'compact' or 'full'"),
        ({"fixed": {"colour": "red"}}, "unknown slots"),
        ({"fixed": {"layout": "diagonal"}}, "'diagonal'"),
        ({"offered": {"colour": ["red"]}}, "unknown slots"),
        ({"offered": {"layout": ["side", "diagonal"]}}, "'diagonal'"),
        ({"offered": {"layout": []}}, "each option once"),
        ({"offered": {"layout": ["side", "side"]}}, "each option once"),
        ({"offered": {"layout": ["side"]}, "fixed": {"layout": "top"}}, "not fixed"),
        ({"fixed": {slot.name: slot.options[0] for slot in SLOTS}}, "nothing is left to choose"),
    ],
)
def test_wrong_options_are_refused(options, said):
    with pytest.raises(ConfigurationError, match=said):
        SlotWriter(**options)


def test_it_can_be_pickled_and_is_a_writer():
    writer = SlotWriter(fixed={"layout": "side"})
    assert isinstance(writer, ChoiceWriter)
    copy = pickle.loads(pickle.dumps(writer))
    assert copy(INSTRUCTION, [0] * 11) == writer(INSTRUCTION, [0] * 11)


def test_importing_the_wrappers_loads_neither_torch_nor_agents():
    code = (
        "import sys, webgen_env.wrappers as w; "
        "assert 'SB3VecEnv' in w.__all__; "
        "heavy = {'torch', 'agents', 'transformers', 'playwright', 'stable_baselines3'} & set(sys.modules); "
        "sys.exit(' '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
