"""Latency: one site at a time, builder, browser and dependency layers ready."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.process_tree import MemorySampler, cpu_seconds, memory
from webgen_env.benchmark.runs import Progress, pages_of, score_batch, score_one, silent, stages_of
from webgen_env.benchmark.spread import Spread
from webgen_env.errors import ConfigurationError
from webgen_env.scorer import Scorer

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite


@dataclass(frozen=True, slots=True)
class LatencyReport:
    """Seconds of a site alone.

    Attributes:
        sites: Distinct sites.
        repeats: Times that each was scored after its warm-up.
        pages_per_site: Median number of pages opened per site.
        stages: Distribution by stage over all runs, in seconds; ``"waiting"`` is what no stage accounts for.
        cpu: Distribution of the CPU seconds of a site, over the whole process tree.
        by_site: Site to median seconds by stage.
        totals: Seconds of every run.
        provenance: Versions of everything that decided the verdicts.
    """

    sites: int
    repeats: int
    pages_per_site: float
    stages: Mapping[str, Spread]
    cpu: Spread
    by_site: Mapping[str, Mapping[str, float]]
    totals: tuple[float, ...]
    provenance: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MemoryReport:
    """Memory of the process tree while sites are scored one at a time, in MiB.

    Attributes:
        idle_mb: With builder and browser open, before the first site.
        peak_mb: Distribution over the sites of the peak while a site is scored.
        per_site_mb: Distribution of how far that peak lies above the memory just before the site.
        interval_s: Seconds between two samples; a shorter peak may be missed.
    """

    idle_mb: float
    peak_mb: Spread
    per_site_mb: Spread
    interval_s: float


def measure_latency(
    sites: Sequence[CorpusSite], *, repeats: int, routes: int, progress: Progress = silent
) -> LatencyReport:
    """Time sites one at a time, through one builder and one browser, after each was scored once.

    Args:
        sites: Distinct sites.
        repeats: Times that each is timed, at least 1. The order is all sites, then all again.
        routes: Most routes to visit besides the home page.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        ConfigurationError: There is no site, or fewer than one repeat.
        InfrastructureError: A site was not scored.
    """
    if not sites or repeats < 1:
        raise ConfigurationError(f"Expected sites and repeats, got {len(sites)} sites and {repeats} repeats.")
    runs: list[tuple[str, dict[str, float]]] = []
    cpu: list[float] = []
    pages: list[int] = []
    provenance: Mapping[str, str] = {}
    with Scorer(builders=1, browsers=1, routes=routes, cache=False) as scorer:
        score_batch(scorer, sites, progress, "latency, warm-up")
        for round_ in range(repeats):
            for index, site in enumerate(sites):
                before = cpu_seconds()
                result = score_one(scorer, site)
                cpu.append(cpu_seconds() - before)
                runs.append((site.name, stages_of(result.timing)))
                pages.append(pages_of(result))
                provenance = result.provenance
                progress(f"latency: {round_ * len(sites) + index + 1} of {len(sites) * repeats}")
    return LatencyReport(
        sites=len(sites),
        repeats=repeats,
        pages_per_site=statistics.median(pages),
        stages=spread_by_stage(stages for _, stages in runs),
        cpu=Spread.of(cpu),
        by_site=_median_by_site(runs),
        totals=tuple(round(stages["total"], 4) for _, stages in runs),
        provenance=dict(provenance),
    )


def measure_memory(
    sites: Sequence[CorpusSite], *, routes: int, interval_s: float = 0.1, progress: Progress = silent
) -> MemoryReport:
    """Watch the memory of the process tree while sites are scored one at a time.

    Watching costs time of its own, hence nothing is timed here.

    Args:
        sites: Distinct sites, at least one.
        routes: Most routes to visit besides the home page.
        interval_s: Seconds between two samples.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        InfrastructureError: A site was not scored.
    """
    peaks: list[float] = []
    rises: list[float] = []
    with Scorer(builders=1, browsers=1, routes=routes, cache=False) as scorer:
        score_one(scorer, sites[0])
        idle = memory().pss_mb
        for index, site in enumerate(sites):
            before = memory().pss_mb
            with MemorySampler(interval_s=interval_s) as sampler:
                score_one(scorer, site)
            peaks.append(sampler.peak_mb)
            rises.append(max(0.0, sampler.peak_mb - before))
            progress(f"memory: {index + 1} of {len(sites)}")
    return MemoryReport(round(idle, 1), Spread.of(peaks, digits=1), Spread.of(rises, digits=1), interval_s)


def spread_by_stage(runs: Iterable[Mapping[str, float]]) -> dict[str, Spread]:
    """Summarize the stages of many walks.

    Args:
        runs: Seconds by stage, one mapping per walk; a stage that a walk did not have counts as 0.

    Returns:
        Distribution by stage, in the order of their first appearance.
    """
    rows = list(runs)
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: Spread.of(row.get(name, 0.0) for row in rows) for name in names}


def _median_by_site(runs: Sequence[tuple[str, Mapping[str, float]]]) -> dict[str, dict[str, float]]:
    by_site: dict[str, list[Mapping[str, float]]] = {}
    for name, stages in runs:
        by_site.setdefault(name, []).append(stages)
    return {
        name: {stage: round(statistics.median(row.get(stage, 0.0) for row in rows), 4) for stage in rows[0]}
        for name, rows in by_site.items()
    }
