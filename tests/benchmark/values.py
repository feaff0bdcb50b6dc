"""A report with made-up numbers, for what tells and draws it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from webgen_env.benchmark import (
    BaselineReport,
    BenchmarkReport,
    BenchmarkSettings,
    CacheReport,
    ColdReport,
    Comparison,
    ContractsReport,
    CorpusCard,
    DuplicatesReport,
    LatencyReport,
    MemoryReport,
    MemorySample,
    NewPackagesReport,
    ScalingPoint,
    SoakReport,
    Spread,
    ThroughputReport,
    Trainer,
    what_it_means,
)
from webgen_env.benchmark.baseline import BaselineEpisode
from webgen_env.benchmark.throughput import KindRate

STAGES = {"parse": 0.004, "layer": 0.001, "build": 0.3, "render": 0.5, "judge": 0.1, "waiting": 0.01, "total": 0.915}


def spread(middle: float) -> Spread:
    return Spread(middle, middle * 1.2, middle * 1.5, middle * 0.8, middle * 1.6)


def samples(number: int = 40, mb: float = 900.0) -> tuple[MemorySample, ...]:
    return tuple(MemorySample(float(place), mb + 10 * (place % 3), 1.4 * mb, 12) for place in range(number))


def soak_report(**changes: object) -> SoakReport:
    report = SoakReport(
        asked=2000,
        scored=2000,
        faults=0,
        failed=0,
        interrupted=False,
        seconds=1000.0,
        peak_mb=1234.5,
        second_quarter_mb=1000.0,
        last_quarter_mb=1010.0,
        ratio=1.01,
        samples=samples(mb=1000.0),
        csv="webgen-runs/soak/soak.csv",
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def full_report(**changes: object) -> BenchmarkReport:
    """A report in which everything was measured."""
    latency = LatencyReport(
        sites=24,
        repeats=2,
        pages_per_site=3,
        stages={name: spread(seconds) for name, seconds in {**STAGES, "bundle": 0.25}.items()},
        cpu=spread(0.9),
        by_site={
            f"site-{number}": {name: value * (1 + number / 20) for name, value in STAGES.items()}
            for number in range(24)
        },
        totals=tuple(0.9 + place / 100 for place in range(48)),
        provenance={"builder": "vite-8.3", "browser": "chromium-153"},
    )
    throughput = ThroughputReport(
        sites=24,
        seconds=12.0,
        per_second=2.0,
        stages={name: spread(seconds * 2) for name, seconds in STAGES.items()},
        cpu_per_site=0.95,
        totals=tuple(1.5 + place / 30 for place in range(24)),
        builders=2,
        browsers=1,
        peak_mb=1100.0,
        memory=samples(20),
        provenance={"builder": "vite-8.3"},
        kinds={"Tailwind alone": KindRate(16, 2.5, 0.8), "antd": KindRate(8, 1.25, 1.6)},
    )
    baseline = BaselineReport(
        sites=3,
        p50=26.0,
        phases={"install": 18.0, "serve": 2.0, "shot": 5.0, "end": 1.0},
        per_second_alone=0.038,
        workers=2,
        concurrent_sites=4,
        per_second=0.05,
        episodes=(BaselineEpisode("a", 18.0, 2.0, 5.0, 1.0, 26.0),),
    )
    report = BenchmarkReport(
        started="2026-11-23T15:00:00+00:00",
        seconds=170.0,
        machine={"processor": "EPYC", "cores": 2, "memory_gib": 23.5},
        settings=BenchmarkSettings(soak_folder=Path("out")),
        corpus=CorpusCard(24, 3, 12, 7, 8, 60_000),
        provenance={"builder": "vite-8.3"},
        cold=ColdReport(0.31, 0.35, 2.5, 1.9, 3),
        latency=latency,
        memory=MemoryReport(400.0, spread(600.0), spread(90.0), 0.1),
        throughput=throughput,
        scaling=(ScalingPoint(1, 1.1, 1.0, 0.9), ScalingPoint(2, 2.0, 0.909, 0.95)),
        cache=CacheReport(24, 216, spread(0.004), 1.0, 0.4),
        duplicates=DuplicatesReport(32, 16.0, 8.4, 0.525),
        packages=NewPackagesReport(5, spread(0.4), spread(1.3)),
        contracts=ContractsReport(13, 2, 9, spread(2.5), spread(2.8), 0.4),
        comparison=Comparison(baseline, 0.9, 2.0, 28.9, 40.0, 52.6, 3, 0.5, 3.0, 52.0, 60.0),
        soak=soak_report(),
        meaning=what_it_means(2.0, 2, Trainer(), baseline_per_second=0.05),
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def bare_report() -> BenchmarkReport:
    """A report in which nothing was measured."""
    return BenchmarkReport(
        started="2026-11-23T15:00:00+00:00",
        seconds=0.1,
        machine={"cores": 2},
        settings=BenchmarkSettings(),
        corpus=CorpusCard(24, 3, 12, 7, 8, 60_000),
        interrupted=True,
    )
