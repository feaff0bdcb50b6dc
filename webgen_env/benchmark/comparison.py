"""Comparison: ours and the released way, on the same sites in the same run."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.baseline import BaselineReport, measure_baseline
from webgen_env.benchmark.corpus import distinct_sites
from webgen_env.benchmark.latency import measure_latency
from webgen_env.benchmark.runs import Progress, silent
from webgen_env.benchmark.throughput import measure_throughput

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

_REPEATS = 3
_EDITIONS = 8


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours against the released way, in two ways.

    The released way opens the home page and leaves the judge to others. ``like_ratio`` and ``like_throughput_ratio``
    hold it against ours at the same work; the other ratios against everything that ours does, judge and further routes
    included.

    Attributes:
        baseline: The released way.
        ours_p50: Median seconds of a single warm site of ours, on the same sites.
        ours_per_second: Sites per second of ours, on distinct editions of the same sites.
        single_ratio: Median seconds of the baseline over ours.
        throughput_ratio: Our sites per second over the baseline's with as many sites at once as we have builders.
        alone_ratio: The same against the baseline one site after another, as the released harness scores.
        pages: Median number of pages that ours opens; the baseline opens one.
        like_p50: Median seconds of ours for the home page alone, without the judge.
        like_per_second: Sites per second of ours with the home page alone, judge included.
        like_ratio: Median seconds of the baseline over ``like_p50``.
        like_throughput_ratio: ``like_per_second`` over the baseline's with as many sites at once.
    """

    baseline: BaselineReport
    ours_p50: float
    ours_per_second: float
    single_ratio: float
    throughput_ratio: float
    alone_ratio: float
    pages: float
    like_p50: float
    like_per_second: float
    like_ratio: float
    like_throughput_ratio: float


def compare(sites: Sequence[CorpusSite], *, routes: int, progress: Progress = silent) -> Comparison:
    """Measure both ways on the same sites.

    Args:
        sites: Distinct sites, at least one.
        routes: Most routes to visit besides the home page, for ours.
        progress: Told how far it is.

    Returns:
        Both, and their ratios.

    Raises:
        InfrastructureError: A site failed in either way.
    """
    latency = measure_latency(sites, repeats=_REPEATS, routes=routes, progress=progress)
    batch = list(distinct_sites(sites, _EDITIONS * len(sites)))
    throughput = measure_throughput(batch, routes=routes, progress=progress)
    home = measure_latency(sites, repeats=_REPEATS, routes=0, progress=progress)
    # Other editions than before, so that nothing of them is anywhere.
    homes = list(distinct_sites(sites, len(batch), first=len(batch) + 1))
    home_throughput = measure_throughput(homes, routes=0, progress=progress)
    baseline = measure_baseline(sites, workers=throughput.builders, progress=progress)
    p50 = latency.stages["total"].p50
    like_p50 = statistics.median(stages["total"] - stages["judge"] for stages in home.by_site.values())
    return Comparison(
        baseline=baseline,
        ours_p50=p50,
        ours_per_second=throughput.per_second,
        single_ratio=round(baseline.p50 / p50, 2),
        throughput_ratio=round(throughput.per_second / baseline.per_second, 2),
        alone_ratio=round(throughput.per_second / baseline.per_second_alone, 2),
        pages=latency.pages_per_site,
        like_p50=round(like_p50, 4),
        like_per_second=home_throughput.per_second,
        like_ratio=round(baseline.p50 / like_p50, 2),
        like_throughput_ratio=round(home_throughput.per_second / baseline.per_second, 2),
    )
