"""Contracts: what a site costs whose task has contracts, with the preset that runs them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.runs import Progress, score_batch, score_one, silent
from webgen_env.benchmark.spread import Spread
from webgen_env.errors import ConfigurationError
from webgen_env.scorer import Scorer

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

PRESET = "executable"


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
    examine, total = [], []
    with Scorer(preset=PRESET, routes=routes, cache=False) as scorer:
        batch = score_batch(scorer, handmade, progress, "contracts, as a batch")
        for round_ in range(repeats):
            for index, site in enumerate(handmade):
                timing = score_one(scorer, site).timing
                examine.append(timing["examine"])
                total.append(timing["total"])
                progress(f"contracts: {round_ * len(handmade) + index + 1} of {len(handmade) * repeats}")
    return ContractsReport(
        sites=len(handmade),
        repeats=repeats,
        per_site=statistics.median(len(site.task.contracts) for site in handmade),
        examine=Spread.of(examine),
        total=Spread.of(total),
        per_second=round(batch.per_second, 4),
    )
