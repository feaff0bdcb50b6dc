"""Proportions with known intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from webgen_env.errors import ConfigurationError
from webgen_env.validation import Proportion


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (95, 100, 0.8882, 0.9785),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_wilson_intervals_of_the_literature(hits: int, of: int, low: float, high: float) -> None:
    assert Proportion(hits, of).interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 2000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_intervals_are_those_of_scipy(counted: tuple[int, int]) -> None:
    expected = binomtest(*counted).proportion_ci(method="wilson")
    assert Proportion(*counted).interval == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_nothing_has_no_share_and_says_nothing() -> None:
    empty = Proportion.count([])
    assert (empty.value, empty.interval) == (None, (0.0, 1.0))
    assert empty.as_record() == {"hits": 0, "of": 0, "value": None, "low": 0.0, "high": 1.0}


def test_counts_answers() -> None:
    assert Proportion.count(answer > 1 for answer in (1, 2, 3)) == Proportion(2, 3)


@pytest.mark.parametrize("counted", [(-1, 2), (3, 2), (0, -1)])
def test_refuses_what_is_no_proportion(counted: tuple[int, int]) -> None:
    with pytest.raises(ConfigurationError, match="expected 0 <= hits <= of"):
        Proportion(*counted)
