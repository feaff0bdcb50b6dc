"""Draw learning curves of CSV files: ``python -m agents.curves runs/*.csv --picture curve.png``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agents.curves.band import late_mean
from agents.curves.drawing import Series, draw_curves
from agents.curves.reading import read_curves
from webgen_env.errors import WebGenError

app = typer.Typer(add_completion=False)


@app.command()
def draw(
    files: Annotated[list[Path], typer.Argument(help="CSV files of runs, one or more seeds each.")],
    picture: Annotated[Path, typer.Option(help="Where the picture goes: .png, .svg or .pdf.")] = Path("curve.png"),
    value: Annotated[list[str] | None, typer.Option(help="Column to draw; again for more lines.")] = None,
    step: Annotated[str, typer.Option(help="Column of the x axis: step, episodes, seconds.")] = "step",
    reference: Annotated[list[str] | None, typer.Option(help="NAME=NUMBER: a horizontal line; again for more.")] = None,
    title: Annotated[str, typer.Option(help="Heading.")] = "",
    smoothing: Annotated[float, typer.Option(min=0, max=1, help="Trailing mean, as a share of the steps.")] = 0.05,
    late: Annotated[float, typer.Option(min=0, max=1, help="Share of last steps whose mean is printed.")] = 0.1,
) -> None:
    """Draw the mean over seeds with a 95 % bootstrap interval, and print the mean of the last steps."""
    values = value or ["reward"]
    try:
        series = [Series(name, read_curves(files, value=name, step=step), smoothing) for name in values]
        draw_curves(series, picture, references=dict(map(_reference, reference or [])), title=title, x_label=step)
        for one in series:
            end = late_mean(one.curves, share=late)
            typer.echo(f"{one.label}: {end} over the last {100 * late:g} % of {len(one.curves)} seeds")
    except WebGenError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"picture: {picture}")


def _reference(text: str) -> tuple[str, float]:
    name, sign, number = text.rpartition("=")
    try:
        value = float(number)
    except ValueError:
        sign = ""
        value = 0.0
    if not sign or not name:
        raise typer.BadParameter(f"got {text!r}; expected NAME=NUMBER, such as 'random choices=1.1'")
    return name, value


if __name__ == "__main__":
    app()
