"""Caching: verdicts that are there already, on disk or within a batch."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.corpus import distinct_sites
from webgen_env.benchmark.runs import Progress, score_batch, score_one, silent
from webgen_env.benchmark.spread import Spread
from webgen_env.errors import ConfigurationError
from webgen_env.scorer import Scorer
from webgen_env.verdict_cache import VerdictCache

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

_CALLS = 200


@dataclass(frozen=True, slots=True)
class CacheReport:
    """Verdicts from the cache.

    Attributes:
        sites: Distinct sites in the cache.
        calls: Calls that were timed, one site each.
        seconds: Wall time of a call to ``score_batch_sync`` that the cache answers.
        hit_rate: Share of those calls that it answered, 0–1.
        megabytes_per_site: What it keeps of a site on disk, in MB.
    """

    sites: int
    calls: int
    seconds: Spread
    hit_rate: float
    megabytes_per_site: float


@dataclass(frozen=True, slots=True)
class DuplicatesReport:
    """A batch in which half of the completions are there twice, against one of distinct completions.

    Attributes:
        batch: Completions in each batch.
        distinct_s: Wall seconds of the distinct ones.
        duplicates_s: Wall seconds with 50 % duplicates.
        ratio: The second over the first.
    """

    batch: int
    distinct_s: float
    duplicates_s: float
    ratio: float


def measure_cache(
    sites: Sequence[CorpusSite], *, routes: int, calls: int = _CALLS, progress: Progress = silent
) -> CacheReport:
    """Time verdicts that the cache holds, through a scorer that did not put them there.

    Args:
        sites: Distinct sites.
        routes: Most routes to visit besides the home page.
        calls: Calls to time, at least; the sites are gone through in turn.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        InfrastructureError: A site was not scored.
    """
    with tempfile.TemporaryDirectory(prefix="webgen-bench-cache-") as folder:
        cache = VerdictCache(folder)
        with Scorer(routes=routes, cache=cache) as scorer:
            score_batch(scorer, sites, progress, "cache, filling")
        kept = cache.statistics()
        progress("cache: reading")
        with Scorer(routes=routes, cache=cache) as scorer:
            score_one(scorer, sites[0])  # opens the database and asks builder, browser and judge who they are
            seconds: list[float] = []
            hits = 0
            for _ in range(math.ceil(calls / len(sites))):
                for site in sites:
                    started = time.perf_counter()
                    result = score_one(scorer, site)
                    seconds.append(time.perf_counter() - started)
                    hits += result.cached
        cache.close()
    return CacheReport(
        sites=len(sites),
        calls=len(seconds),
        seconds=Spread.of(seconds, digits=6),
        hit_rate=round(hits / len(seconds), 4),
        megabytes_per_site=round(kept.size / 1e6 / max(1, kept.entries), 3),
    )


def measure_duplicates(
    sites: Sequence[CorpusSite], *, batch: int, routes: int, progress: Progress = silent
) -> DuplicatesReport:
    """Time a batch with 50 % duplicates against a batch of as many distinct completions, without the verdict cache.

    All completions are sites of the corpus with a small change of text each. The duplicates lie as in two groups of a
    policy that begins to repeat itself: the second half of the batch repeats the first.

    Args:
        sites: Sites to make the completions of.
        batch: Completions in each batch, an even number.
        routes: Most routes to visit besides the home page.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        ConfigurationError: The number is odd or less than 2.
        InfrastructureError: A site was not scored.
    """
    if batch < 2 or batch % 2:
        raise ConfigurationError(f"A batch of which half are duplicates needs an even number from 2, got {batch}.")
    distinct = list(distinct_sites(sites, batch))
    # Every other site of those, in editions of their own: nothing that was made for one batch can help the other.
    every_other = [sites[place % len(sites)] for place in range(0, batch, 2)]
    half = list(distinct_sites(every_other, batch // 2, first=batch + 1))
    with Scorer(routes=routes, cache=False) as scorer:
        score_batch(scorer, sites, progress, "duplicates, warm-up")
        alone = score_batch(scorer, distinct, progress, "duplicates, distinct")
        repeated = score_batch(scorer, half + half, progress, "duplicates, half of them")
    return DuplicatesReport(
        batch, round(alone.seconds, 3), round(repeated.seconds, 3), round(repeated.seconds / alone.seconds, 4)
    )
