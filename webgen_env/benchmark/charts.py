"""Charts: the plots of a report, each drawn for light and for dark surroundings."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.benchmark.baseline import PHASES
from webgen_env.benchmark.runs import STAGE_ORDER
from webgen_env.errors import MissingDependencyError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from webgen_env.benchmark.comparison import Comparison
    from webgen_env.benchmark.latency import LatencyReport
    from webgen_env.benchmark.process_tree import MemorySample
    from webgen_env.benchmark.report import BenchmarkReport
    from webgen_env.benchmark.scaling import ScalingPoint
    from webgen_env.benchmark.soak import SoakReport
    from webgen_env.benchmark.throughput import ThroughputReport

PIP_LINE = "pip install 'webgen-env[report]'"

_STAGES = (*STAGE_ORDER[:-1], "waiting")
_WIDTH_IN = 7.6
_BINS = 24


@dataclass(frozen=True, slots=True)
class Scheme:
    """Colours of a drawing.

    Attributes:
        name: ``"light"`` or ``"dark"``.
        paper: Background, as the page has it.
        ink: Text and axes.
        soft: Labels of lesser weight.
        line: Grid.
        accent: The one colour that matters.
        second: The other one.
        stages: One colour for each stage.
    """

    name: str
    paper: str
    ink: str
    soft: str
    line: str
    accent: str
    second: str
    stages: tuple[str, ...]

    def settings(self) -> Any:  # newer versions of Matplotlib know the names and have a type for them
        """Matplotlib's settings for a drawing in these colours."""
        return {
            "svg.hashsalt": "webgen-env",
            "font.family": "sans-serif",
            "font.size": 9,
            "text.color": self.ink,
            # Names and titles may be texts of others: a dollar sign is no formula.
            "text.parse_math": False,
            "axes.edgecolor": self.soft,
            "axes.labelcolor": self.soft,
            "xtick.color": self.soft,
            "ytick.color": self.soft,
            "axes.facecolor": self.paper,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": self.line,
            "grid.linewidth": 0.6,
            "legend.frameon": False,
        }


LIGHT = Scheme(
    "light", "#fffefb", "#1f1c18", "#5f584e", "#ddd6c9", "#8a3a22", "#4a6382",
    ("#c9c0b0", "#9c8f7c", "#4a6382", "#8a3a22", "#c98b3c", "#e7e1d5"),
)  # fmt: skip
DARK = Scheme(
    "dark", "#1e1b18", "#ebe5da", "#a89f91", "#37322b", "#e2987c", "#93b0d4",
    ("#5a5348", "#82796a", "#93b0d4", "#e2987c", "#e0b878", "#37322b"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot.

    Attributes:
        id: Unique within a report, such as ``"stages"``.
        title: What it shows.
        caption: How to read it.
        images: Name of the scheme to an SVG document.
    """

    id: str
    title: str
    caption: str
    images: Mapping[str, bytes]


def require_matplotlib() -> None:
    """Make sure that plots can be drawn.

    Raises:
        MissingDependencyError: Matplotlib is not installed; names the pip line that adds it.
    """
    if importlib.util.find_spec("matplotlib") is None:
        raise MissingDependencyError(f"Plots need Matplotlib, which is not installed. Run: {PIP_LINE}")


def charts_of(report: BenchmarkReport) -> Iterator[Chart]:
    """Draw what a report has numbers for.

    Args:
        report: The report.

    Yields:
        The charts, in the order of the story.

    Raises:
        MissingDependencyError: Matplotlib is not installed.
    """
    require_matplotlib()
    latency, throughput = report.latency, report.throughput
    if latency is not None:
        caption = "Median seconds of each site alone, warm, shortest first; one bar is one site."
        yield _chart("stages", "Where the time of a site goes", caption, 3.4, lambda a, s: _stacked(a, s, latency))
        caption = "Medians of the sites. Box: quartiles; line: median; whiskers: 1st and 99th percentile."
        yield _chart("boxes", "Spread by stage", caption, 2.8, lambda a, s: _boxes(a, s, latency))
    if latency is not None or throughput is not None:
        caption = "Seconds from the first step of a walk to its verdict. Within a batch, walks wait for free workers."
        draw = lambda a, s: _distribution(a, s, latency, throughput)  # noqa: E731  # closes over both
        yield _chart("distribution", "Latency of a verdict", caption, 2.8, draw)
    if report.scaling is not None and len(report.scaling) > 1:
        points = report.scaling
        caption = "Each point is kept on as many cores as it has workers; the thin line is linear growth."
        yield _chart("scaling", "Throughput by workers", caption, 2.8, lambda a, s: _scaling(a, s, points))
    if throughput is not None and len(throughput.memory) > 1:
        samples = throughput.memory
        caption = "All processes together while the warm-up batch runs; a page that n processes share counts 1/n."
        yield _chart("memory", "Memory during a batch", caption, 2.4, lambda a, s: _memory(a, s, samples))
    if report.comparison is not None:
        comparison = report.comparison
        caption = "Median seconds of one site, on the same sites in the same run."
        yield _chart("baseline", "Against the released way", caption, 1.9, lambda a, s: _baseline(a, s, comparison))
    if report.soak is not None and len(report.soak.samples) > 1:
        soak = report.soak
        caption = f"{soak.scored:,} distinct sites in a row; lines: means of the second and of the last quarter."
        yield _chart("soak", "Memory over a soak", caption, 2.8, lambda a, s: _soak(a, s, soak))


def draw_soak(report: SoakReport, path: Path) -> None:
    """Draw the memory curve of a soak as a picture.

    Args:
        report: The soak.
        path: Where; the ending decides the format, such as ``.png`` or ``.svg``.

    Raises:
        MissingDependencyError: Matplotlib is not installed.
    """
    require_matplotlib()
    with _figure(LIGHT, 3.4) as (figure, axes):
        _soak(axes, LIGHT, report)
        axes.set_title(f"{report.scored:,} distinct sites in a row, 2 builders and 1 browser", loc="left", fontsize=10)
        figure.savefig(path, dpi=144, facecolor=LIGHT.paper)


def _chart(name: str, title: str, caption: str, height_in: float, draw: Callable[[Axes, Scheme], None]) -> Chart:
    images = {}
    for scheme in (LIGHT, DARK):
        with _figure(scheme, height_in) as (figure, axes):
            draw(axes, scheme)
            buffer = io.BytesIO()
            # Without a date, so that the same numbers give the same bytes.
            figure.savefig(buffer, format="svg", facecolor=scheme.paper, metadata={"Date": None})
        images[scheme.name] = buffer.getvalue()
    return Chart(name, title, caption, images)


@contextmanager
def _figure(scheme: Scheme, height_in: float) -> Iterator[tuple[Figure, Axes]]:
    """An empty figure in a scheme's colours, without the global state of pyplot."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(scheme.settings()):
        figure = Figure(figsize=(_WIDTH_IN, height_in), layout="constrained")
        yield figure, figure.subplots()


def _stacked(axes: Axes, scheme: Scheme, report: LatencyReport) -> None:
    rows = sorted(report.by_site.values(), key=lambda stages: stages["total"])
    places = range(len(rows))
    bottoms = [0.0] * len(rows)
    for stage, colour in zip(_STAGES, scheme.stages, strict=True):
        heights = [row.get(stage, 0.0) for row in rows]
        axes.bar(places, heights, bottom=bottoms, color=colour, width=0.82, label=stage)
        bottoms = [bottom + height for bottom, height in zip(bottoms, heights, strict=True)]
    axes.set_xticks([])
    axes.set_xlabel(f"{len(rows)} sites")
    axes.set_ylabel("seconds")
    axes.grid(visible=False, axis="x")
    axes.legend(ncols=len(_STAGES), loc="lower left", bbox_to_anchor=(0, 1), fontsize=8, handlelength=1)


def _boxes(axes: Axes, scheme: Scheme, report: LatencyReport) -> None:
    names = [name for name in (*_STAGES, "total") if name in report.stages]
    values = [[row.get(name, 0.0) for row in report.by_site.values()] for name in names]
    parts = axes.boxplot(
        values,
        orientation="horizontal",
        tick_labels=names,
        whis=(1, 99),  # codespell:ignore whis
        patch_artist=True,
        widths=0.6,
        sym="",
    )
    for box in parts["boxes"]:
        box.set(facecolor=scheme.second, edgecolor=scheme.second, alpha=0.55)
    for name in ("whiskers", "caps"):
        for line in parts[name]:
            line.set_color(scheme.soft)
    for line in parts["medians"]:
        line.set(color=scheme.accent, linewidth=2)
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.set_xlabel("seconds")
    axes.grid(visible=False, axis="y")


def _distribution(
    axes: Axes, scheme: Scheme, latency: LatencyReport | None, throughput: ThroughputReport | None
) -> None:
    parts = [(latency.totals, "alone", scheme.accent)] if latency is not None else []
    parts += [(throughput.totals, "in a batch", scheme.second)] if throughput is not None else []
    top = max(max(totals) for totals, _, _ in parts)
    for totals, label, colour in parts:
        ordered = sorted(totals)
        shares = [(place + 1) / len(ordered) for place in range(len(ordered))]
        axes.step([0.0, *ordered], [0.0, *shares], where="post", color=colour, linewidth=1.8, label=label)
    for share, name in ((0.5, "p50"), (0.9, "p90"), (0.99, "p99")):
        axes.axhline(share, color=scheme.soft, linewidth=0.6, linestyle=(0, (2, 3)))
        axes.text(top * 1.02, share, name, va="center", fontsize=8, color=scheme.soft)
    axes.set_xlim(0, top * 1.08)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("seconds")
    axes.set_ylabel("share of verdicts")
    axes.legend(loc="lower right")


def _scaling(axes: Axes, scheme: Scheme, points: tuple[ScalingPoint, ...]) -> None:
    workers = [point.workers for point in points]
    per_worker = points[0].per_second / points[0].workers
    axes.plot(workers, [per_worker * number for number in workers], color=scheme.soft, linewidth=0.8, label="linear")
    axes.plot(workers, [point.per_second for point in points], color=scheme.accent, marker="o", label="measured")
    for point in points[1:]:
        axes.annotate(
            f"{100 * point.efficiency:.0f} %", (point.workers, point.per_second), xytext=(0, -14),
            textcoords="offset points", ha="right", fontsize=8, color=scheme.accent,
        )  # fmt: skip
    axes.set_xticks(workers)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("workers and cores")
    axes.set_ylabel("sites per second")
    axes.legend(loc="upper left")


def _memory(axes: Axes, scheme: Scheme, samples: tuple[MemorySample, ...]) -> None:
    seconds = [sample.seconds for sample in samples]
    values = [sample.pss_mb for sample in samples]
    axes.fill_between(seconds, values, color=scheme.second, alpha=0.25, linewidth=0)
    axes.plot(seconds, values, color=scheme.second, linewidth=1.4)
    axes.set_xlim(0, seconds[-1] or 1)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("seconds")
    axes.set_ylabel("MiB")


def _baseline(axes: Axes, scheme: Scheme, report: Comparison) -> None:
    left = 0.0
    for phase, colour in zip(PHASES, scheme.stages[1:], strict=False):
        width = report.baseline.phases[phase]
        axes.barh(["released way"], [width], left=left, color=colour, label=phase, height=0.6)
        left += width
    axes.barh(["ours"], [report.ours_p50], color=scheme.accent, height=0.6)
    axes.text(left, 0, f"  {report.baseline.p50:.1f} s", va="center")
    text = f"  {report.ours_p50:.2f} s, {report.single_ratio:.0f} × faster"
    axes.text(report.ours_p50, 1, text, va="center", color=scheme.accent)
    axes.invert_yaxis()
    axes.set_xlim(0, left * 1.12)
    axes.set_xlabel("seconds")
    axes.grid(visible=False, axis="y")
    axes.legend(ncols=len(PHASES), loc="lower left", bbox_to_anchor=(0, 1), fontsize=8, handlelength=1)


def _soak(axes: Axes, scheme: Scheme, report: SoakReport) -> None:
    _memory(axes, scheme, report.samples)
    end = report.samples[-1].seconds
    for mean, start, stop in (
        (report.second_quarter_mb, end / 4, end / 2),
        (report.last_quarter_mb, end * 3 / 4, end),
    ):
        axes.plot([start, stop], [mean, mean], color=scheme.accent, linewidth=2.4)
        axes.annotate(
            f"{mean:.0f} MiB", ((start + stop) / 2, mean), xytext=(0, -16), textcoords="offset points",
            ha="center", color=scheme.accent, bbox={"facecolor": scheme.paper, "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
    axes.set_ylim(0, 1.15 * max(sample.pss_mb for sample in report.samples))
