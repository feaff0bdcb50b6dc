"""Examinations: sites that are tried out besides being opened and judged, timed alone and as a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.runs import Progress, score_batch, score_one, silent
from webgen_env.benchmark.spread import Spread
from webgen_env.scorer import Scorer

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite
    from webgen_env.reward.result import RewardResult

PRESET = "executable"


@dataclass(frozen=True, slots=True)
class ExaminationTimes:
    """Times of sites that are tried out.

    Attributes:
        results: Verdicts of the batch, in the order of the sites.
        examine: Seconds of trying a site out, alone; its pages are opened and judged meanwhile.
        total: Seconds of the whole verdict, of a site alone.
        per_second: Sites per second of all of them as one batch.
    """

    results: tuple[RewardResult, ...]
    examine: Spread
    total: Spread
    per_second: float


def time_examinations(
    sites: Sequence[CorpusSite], *, repeats: int, routes: int, label: str, progress: Progress = silent
) -> ExaminationTimes:
    """Time sites with the preset that tries them out: all as a batch, then one at a time.

    Args:
        sites: Distinct sites.
        repeats: Times that each is timed alone, at least 1.
        routes: Most routes to visit besides the home page.
        label: What the progress calls it.
        progress: Told how far it is.

    Returns:
        The times.

    Raises:
        InfrastructureError: A site was not scored.
        MissingDependencyError: Playwright is not installed.
    """
    examine, total = [], []
    with Scorer(preset=PRESET, routes=routes, cache=False) as scorer:
        batch = score_batch(scorer, sites, progress, f"{label}, as a batch")
        for round_ in range(repeats):
            for index, site in enumerate(sites):
                timing = score_one(scorer, site).timing
                examine.append(timing["examine"])
                total.append(timing["total"])
                progress(f"{label}: {round_ * len(sites) + index + 1} of {len(sites) * repeats}")
    return ExaminationTimes(batch.results, Spread.of(examine), Spread.of(total), round(batch.per_second, 4))
