"""Page: a report as one HTML file with plots, readable in light and in dark, without scripts."""

from __future__ import annotations

import base64
import itertools
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.benchmark.charts import charts_of
from webgen_env.benchmark.facts import facts_of
from webgen_env.html_page import inline_digest, page_templates

if TYPE_CHECKING:
    import jinja2

    from webgen_env.benchmark.report import BenchmarkReport
    from webgen_env.benchmark.spread import Spread

_PERCENTILES = ("p50", "p90", "p99", "maximum")
_TITLE = "What a site costs"


def write_page(report: BenchmarkReport, path: Path) -> None:
    """Write a report as a page.

    Args:
        report: The report.
        path: The file; its folder must exist.

    Raises:
        MissingDependencyError: Matplotlib is not installed; names the pip line that adds it.
        OSError: The file cannot be written.
    """
    path.write_text(render_page(report), "utf-8")


def render_page(report: BenchmarkReport) -> str:
    """Render a report as a page.

    Args:
        report: The report.

    Returns:
        The HTML document. It refers to nothing outside of itself.

    Raises:
        MissingDependencyError: Matplotlib is not installed; names the pip line that adds it.
    """
    style = _asset("style.css")
    groups = itertools.groupby(facts_of(report), key=lambda fact: fact.group)
    return (
        _environment()
        .get_template("report.html")
        .render(
            title=_TITLE,
            report=report,
            style=style,
            content_security_policy=f"default-src 'none'; img-src data:; style-src '{inline_digest(style)}'; "
            "base-uri 'none'; form-action 'none'",
            groups=[(name, list(facts)) for name, facts in groups],
            charts=list(charts_of(report)),
            tables=_tables(report),
            percentiles=_PERCENTILES,
        )
    )


def _tables(report: BenchmarkReport) -> list[tuple[str, dict[str, Spread]]]:
    """Seconds by stage, steps within the stages included."""
    parts = (("One site alone, warm", report.latency), ("Within a batch", report.throughput))
    return [(name, dict(part.stages)) for name, part in parts if part is not None]


def _data_url(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


@cache
def _asset(name: str) -> str:
    return resources.files("webgen_env.benchmark").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    environment = page_templates("webgen_env.benchmark")
    environment.filters["data_url"] = _data_url
    return environment
