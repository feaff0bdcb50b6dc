"""``webgen run`` and ``webgen export``: agents on task sets, and data made of what they wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from webgen_env.cli.bundled_agents import bundled_agents
from webgen_env.cli.output import plain, progress, results, write_json

if TYPE_CHECKING:
    from agents.runs import RunReport, Summary

MAX_CATEGORIES = 12


def run_agent(
    out: Path,
    *,
    config_file: Path | None,
    options: Mapping[str, Any],
    assignments: Sequence[str],
    cache: bool | None,
    as_json: bool,
) -> bool:
    """Run an agent on a task set, or go on with such a run, and print what it came to.

    Args:
        out: Folder of the run.
        config_file: YAML or JSON file with settings, or ``None``.
        options: Settings from the command line; ``None`` stands for one that was not given.
        assignments: ``KEY=VALUE`` for the agent's configuration.
        cache: Whether verdicts may come from the cache; ``None`` for the default.
        as_json: Whether to print JSON.

    Returns:
        Whether every episode got a completion and a verdict.

    Raises:
        WebGenError: The run cannot be made; the message says why.
    """
    bundled_agents()
    from agents.runs import Run, load_run_settings

    settings = load_run_settings(config_file, options, assignments)
    run = Run(settings, out, cache=cache)
    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    try:
        with Progress(*columns, console=progress, transient=True) as bar:
            running = bar.add_task(plain(settings.agent, 40).plain, total=len(run.plan))
            report = run.execute(lambda finished, total: bar.update(running, completed=finished, total=total))
    except KeyboardInterrupt:
        progress.print(f"interrupted; the same command goes on with the run in {plain(str(out), 300)}")
        raise
    if as_json:
        write_json(asdict(report.summary))
    else:
        _print(report)
    return report.summary.faults == report.summary.failed == 0


def run_export(folders: Sequence[Path], out: Path, **options: Any) -> None:
    """Write completions of evidence bundles as data to train on, and say how many.

    Args:
        folders: Folders of runs or of bundles.
        out: The file.
        **options: As :func:`agents.runs.export` takes them.
    """
    bundled_agents()
    from agents.runs import export

    number = export(folders, out, **options)
    results.print(f"{number} lines in", plain(str(out), 300))


def _print(report: RunReport) -> None:
    summary = report.summary
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in _rows(summary):
        table.add_row(name, plain(value, 500))
    results.print(table)
    if report.taken_up:
        results.print(f"{report.taken_up} episodes were there already")
    if report.gallery is not None:
        results.print("gallery:", plain(str(report.gallery.absolute()), 400))


def _rows(summary: Summary) -> list[tuple[str, str]]:
    rows = [("episodes", str(summary.episodes))]
    if summary.reward is not None:
        interval = f", 95 % {summary.interval[0]:.2f} to {summary.interval[1]:.2f}" if summary.interval else ""
        rows.append(("mean reward", f"{summary.reward:.3f}{interval}"))
        rows.append(("best of each task", f"{summary.best:.3f}"))
    rows.append(("terms", ", ".join(f"{name} {value:.2f}" for name, value in summary.terms.items())))
    rows.append(("ended at", ", ".join(f"{stage} {number}" for stage, number in summary.stages.items())))
    if len(summary.categories) > 1:
        ranked = sorted(summary.categories.items(), key=lambda item: -item[1])[:MAX_CATEGORIES]
        rows.append(("by category", ", ".join(f"{name} {value:.2f}" for name, value in ranked)))
    if summary.output_tokens:
        rows.append(("tokens", f"{summary.input_tokens} in, {summary.output_tokens} out"))
    if summary.cost:
        rows.append(("cost", f"{summary.cost:.4f}"))
    if summary.cut:
        rows.append(("cut completions", f"{summary.cut}, at their limit of tokens"))
    if summary.failed:
        rows.append(("failed completions", _failed(summary)))
    if summary.faults:
        rows.append(("faults of ours", f"{summary.faults}; the same command tries them again"))
    return [(name, value) for name, value in rows if value]


def _failed(summary: Summary) -> str:
    return (
        f"{summary.failed}, counted as empty; the same command asks for them again. The first: {summary.first_problem}"
    )
