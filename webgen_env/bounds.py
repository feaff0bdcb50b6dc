"""Bounds of numbers in configurations, refused with one sentence."""

from __future__ import annotations

import math

from webgen_env.errors import ConfigurationError


def within(name: str, value: int, low: int, high: int) -> None:
    """Check a whole number.

    Args:
        name: What it is.
        value: What was given.
        low: Least value.
        high: Greatest value.

    Raises:
        ConfigurationError: It is something else.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ConfigurationError(f"{name} must be a whole number of {low}–{high}, got {value!r}.")


def positive(name: str, value: float) -> None:
    """Check a number that must be finite and above 0.

    Args:
        name: What it is.
        value: What was given.

    Raises:
        ConfigurationError: It is something else.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        raise ConfigurationError(f"{name} must be a number above 0, got {value!r}.")


def not_negative(name: str, value: float) -> None:
    """Check a number that must be finite and 0 or more, such as an amount of money.

    Args:
        name: What it is.
        value: What was given.

    Raises:
        ConfigurationError: It is something else.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ConfigurationError(f"{name} must be 0 or more, got {value!r}.")
