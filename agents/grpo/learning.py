"""Learning: whether runs learnt, in numbers: ``python -m agents.grpo.learning RUN RUN RUN --picture curve.png``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from agents.curves import Curve, Estimate, Series, draw_curves, late_mean, read_curves, seed_interval
from agents.grpo.assessment import Assessment
from agents.grpo.run_folder import RunFolder
from webgen_env.errors import ConfigurationError, WebGenError

LATE = 0.1
"""Share of the last steps whose mean counts as what was reached."""


@dataclass(frozen=True)
class Learning:
    """What some runs of the same settings and several seeds came to.

    Attributes:
        curves: Mean reward of each step, one curve for each run.
        start: Mean reward before GRPO, of tasks that are trained on.
        late: Mean reward of the last tenth of the steps.
        best: Mean reward of the best sites that the slots policy can write, of the same tasks; ``None`` without them.
        held_out_start: Mean reward before GRPO, of tasks that are never trained on.
        held_out_end: The same after it.
        built: Share of completions that built: before and after GRPO, over both kinds of tasks.
    """

    curves: tuple[Curve, ...]
    start: Estimate
    late: Estimate
    best: float | None
    held_out_start: Estimate
    held_out_end: Estimate
    built: tuple[float, float]

    @property
    def share(self) -> float | None:
        """What was gained, as a share of the range between start and best; ``None`` without a best."""
        if self.best is None or self.best <= self.start.mean:
            return None
        return (self.late.mean - self.start.mean) / (self.best - self.start.mean)

    @property
    def apart(self) -> bool:
        """Whether the 95 % intervals of start and end do not overlap, and the end is above."""
        return self.late.low > self.start.high

    def draw(self, picture: Path, *, title: str = "") -> None:
        """Draw the curves, with the start and the best slot sites as horizontal lines.

        Args:
            picture: Where the picture goes: .png, .svg or .pdf.
            title: Heading.

        Raises:
            MissingDependencyError: ``matplotlib`` is not installed.
        """
        references = {"after the warm start": self.start.mean}
        if self.best is not None:
            references["best slot sites"] = self.best
        draw_curves([Series("GRPO", self.curves)], picture, references=references, title=title, x_label="steps")

    def lines(self) -> list[str]:
        """The numbers in words, a line each."""
        share = "" if self.share is None else f", {100 * self.share:.0f} % of the range"
        found = [
            f"runs: {len(self.curves)}, seeds {', '.join(str(curve.seed) for curve in self.curves)}",
            f"start, after the warm start: {self.start}",
            f"last {100 * LATE:g} % of the steps: {self.late}{share}",
            f"intervals apart: {'yes' if self.apart else 'no'}",
            f"held-out tasks: {self.held_out_start} before, {self.held_out_end} after",
            f"completions that build: {100 * self.built[0]:.0f} % before, {100 * self.built[1]:.0f} % after",
        ]
        if self.best is not None:
            found.append(f"best slot sites: {self.best:.3f}")
        return found


def measure_learning(folders: Iterable[str | os.PathLike[str]]) -> Learning:
    """Put together what runs wrote.

    Args:
        folders: Folders of finished runs that differ in their seed.

    Returns:
        What they came to. Intervals are bootstrapped over seeds and, within each, over completions or steps.

    Raises:
        ConfigurationError: There is no run, one is not finished, or it had no held-out tasks.
    """
    runs = [RunFolder(folder) for folder in folders]
    if not runs:
        raise ConfigurationError("Name at least one folder of a run.")
    starts, ends = _assessments(runs, "start.json"), _assessments(runs, "end.json")
    curves = read_curves([run.curve for run in runs])
    if len(curves) != len(runs):
        raise ConfigurationError(f"The {len(runs)} runs have {len(curves)} seeds; each must have its own.")
    best = [Assessment.parse(found["train"]).mean for run in runs if (found := run.read("best.json"))]
    means = [mean for mean in best if mean is not None]
    return Learning(
        curves=tuple(curves),
        start=seed_interval([one["train"].rewards for one in starts]),
        late=late_mean(curves, share=LATE),
        best=sum(means) / len(means) if means else None,
        held_out_start=seed_interval([one["held_out"].rewards for one in starts]),
        held_out_end=seed_interval([one["held_out"].rewards for one in ends]),
        built=(_built(starts), _built(ends)),
    )


def _assessments(runs: Iterable[RunFolder], name: str) -> list[dict[str, Assessment]]:
    found = []
    for run in runs:
        record = run.read(name)
        if not isinstance(record, dict) or not {"train", "held_out"} <= set(record):
            raise ConfigurationError(
                f"{run.path / name} is not there or tells of no held-out tasks; finish the run (--resume), with "
                "tasks.held_out above 0."
            )
        found.append({probe: Assessment.parse(record[probe]) for probe in ("train", "held_out")})
    return found


def _built(assessments: Iterable[dict[str, Assessment]]) -> float:
    merged = Assessment.merged([one for probes in assessments for one in probes.values()])
    return merged.built or 0.0


app = typer.Typer(add_completion=False)


@app.command()
def show(
    runs: Annotated[list[Path], typer.Argument(help="Folders of finished runs, one for each seed.")],
    picture: Annotated[Path | None, typer.Option(help="Where the learning curve goes: .png, .svg or .pdf.")] = None,
    title: Annotated[str, typer.Option(help="Heading of the picture.")] = "",
) -> None:
    """Say in numbers whether runs learnt, and draw their curve."""
    try:
        learning = measure_learning(runs)
        if picture is not None:
            learning.draw(picture, title=title)
    except WebGenError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None
    typer.echo("\n".join(learning.lines()))
    if picture is not None:
        typer.echo(f"picture: {picture}")


if __name__ == "__main__":
    app()
