"""Drawing: learning curves as a picture."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.curves.band import LEVEL, band
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from agents.curves.reading import Curve
    from webgen_env.benchmark.charts import Scheme

_SIZE_IN = (7.6, 4.2)
_DPI = 144
_DASHES: tuple[Any, ...] = ((0, (6, 2)), (0, (1, 1.5)), (0, (4, 1.5, 1, 1.5)), (0, (8, 3)), (0, (2, 3)))


@dataclass(frozen=True, slots=True)
class Series:
    """Runs that are drawn as one line.

    Attributes:
        label: What the line is.
        curves: One for each seed.
        smoothing: Width of the trailing mean, as a share of the steps; 0 for none.
    """

    label: str
    curves: Sequence[Curve]
    smoothing: float = 0.05


def draw_curves(
    series: Sequence[Series],
    path: str | os.PathLike[str],
    *,
    references: Mapping[str, float] | None = None,
    title: str = "",
    x_label: str = "step",
    y_label: str = "reward",
) -> None:
    """Draw the mean of each series over its seeds, with a 95 % bootstrap interval and each seed as a thin line.

    Args:
        series: One to four.
        path: Where to; its ending decides the format: ``.png``, ``.svg`` or ``.pdf``. The folder is made.
        references: Horizontal lines by name, such as ``{"random choices": 1.1}``.
        title: Heading.
        x_label: What the steps are.
        y_label: What the values are.

    Raises:
        ConfigurationError: There is no series, there are too many, or the ending is none that can be drawn.
        MissingDependencyError: Matplotlib is not installed; names the pip line that adds it.
    """
    from webgen_env.benchmark.charts import LIGHT, require_matplotlib

    target = Path(path)
    if target.suffix not in (".png", ".svg", ".pdf"):
        raise ConfigurationError(f"Got the picture {target.name!r}; expected a name that ends in .png, .svg or .pdf.")
    colours = (LIGHT.accent, LIGHT.second, LIGHT.stages[4], LIGHT.stages[1])
    if not 1 <= len(series) <= len(colours):
        raise ConfigurationError(f"Expected 1 to {len(colours)} series, got {len(series)}.")
    require_matplotlib()
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(LIGHT.settings()):
        # Without pyplot, whose state is global.
        figure = Figure(figsize=_SIZE_IN, layout="constrained")
        axes = figure.subplots()
        for one, colour in zip(series, colours, strict=False):
            _draw(axes, one, colour)
        _refer(axes, references or {}, LIGHT)
        axes.set_xlabel(x_label)
        axes.set_ylabel(y_label)
        axes.set_title(title, loc="left", fontsize=10)
        axes.margins(x=0)
        axes.legend(loc="upper left", bbox_to_anchor=(0, -0.14), ncols=2, fontsize=8, handlelength=3)
        target.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(target, dpi=_DPI, facecolor=LIGHT.paper)


def _draw(axes: Axes, series: Series, colour: str) -> None:
    found = band(series.curves, smoothing=series.smoothing)
    number = len(series.curves)
    if number > 1:
        for curve in series.curves:
            alone = band([curve], smoothing=series.smoothing)
            axes.plot(alone.steps, alone.mean, color=colour, linewidth=0.6, alpha=0.45)
        axes.fill_between(found.steps, found.low, found.high, color=colour, alpha=0.2, linewidth=0)
    told = f"{series.label}: mean of {number} seeds, {LEVEL} % interval" if number > 1 else f"{series.label}: one seed"
    axes.plot(found.steps, found.mean, color=colour, linewidth=2, label=told)


def _refer(axes: Axes, references: Mapping[str, float], scheme: Scheme) -> None:
    for place, (name, value) in enumerate(references.items()):
        dashes = _DASHES[place % len(_DASHES)]
        axes.axhline(value, color=scheme.soft, linewidth=1.2, linestyle=dashes, label=f"{name}: {value:.2f}")
