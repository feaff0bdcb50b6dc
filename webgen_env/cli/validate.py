"""``webgen validate``: what share of injected faults the contracts see, and what share of sound sites they blame."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from webgen_env.cli.bundled_agents import bundled_agents
from webgen_env.cli.output import plain, progress, results, write_json
from webgen_env.errors import ConfigurationError
from webgen_env.tasks import TaskSet
from webgen_env.validation import (
    Outcome,
    Reference,
    Subject,
    ValidationReport,
    Validator,
    bundled_faults,
    short_sample,
    subjects_of,
)

if TYPE_CHECKING:
    from webgen_env.validation import ProbingReport, Proportion

MAX_LISTED = 40


@dataclass(frozen=True, slots=True)
class ValidateRequest:
    """What the command line asked for.

    Attributes:
        tasks: Ids of tasks; none for all that have mutants.
        only: Operators, kinds (``"clean"``, ``"rewrite"``, ``"mutant"``) or ids; none for all.
        short: Whether to take the small sample only.
        labelled_only: Whether to run only the labelled contracts of mutants.
        repeats: Runs, which must say the same; each site is built once.
        sites: Sites at the same time.
        out: File for the JSON report, or ``None``.
        as_json: Whether to print JSON.
    """

    tasks: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    short: bool = False
    labelled_only: bool = False
    repeats: int = 1
    sites: int = 2
    out: Path | None = None
    as_json: bool = False


def run_validate(request: ValidateRequest) -> bool:
    """Validate the instrument and print the report.

    Args:
        request: On what.

    Returns:
        Whether it meets its targets.

    Raises:
        ConfigurationError: A task or a kind is unknown, a mutant does not apply, or the report cannot be written.
        MissingDependencyError: PyYAML or Playwright is absent.
    """
    subjects = chosen_subjects(request)
    report = asyncio.run(_validate(subjects, request))
    if request.out is not None:
        write_report(report, request.out)
    if request.as_json:
        write_json(report.as_record())
    else:
        _print(report)
    return report.passed


def chosen_subjects(request: ValidateRequest) -> list[Subject]:
    """Everything that a request asks for, in a fixed order.

    Args:
        request: The request.

    Returns:
        The subjects; at least one.

    Raises:
        ConfigurationError: Nothing fits, a task has no mutants, or a mutant does not apply.
    """
    files = {faults.task: faults for faults in bundled_faults()}
    unknown = [task for task in request.tasks if task not in files]
    if unknown:
        raise ConfigurationError(f"no mutants for {', '.join(unknown)}; there are some for {', '.join(files)}")
    agent = bundled_agents().make("showcase")
    tasks = TaskSet.bundled()
    labelled_only = request.labelled_only or request.short
    subjects: list[Subject] = []
    for task_id, faults in files.items():
        if request.tasks and task_id not in request.tasks:
            continue
        task = tasks[task_id]
        reference = Reference(task, agent.draft(task.instruction, {"task_id": task_id}).files)
        subjects += subjects_of(reference, faults, labelled_only=labelled_only)
    if request.short:
        subjects = short_sample(subjects)
    if request.only:
        wanted = set(request.only)
        subjects = [subject for subject in subjects if wanted & {subject.kind, subject.operator, subject.id}]
    if not subjects:
        raise ConfigurationError(f"nothing fits: expected operators, kinds or ids, got {', '.join(request.only)}")
    return subjects


async def _validate(subjects: list[Subject], request: ValidateRequest) -> ValidationReport:
    began = time.perf_counter()
    runs: list[list[Outcome]] = []
    async with Validator(sites=request.sites, keep_built=request.repeats > 1) as validator:
        with progress.status("starting") as status:
            for run in range(request.repeats):
                outcomes: list[Outcome] = []
                async for outcome in validator.run(subjects):
                    outcomes.append(outcome)
                    status.update(
                        f"run {run + 1} of {request.repeats}: {len(outcomes)} of {len(subjects)}, "
                        f"{outcome.subject.task_id}/{outcome.subject.id}"
                    )
                runs.append(outcomes)
    return ValidationReport.of(runs, elapsed_s=time.perf_counter() - began)


def write_report(report: ValidationReport | ProbingReport, path: Path) -> None:
    """Write a report as JSON.

    Raises:
        ConfigurationError: It cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(report.as_record(), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"The report {str(path)!r} cannot be written: {error.strerror}.") from error


def _print(report: ValidationReport) -> None:
    results.print(_recall_table("operator", report.recall_by(lambda outcome: outcome.subject.operator)))
    results.print()
    results.print(_recall_table("site", report.recall_by(lambda outcome: outcome.subject.task_id)))
    results.print()
    _list("not seen", report.undetected)
    _list("seen, but not by every labelled contract", report.partly)
    _list("blamed without reason", [outcome for outcome in report.sound if outcome.refused or outcome.broken])
    _list("no valid mutant", report.unfit)
    _list("broke contracts that are not labelled", report.overbroken, _beside)
    if report.unstable:
        results.print(plain(f"different in another run: {', '.join(report.unstable)}", 2000, "red"))
    results.print(_summary(report))
    runs = (
        "" if report.runs == 1 else f" in {report.runs} runs, which {'differ' if report.unstable else 'say the same'}"
    )
    results.print(
        f"{len(report.mutants)} mutants, {len(report.sound)} sound sites{runs}, {report.elapsed_s:.0f} s. "
        "Intervals: Wilson, 95 %.",
        highlight=False,
    )


def _recall_table(name: str, groups: dict[str, Proportion]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(name, no_wrap=True)
    for column in ("mutants", "seen", "recall", "interval"):
        table.add_column(column, justify="right")
    for group, proportion in groups.items():
        style = "" if proportion.hits == proportion.of else "yellow"
        share, interval = share_of(proportion), interval_of(proportion)
        table.add_row(plain(group, 40), str(proportion.of), str(proportion.hits), share, interval, style=style)
    return table


def _summary(report: ValidationReport) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for _ in range(4):
        table.add_column(no_wrap=True)
    rows = (
        ("recall, per mutant", report.recall, "recall"),
        ("recall, per label", report.label_recall, ""),
        ("precision of labels", report.label_precision, ""),
        ("false alarms, per verdict", report.false_alarms, "false alarms"),
        ("false alarms, per site", report.blamed_sites, ""),
        ("inconclusive, per verdict", report.inconclusive, "inconclusive"),
    )
    targets = {target.name: target for target in report.targets}
    for name, proportion, target in rows:
        verdict = ""
        if target:
            sign = "≥" if target == "recall" else "≤"
            verdict = f"{sign} {targets[target].bound:.0%}: {'met' if targets[target].met else 'MISSED'}"
        counted = f"{share_of(proportion)} ({proportion.hits} of {proportion.of})"
        style = "" if not target else "green" if targets[target].met else "red"
        table.add_row(name, counted, interval_of(proportion), verdict, style=style)
    return table


def _list(title: str, outcomes: Sequence[Outcome], why: Callable[[Outcome], str] | None = None) -> None:
    if not outcomes:
        return
    results.print(f"{title}:")
    for outcome in outcomes[:MAX_LISTED]:
        subject = outcome.subject
        results.print(plain(f"  {subject.task_id}/{subject.id}: {subject.says} {(why or _why)(outcome)}", 400))
    if len(outcomes) > MAX_LISTED:
        results.print(f"  and {len(outcomes) - MAX_LISTED} more; see --json")
    results.print()


def _beside(outcome: Outcome) -> str:
    return f"Broke too: {', '.join(outcome.beside)}."


def _why(outcome: Outcome) -> str:
    if outcome.refused:
        return f"Refused at {outcome.refused}: {outcome.messages.get(outcome.refused, '')}"
    if outcome.subject.kind == "mutant":
        return f"Did not break: {', '.join(outcome.missed) or outcome.subject.detector}."
    return " ".join(f"{name}: {outcome.messages.get(name, '')}" for name in outcome.broken)


def share_of(proportion: Proportion) -> str:
    """A share in percent."""
    return "none" if proportion.value is None else f"{proportion.value:.1%}"


def interval_of(proportion: Proportion) -> str:
    """Its interval; empty of nothing."""
    low, high = proportion.interval
    return f"{low:.1%} to {high:.1%}" if proportion.of else ""
