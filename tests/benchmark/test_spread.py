"""Distributions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.benchmark import Spread
from webgen_env.errors import ConfigurationError


def test_percentiles_lie_between_the_closest_ranks() -> None:
    spread = Spread.of([1.0, 2.0, 3.0, 4.0, 5.0])
    assert (spread.minimum, spread.p50, spread.p90, spread.maximum) == (1.0, 3.0, 4.6, 5.0)
    assert spread.p99 == pytest.approx(4.96)


def test_nothing_has_no_distribution() -> None:
    with pytest.raises(ConfigurationError, match="at least one"):
        Spread.of([])


def test_digits_are_kept_as_asked() -> None:
    assert Spread.of([0.00012345], digits=6).p50 == 0.000123
    assert Spread.of([0.00012345]).p50 == 0.0001


def test_tail_is_relative_to_the_median() -> None:
    assert Spread.of([2.0, 2.0]).tail == 1.0
    assert Spread.of([0.0]).tail == math.inf


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=50))
def test_percentiles_rise(values: list[float]) -> None:
    spread = Spread.of(values)
    assert spread.minimum <= spread.p50 <= spread.p90 <= spread.p99 <= spread.maximum
