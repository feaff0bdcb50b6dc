"""Means over seeds and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.curves import Curve, band, difference_interval, late_mean, seed_interval
from webgen_env.errors import ConfigurationError


def curve(values, seed=0):
    return Curve(seed, tuple(range(len(values))), tuple(map(float, values)))


def test_the_mean_is_that_of_the_runs_and_the_interval_holds_it():
    found = band([curve([0, 2, 4]), curve([2, 4, 6]), curve([4, 6, 8])], points=3, smoothing=0)
    assert found.steps.tolist() == [0, 1, 2]
    assert found.mean.tolist() == [2, 4, 6]
    # Nine of ten thousand means of three draws lie outside; the extremes are the runs themselves.
    assert found.low.tolist() == [0, 2, 4]
    assert found.high.tolist() == [4, 6, 8]


def test_one_run_has_no_interval():
    found = band([curve([1, 5])], points=5, smoothing=0)
    assert found.low.tolist() == found.mean.tolist() == found.high.tolist() == [1, 2, 3, 4, 5]


def test_runs_of_unlike_length_are_compared_where_all_of_them_are():
    found = band([Curve(0, (0, 10), (0, 10)), Curve(1, (5, 20), (5, 20))], points=2, smoothing=0)
    assert found.steps.tolist() == [5, 10]
    assert found.mean.tolist() == [5, 10]


def test_smoothing_looks_back_only():
    values = [0.0] * 10 + [1.0] * 10
    found = band([curve(values)], points=20, smoothing=4 / 19)
    assert found.mean[:10].tolist() == [0.0] * 10
    assert found.mean[10:15].tolist() == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=12), min_size=1, max_size=4), st.floats(0, 1))
def test_a_band_is_in_order_and_within_what_was_measured(runs, smoothing):
    found = band([curve(run, seed) for seed, run in enumerate(runs)], points=7, smoothing=smoothing)
    values = np.concatenate([np.asarray(run) for run in runs])
    slack = 1e-6 * (1 + abs(values).max())
    assert (found.low <= found.mean + slack).all()
    assert (found.mean <= found.high + slack).all()
    assert found.low.min() >= values.min() - slack
    assert found.high.max() <= values.max() + slack


@pytest.mark.parametrize(
    ("curves", "options"),
    [
        ([], {}),
        ([curve([1])], {"points": 1}),
        ([curve([1])], {"smoothing": 1.5}),
        ([Curve(0, (0, 1), (0, 0)), Curve(1, (2, 3), (0, 0))], {}),
    ],
)
def test_what_has_no_band_is_refused(curves, options):
    with pytest.raises(ConfigurationError):
        band(curves, **options)


def test_the_late_mean_is_of_the_last_steps():
    found = late_mean([curve([0] * 18 + [2, 4]), curve([0] * 18 + [6, 8])], share=0.1)
    assert found.mean == 5
    assert (found.low, found.high) == (2, 8)
    assert str(found) == "5.000 [2.000, 8.000]"


def test_at_least_one_step_is_late():
    assert late_mean([curve([1, 9])], share=0.001).mean == 9


def test_runs_that_agree_have_a_narrow_interval_and_others_a_wide_one():
    rng = np.random.default_rng(0)
    noise = rng.normal(0, 0.1, (3, 200))
    close, apart = seed_interval(noise), seed_interval(noise + np.array([[0], [1], [2]]))
    assert close.high - close.low < 0.05
    assert apart.high - apart.low > 1


def test_the_same_numbers_give_the_same_interval():
    values = [[1.0, 2.0, 5.0], [0.0, 3.0]]
    assert seed_interval(values) == seed_interval(values)
    assert seed_interval(values).mean == pytest.approx((8 / 3 + 1.5) / 2)


@pytest.mark.parametrize(("curves", "share"), [([], 0.1), ([curve([1])], 0), ([curve([1])], 1.1)])
def test_wrong_arguments_of_the_late_mean_are_refused(curves, share):
    with pytest.raises(ConfigurationError):
        late_mean(curves, share=share)


@pytest.mark.parametrize("values", [[], [[1.0], []]])
def test_an_interval_needs_measurements(values):
    with pytest.raises(ConfigurationError):
        seed_interval(values)


def test_a_difference_is_paired():
    """Tasks differ by far more than the runs do from the reference: only pairs show it."""
    reference = [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
    found = difference_interval([[value + 1 for value in reference], [value + 2 for value in reference]], reference)
    assert found.mean == pytest.approx(1.5)
    assert (found.low, found.high) == pytest.approx((1, 2))


def test_a_task_is_drawn_for_every_run():
    """Many runs that agree are no more tasks: the interval stays as wide as that of one of them."""
    rewards = [0.0, 0.0, 1.0, 1.0] * 5
    one, many = (difference_interval([rewards] * number, [0.0] * len(rewards)) for number in (1, 20))
    assert many.high - many.low == pytest.approx(one.high - one.low, abs=0.06)
    assert one.high - one.low > 0.3


def test_two_that_are_alike_have_an_interval_with_nothing_in_it():
    found = difference_interval([[1.0, 0.0, 1.0, 0.0]] * 3, [0.0, 1.0, 0.0, 1.0])
    assert found.low < 0 < found.high


@pytest.mark.parametrize(("values", "reference"), [([], [1.0]), ([[1.0, 2.0]], [1.0]), ([[]], [])])
def test_what_is_no_pair_is_refused(values, reference):
    with pytest.raises(ConfigurationError, match="one measurement for each task"):
        difference_interval(values, reference)
