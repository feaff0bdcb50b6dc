"""The action space: names, sizes, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from agents.slots import SLOTS, combinations, indices, named, sizes
from agents.slots.slots import BACKGROUNDS, COMPONENTS
from webgen_env.errors import ConfigurationError

ACTIONS = st.tuples(*(st.integers(0, size - 1) for size in sizes()))


def test_every_slot_is_a_real_choice_with_names_of_its_own():
    assert all(slot.size > 1 and len(set(slot.options)) == slot.size and slot.text for slot in SLOTS)
    assert len({slot.name for slot in SLOTS}) == len(SLOTS)
    assert combinations() > 1000


@given(ACTIONS)
def test_names_and_indices_are_inverse(action):
    assert indices(named(action)) == action


def test_numpy_integers_are_indices():
    action = np.array([size - 1 for size in sizes()])
    assert named(action)["contrast"] == "faint"


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([0] * (len(SLOTS) - 1), "expected 12"),
        ([99] + [0] * (len(SLOTS) - 1), "'background'"),
        ([-1] + [0] * (len(SLOTS) - 1), "'background'"),
        ([0.5] + [0] * (len(SLOTS) - 1), "'background'"),
    ],
)
def test_a_wrong_action_is_refused_with_what_was_expected(choices, said):
    with pytest.raises(ConfigurationError, match=said):
        named(choices)


@pytest.mark.parametrize("options", [{"colour": "brown"}, {"layout": "diagonal"}])
def test_an_unknown_slot_or_option_is_refused(options):
    with pytest.raises(ConfigurationError, match="layout"):
        indices(options)


def test_every_colour_is_one():
    for colour in (*BACKGROUNDS.values(), *COMPONENTS.values()):
        assert len(ImageColor.getrgb(colour)) == 3
