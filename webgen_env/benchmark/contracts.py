"""Contracts: what a site costs whose task has contracts, with the preset that runs them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.examinations import time_examinations
from webgen_env.benchmark.runs import Progress, silent
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite
    from webgen_env.benchmark.spread import Spread


@dataclass(frozen=True, slots=True)
class ContractsReport:
    """Times of sites with contracts, each of them built, opened, judged and tried out.

    Attributes:
        sites: Distinct sites.
        repeats: Times that each was scored alone after its warm-up.
        per_site: Median number of contracts of a site.
        examine: Seconds of running the contracts, of a site alone; the pages are opened and judged meanwhile.
        total: Seconds of the whole verdict, of a site alone.
        per_second: Sites per second of all of them as one batch.
    """

    sites: int
    repeats: int
    per_site: float
    examine: Spread
    total: Spread
    per_second: float


def measure_contracts(
    sites: Sequence[CorpusSite], *, repeats: int, routes: int, progress: Progress = silent
) -> ContractsReport:
    """Time sites by hand, which do what their tasks ask for: one at a time, and all as a batch.

    Args:
        sites: Distinct sites; those that were not made by hand are left out, because a contract that fails at once
            costs little.
        repeats: Times that each is timed alone, at least 1.
        routes: Most routes to visit besides the home page.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        ConfigurationError: No site was made by hand, or there is fewer than one repeat.
        InfrastructureError: A site was not scored.
        MissingDependencyError: Playwright is not installed.
    """
    handmade = [site for site in sites if site.kind == "handmade" and site.task.contracts]
    if not handmade or repeats < 1:
        raise ConfigurationError(
            f"Expected sites made by hand whose tasks have contracts, and repeats; got {len(handmade)} such sites of "
            f"{len(sites)}, and {repeats} repeats."
        )
    times = time_examinations(handmade, repeats=repeats, routes=routes, label="contracts", progress=progress)
    return ContractsReport(
        sites=len(handmade),
        repeats=repeats,
        per_site=statistics.median(len(site.task.contracts) for site in handmade),
        examine=times.examine,
        total=times.total,
        per_second=times.per_second,
    )
