"""Goals: the numbers that the environment is meant to reach on two cores, and whether a run reached them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from webgen_env.benchmark.report import BenchmarkReport

GOAL_CORES = 2
"""Cores of the machine for which the goals are set."""

SOAK_MEMORY_MB = 1.5e9 / 2**20


@dataclass(frozen=True, slots=True)
class Goal:
    """A number to reach.

    Attributes:
        what: What is measured.
        bound: The number.
        sense: ``"at most"`` or ``"at least"`` the bound.
        unit: Its unit; empty for a ratio.
        path: Where it stands in a report, with points between names.
    """

    what: str
    bound: float
    sense: Literal["at most", "at least"]
    unit: str
    path: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal, held against a report.

    Attributes:
        what: What was measured.
        bound: The number to reach.
        sense: ``"at most"`` or ``"at least"`` the bound.
        unit: Unit of both numbers; empty for a ratio.
        measured: What was measured.
        met: Whether the goal was reached.
    """

    what: str
    bound: float
    sense: str
    unit: str
    measured: float
    met: bool


GOALS: tuple[Goal, ...] = (
    Goal("one site, warm, p50", 0.8, "at most", "s", "latency.stages.total.p50"),
    Goal("p99 over p50", 3.0, "at most", "", "latency.stages.total.tail"),
    Goal("one site, against released", 25.0, "at least", "×", "comparison.single_ratio"),
    Goal("throughput", 2.0, "at least", "sites/s", "throughput.per_second"),
    Goal("throughput, against released", 40.0, "at least", "×", "comparison.throughput_ratio"),
    Goal("two workers over one", 1.7, "at least", "×", "two_workers_over_one"),
    Goal("a cached verdict, p50", 0.005, "at most", "s", "cache.seconds.p50"),
    Goal("half duplicates over distinct", 0.55, "at most", "", "duplicates.ratio"),
    Goal("new set of packages, p50", 2.0, "at most", "s", "packages.total.p50"),
    Goal("site with contracts, p50", 3.0, "at most", "s", "contracts.total.p50"),
    Goal("first verdict", 5.0, "at most", "s", "cold.first_verdict"),
    Goal("import webgen_env", 0.5, "at most", "s", "cold.import_best"),
    Goal("soak, peak memory", round(SOAK_MEMORY_MB, 1), "at most", "MiB", "soak.peak_mb"),
    Goal("soak, last quarter over second", 1.05, "at most", "", "soak.ratio"),
)
"""Every goal, in the order of the story."""


def outcomes_of(report: BenchmarkReport) -> tuple[Outcome, ...]:
    """Hold a report against the goals.

    Args:
        report: The report.

    Returns:
        An outcome for each goal that the report has a number for.
    """
    found = []
    for goal in GOALS:
        measured = _look_up(report, goal.path)
        if measured is not None:
            met = measured <= goal.bound if goal.sense == "at most" else measured >= goal.bound
            found.append(Outcome(goal.what, goal.bound, goal.sense, goal.unit, measured, met))
    return tuple(found)


def _look_up(report: BenchmarkReport, path: str) -> float | None:
    """A number of a report; ``None`` where it was not measured."""
    value: Any = report
    for name in path.split("."):
        if value is None:
            return None
        value = value[name] if isinstance(value, Mapping) else getattr(value, name)
    return None if value is None else float(value)
