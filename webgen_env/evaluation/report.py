"""Report: an evaluation as JSON, Markdown and HTML."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.evaluation.metrics import METRICS, Metric
from webgen_env.evaluation.pages import shown, shown_interval, write_page
from webgen_env.findings import printable
from webgen_env.markdown import escaped, table

if TYPE_CHECKING:
    from webgen_env.evaluation.evaluation import Evaluation

MARKDOWN, PAGE = "report.md", "report.html"


def write_report(evaluation: Evaluation, folder: str | os.PathLike[str], *, gallery: Path | None = None) -> Path:
    """Write ``evaluation.json``, ``report.md`` and ``report.html``.

    Args:
        evaluation: The evaluation.
        folder: Where; it must be there.
        gallery: Page of the gallery, to be linked; ``None`` without one.

    Returns:
        The HTML page.

    Raises:
        OSError: The disk refused.
    """
    target = Path(folder)
    evaluation.write(target)
    (target / MARKDOWN).write_text(markdown(evaluation), "utf-8")
    link = Path(os.path.relpath(gallery, target)).as_posix() if gallery is not None else ""
    told = [site for site in evaluation.sites if any(case.source for case in site.cases)]
    return write_page(
        target / PAGE,
        "report.html",
        title=_title(evaluation),
        evaluation=evaluation,
        remarks=evaluation.remarks(),
        gallery=link,
        told=told,
        decided=_decided(evaluation),
    )


def markdown(evaluation: Evaluation) -> str:
    """An evaluation as Markdown; every text of unknown origin is escaped.

    Args:
        evaluation: The evaluation.

    Returns:
        The document.
    """
    rows = [
        (
            name,
            shown(name, metric.value),
            shown_interval(name, metric),
            f"{metric.points:g} / {metric.total:g}",
            shown(name, metric.started_value) if metric.value is not None else "",
            METRICS[name].meaning,
        )
        for name, metric in evaluation.metrics.items()
    ]
    parts = [
        f"# {escaped(_title(evaluation))}",
        table(("", "value", "95 % interval", "points / total", "of what was started", "meaning"), rows),
        "## What these numbers can say",
        "\n".join(f"- {escaped(remark)}" for remark in evaluation.remarks()),
        "## By category of the task",
        table(
            ("category", "sites", *METRICS),
            [
                (
                    escaped(category),
                    f"{metrics['VRR'].total:g}",
                    *(_with_interval(name, metrics[name]) for name in METRICS),
                )
                for category, metrics in evaluation.categories.items()
            ],
        ),
        *_case_parts(evaluation),
        "## Where sites ended",
        table(("stage", "sites"), [(stage, str(number)) for stage, number in evaluation.stages.items()]),
        "## What decided",
        table(("part", "identity"), [(name, escaped(value)) for name, value in _decided(evaluation).items()]),
    ]
    return "\n\n".join(parts) + "\n"


def _case_parts(evaluation: Evaluation) -> list[str]:
    """Test cases by category; nothing where nobody was asked, because a table of zeros would look like a result."""
    if evaluation.metrics["FSR"].value is None:
        return []
    rows = [
        (escaped(category), f"{metric.total:g}", _with_interval("FSR", metric))
        for category, metric in evaluation.case_categories.items()
    ]
    return ["## Test cases by category", table(("category", "cases", "FSR"), rows)]


def _title(evaluation: Evaluation) -> str:
    return f"{printable(evaluation.agent, 80)} on {printable(evaluation.benchmark, 80)}"


def _decided(evaluation: Evaluation) -> dict[str, str]:
    named = {
        "agent": evaluation.agent,
        "benchmark": evaluation.benchmark,
        "preset": evaluation.preset,
        "judge": evaluation.judge,
        "tester": evaluation.tester or "none",
        "linter": evaluation.linter or "none",
    }
    return {name: printable(value, 300) for name, value in {**named, **evaluation.provenance}.items()}


def _with_interval(name: str, metric: Metric) -> str:
    interval = shown_interval(name, metric)
    return f"{shown(name, metric.value)} ({interval})" if interval else shown(name, metric.value)
