"""``webgen calibrate``: how far a judge can be trusted."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from webgen_env.calibration import CalibrationReport, calibrate, items_from_bundles, read_grades
from webgen_env.cli.output import plain, progress, results, write_json
from webgen_env.errors import ConfigurationError
from webgen_env.reward import make_judge

if TYPE_CHECKING:
    from webgen_env.calibration import CalibrationItem, Interval


@dataclass(frozen=True, slots=True)
class CalibrateRequest:
    """What the command line asked for.

    Attributes:
        judge: Specification of the judge.
        bundles: Folder of evidence bundles.
        grades: CSV file with grades of people, or ``None``.
        repeats: Times that each site is graded.
        pairs: Most pairs that are compared.
        seed: Seed of the intervals.
        out: File for the JSON report, or ``None``.
        as_json: Whether to print JSON.
    """

    judge: str
    bundles: Path
    grades: Path | None
    repeats: int
    pairs: int
    seed: int
    out: Path | None
    as_json: bool


def run_calibrate(request: CalibrateRequest) -> bool:
    """Measure a judge and print the report.

    Args:
        request: Which judge, on what.

    Returns:
        Whether the judge graded every site every time.

    Raises:
        ConfigurationError: The judge, the grades or the bundles are not what was expected, or the report cannot be
            written.
    """
    grades = read_grades(request.grades) if request.grades is not None else []
    items = items_from_bundles(request.bundles, grades)
    report = asyncio.run(_measure(request, items))
    if request.out is not None:
        _write(report, request.out)
    if request.as_json:
        write_json(report.as_record())
    else:
        _print(report)
    return report.faults == 0


async def _measure(request: CalibrateRequest, items: list[CalibrationItem]) -> CalibrationReport:
    judge = make_judge(request.judge)
    try:
        with progress.status("grading") as status:
            return await calibrate(
                judge,
                items,
                repeats=request.repeats,
                pairs=request.pairs,
                seed=request.seed,
                progress=lambda done, of: status.update(f"grading: {done} of {of}"),
            )
    finally:
        await judge.aclose()


def _write(report: CalibrationReport, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(report.as_record(), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"The report {str(path)!r} cannot be written: {error.strerror}.") from error


def _print(report: CalibrationReport) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("judge", plain(report.judge, 300))
    table.add_row("sites", f"{len(report.items)}, each graded {report.repeats} times")
    table.add_row("faults", f"{report.faults}")
    for name, text in _lines(report):
        table.add_row(name, text)
    results.print(table)
    fault = next((item.fault for item in report.items if item.fault), "")
    if fault:
        results.print("first fault:", plain(fault, 300))


def _lines(report: CalibrationReport) -> list[tuple[str, str]]:
    lines = []
    if report.variance is not None:
        variance = report.variance
        reliability = "undefined" if variance.reliability is None else f"{variance.reliability:.3f}"
        spread = f"deviation {variance.mean_deviation:.3f}, largest spread {variance.largest_spread:.2f}"
        lines.append(("self-variance", f"{spread}, {variance.steady:.0%} of sites always alike"))
        lines.append(("reliability", reliability))
    if report.position is not None:
        position = report.position
        first = "only ties" if position.first is None else f"{position.first:.0%} for the first shown"
        alike = f"{position.pairs} pairs, {position.consistent:.0%} alike in both orders"
        lines.append(("position bias", f"{alike}, {first}"))
    if report.agreement is not None:
        people = report.agreement
        lines += [
            ("Spearman", _interval(people.spearman)),
            ("Kendall tau-b", _interval(people.kendall)),
            ("pairwise accuracy", f"{_interval(people.pairwise)} on {people.pairs} pairs, {people.ties:.0%} ties"),
        ]
    return lines


def _interval(interval: Interval) -> str:
    if interval.value is None:
        return "undefined"
    if interval.low is None or interval.high is None:
        return f"{interval.value:.3f} (too few sites for an interval)"
    return f"{interval.value:.3f} (95 %: {interval.low:.3f} to {interval.high:.3f})"
