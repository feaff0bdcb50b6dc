"""Choices as one action, in three forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from gymnasium import error
from hypothesis import given, settings
from hypothesis import strategies as st

from webgen_env.errors import ConfigurationError
from webgen_env.wrappers import ChoiceSpace

SIZES = st.lists(st.integers(1, 6), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(SIZES, st.sampled_from(["multi-discrete", "discrete", "box"]), st.integers(0, 1000))
def test_every_sample_is_read_as_choices_in_range(sizes, form, seed):
    choices = ChoiceSpace(sizes, form)
    choices.space.seed(seed)
    read = choices.decode(choices.space.sample())
    assert len(read) == len(sizes)
    assert all(type(index) is int and 0 <= index < size for index, size in zip(read, sizes, strict=True))


@settings(max_examples=30, deadline=None)
@given(SIZES)
def test_one_number_reaches_every_combination_once(sizes):
    choices = ChoiceSpace(sizes, "discrete")
    read = {choices.decode(number) for number in range(math.prod(sizes))}
    assert len(read) == math.prod(sizes)


def test_a_box_is_cut_into_equal_parts():
    choices = ChoiceSpace((4, 2), "box")
    points = np.linspace(-1, 1, 81)[:-1] + 1 / 80
    read = [choices.decode((point, point)) for point in points]
    assert [sum(one[0] == index for one in read) for index in range(4)] == [20] * 4
    assert choices.decode((-1, -1)) == (0, 0)
    assert choices.decode((1, 1)) == (3, 1)
    # Algorithms with noise overshoot.
    assert choices.decode((7.0, -7.0)) == (3, 0)


@pytest.mark.parametrize("action", [3, np.int64(3), np.array(3), np.array([3])])
def test_one_number_may_come_as_any_integer(action):
    assert ChoiceSpace((2, 3), "discrete").decode(action) == (1, 0)


@pytest.mark.parametrize(
    ("form", "action"),
    [
        ("multi-discrete", [0]),
        ("multi-discrete", [0, 3]),
        ("multi-discrete", [-1, 0]),
        ("multi-discrete", [0.5, 0]),
        ("multi-discrete", ["a", "b"]),
        ("multi-discrete", None),
        ("multi-discrete", [True, False]),
        ("discrete", 6),
        ("discrete", -1),
        ("discrete", [0, 1]),
        ("box", [0.0]),
        ("box", [math.nan, 0.0]),
        ("box", [math.inf, 0.0]),
    ],
)
def test_what_is_no_action_is_refused(form, action):
    with pytest.raises(error.InvalidAction, match="Expected an element of"):
        ChoiceSpace((2, 3), form).decode(action)


@pytest.mark.parametrize(
    ("sizes", "form", "said"),
    [
        ((), "box", "number of options"),
        ((0, 2), "box", "number of options"),
        ((2.5,), "box", "number of options"),
        ((True,), "box", "number of options"),
        ((2,), "binary", "form 'binary'"),
        ((100, 100, 11), "discrete", "110,000 actions; .*Fix some"),
    ],
)
def test_a_space_that_cannot_be_is_refused(sizes, form, said):
    with pytest.raises(ConfigurationError, match=said):
        ChoiceSpace(sizes, form)
