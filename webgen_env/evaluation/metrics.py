"""Metrics: FSR, VRR, AAS and LDPR, with denominators that do not depend on what went wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from webgen_env.evaluation.intervals import Interval, ratio_interval
from webgen_env.evaluation.outcomes import SiteOutcome

Points = Callable[[SiteOutcome], tuple[float, float]]
"""Points of a site, and the most that it could have."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One number of an evaluation.

    Attributes:
        value: Points over :attr:`total`; ``None`` if it was not measured on any site.
        interval: 95 % bootstrap interval over tasks; ``None`` if it was not measured or there are fewer than two.
        points: Sum of the points.
        total: The fixed denominator: all sites, or all cases, of the benchmark.
        started_value: The same over what was started only; ``None`` if nothing was.
        started_total: Denominator of that.
    """

    value: float | None
    interval: Interval | None
    points: float
    total: float
    started_value: float | None
    started_total: float


@dataclass(frozen=True, slots=True)
class MetricKind:
    """What a metric counts.

    Attributes:
        name: Short name.
        title: Full name.
        meaning: One sentence.
        points: Points of a site.
        measured: Whether a site was asked about at all.
        scale: Unit: ``"%"`` or ``"of 5"``.
    """

    name: str
    title: str
    meaning: str
    points: Points
    measured: Callable[[SiteOutcome], bool]
    scale: str = "%"


def _cases(site: SiteOutcome) -> tuple[float, float]:
    return sum(case.points for case in site.cases), float(len(site.cases))


def _rendered(site: SiteOutcome) -> tuple[float, float]:
    return float(site.rendered), 1.0


def _appearance(site: SiteOutcome) -> tuple[float, float]:
    return site.appearance, 1.0


def _linted(site: SiteOutcome) -> tuple[float, float]:
    return float(site.lint is not None and site.lint.passed), 1.0


METRICS: Mapping[str, MetricKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            MetricKind(
                "FSR",
                "Functional success rate",
                "Test cases that succeed: YES counts 1, PARTIAL 0.5, anything else 0.",
                _cases,
                lambda site: any(case.source for case in site.cases),
            ),
            MetricKind(
                "VRR",
                "Valid render ratio",
                "Sites whose home page comes up and is not blank.",
                _rendered,
                lambda site: site.started,
            ),
            MetricKind(
                "AAS",
                "Average appearance score",
                "The judge's grade of the look, 0 where nothing came up.",
                _appearance,
                lambda site: site.started,
                "of 5",
            ),
            MetricKind(
                "LDPR",
                "Lint and dependency pass ratio",
                "Projects without an error of ESLint or TypeScript, and without an import that is not declared.",
                _linted,
                lambda site: site.lint is not None,
            ),
        )
    }
)
"""The metrics by name."""


def measure(sites: Sequence[SiteOutcome]) -> dict[str, Metric]:
    """Compute every metric.

    Args:
        sites: Every site of the benchmark, also those that were never started.

    Returns:
        Metric by name.
    """
    return {name: _metric(kind, sites) for name, kind in METRICS.items()}


def by_category(sites: Sequence[SiteOutcome]) -> dict[str, dict[str, Metric]]:
    """Compute every metric for each category of tasks.

    Args:
        sites: Every site of the benchmark.

    Returns:
        Metrics by category, in alphabetical order.
    """
    names = sorted({site.category or "none" for site in sites})
    return {name: measure([site for site in sites if (site.category or "none") == name]) for name in names}


def by_case_category(sites: Sequence[SiteOutcome]) -> dict[str, Metric]:
    """Compute FSR for each category of test cases.

    Args:
        sites: Every site of the benchmark.

    Returns:
        FSR by category, in alphabetical order.
    """
    names = sorted({case.category or "none" for site in sites for case in site.cases})
    found = {}
    for name in names:

        def points(site: SiteOutcome, wanted: str = name) -> tuple[float, float]:
            cases = [case for case in site.cases if (case.category or "none") == wanted]
            return sum(case.points for case in cases), float(len(cases))

        kind = METRICS["FSR"]
        found[name] = _metric(MetricKind(name, name, "", points, kind.measured), sites)
    return found


def _metric(kind: MetricKind, sites: Sequence[SiteOutcome]) -> Metric:
    points, most = _summed(kind, sites)
    reached, started = _summed(kind, [site for site in sites if site.started])
    total, started_total = math.fsum(most), math.fsum(started)
    measured = any(kind.measured(site) for site in sites)
    return Metric(
        value=math.fsum(points) / total if measured and total else None,
        interval=ratio_interval(points, most) if measured else None,
        points=math.fsum(points),
        total=total,
        started_value=math.fsum(reached) / started_total if measured and started_total else None,
        started_total=started_total,
    )


def _summed(kind: MetricKind, sites: Sequence[SiteOutcome]) -> tuple[list[float], list[float]]:
    pairs = [kind.points(site) for site in sites]
    return [points for points, _ in pairs], [most for _, most in pairs]
