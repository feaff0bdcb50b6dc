"""Grades of people, from a CSV file."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from webgen_env.errors import ConfigurationError
from webgen_env.findings import printable

_REQUIRED = ("bundle", "grade")
_OPTIONAL = ("rater", "group", "note")
_MAX_FILE_BYTES = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class HumanGrade:
    """What people gave to one site.

    Attributes:
        bundle: Name of the evidence bundle's folder.
        grade: Mean over its raters.
        raters: How many graded it.
        group: Name of the group in which it is compared; empty for that of its task.
    """

    bundle: str
    grade: float
    raters: int = 1
    group: str = ""


def read_grades(path: str | Path) -> list[HumanGrade]:
    """Read grades of people.

    A CSV file (RFC 4180, UTF-8, with or without a byte order mark) with a line of column names, in any order:

    - ``bundle``: name of the folder of an evidence bundle.
    - ``grade``: a number; any scale will do, as only order and differences count. The paper's is 0–5.
    - ``rater`` (optional): who gave it. Several lines for a bundle are averaged.
    - ``group`` (optional): sites of the same group are compared with each other; without it, those of the same task.
    - ``note`` (optional): not read.

    Args:
        path: The file.

    Returns:
        One entry per bundle, in the order of their first lines.

    Raises:
        ConfigurationError: The file cannot be read, a column is missing or unknown, a grade is no number, a rater
            graded a bundle twice, or a bundle stands in two groups; names file and line.
    """
    path = Path(path)
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    found: dict[str, dict[str, float]] = {}
    groups: dict[str, str] = {}
    try:
        _check_columns(reader.fieldnames, path)
        for row in reader:
            where = f"{path}:{reader.line_num}"
            bundle, rater, value = _row(row, where, default_rater=f"line {reader.line_num}")
            group = (row.get("group") or "").strip()
            if groups.setdefault(bundle, group) != group:
                raise ConfigurationError(f"{where}: the bundle stands in the group {groups[bundle]!r} already.")
            if rater in found.setdefault(bundle, {}):
                raise ConfigurationError(f"{where}: the rater {printable(rater, 60)!r} graded this bundle already.")
            found[bundle][rater] = value
    except csv.Error as error:
        raise ConfigurationError(f"{path}:{reader.line_num}: is not valid CSV ({error}).") from None
    if not found:
        raise ConfigurationError(f"{path}: holds no grades.")
    return [HumanGrade(bundle, fmean(values.values()), len(values), groups[bundle]) for bundle, values in found.items()]


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}). Give a CSV file of grades.") from None
    if len(content) > _MAX_FILE_BYTES:
        raise ConfigurationError(f"{path}: has {len(content)} bytes; expected at most {_MAX_FILE_BYTES}.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: is not UTF-8 (at byte {error.start}).") from None


def _check_columns(names: object, path: Path) -> None:
    columns = [str(name).strip() for name in names] if isinstance(names, list | tuple) else []
    missing = [name for name in _REQUIRED if name not in columns]
    unknown = [printable(name, 40) for name in columns if name not in (*_REQUIRED, *_OPTIONAL)]
    if missing or unknown or len(set(columns)) != len(columns):
        raise ConfigurationError(
            f"{path}:1: expected the columns bundle and grade, and at most also rater, group and note, each once; "
            f"got {', '.join(printable(name, 40) for name in columns[:12]) or 'none'}."
        )


def _row(row: dict[str, str], where: str, *, default_rater: str) -> tuple[str, str, float]:
    if None in row or None in row.values():
        raise ConfigurationError(f"{where}: has more or fewer cells than there are columns.")
    bundle = row["bundle"].strip()
    if not bundle:
        raise ConfigurationError(f"{where}: the column bundle is empty.")
    try:
        value = float(row["grade"])
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ConfigurationError(f"{where}: expected a number as grade, got {printable(row['grade'], 40)!r}.")
    return bundle, row.get("rater", "").strip() or default_rater, value
