"""``webgen validate --probes``: what share of injected faults the probes see, which do not know what was asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.table import Table

from webgen_env.cli.output import plain, progress, results, write_json
from webgen_env.cli.validate import MAX_LISTED, chosen_subjects, interval_of, share_of, write_report
from webgen_env.errors import ConfigurationError
from webgen_env.validation import SELF_EVIDENT, Probed, ProbingReport, Validator

if TYPE_CHECKING:
    from webgen_env.cli.validate import ValidateRequest
    from webgen_env.validation import Subject

_LISTED_BLAMES = 3


def run_validate_probes(request: ValidateRequest) -> None:
    """Show injected faults to the probes and print the report.

    Args:
        request: Which; clean sites are always among them, because mutants are held against them.

    Raises:
        ConfigurationError: As of :func:`~webgen_env.cli.validate.run_validate`, or runs are to be repeated.
        MissingDependencyError: PyYAML or Playwright is absent.
    """
    if request.repeats > 1:
        raise ConfigurationError("--probes: expected one run, got --repeat; compare the files of --out instead.")
    report = asyncio.run(_probe(_subjects(request), request))
    if request.out is not None:
        write_report(report, request.out)
    if request.as_json:
        write_json(report.as_record())
    else:
        print_probing(report)


def print_probing(report: ProbingReport) -> None:
    """Print a report."""
    operators = report.by_operator()
    for title, evident in (("shows by itself", True), ("only against what was asked for", False)):
        table = Table(box=None, pad_edge=False)
        table.add_column(title, no_wrap=True)
        for column in ("mutants", "seen", "recall", "interval", "reward lost"):
            table.add_column(column, justify="right")
        for name, (recall, lost) in operators.items():
            if (name in SELF_EVIDENT) is evident:
                counts = (str(recall.of), str(recall.hits), share_of(recall), interval_of(recall))
                table.add_row(plain(name, 40), *counts, f"{lost:.3f}", style="" if recall.hits else "yellow")
        if table.row_count:
            results.print(table)
            results.print()
    _list("not seen, though a site shows it by itself", report.unseen)
    _list("blamed without reason", report.blamed)
    summary = Table(box=None, pad_edge=False, show_header=False)
    for row in (
        ("recall: faults that a site shows by itself", report.recall),
        ("recall: other faults", report.recall_of_the_rest),
        ("rewrites that lost reward", report.blamed_rewrites),
        ("sound sites with something blamed", report.blamed_sites),
        ("not decided", report.undecided),
    ):
        name, proportion = row
        summary.add_row(name, f"{share_of(proportion)} ({proportion.hits} of {proportion.of})", interval_of(proportion))
    results.print(summary)
    results.print(
        f"{len(report.mutants)} mutants, {len(report.sound)} sound sites, {report.elapsed_s:.0f} s. "
        "Seen: refused, or worth less than its clean site. Reward: preset executable, without the look. "
        "Intervals: Wilson, 95 %.",
        highlight=False,
    )


def _subjects(request: ValidateRequest) -> list[Subject]:
    chosen = chosen_subjects(request)
    tasks = {subject.task_id for subject in chosen}
    clean = chosen_subjects(replace(request, only=("clean",)))
    return [
        *(subject for subject in clean if subject.task_id in tasks),
        *(subject for subject in chosen if subject.kind != "clean"),
    ]


async def _probe(subjects: list[Subject], request: ValidateRequest) -> ProbingReport:
    began = time.perf_counter()
    outcomes: list[Probed] = []
    async with Validator(sites=request.sites) as validator:
        with progress.status("starting") as status:
            async for outcome in validator.run_probes(subjects):
                outcomes.append(outcome)
                told = f"{outcome.subject.task_id}/{outcome.subject.id}"
                status.update(f"{len(outcomes)} of {len(subjects)}, {told}")
    return ProbingReport(tuple(outcomes), elapsed_s=time.perf_counter() - began)


def _list(title: str, outcomes: Sequence[Probed]) -> None:
    if not outcomes:
        return
    results.print(f"{title}:")
    for outcome in outcomes[:MAX_LISTED]:
        subject = outcome.subject
        blames = " ".join(outcome.blames[:_LISTED_BLAMES])
        results.print(plain(f"  {subject.task_id}/{subject.id}: {subject.says} {blames}", 400))
    if len(outcomes) > MAX_LISTED:
        results.print(f"  and {len(outcomes) - MAX_LISTED} more; see --json")
    results.print()
