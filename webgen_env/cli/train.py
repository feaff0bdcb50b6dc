"""``webgen train``: a training run from a preset or a file, or what it would do and need."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from webgen_env.cli.bundled_agents import bundled_agents
from webgen_env.cli.output import plain, progress, results, write_json
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.grpo.train import TrainResult

_LOGGER = "agents.grpo"


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What the command line asked for.

    Attributes:
        preset: Name of a bundled preset, or ``None``.
        config_file: YAML or JSON file with settings, or ``None``.
        assignments: ``PART.FIELD=VALUE`` over them.
        out: Folder of the run, if it is not that of the settings.
        dry_run: Whether to say what the run would do and need instead of running it.
        resume: Whether to go on with what is in the folder.
        as_json: Whether to print JSON.
    """

    preset: str | None
    config_file: Path | None
    assignments: Sequence[str]
    out: Path | None
    dry_run: bool
    resume: bool
    as_json: bool

    def words(self) -> list[str]:
        """The words after ``webgen`` with which the run is started."""
        words = ["train"]
        if self.preset is not None:
            words += ["--preset", self.preset]
        if self.config_file is not None:
            words += ["--config", str(self.config_file)]
        for assignment in self.assignments:
            words += ["--set", assignment]
        if self.out is not None:
            words += ["--out", str(self.out)]
        return words + (["--resume"] if self.resume else [])


def run_train(request: TrainRequest) -> bool:
    """Train, or say what training would do and need.

    Args:
        request: What to train.

    Returns:
        For a dry run, whether the run can be made as far as is known; otherwise ``True``.

    Raises:
        WebGenError: The run cannot be made; the message says why.
    """
    bundled_agents()
    from agents.grpo.loading import load_settings

    if (request.preset is None) == (request.config_file is None):
        from agents.grpo.loading import preset_names

        raise ConfigurationError(
            f"Expected either --preset NAME or --config FILE. Bundled presets are {', '.join(preset_names())}."
        )
    source: str | Path = request.preset if request.preset is not None else Path(request.config_file or "")
    settings = load_settings(source, request.assignments, folder=request.out)
    if request.dry_run:
        from agents.grpo.planning import make_plan
        from webgen_env.cli.training_plan import plan_record, show_plan

        with _quiet():
            plan = make_plan(settings, request.words())
        if request.as_json:
            write_json(plan_record(plan))
        else:
            show_plan(plan)
        return plan.can_run
    from agents.grpo.train import train

    with _told(), contextlib.redirect_stdout(sys.stderr):
        result = train(settings, resume=request.resume)
    if os.environ.get("RANK", "0") == "0":
        if request.as_json:
            write_json(_record(result))
        else:
            _show(result)
    return True


def show_fields(*, as_json: bool) -> None:
    """Print every field of the settings with its type, default and meaning.

    Args:
        as_json: Whether to print JSON.
    """
    bundled_agents()
    from agents.grpo.loading import documented_fields

    rows = documented_fields()
    if as_json:
        names = ("field", "type", "default", "description")
        write_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("field", style="bold", no_wrap=True)
    table.add_column("default", max_width=24)
    table.add_column("meaning")
    for name, kind, default, description in rows:
        if kind.startswith("part"):
            optional = ", or null" if kind.endswith("null") else ""
            table.add_row(plain(name, 80), "", plain(f"{description} A part{optional}.", 400), style="cyan")
        else:
            table.add_row(plain(name, 80), plain(_default(default), 60), plain(f"{description} [{kind}]", 500))
    results.print(table)


def _default(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return "{}" if value == {} else str(value)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What the trainer says meanwhile, on standard error; of several processes only the first speaks."""

    class Told(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            progress.print(plain(record.getMessage(), 400))

    logger, handler = logging.getLogger(_LOGGER), Told(logging.INFO)
    level = logger.level
    if os.environ.get("RANK", "0") == "0":
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What libraries say about a machine without a GPU is no news in a dry run; what they print is none either."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


def _record(result: TrainResult) -> dict[str, Any]:
    return {
        "folder": str(result.folder),
        "model": str(result.model),
        "curve": str(result.curve),
        "steps": result.steps,
        "seconds": round(result.seconds, 1),
        **{
            when: {name: one.record() for name, one in getattr(result, when).items()}
            for when in ("start", "end", "best")
        },
    }


def _show(result: TrainResult) -> None:
    table = Table(box=None, pad_edge=False)
    for column in ("tasks", "mean reward before", "after", "best slot sites"):
        table.add_column(column, justify="left" if column == "tasks" else "right")
    for name in dict.fromkeys([*result.start, *result.end]):
        values = (found.get(name) for found in (result.start, result.end, result.best))
        table.add_row(
            name.replace("_", "-"), *("" if one is None or one.mean is None else f"{one.mean:.3f}" for one in values)
        )
    if table.row_count:
        results.print(table)
    results.print(f"{result.steps} steps in {result.seconds / 60:.1f} minutes; curve:", plain(str(result.curve), 300))
    results.print("model:", plain(str(result.model), 300))
