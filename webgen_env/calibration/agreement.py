"""Agreement of a judge with people: rank correlations and pairwise accuracy, with bootstrap intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from webgen_env.errors import ConfigurationError, MissingDependencyError

RESAMPLES = 1000
LEVEL = 0.95

_Numbers = npt.NDArray[np.float64]
_Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Interval:
    """A statistic with its uncertainty.

    Attributes:
        value: The statistic on all sites; ``None`` where it is not defined, as a correlation of equal grades.
        low: Lower end of the 95 % interval (percentile bootstrap over sites); ``None`` where too few resamples defined
            it.
        high: Upper end.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a judge agrees with people.

    Attributes:
        sites: Number of sites that both graded.
        pairs: Pairs of sites of the same group that people graded differently.
        spearman: Rank correlation over all sites.
        kendall: Kendall's tau-b over all sites.
        pairwise: Share of the pairs that the judge puts in the order that people do; its ties count half, so that 0.5
            is what chance gets.
        ties: Share of the pairs that the judge grades alike.
    """

    sites: int
    pairs: int
    spearman: Interval
    kendall: Interval
    pairwise: Interval
    ties: float


def agreement(
    judged: Sequence[float],
    human: Sequence[float],
    groups: Sequence[str],
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Agreement:
    """Compare a judge's grades with people's.

    Args:
        judged: The judge's grade of each site.
        human: People's grade of each site, on any scale.
        groups: Group of each site; pairs are formed inside groups.
        resamples: Bootstrap samples, 0 or more; 0 gives no intervals.
        seed: Seed of the bootstrap: the same arguments give the same intervals.

    Returns:
        The agreement.

    Raises:
        ConfigurationError: The numbers of grades differ, or there are fewer than two.
        MissingDependencyError: scipy is not installed.
    """
    if not len(judged) == len(human) == len(groups) or len(judged) < 2:
        raise ConfigurationError(
            f"Agreement needs at least two sites with a grade of each, got {len(judged)}, {len(human)} and "
            f"{len(groups)} groups."
        )
    a, b = np.asarray(judged, dtype=np.float64), np.asarray(human, dtype=np.float64)
    codes = np.unique(np.asarray(groups), return_inverse=True)[1]
    samples = _samples(len(a), resamples, seed)
    spearman, kendall = _correlations()
    _, half, pairs = _pairs(a, b, codes)
    return Agreement(
        sites=len(a),
        pairs=pairs,
        spearman=_interval(lambda index: spearman(a[index], b[index]), samples),
        kendall=_interval(lambda index: kendall(a[index], b[index]), samples),
        pairwise=_interval(lambda index: _accuracy(a[index], b[index], codes[index]), samples),
        ties=half / pairs if pairs else 0.0,
    )


def _accuracy(a: _Numbers, b: _Numbers, codes: _Indices) -> float:
    right, half, pairs = _pairs(a, b, codes)
    return (right + half / 2) / pairs if pairs else math.nan


def _pairs(a: _Numbers, b: _Numbers, codes: _Indices) -> tuple[int, int, int]:
    """Pairs of a group that the judge puts in the right order, those that it ties, and all that people tell apart."""
    right = half = pairs = 0
    for code in np.unique(codes):
        inside = np.flatnonzero(codes == code)
        by_people = np.sign(b[inside][:, None] - b[inside][None, :])
        by_judge = np.sign(a[inside][:, None] - a[inside][None, :])
        told = np.triu(by_people != 0, 1)
        pairs += int(told.sum())
        right += int((told & (by_judge == by_people)).sum())
        half += int((told & (by_judge == 0)).sum())
    return right, half, pairs


def _samples(count: int, resamples: int, seed: int) -> _Indices:
    return np.random.default_rng(seed).integers(0, count, (resamples, count))


def _interval(statistic: Callable[[_Indices], float], samples: _Indices) -> Interval:
    """The statistic on all sites, and the middle 95 % of what it is on the resamples that define it."""
    everything = np.arange(samples.shape[1])
    value = statistic(everything)
    if math.isnan(value):
        return Interval(None)
    drawn = np.array([drawn for drawn in map(statistic, samples) if not math.isnan(drawn)])
    # Where most resamples are degenerate, the rest says little.
    if len(drawn) * 2 <= len(samples):
        return Interval(value)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Interval(value, float(low), float(high))


def _correlations() -> tuple[Callable[[_Numbers, _Numbers], float], Callable[[_Numbers, _Numbers], float]]:
    try:
        from scipy import stats  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingDependencyError(
            "a calibration report needs the package 'scipy', which is not installed; run: "
            "pip install 'webgen-env[report]'"
        ) from error

    def quiet(correlation: Callable[..., tuple[float, float]], a: _Numbers, b: _Numbers) -> float:
        if np.ptp(a) == 0 or np.ptp(b) == 0:
            return math.nan  # there is no order to compare, about which scipy warns
        return float(correlation(a, b)[0])

    return (lambda a, b: quiet(stats.spearmanr, a, b)), (lambda a, b: quiet(stats.kendalltau, a, b))
