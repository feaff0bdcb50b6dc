"""Report: everything that a run of the benchmark measured, and the run itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.benchmark.caching import (
    CacheReport,
    DuplicatesReport,
    measure_cache,
    measure_duplicates,
)
from webgen_env.benchmark.cold import ColdReport, measure_cold
from webgen_env.benchmark.comparison import Comparison, compare
from webgen_env.benchmark.contracts import ContractsReport, measure_contracts
from webgen_env.benchmark.corpus import choose_sites
from webgen_env.benchmark.latency import LatencyReport, MemoryReport, measure_latency, measure_memory
from webgen_env.benchmark.machine_card import describe_machine
from webgen_env.benchmark.meaning import Meaning, Trainer, what_it_means
from webgen_env.benchmark.new_packages import NewPackagesReport, measure_new_packages
from webgen_env.benchmark.probes import ProbesReport, measure_probes
from webgen_env.benchmark.runs import Progress, silent
from webgen_env.benchmark.scaling import ScalingPoint, measure_scaling
from webgen_env.benchmark.soak import SoakReport, soak
from webgen_env.benchmark.throughput import ThroughputReport, measure_throughput
from webgen_env.errors import ConfigurationError
from webgen_env.machine import usable_cores

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

DEFAULT_SECTIONS = (
    "cold", "latency", "memory", "throughput", "scaling", "cache", "duplicates", "packages",
)  # fmt: skip
"""What is measured unless asked otherwise."""

SECTIONS = (*DEFAULT_SECTIONS, "contracts", "probes", "baseline", "soak")
"""What can be measured, in order."""

DEFAULT_SOAK = 2000
"""Sites of a soak."""

_MEMORY_SITES = 8


@dataclass(frozen=True, slots=True)
class BenchmarkSettings:
    """What to measure, and how long.

    Attributes:
        sections: Some of :data:`SECTIONS`.
        sites: Distinct sites of the corpus, 2 or more; ``None``: all.
        repeats: Times that each site is timed alone, at least 1.
        routes: Most routes to visit besides the home page.
        batch: Completions of the batch with duplicates, an even number.
        baseline_sites: Sites that are also scored the released way, at least 1.
        soak: Sites of the soak, at least 1.
        soak_folder: Where the soak writes its file.
        trainer: For whom the numbers are turned into cores and hours.

    Raises:
        ConfigurationError: A value is out of its range, or a section unknown.
    """

    sections: tuple[str, ...] = DEFAULT_SECTIONS
    sites: int | None = 16
    repeats: int = 2
    routes: int = 2
    batch: int = 32
    baseline_sites: int = 3
    soak: int = DEFAULT_SOAK
    soak_folder: Path = Path("webgen-runs/soak")
    trainer: Trainer = field(default_factory=Trainer)

    def __post_init__(self) -> None:
        unknown = [name for name in self.sections if name not in SECTIONS]
        if unknown or not self.sections:
            raise ConfigurationError(f"Unknown sections {unknown}; expected some of {', '.join(SECTIONS)}.")
        least = {"repeats": 1, "routes": 0, "batch": 2, "baseline_sites": 1, "soak": 1}
        for name, smallest in least.items():
            if getattr(self, name) < smallest:
                raise ConfigurationError(f"{name} must be {smallest} or more, got {getattr(self, name)}.")
        if self.sites is not None and self.sites < 2:
            raise ConfigurationError(f"sites must be 2 or more, got {self.sites}.")
        if self.batch % 2:
            raise ConfigurationError(f"batch must be even, because half of it are duplicates, got {self.batch}.")


@dataclass(frozen=True, slots=True)
class CorpusCard:
    """What was measured with.

    Attributes:
        sites: Distinct sites.
        fewest_pages: Page components of the smallest site.
        most_pages: Page components of the largest site.
        antd: Sites that use antd.
        recharts: Sites that use recharts.
        characters: Median length of a completion.
    """

    sites: int
    fewest_pages: int
    most_pages: int
    antd: int
    recharts: int
    characters: int

    @classmethod
    def of(cls, sites: Sequence[CorpusSite]) -> CorpusCard:
        """Describe sites.

        Args:
            sites: At least one.
        """
        lengths = sorted(site.characters for site in sites)
        return cls(
            sites=len(sites),
            fewest_pages=min(site.pages for site in sites),
            most_pages=max(site.pages for site in sites),
            antd=sum("antd" in site.libraries for site in sites),
            recharts=sum("recharts" in site.libraries for site in sites),
            characters=lengths[len(lengths) // 2],
        )


@dataclass(frozen=True, slots=True)
class BenchmarkReport:
    """What a run of the benchmark measured; ``None`` for what it did not.

    Attributes:
        started: When, in UTC, as ISO 8601.
        seconds: How long the run took.
        machine: What it ran on.
        settings: What was asked for.
        corpus: What was measured with.
        provenance: Versions of everything that decided the verdicts.
        cold: Import and first verdict.
        latency: One site at a time.
        memory: Memory while one site at a time is scored.
        throughput: A whole batch.
        scaling: Throughput by workers.
        cache: Verdicts from the cache.
        duplicates: A batch of which half are duplicates.
        packages: Sites with a new set of packages.
        contracts: Sites whose contracts are run.
        probes: Sites that are probed.
        comparison: The released way, beside ours.
        soak: Memory over many sites.
        meaning: What the throughput means for a training run.
        interrupted: Whether the run was ended before its time; what was measured until then is there.
    """

    started: str
    seconds: float
    machine: Mapping[str, str | int | float]
    settings: BenchmarkSettings
    corpus: CorpusCard
    provenance: Mapping[str, str] = field(default_factory=dict)
    cold: ColdReport | None = None
    latency: LatencyReport | None = None
    memory: MemoryReport | None = None
    throughput: ThroughputReport | None = None
    scaling: tuple[ScalingPoint, ...] | None = None
    cache: CacheReport | None = None
    duplicates: DuplicatesReport | None = None
    packages: NewPackagesReport | None = None
    contracts: ContractsReport | None = None
    probes: ProbesReport | None = None
    comparison: Comparison | None = None
    soak: SoakReport | None = None
    meaning: Meaning | None = None
    interrupted: bool = False

    @property
    def two_workers_over_one(self) -> float | None:
        """Throughput of two workers over that of one; ``None`` where it was not measured."""
        rates = {point.workers: point.per_second for point in self.scaling or ()}
        return round(rates[2] / rates[1], 3) if {1, 2} <= set(rates) else None


def run_benchmark(settings: BenchmarkSettings, progress: Progress = silent) -> BenchmarkReport:
    """Measure what the settings ask for, one section after the other.

    An interrupt (Ctrl-C) ends the run; what was measured until then is in the report.

    Args:
        settings: What to measure.
        progress: Called with a short text whenever something has moved on.

    Returns:
        The report.

    Raises:
        ConfigurationError: The corpus has fewer sites.
        InfrastructureError: A site was not scored, so that its time would say nothing.
        ToolchainError: Node, a package or the browser is missing; names the command that mends it.
    """
    started = datetime.now(UTC).isoformat(timespec="seconds")
    clock = time.perf_counter()
    sites = choose_sites(settings.sites)
    values: dict[str, Any] = {}
    interrupted = False
    try:
        for name, measure in _measurements(settings, sites, progress).items():
            if name in settings.sections:
                progress(name)
                values["comparison" if name == "baseline" else name] = measure()
    except KeyboardInterrupt:
        interrupted = True
    report = BenchmarkReport(
        started=started,
        seconds=round(time.perf_counter() - clock, 1),
        machine=describe_machine(),
        settings=settings,
        corpus=CorpusCard.of(sites),
        interrupted=interrupted or (values["soak"].interrupted if "soak" in values else False),
        **values,
    )
    return replace(report, meaning=_meaning(report), provenance=_provenance(report))


def _measurements(
    settings: BenchmarkSettings, sites: tuple[CorpusSite, ...], progress: Progress
) -> dict[str, Callable[[], Any]]:
    routes = settings.routes
    return {
        "cold": lambda: measure_cold(_middle(sites), routes=routes, progress=progress),
        "latency": lambda: measure_latency(sites, repeats=settings.repeats, routes=routes, progress=progress),
        "memory": lambda: measure_memory(_some(sites, _MEMORY_SITES), routes=routes, progress=progress),
        "throughput": lambda: measure_throughput(sites, routes=routes, progress=progress),
        "scaling": lambda: measure_scaling(sites, routes=routes, progress=progress),
        "cache": lambda: measure_cache(sites, routes=routes, progress=progress),
        "duplicates": lambda: measure_duplicates(sites, batch=settings.batch, routes=routes, progress=progress),
        "packages": lambda: measure_new_packages(sites, routes=routes, progress=progress),
        "contracts": lambda: measure_contracts(sites, repeats=settings.repeats, routes=routes, progress=progress),
        "probes": lambda: measure_probes(sites, repeats=settings.repeats, routes=routes, progress=progress),
        "baseline": lambda: compare(_some(sites, settings.baseline_sites), routes=routes, progress=progress),
        "soak": lambda: soak(sites, settings.soak, routes=routes, folder=settings.soak_folder, progress=progress),
    }


def _some(sites: Sequence[CorpusSite], number: int) -> list[CorpusSite]:
    """Sites of every size: the middles of equal slices by size."""
    by_size = sorted(sites, key=lambda site: (site.pages, site.characters, site.name))
    wanted = min(number, len(sites))
    return [by_size[(2 * place + 1) * len(sites) // (2 * wanted)] for place in range(wanted)]


def _middle(sites: Sequence[CorpusSite]) -> CorpusSite:
    return _some(sites, 1)[0]


def _meaning(report: BenchmarkReport) -> Meaning | None:
    comparison, throughput = report.comparison, report.throughput
    if throughput is not None:
        rate = throughput.per_second
    elif comparison is not None:
        rate = comparison.ours_per_second
    else:
        return None
    slow = comparison.baseline.per_second if comparison is not None else None
    return what_it_means(rate, usable_cores(), report.settings.trainer, baseline_per_second=slow)


def _provenance(report: BenchmarkReport) -> Mapping[str, str]:
    for part in (report.throughput, report.latency):
        if part is not None:
            return part.provenance
    return {}
