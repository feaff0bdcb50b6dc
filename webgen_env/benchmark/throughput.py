"""Throughput: a whole batch of distinct sites through one scorer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from webgen_env.benchmark.latency import spread_by_stage
from webgen_env.benchmark.process_tree import MemorySample, MemorySampler, cpu_seconds
from webgen_env.benchmark.runs import Progress, score_batch, silent, stages_of
from webgen_env.scorer import Scorer
from webgen_env.sizes import Machine, Sizes

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite
    from webgen_env.benchmark.spread import Spread

FEWEST_OF_A_KIND = 4
"""Fewer sites than this say little: most of their batch is its start and its end."""


@dataclass(frozen=True, slots=True)
class KindRate:
    """How fast the sites of one kind pass, in a batch of their own.

    Attributes:
        sites: Distinct sites in that batch.
        per_second: Sites per second.
        cpu_per_site: CPU seconds per site, over the whole process tree.
    """

    sites: int
    per_second: float
    cpu_per_site: float


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
        kinds: The same by the heaviest library that a site imports: ``"antd"``, ``"recharts"`` or ``"Tailwind alone"``.
            A kind with fewer than :data:`FEWEST_OF_A_KIND` sites in the batch is left out.
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
    kinds: Mapping[str, KindRate] = field(default_factory=dict)


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
        kinds = {kind: _rate(scorer, group, progress, kind) for kind, group in _by_kind(sites).items()}
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
        kinds=kinds,
    )


def _by_kind(sites: Sequence[CorpusSite]) -> dict[str, list[CorpusSite]]:
    groups: dict[str, list[CorpusSite]] = {"Tailwind alone": [], "recharts": [], "antd": []}
    for site in sites:
        groups[next((name for name in ("antd", "recharts") if name in site.libraries), "Tailwind alone")].append(site)
    return {kind: group for kind, group in groups.items() if len(group) >= FEWEST_OF_A_KIND}


def _rate(scorer: Scorer, sites: Sequence[CorpusSite], progress: Progress, kind: str) -> KindRate:
    before = cpu_seconds()
    run = score_batch(scorer, sites, progress, f"throughput, {kind}")
    return KindRate(len(sites), round(run.per_second, 4), round((cpu_seconds() - before) / len(sites), 4))
