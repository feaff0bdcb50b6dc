"""Intervals: percentile bootstrap over tasks, since the cases of one site are no independent draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLES = 4000
LEVEL = 95
"""Per cent that an interval covers."""

_ENDS = ((100 - LEVEL) / 2, 100 - (100 - LEVEL) / 2)

Interval = tuple[float, float]


def ratio_interval(points: Sequence[float], most: Sequence[float], *, seed: int = 0) -> Interval | None:
    """Interval of the sum of points over the sum of what could be reached, with tasks drawn again.

    Args:
        points: Points of each task.
        most: Most that each task could give.
        seed: Seed of the draws; the same numbers give the same interval.

    Returns:
        Both ends; ``None`` for fewer than two tasks, or if nothing could be reached.

    Example:
        >>> ratio_interval([1, 1, 1], [1, 1, 1])
        (1.0, 1.0)
    """
    if len(points) < 2 or sum(most) <= 0:
        return None
    drawn = _draws(len(points), seed)
    reached, possible = np.asarray(points, float)[drawn].sum(axis=1), np.asarray(most, float)[drawn].sum(axis=1)
    usable = possible > 0
    return _ends(reached[usable] / possible[usable])


def mean_interval(values: Sequence[float], *, seed: int = 0) -> Interval | None:
    """Interval of a mean, with tasks drawn again; used for paired differences.

    Args:
        values: One number of each task.
        seed: Seed of the draws.

    Returns:
        Both ends; ``None`` for fewer than two tasks.
    """
    if len(values) < 2:
        return None
    return _ends(np.asarray(values, float)[_draws(len(values), seed)].mean(axis=1))


def _draws(number: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(number, size=(RESAMPLES, number))


def _ends(values: np.ndarray) -> Interval:
    low, high = np.percentile(values, _ENDS)
    return float(low), float(high)
