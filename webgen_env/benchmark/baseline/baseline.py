"""Baseline: what the released way costs on this machine, beside ours on the same sites."""

from __future__ import annotations

import asyncio
import math
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.baseline.episode import BaselineEpisode, run_episode
from webgen_env.benchmark.runs import Progress, silent
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

PHASES = ("install", "serve", "shot", "end")
"""Phases of an episode in order."""


@dataclass(frozen=True, slots=True)
class BaselineReport:
    """The released way, measured.

    Attributes:
        sites: Sites that were scored one after another.
        p50: Median seconds of a site.
        phases: Phase to median seconds.
        per_second_alone: Sites per second, one after another.
        workers: Sites at once in the concurrent run.
        concurrent_sites: Sites of the concurrent run.
        per_second: Sites per second with that many at once.
        episodes: Every site of the first run.
    """

    sites: int
    p50: float
    phases: Mapping[str, float]
    per_second_alone: float
    workers: int
    concurrent_sites: int
    per_second: float
    episodes: tuple[BaselineEpisode, ...]


def measure_baseline(sites: Sequence[CorpusSite], *, workers: int, progress: Progress = silent) -> BaselineReport:
    """Score sites the released way: one after another, then as many at once as there are workers.

    Args:
        sites: Distinct sites, at least one.
        workers: Sites at once in the second run, at least 1.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        ConfigurationError: There is no site, or no worker.
        InfrastructureError: A site failed.
    """
    if not sites or workers < 1:
        raise ConfigurationError(f"Expected sites and workers, got {len(sites)} sites and {workers} workers.")
    return asyncio.run(_measure(sites, workers, progress))


async def _measure(sites: Sequence[CorpusSite], workers: int, progress: Progress) -> BaselineReport:
    episodes: list[BaselineEpisode] = []
    for number, site in enumerate(sites, 1):
        progress(f"baseline: {number} of {len(sites)}")
        episodes.append(await run_episode(site))
    # Full rounds, so that no worker stands idle at the end and the rate is not made to look worse than it is.
    total = workers * math.ceil(len(sites) / workers)
    room = asyncio.Semaphore(workers)
    done = 0

    async def one(site: CorpusSite) -> None:
        nonlocal done
        async with room:
            await run_episode(site)
        done += 1
        progress(f"baseline, {workers} at once: {done} of {total}")

    started = time.perf_counter()
    try:
        async with asyncio.TaskGroup() as group:
            for place in range(total):
                group.create_task(one(sites[place % len(sites)]))
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from failures
    seconds = time.perf_counter() - started
    return BaselineReport(
        sites=len(episodes),
        p50=round(statistics.median(episode.total for episode in episodes), 3),
        phases={
            phase: round(statistics.median(getattr(episode, phase) for episode in episodes), 3) for phase in PHASES
        },
        per_second_alone=round(len(episodes) / sum(episode.total for episode in episodes), 5),
        workers=workers,
        concurrent_sites=total,
        per_second=round(total / seconds, 5),
        episodes=tuple(episodes),
    )
