"""``webgen bench``: what a site costs on this machine."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from webgen_env.benchmark.facts import facts_of
from webgen_env.benchmark.goals import outcomes_of
from webgen_env.benchmark.report import DEFAULT_SECTIONS, SECTIONS, BenchmarkSettings, run_benchmark
from webgen_env.cli.output import plain, progress, results, write_json
from webgen_env.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from webgen_env.benchmark.report import BenchmarkReport
    from webgen_env.benchmark.spread import Spread

_WIDTH = 79


def choose_sections(only: str | None, *, baseline: bool, soak: bool) -> tuple[str, ...]:
    """Work out what to measure.

    Args:
        only: Names separated by commas; ``None``: the default.
        baseline: Whether the released way is asked for.
        soak: Whether a soak is asked for.

    Returns:
        Sections in their order. A soak by itself is not followed by everything else.

    Raises:
        ConfigurationError: A name is unknown.
    """
    if only is not None:
        wanted = {name.strip() for name in only.split(",") if name.strip()}
        unknown = sorted(wanted - set(SECTIONS))
        if unknown or not wanted:
            raise ConfigurationError(f"--only takes some of {', '.join(SECTIONS)}, got {only!r}.")
    elif soak and not baseline:
        wanted = set()
    else:
        wanted = set(DEFAULT_SECTIONS)
    wanted |= {"baseline"} if baseline else set()
    wanted |= {"soak"} if soak else set()
    return tuple(name for name in SECTIONS if name in wanted)


def run_bench(settings: BenchmarkSettings, *, html: Path | None, as_json: bool) -> bool:
    """Measure, and print and write what was measured.

    Args:
        settings: What to measure.
        html: File for a report with plots; ``None``: none is written.
        as_json: Print JSON instead of tables.

    Returns:
        Whether the run came to its end, and was not interrupted.

    Raises:
        MissingDependencyError: A report with plots was asked for and Matplotlib is missing; said before measuring.
    """
    if html is not None:
        from webgen_env.benchmark.charts import require_matplotlib

        require_matplotlib()
        html.parent.mkdir(parents=True, exist_ok=True)
    with progress.status("starting") as status:
        report = run_benchmark(settings, lambda text: status.update(text))
    if html is not None:
        from webgen_env.benchmark.page import write_page

        write_page(report, html)
    _draw_soak(report)
    if as_json:
        write_json({**report_values(report), "goals": [asdict(outcome) for outcome in outcomes_of(report)]})
    else:
        print_report(report, html)
    return not report.interrupted


def _draw_soak(report: BenchmarkReport) -> None:
    """Draw the memory curve beside its file; without Matplotlib the file is enough."""
    if report.soak is None:
        return
    from webgen_env.benchmark.charts import draw_soak

    try:
        draw_soak(report.soak, Path(report.soak.csv).with_suffix(".png"))
    except MissingDependencyError as error:
        progress.print(plain(str(error), 300))


def print_report(report: BenchmarkReport, html: Path | None) -> None:
    """Print a report for people, within 80 columns.

    Args:
        report: The report.
        html: Where the report with plots is; ``None``: there is none.
    """
    results.print(plain(", ".join(f"{name} {value}" for name, value in report.machine.items()), 200), width=_WIDTH)
    corpus = report.corpus
    results.print(
        f"{corpus.sites} sites of {corpus.fewest_pages} to {corpus.most_pages} pages: {corpus.antd} with antd, "
        f"{corpus.recharts} with recharts, {corpus.characters / 1000:.0f} kB each",
        width=_WIDTH,
    )
    if report.latency is not None or report.throughput is not None:
        results.print()
        results.print(_stage_table(report))
    for group, facts in itertools.groupby(facts_of(report), key=lambda fact: fact.group):
        results.print()
        results.print(plain(group, 80, "bold"))
        table = Table(box=None, pad_edge=False, show_header=False, width=_WIDTH)
        table.add_column(width=30)
        table.add_column(width=15, justify="right")
        table.add_column(ratio=1)
        for fact in facts:
            table.add_row(plain(fact.label), plain(fact.value), plain(fact.note, style="dim"))
        results.print(table)
    results.print(f"\n{report.seconds:.0f} s in all{', interrupted' if report.interrupted else ''}")
    if html is not None:
        results.print("report:", plain(str(html.absolute()), 400), soft_wrap=True)
    if report.soak is not None:
        results.print("soak:", plain(report.soak.csv, 400), soft_wrap=True)


def _stage_table(report: BenchmarkReport) -> Table:
    """Stages beside each other: one site alone, and within the batch."""
    parts = [
        (name, part.stages)
        for name, part in (("alone", report.latency), ("in batch", report.throughput))
        if part is not None
    ]
    table = Table(box=None, pad_edge=False, title="seconds by stage", title_justify="left", title_style="bold")
    table.add_column("")
    for name, _ in parts:
        for column in (f"{name} p50", "p90", "p99"):
            table.add_column(column, justify="right")
    for stage in _stage_names(parts[0][1]):
        cells = [f"{value:.3f}" for _, stages in parts for value in _percentiles(stages.get(stage))]
        table.add_row(stage, *cells, style="bold" if stage == "total" else "")
    return table


def _stage_names(stages: Mapping[str, Spread]) -> list[str]:
    """Stages up to the total; steps within a stage are in the JSON."""
    names = list(stages)
    return names[: names.index("total") + 1]


def _percentiles(spread: Spread | None) -> tuple[float, float, float]:
    return (0.0, 0.0, 0.0) if spread is None else (spread.p50, spread.p90, spread.p99)


def report_values(report: BenchmarkReport) -> dict[str, Any]:
    """A report as plain values for JSON: a path is its text, and everything else of a report is plain already."""
    values = asdict(report)
    values["settings"]["soak_folder"] = str(report.settings.soak_folder)
    return values
