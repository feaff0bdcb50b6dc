"""Probes: what a site costs whose task has no contracts, with the preset that tries sites out."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webgen_env.benchmark.examinations import time_examinations
from webgen_env.benchmark.runs import Progress, silent
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite
    from webgen_env.benchmark.spread import Spread


@dataclass(frozen=True, slots=True)
class ProbesReport:
    """Times of sites that are probed, each of them built, opened, judged and tried out.

    Attributes:
        sites: Distinct sites.
        repeats: Times that each was scored alone after its warm-up.
        pages: Median number of pages of a site that are probed.
        controls: Median number of controls of a site that are tried.
        examine: Seconds of the probes, of a site alone; its pages are opened and judged meanwhile.
        total: Seconds of the whole verdict, of a site alone.
        per_second: Sites per second of all of them as one batch.
    """

    sites: int
    repeats: int
    pages: float
    controls: float
    examine: Spread
    total: Spread
    per_second: float


def measure_probes(
    sites: Sequence[CorpusSite], *, repeats: int, routes: int, progress: Progress = silent
) -> ProbesReport:
    """Time sites as if their tasks had no contracts: one at a time, and all as a batch.

    Args:
        sites: Distinct sites.
        repeats: Times that each is timed alone, at least 1.
        routes: Most routes to visit besides the home page; the probes have a bound of their own.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        ConfigurationError: There is no site, or fewer than one repeat.
        InfrastructureError: A site was not scored.
        MissingDependencyError: Playwright is not installed.
    """
    if not sites or repeats < 1:
        raise ConfigurationError(f"Expected sites, and repeats; got {len(sites)} sites, and {repeats} repeats.")
    probed = [replace(site, task=replace(site.task, contracts=())) for site in sites]
    times = time_examinations(probed, repeats=repeats, routes=routes, label="probes", progress=progress)
    reports = [
        result.examination.probes
        for result in times.results
        if result.examination is not None and result.examination.probes is not None
    ]
    return ProbesReport(
        sites=len(probed),
        repeats=repeats,
        pages=statistics.median(len(report.pages) for report in reports),
        controls=statistics.median(sum(len(page.controls) for page in report.pages) for report in reports),
        examine=times.examine,
        total=times.total,
        per_second=times.per_second,
    )
