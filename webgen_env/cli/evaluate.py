"""``webgen evaluate``: an agent on every task of a benchmark."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from webgen_env.cli.bundled_agents import bundled_agents
from webgen_env.cli.output import plain, progress, results, write_json
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webgen_env.evaluation import Evaluation
    from webgen_env.evaluation.linting import Linter
    from webgen_env.evaluation.tester import UIAgentTester

OUTCOMES = "outcomes.jsonl"

_MOST_LINTED = 8
"""Projects linted at once; each takes a core and half a gigabyte."""


@dataclass(frozen=True, slots=True)
class EvaluateRequest:
    """What the command line asked for.

    Attributes:
        benchmark: Name or file of the task set.
        out: Folder.
        options: Settings of the run; ``None`` stands for one that was not given.
        config_file: YAML or JSON file with settings of the run, or ``None``.
        assignments: ``KEY=VALUE`` for the agent's configuration.
        tester: What tests the cases, or ``None``.
        lint: Whether to check lint, types and dependencies.
        resume: Whether to go on with what is in the folder.
        cache: Whether verdicts may come from the cache.
        as_json: Whether to print JSON.
    """

    benchmark: str
    out: Path
    options: Mapping[str, Any]
    config_file: Path | None
    assignments: Sequence[str]
    tester: str | None
    lint: bool
    resume: bool
    cache: bool
    as_json: bool


def run_evaluate(request: EvaluateRequest) -> bool:
    """Run an agent on a benchmark, evaluate what it wrote, and print and write the report.

    Args:
        request: What to evaluate.

    Returns:
        Whether no fault of ours prevented a verdict or an answer.

    Raises:
        WebGenError: The evaluation cannot be made; the message says why.
    """
    bundled_agents()
    from agents.runs import Journal, Run, load_run_settings
    from webgen_env.episode import as_task_set
    from webgen_env.evaluation import Plan, evaluate, write_report
    from webgen_env.evaluation.linting import Linter
    from webgen_env.evaluation.tester import make_tester
    from webgen_env.machine import usable_cores

    if not request.resume and (request.out / "run.json").exists():
        raise ConfigurationError(
            f"{str(request.out)!r} holds an evaluation already; give --resume to go on with it, or another --out."
        )
    options = {**request.options, "tasks": request.benchmark, "samples": 1}
    settings = load_run_settings(request.config_file, options, request.assignments)
    # Made before the run: a tester that cannot be is said at once.
    tester = make_tester(request.tester) if request.tester else None
    run = Run(settings, request.out, cache=None if request.cache else False)
    with _bar("writing and scoring") as tell:
        report = run.execute(tell)
    tasks = as_task_set(None if request.benchmark == "bundled" else request.benchmark)
    plan = Plan(
        benchmark=request.benchmark,
        agent=settings.agent,
        tasks=tuple(tasks),
        records={str(record["task_id"]): record for record in report.records},
        folder=request.out,
        store=Journal(request.out / OUTCOMES),
        linter=Linter(concurrency=min(usable_cores(), _MOST_LINTED)) if request.lint else None,
        tester=tester,
    )
    with _bar("testing and checking") as tell:
        evaluation = asyncio.run(_evaluated(lambda: evaluate(plan, tell), plan.linter, tester))
    page = write_report(evaluation, request.out, gallery=report.gallery)
    if request.as_json:
        write_json(_summary(evaluation))
    else:
        _print(evaluation, page)
    return not any(
        site.fault or any(case.trouble for case in site.cases) or (site.lint is not None and site.lint.trouble)
        for site in evaluation.sites
    )


async def _evaluated(evaluating: Callable[[], Any], linter: Linter | None, tester: UIAgentTester | None) -> Evaluation:
    try:
        evaluation: Evaluation = await evaluating()
    finally:
        for part in (linter, tester):
            if part is not None:
                await part.aclose()
    if tester is not None and tester.spending.requests:
        spent = tester.spending
        progress.print(
            f"the tester took {spent.requests} requests, {spent.usage.input_tokens} tokens in and "
            f"{spent.usage.output_tokens} out"
        )
    return evaluation


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=progress, transient=True) as bar:
        running = bar.add_task(label, total=None)
        yield lambda finished, total: bar.update(running, completed=finished, total=total)


def _summary(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "benchmark": evaluation.benchmark,
        "agent": evaluation.agent,
        "metrics": {name: asdict(metric) for name, metric in evaluation.metrics.items()},
        "not_started": dict(evaluation.not_started),
        "answers": dict(evaluation.answers),
        "remarks": list(evaluation.remarks()),
    }


def _print(evaluation: Evaluation, page: Path) -> None:
    from webgen_env.evaluation.pages import shown, shown_interval

    table = Table(box=None, pad_edge=False)
    for name in ("", "value", "95 %", "points / total"):
        table.add_column(name, style="bold" if not name else "")
    for name, metric in evaluation.metrics.items():
        counted = f"{metric.points:.4g} / {metric.total:g}"
        table.add_row(name, shown(name, metric.value), shown_interval(name, metric), counted)
    results.print(table)
    for remark in evaluation.remarks():
        results.print("-", plain(remark, 400))
    results.print("report:", plain(str(page.absolute()), 400))
