"""Band: what several seeds have in common, with an interval.

Intervals are percentile bootstraps with the runs drawn again, as Agarwal et al. advise ("Deep Reinforcement Learning at
the Edge of the Statistical Precipice", NeurIPS 2021): steps of one run are no independent draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.curves.reading import Curve

RESAMPLES = 4000
LEVEL = 95
"""Per cent that an interval covers."""

_ENDS = ((100 - LEVEL) / 2, 100 - (100 - LEVEL) / 2)
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    """Mean of some curves, with an interval.

    Attributes:
        steps: Places, ascending, shape ``(points,)``.
        mean: Mean over the runs at each place.
        low: Lower end of the interval; the mean where there is one run only.
        high: Upper end.
    """

    steps: _Floats
    mean: _Floats
    low: _Floats
    high: _Floats


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with an interval.

    Attributes:
        mean: The number.
        low: Lower end of its 95 % interval.
        high: Upper end.
    """

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def band(curves: Sequence[Curve], *, points: int = 120, smoothing: float = 0.05, seed: int = 0) -> Band:
    """Average runs on common steps.

    Args:
        curves: At least one. What one run has beyond the end of the shortest is left out.
        points: Places to average at, 2 or more.
        smoothing: Width of a trailing mean, as a share of the steps, 0–1; 0 for none. It looks back only, so that the
            beginning of a curve is what was there at the beginning.
        seed: Seed of the bootstrap.

    Returns:
        The band.

    Raises:
        ConfigurationError: There are no curves, they have no steps in common, or an argument is out of range.
    """
    if not curves or points < 2 or not 0 <= smoothing <= 1:
        raise ConfigurationError(
            f"Expected at least one curve, points >= 2 and smoothing from 0 to 1; got {len(curves)} curves, "
            f"points={points} and smoothing={smoothing}."
        )
    first, last = max(curve.steps[0] for curve in curves), min(curve.steps[-1] for curve in curves)
    if last < first:
        raise ConfigurationError(f"The curves have no steps in common: one begins at {first}, another ends at {last}.")
    steps = np.linspace(first, last, points)
    values = np.stack([np.interp(steps, *_smooth(curve, smoothing * (last - first))) for curve in curves])
    drawn = np.random.default_rng(seed).integers(len(curves), size=(RESAMPLES, len(curves)))
    means = np.stack([values[:, place][drawn].mean(axis=1) for place in range(points)], axis=1)
    low, high = np.percentile(means, _ENDS, axis=0)
    return Band(steps, values.mean(axis=0), low, high)


def late_mean(curves: Sequence[Curve], *, share: float = 0.1, seed: int = 0) -> Estimate:
    """Mean over the end of the runs, with runs and then steps of each drawn again.

    Args:
        curves: At least one.
        share: Last part of each run's steps, above 0 and at most 1.
        seed: Seed of the bootstrap.

    Returns:
        The mean over the runs of each one's mean, with its interval.

    Raises:
        ConfigurationError: There are no curves, or the share is out of range.

    Example:
        >>> print(late_mean([Curve(0, (1, 2, 3, 4), (0.0, 0.0, 1.0, 1.0))], share=0.5))
        1.000 [1.000, 1.000]
    """
    if not curves or not 0 < share <= 1:
        raise ConfigurationError(f"Expected at least one curve and a share in (0, 1]; got {len(curves)} and {share}.")
    ends = [np.asarray(curve.values[-max(1, round(share * len(curve.values))) :], float) for curve in curves]
    return _estimate(ends, seed)


def seed_interval(values: Sequence[Sequence[float]], *, seed: int = 0) -> Estimate:
    """Mean over runs of what each was measured at, with runs and then measurements of each drawn again.

    Args:
        values: The measurements of each run, such as the reward on each held-out task; none may be empty.
        seed: Seed of the bootstrap.

    Returns:
        The mean over the runs of each one's mean, with its interval.

    Raises:
        ConfigurationError: There is no run, or one without a measurement.
    """
    if not len(values) or not all(len(one) for one in values):
        raise ConfigurationError("Expected at least one run, and at least one measurement of each.")
    return _estimate([np.asarray(one, float) for one in values], seed)


def difference_interval(values: Sequence[Sequence[float]], reference: Sequence[float], *, seed: int = 0) -> Estimate:
    """Mean of the paired differences between some runs and a reference that were measured on the same tasks.

    Runs and tasks are both drawn again, and a task that is drawn is drawn for every run: rewards of different runs on
    one task are no independent measurements.

    Args:
        values: The measurements of each run, one for each task.
        reference: Those of what the runs are compared with, on the same tasks in the same order.
        seed: Seed of the bootstrap.

    Returns:
        The mean difference, above 0 where the runs are better, with its interval.

    Raises:
        ConfigurationError: There is no run or no task, or they were not all measured on as many tasks.

    Example:
        >>> print(difference_interval([[1.0, 3.0], [1.0, 3.0]], [0.0, 2.0]))
        1.000 [1.000, 1.000]
    """
    lengths = {len(reference), *(len(one) for one in values)}
    if not len(values) or len(lengths) != 1 or 0 in lengths:
        raise ConfigurationError(
            f"Expected at least one run, and one measurement for each task of the reference; got {len(values)} runs "
            f"and {sorted(lengths)} measurements."
        )
    differences = np.asarray(values, float) - np.asarray(reference, float)
    rng = np.random.default_rng(seed)
    runs = rng.integers(len(values), size=(RESAMPLES, len(values)))
    tasks = rng.integers(len(reference), size=(RESAMPLES, len(reference)))
    means = differences[runs[:, :, None], tasks[:, None, :]].mean(axis=(1, 2))
    low, high = np.percentile(means, _ENDS)
    return Estimate(float(differences.mean()), float(low), float(high))


def _estimate(runs: Sequence[_Floats], seed: int) -> Estimate:
    rng = np.random.default_rng(seed)
    # Means of each run with its own measurements drawn again: (runs, resamples).
    within = np.stack([run[rng.integers(len(run), size=(RESAMPLES, len(run)))].mean(axis=1) for run in runs])
    drawn = rng.integers(len(runs), size=(RESAMPLES, len(runs)))
    means = within[drawn, np.arange(RESAMPLES)[:, None]].mean(axis=1)
    low, high = np.percentile(means, _ENDS)
    return Estimate(float(np.mean([run.mean() for run in runs])), float(low), float(high))


def _smooth(curve: Curve, width: float) -> tuple[_Floats, _Floats]:
    """Trailing mean over a width of steps, in one pass."""
    steps, values = np.asarray(curve.steps, float), np.asarray(curve.values, float)
    begins = np.searchsorted(steps, steps - width, side="left")
    sums = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.arange(1, len(values) + 1)
    return steps, (sums[ends] - sums[begins]) / (ends - begins)
