"""Throughput: a whole batch of distinct sites through one scorer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.latency import spread_by_stage
from webgen_env.benchmark.process_tree import MemorySample, MemorySampler, cpu_seconds
from webgen_env.benchmark.runs import Progress, score_batch, silent, stages_of
from webgen_env.scorer import Scorer
from webgen_env.sizes import Machine, Sizes

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite
    from webgen_env.benchmark.spread import Spread


@dataclass(frozen=True, slots=True)
class ThroughputReport:
    """A batch of distinct sites, without the verdict cache.

    Attributes:
        sites: Distinct sites in the batch.
        seconds: Wall time of the batch, everything open.
        per_second: Sites per second.
        stages: Distribution by stage within the batch, in seconds; ``"waiting"`` is what no stage accounts for.
        cpu_per_site: CPU seconds per site, over the whole process tree.
        totals: Seconds from a walk's first step to its verdict, for every site of the batch.
        builders: Build workers.
        browsers: Browsers.
        peak_mb: Peak memory of the process tree during the warm-up batch, in MiB.
        memory: The samples that this peak is from.
        provenance: Versions of everything that decided the verdicts.
    """

    sites: int
    seconds: float
    per_second: float
    stages: Mapping[str, Spread]
    cpu_per_site: float
    totals: tuple[float, ...]
    builders: int
    browsers: int
    peak_mb: float
    memory: tuple[MemorySample, ...]
    provenance: Mapping[str, str]


def measure_throughput(
    sites: Sequence[CorpusSite], *, routes: int, builders: int | None = None, browsers: int | None = None,
    progress: Progress = silent,
) -> ThroughputReport:  # fmt: skip
    """Time a batch, after the same batch was scored once; memory is watched during that first time only.

    Args:
        sites: Distinct sites.
        routes: Most routes to visit besides the home page.
        builders: Build workers; ``None``: what the scorer chooses for this machine.
        browsers: Browser processes; ``None``: the same.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        InfrastructureError: A site was not scored.
    """
    sizes = Sizes(builders, browsers).resolve(Machine.here())
    with Scorer(builders=builders, browsers=browsers, routes=routes, cache=False) as scorer:
        with MemorySampler(interval_s=0.5) as sampler:
            score_batch(scorer, sites, progress, "throughput, warm-up")
        before = cpu_seconds()
        run = score_batch(scorer, sites, progress, "throughput")
        cpu = cpu_seconds() - before
    rows = [stages_of(result.timing) for result in run.results]
    return ThroughputReport(
        sites=len(sites),
        seconds=round(run.seconds, 3),
        per_second=round(run.per_second, 4),
        stages=spread_by_stage(rows),
        cpu_per_site=round(cpu / len(sites), 4),
        totals=tuple(round(row["total"], 4) for row in rows),
        builders=sizes[0],
        browsers=sizes[1],
        peak_mb=round(sampler.peak_mb, 1),
        memory=sampler.samples,
        provenance=dict(run.results[-1].provenance),
    )
