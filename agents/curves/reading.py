"""Curve: what one run wrote about itself, read from CSV."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from webgen_env.errors import ConfigurationError

MAX_FILE_BYTES = 1 << 28


@dataclass(frozen=True, slots=True)
class Curve:
    """One quantity of one run.

    Attributes:
        seed: Seed of the run.
        steps: Where it was measured, ascending: updates, episodes or seconds.
        values: What was measured, one for each step.
    """

    seed: int
    steps: tuple[float, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.steps or len(self.steps) != len(self.values):
            raise ConfigurationError(
                f"A curve needs one value for each step and at least one, got {len(self.steps)} steps and "
                f"{len(self.values)} values."
            )
        if any(later < earlier for earlier, later in zip(self.steps, self.steps[1:], strict=False)):
            raise ConfigurationError(f"The steps of the curve of seed {self.seed} do not ascend.")


def read_curves(
    paths: Iterable[str | os.PathLike[str]],
    *,
    value: str = "reward",
    step: str = "step",
    where: Mapping[str, str] | None = None,
) -> list[Curve]:
    """Read one quantity of some runs.

    Rows in which the quantity is empty or no finite number are left out: a trainer that evaluates at every tenth step
    leaves nine cells empty. Rows of one seed may stand in several files, and come in any order.

    Args:
        paths: CSV files, each with a header that has ``seed`` and the two columns that are asked for.
        value: Column of the quantity.
        step: Column of the place on the x axis.
        where: Only rows whose columns have these texts, such as ``{"split": "test"}``.

    Returns:
        One curve for each seed, in the order of the seeds.

    Raises:
        ConfigurationError: A file cannot be read, lacks a column, holds no number where one belongs, or nothing is
            left; names file, line and column.

    Example:
        >>> read_curves(["runs/0.csv", "runs/1.csv"], value="eval_reward")  # doctest: +SKIP
    """
    rows: dict[int, list[tuple[float, float]]] = {}
    read: list[str] = []
    for path in paths:
        read.append(os.fspath(path))
        for seed, place, found in _rows(Path(path), value, step, where or {}):
            rows.setdefault(seed, []).append((place, found))
    if not rows:
        raise ConfigurationError(f"No row of {read or 'no file'} has a number in the column {value!r}.")
    curves = []
    for seed in sorted(rows):
        ordered = sorted(rows[seed], key=lambda row: row[0])
        curves.append(Curve(seed, tuple(row[0] for row in ordered), tuple(row[1] for row in ordered)))
    return curves


def curve_text(path: Path) -> str:
    """What the CSV of a run holds.

    Args:
        path: The file.

    Returns:
        Its text.

    Raises:
        ConfigurationError: It cannot be read, or is larger than any curve.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ConfigurationError(f"{path}: larger than {MAX_FILE_BYTES} bytes; a curve has a row for each step.")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({error}).") from None


def _rows(path: Path, value: str, step: str, where: Mapping[str, str]) -> Iterable[tuple[int, float, float]]:
    reader = csv.DictReader(curve_text(path).splitlines())
    columns = list(reader.fieldnames or [])
    absent = [name for name in ("seed", step, value, *where) if name not in columns]
    if absent:
        raise ConfigurationError(f"{path}: has no column {absent[0]!r}; its columns are {columns}.")
    try:
        for row in reader:
            if any(row[name] != wanted for name, wanted in where.items()):
                continue
            found = _number(path, reader.line_num, value, row[value] or "nan")
            if math.isfinite(found):
                yield _seed(path, reader.line_num, row["seed"]), _place(path, reader.line_num, step, row[step]), found
    except csv.Error as error:
        raise ConfigurationError(f"{path}:{reader.line_num}: no CSV ({error}).") from None


def _number(path: Path, line: int, column: str, text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        raise ConfigurationError(f"{path}:{line}: column {column!r} holds {text!r:.60}; expected a number.") from None


def _place(path: Path, line: int, column: str, text: str | None) -> float:
    place = _number(path, line, column, text)
    if not math.isfinite(place):
        raise ConfigurationError(f"{path}:{line}: column {column!r} holds {text!r:.60}; expected a finite number.")
    return place


def _seed(path: Path, line: int, text: str | None) -> int:
    try:
        return int(text or "")
    except ValueError:
        raise ConfigurationError(f"{path}:{line}: column 'seed' holds {text!r:.60}; expected a whole number.") from None
