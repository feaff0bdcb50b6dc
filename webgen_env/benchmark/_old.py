"""Benchmark: how long a site takes, stage by stage, on this machine."""

from __future__ import annotations

import platform
import statistics
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from webgen_env.build import ViteBuilder
from webgen_env.errors import ConfigurationError, InfrastructureError
from webgen_env.machine import usable_cores, usable_memory
from webgen_env.manifest import parse_manifest, render_completion
from webgen_env.scorer import Scorer
from webgen_env.toolchain import cache_home

if TYPE_CHECKING:
    from webgen_env.reward.result import RewardResult
    from webgen_env.tasks import Task

STAGE_ORDER = ("parse", "layer", "build", "render", "judge", "total")


@dataclass(frozen=True, slots=True)
class Spread:
    """Distribution of a time, in seconds.

    Attributes:
        p50: Median.
        p90: 90th percentile.
        p99: 99th percentile.
        minimum: Shortest.
        maximum: Longest.
    """

    p50: float
    p90: float
    p99: float
    minimum: float
    maximum: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Spread:
        """Summarize times.

        Args:
            seconds: At least one time.

        Returns:
            Their distribution, with linear interpolation between the closest ranks.

        Raises:
            ConfigurationError: There are no times.
        """
        values = list(seconds)
        if not values:
            raise ConfigurationError("A distribution needs at least one time, got none.")
        p50, p90, p99 = (round(float(value), 4) for value in np.percentile(values, (50, 90, 99)))
        return cls(p50, p90, p99, round(min(values), 4), round(max(values), 4))


@dataclass(frozen=True, slots=True)
class BenchmarkReport:
    """What a run of the benchmark measured.

    Attributes:
        sites: Distinct sites.
        repeats: Times that each site was scored after its warm-up.
        pages_per_site: Median number of pages opened per site.
        stages: Distribution by stage, over all warm runs, in seconds.
        first: Seconds of the very first verdict, with builder and browser still closed.
        per_site: Median total seconds by task id.
        machine: What it ran on.
        provenance: Versions of everything that decided the results.
    """

    sites: int
    repeats: int
    pages_per_site: float
    stages: Mapping[str, Spread]
    first: float
    per_site: Mapping[str, float]
    machine: Mapping[str, str | int | float]
    provenance: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewPackagesReport:
    """Times of sites whose set of packages is new, all of them downloaded before.

    Attributes:
        sites: Distinct sites, each with a set of its own.
        layer: Seconds to make the dependency layer.
        total: Seconds for the whole verdict.
    """

    sites: int
    layer: Spread
    total: Spread


def benchmark(
    scorer: Scorer,
    tasks: Sequence[Task],
    completions: Sequence[str],
    *,
    repeats: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> BenchmarkReport:
    """Time warm single-site scoring: one completion at a time, builder, browser and dependency layer ready.

    Args:
        scorer: What to time; its verdicts must not come from a cache.
        tasks: One per completion.
        completions: Distinct sites, each of which must reach the last stage.
        repeats: Times that each site is scored after one warm-up, at least 1.
        progress: Called with the number of runs done and their total.

    Returns:
        The measurements.

    Raises:
        ConfigurationError: There is no site, or fewer than one repeat.
        InfrastructureError: A site was not scored, so that its time would say nothing.
    """
    if not completions or repeats < 1:
        raise ConfigurationError(f"Expected sites and repeats, got {len(completions)} sites and {repeats} repeats.")
    total = len(completions) * (repeats + 1)
    cold: list[RewardResult] = []
    warm: list[RewardResult] = []
    for round_ in range(repeats + 1):
        for index, (task, completion) in enumerate(zip(tasks, completions, strict=True)):
            result = _scored(scorer, task, completion)
            (warm if round_ else cold).append(result)
            progress(round_ * len(completions) + index + 1, total)
    return BenchmarkReport(
        sites=len(completions),
        repeats=repeats,
        pages_per_site=statistics.median(_pages(result) for result in warm),
        stages={
            name: Spread.of(result.timing.get(name, 0.0) for result in warm)
            for name in STAGE_ORDER
            if any(name in result.timing for result in warm)
        },
        first=round(cold[0].timing["total"], 4),
        per_site=_per_site(warm),
        machine=describe_machine(),
        provenance=dict(warm[-1].provenance),
    )


EXTRA_PACKAGES = (
    "mitt@3.0.1",
    "fuse.js@7.0.0",
    "immer@10.1.1",
    "pretty-bytes@6.1.1",
    "tinycolor2@1.6.0",
    "dayjs@1.11.13",
)
"""One more dependency each, which makes a package set that no site has asked for yet."""


def benchmark_new_packages(
    tasks: Sequence[Task], completions: Sequence[str], *, routes: int, packages: Sequence[str] = EXTRA_PACKAGES
) -> NewPackagesReport:
    """Time sites whose set of packages is new, while each package has been downloaded before.

    Every site gets one more dependency. A first pass downloads what is missing; the timed pass begins with an empty
    folder of dependency layers, so that each site has its layer made from the downloaded packages.

    Args:
        tasks: One per completion.
        completions: Distinct sites; as many as there are packages are used.
        routes: Most routes to visit besides the home page.
        packages: ``name@version`` of the further dependencies; the first only warms the worker up.

    Returns:
        The measurements.

    Raises:
        InfrastructureError: A site was not scored, for instance because the registry cannot be reached.
    """
    varied = [_with_package(text, package) for text, package in zip(completions, packages, strict=False)]
    home = cache_home()
    home.mkdir(parents=True, exist_ok=True)
    # Beside the downloaded packages, because layers are made of links to them.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=home) as folder:
        for number in range(2):
            builder = partial(ViteBuilder, layers=Path(folder, str(number)))
            with Scorer(builders=1, browsers=1, routes=routes, cache=False, builder=builder) as scorer:
                results = [_scored(scorer, task, text) for task, text in zip(tasks, varied, strict=False)]
    timed = results[1:]
    return NewPackagesReport(
        sites=len(timed),
        layer=Spread.of(result.timing["layer"] for result in timed),
        total=Spread.of(result.timing["total"] for result in timed),
    )


def _with_package(completion: str, package: str) -> str:
    manifest = parse_manifest(completion)
    command = f"npm install {package}"  # a line of text in the manifest; nothing runs it
    return render_completion(manifest.contents, title=manifest.title, shell=(command,))  # noqa: S604


def _scored(scorer: Scorer, task: Task, completion: str) -> RewardResult:
    [result] = scorer.score_batch_sync([task], [completion])
    if result.stage != "scored":
        raise InfrastructureError(
            f"The site of task {task.id!r} ended at stage {result.stage!r}, so there is nothing to time: "
            f"{result.fault_message or [str(error) for error in result.errors]}",
            stage=result.stage,
        )
    return result


def describe_machine() -> dict[str, str | int | float]:
    """What the numbers were measured on."""
    return {
        "processor": _processor(),
        "cores": usable_cores(),
        "memory_gib": round(usable_memory() / 1024**3, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _pages(result: RewardResult) -> int:
    return len(result.visit.pages) if result.visit else 0


def _per_site(results: Sequence[RewardResult]) -> dict[str, float]:
    seconds: dict[str, list[float]] = {}
    for result in results:
        seconds.setdefault(result.task_id, []).append(result.timing["total"])
    return {task_id: round(statistics.median(values), 4) for task_id, values in seconds.items()}


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:  # noqa: PTH123  # not a real file
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
