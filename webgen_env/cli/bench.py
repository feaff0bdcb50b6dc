"""``webgen bench``: times of warm single-site scoring."""

from __future__ import annotations

from dataclasses import asdict

from rich.table import Table

import agents
from webgen_env.benchmark import BenchmarkReport, NewPackagesReport, benchmark, benchmark_new_packages
from webgen_env.cli.output import plain, progress, results, write_json
from webgen_env.episode import reset_info
from webgen_env.errors import ConfigurationError
from webgen_env.scorer import Scorer
from webgen_env.tasks import TaskSet


def run_bench(*, sites: int, repeats: int, routes: int, as_json: bool) -> None:
    """Write sites with bundled policies, score them one at a time and print the times.

    Args:
        sites: Distinct sites, at most the number of bundled tasks.
        repeats: Times that each is scored after its warm-up.
        routes: Most routes to visit besides the home page.
        as_json: Print JSON instead of a table.

    Raises:
        ConfigurationError: More sites were asked for than there are bundled tasks.
    """
    bundled = TaskSet.bundled()
    if sites > len(bundled):
        raise ConfigurationError(f"There are {len(bundled)} bundled tasks to write sites for, got --sites {sites}.")
    tasks = list(bundled)[:sites]
    with Scorer(builders=1, browsers=1, routes=routes, cache=False) as scorer, progress.status("scoring") as status:
        # The showcase policy falls back to the generated site where there is no hand-made one.
        policy = agents.make("showcase")
        completions = [policy.act(task.instruction, reset_info(task, scorer.scaffold)) for task in tasks]
        report = benchmark(
            scorer,
            tasks,
            completions,
            repeats=repeats,
            progress=lambda done, total: status.update(f"scoring: {done} of {total}"),
        )
    new_packages = benchmark_new_packages(tasks, completions, routes=routes)
    if as_json:
        write_json({**asdict(report), "new_packages": asdict(new_packages)})
    else:
        _print(report, new_packages)


def _print(report: BenchmarkReport, new_packages: NewPackagesReport) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("stage")
    for column in ("p50", "p90", "p99", "min", "max"):
        table.add_column(column, justify="right")
    for name, spread in report.stages.items():
        values = (spread.p50, spread.p90, spread.p99, spread.minimum, spread.maximum)
        table.add_row(name, *(f"{value:.3f}" for value in values))
    results.print(table)
    results.print(
        f"\nseconds; {report.sites} sites × {report.repeats} warm runs, {report.pages_per_site:g} pages each; "
        f"first verdict {report.first:.2f} s"
    )
    results.print(
        f"new set of downloaded packages, {new_packages.sites} sites: layer p50 {new_packages.layer.p50:.2f}, "
        f"total p50 {new_packages.total.p50:.2f}"
    )
    results.print(plain(", ".join(f"{name} {value}" for name, value in report.machine.items()), 300))
