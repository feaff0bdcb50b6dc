"""Bootstrap intervals: what they must hold whatever the numbers are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.evaluation.intervals import mean_interval, ratio_interval

NUMBERS = st.lists(st.floats(0, 5), min_size=2, max_size=30)


@given(NUMBERS)
def test_the_mean_lies_within_and_the_ends_within_the_values(values):
    low, high = mean_interval(values)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_the_same_numbers_give_the_same_interval_and_another_seed_another():
    values = [number**1.5 for number in range(40)]
    assert mean_interval(values) == mean_interval(values)
    assert mean_interval(values) != mean_interval(values, seed=1)


def test_tasks_are_drawn_and_not_cases():
    # Ten cases of one task that all succeed are one draw: the interval is as wide as two tasks make it.
    assert ratio_interval([10, 0], [10, 10]) == (0.0, 1.0)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(200):
        low, high = mean_interval(list(rng.normal(2.0, 1.0, size=60)))
        hits += low <= 2.0 <= high
    assert 0.89 <= hits / 200 <= 0.99


@pytest.mark.parametrize(("points", "most"), [([], []), ([1.0], [1.0]), ([0.0, 0.0], [0.0, 0.0])])
def test_there_is_none_where_nothing_can_be_said(points, most):
    assert ratio_interval(points, most) is None


def test_a_task_without_cases_is_no_division_by_zero():
    assert ratio_interval([0.0, 2.0, 1.0], [0.0, 2.0, 2.0]) is not None
    assert mean_interval([1.0]) is None
