"""Soak: thousands of distinct sites in a row, and whether memory stays where it was."""

from __future__ import annotations

import asyncio
import csv
import logging
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.benchmark.corpus import distinct_sites
from webgen_env.benchmark.process_tree import MemorySample, MemorySampler
from webgen_env.benchmark.runs import Progress, silent
from webgen_env.errors import ConfigurationError
from webgen_env.scorer import Scorer

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

logger = logging.getLogger(__name__)

BUILDERS = 2
BROWSERS = 1
CSV_NAME = "soak.csv"
CSV_COLUMNS = ("seconds", "scored", "pss_mb", "rss_mb", "processes")
# A builder's and a browser's work, and one ready for each, so that nobody waits for the walk before.
_AT_ONCE = 2 * (BUILDERS + BROWSERS)


@dataclass(frozen=True, slots=True)
class SoakReport:
    """A soak.

    Memory is the proportional set size of the whole process tree, in MiB.

    Attributes:
        asked: Sites that were asked for.
        scored: Sites that reached a reward.
        faults: Sites without one, through a fault of ours.
        failed: Sites that ended before the last stage, although every site of the corpus is good.
        interrupted: Whether it was ended before its time.
        seconds: Wall time.
        peak_mb: Largest sample.
        second_quarter_mb: Mean over the second quarter of the time.
        last_quarter_mb: Mean over the last quarter of the time.
        ratio: The last quarter over the second; 0 where there are too few samples.
        samples: Every sample.
        csv: Path of the file with every sample.
    """

    asked: int
    scored: int
    faults: int
    failed: int
    interrupted: bool
    seconds: float
    peak_mb: float
    second_quarter_mb: float
    last_quarter_mb: float
    ratio: float
    samples: tuple[MemorySample, ...]
    csv: str


@dataclass(slots=True)
class _Tally:
    """Counts of a running soak."""

    scored: int = 0
    faults: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        return self.scored + self.faults + self.failed


@dataclass(frozen=True, slots=True)
class _Log:
    """The file of samples, written line by line, so that a kill loses nothing of it."""

    path: Path
    tally: _Tally

    def begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(CSV_COLUMNS)

    def add(self, sample: MemorySample) -> None:
        row = (sample.seconds, self.tally.done, sample.pss_mb, sample.rss_mb, sample.processes)
        with self.path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(row)


def soak(
    sites: Sequence[CorpusSite],
    number: int,
    *,
    routes: int,
    folder: Path,
    interval_s: float = 1.0,
    progress: Progress = silent,
) -> SoakReport:
    """Score many distinct sites in a row with two builders and one browser, and watch the memory of all processes.

    Every site is a site of the corpus with a number of its own, so that nothing is shared between any two. An interrupt
    (Ctrl-C) ends it early; the report and the file then hold what there is.

    Args:
        sites: Sites to take in turn.
        number: How many in all, at least 1.
        routes: Most routes to visit besides the home page.
        folder: Where ``soak.csv`` is written, line by line.
        interval_s: Seconds between two samples.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        ConfigurationError: There is no site, or the number is not positive.
        ToolchainError: Node, a package or the browser is missing.
    """
    if not sites or number < 1:
        raise ConfigurationError(f"Expected sites and a number from 1, got {len(sites)} sites and {number}.")
    tally = _Tally()
    log = _Log(folder / CSV_NAME, tally)
    log.begin()
    started = time.perf_counter()
    with (
        Scorer(builders=BUILDERS, browsers=BROWSERS, routes=routes, cache=False) as scorer,
        MemorySampler(interval_s=interval_s, on_sample=log.add) as sampler,
    ):
        interrupted = asyncio.run(_score_all(scorer, distinct_sites(sites, number), number, tally, progress))
    seconds = time.perf_counter() - started
    second, last = quarter_means(sampler.samples)
    return SoakReport(
        asked=number,
        scored=tally.scored,
        faults=tally.faults,
        failed=tally.failed,
        interrupted=interrupted,
        seconds=round(seconds, 1),
        peak_mb=round(sampler.peak_mb, 1),
        second_quarter_mb=round(second, 1),
        last_quarter_mb=round(last, 1),
        ratio=round(last / second, 4) if second else 0.0,
        samples=sampler.samples,
        csv=str(log.path),
    )


def quarter_means(samples: Sequence[MemorySample]) -> tuple[float, float]:
    """Mean memory over the second and over the last quarter of the time.

    Args:
        samples: Samples in the order of time.

    Returns:
        Two means in MiB; 0 for a quarter without samples.
    """
    if not samples:
        return 0.0, 0.0
    end = samples[-1].seconds
    second = [sample.pss_mb for sample in samples if end / 4 <= sample.seconds < end / 2]
    last = [sample.pss_mb for sample in samples if sample.seconds >= end * 3 / 4]
    return statistics.fmean(second) if second else 0.0, statistics.fmean(last) if last else 0.0


async def _score_all(
    scorer: Scorer, sites: Iterator[CorpusSite], number: int, tally: _Tally, progress: Progress
) -> bool:
    """Score everything; tells whether it was interrupted."""

    async def work() -> None:
        for site in sites:
            result = await scorer.score(site.task, site.completion)
            if result.reward is None:
                tally.faults += 1
            elif result.stage == "scored":
                tally.scored += 1
            else:
                tally.failed += 1
                logger.warning("the site %s ended at stage %s", site.name, result.stage)
            progress(f"soak: {tally.done} of {number}")

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(work())
    except asyncio.CancelledError:
        # asyncio.run turns the first Ctrl-C into this; what was measured is still worth telling.
        return True
    except BaseExceptionGroup as failures:
        # What a caller can act on is the first cause, a missing toolchain for instance.
        raise failures.exceptions[0] from failures
    return False
