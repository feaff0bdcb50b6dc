"""Bounds of numbers in configurations."""

from __future__ import annotations

import pytest

from webgen_env.bounds import not_negative, positive, within
from webgen_env.errors import ConfigurationError


@pytest.mark.parametrize("value", [1, 5, 10])
def test_whole_numbers_within(value):
    within("n", value, 1, 10)


@pytest.mark.parametrize("value", [0, 11, 2.0, True, "3", None])
def test_whole_numbers_outside(value):
    with pytest.raises(ConfigurationError, match=r"n must be a whole number of 1–10, got "):
        within("n", value, 1, 10)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1, True, "1", None])
@pytest.mark.parametrize("check", [positive, not_negative])
def test_numbers_that_are_none(check, value):
    with pytest.raises(ConfigurationError, match="x must be"):
        check("x", value)


def test_zero():
    not_negative("x", 0)
    with pytest.raises(ConfigurationError, match="above 0, got 0"):
        positive("x", 0)
