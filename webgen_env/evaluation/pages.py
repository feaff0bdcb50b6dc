"""Pages: HTML of ours in the look of the galleries; every text is shown and never interpreted."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.evaluation.metrics import METRICS, Metric
from webgen_env.html_page import inline_digest, page_templates, page_text

if TYPE_CHECKING:
    import jinja2


def write_page(path: Path, template: str, **values: Any) -> Path:
    """Fill a template of this package and write it.

    Args:
        path: The file.
        template: Name of the template.
        **values: What it shows.

    Returns:
        The file.
    """
    style = _style()
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'self' file:; "
        f"style-src '{inline_digest(style)}'"
    )
    page = _environment().get_template(template).render(**values, style=style, policy=policy, kinds=METRICS)
    path.write_bytes(page_text(page).encode())
    return path


def shown(name: str, value: float | None) -> str:
    """A value of a metric as text.

    Args:
        name: Name of the metric; an unknown one is a percentage.
        value: The value; ``None`` if it was not measured.

    Returns:
        Such as ``"47.52 %"``, ``"3.1"`` or ``"not measured"``.
    """
    if value is None:
        return "not measured"
    kind = METRICS.get(name)
    return f"{value:.2f}" if kind is not None and kind.scale != "%" else f"{100 * value:.2f} %"


def shown_interval(name: str, metric: Metric) -> str:
    """The interval of a metric as text; empty without one.

    Args:
        name: Name of the metric.
        metric: The metric.

    Returns:
        Such as ``"38.61 % to 57.43 %"``; where every site came out alike and a bootstrap has no width, that instead of
        a certainty that there is not.
    """
    if metric.interval is None:
        return ""
    low, high = metric.interval
    return "alike on every site" if low == high else f"{shown(name, low)} to {shown(name, high)}"


def signed(name: str, value: float | None) -> str:
    """A difference of a metric as text.

    Args:
        name: Name of the metric; ``"reward"`` is a number as it is.
        value: The difference; ``None`` if there is none.

    Returns:
        Such as ``"+4.95"`` (percentage points) or ``"-0.3"``.
    """
    if value is None:
        return "–"
    kind = METRICS.get(name)
    points = kind is not None and kind.scale == "%"
    return f"{100 * value:+.2f} pp" if points else f"{value:+.3f}"


@cache
def _style() -> str:
    gallery = resources.files("webgen_env.evidence").joinpath("templates", "style.css").read_text("utf-8")
    return gallery + resources.files("webgen_env.evaluation").joinpath("templates", "own.css").read_text("utf-8")


@cache
def _environment() -> jinja2.Environment:
    environment = page_templates("webgen_env.evaluation")
    environment.globals.update(shown=shown, shown_interval=shown_interval, signed=signed)
    return environment
