"""CurveWriter: rows of a run as they come, each on disk before the next."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from agents.curves.reading import curve_text
from webgen_env.errors import ConfigurationError

REQUIRED = ("seed", "step")


class CurveWriter:
    """Writes the CSV of a run, row by row.

    A killed run leaves whole rows. Opened with ``resume_at``, the rows after that step are dropped first, so that a run
    that goes on from a checkpoint has each step once.

    Args:
        path: The file; its folder is made.
        columns: Names of the columns, ``seed`` and ``step`` among them.
        resume_at: Last step that is kept of an existing file; ``None`` starts the file anew.

    Raises:
        ConfigurationError: ``seed`` or ``step`` is missing, a column is named twice, or an existing file that is gone
            on with has other columns.

    Example:
        >>> with CurveWriter("runs/0.csv", ["seed", "step", "reward"]) as curve:  # doctest: +SKIP
        ...     curve.add({"seed": 0, "step": 1, "reward": 0.5})
    """

    def __init__(self, path: str | os.PathLike[str], columns: Sequence[str], *, resume_at: float | None = None) -> None:
        absent = [name for name in REQUIRED if name not in columns]
        if absent or len(set(columns)) != len(columns):
            raise ConfigurationError(
                f"A curve needs the columns {list(REQUIRED)} and each name once, got {list(columns)}."
            )
        self._path = Path(path)
        self._columns = tuple(columns)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        kept = [] if resume_at is None or not self._path.exists() else self._kept(resume_at)
        # Beside the file and then in its place: a kill between the two loses nothing.
        scratch = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with scratch.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self._columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
        scratch.replace(self._path)
        self._file = self._path.open("a", encoding="utf-8", newline="")
        self._writer = csv.DictWriter(self._file, self._columns, lineterminator="\n")

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def add(self, row: Mapping[str, Any]) -> None:
        """Write one row.

        Args:
            row: Values by column; a column that is not there stays empty.

        Raises:
            ConfigurationError: ``seed`` or ``step`` is not there, or a key is no column.
        """
        wrong = [name for name in REQUIRED if name not in row] + [name for name in row if name not in self._columns]
        if wrong:
            raise ConfigurationError(
                f"A row of {self._path} with the keys {list(row)} does not fit the columns {list(self._columns)}: "
                f"look at {wrong[0]!r}."
            )
        self._writer.writerow(row)
        self._file.flush()

    def close(self) -> None:
        """Close the file. Idempotent."""
        self._file.close()

    def __enter__(self) -> CurveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _kept(self, resume_at: float) -> list[dict[str, str]]:
        # The last line of a killed process may be half a row: it has no line end.
        text = self._path.read_text("utf-8")
        whole = text[: text.rfind("\n") + 1]
        reader = csv.DictReader(whole.splitlines())
        if whole and tuple(reader.fieldnames or ()) != self._columns:
            raise ConfigurationError(
                f"{self._path} has the columns {list(reader.fieldnames or ())}, this run writes {list(self._columns)}; "
                "give it another file."
            )
        kept = []
        for row in reader:
            try:
                keep = float(row["step"]) <= resume_at
            except ValueError:
                raise ConfigurationError(
                    f"{self._path}:{reader.line_num}: step is {row['step']!r:.60}; expected a number."
                ) from None
            if keep:
                kept.append(row)
        return kept


def join_curves(files: Sequence[str | os.PathLike[str]], target: str | os.PathLike[str]) -> None:
    """Write the curves of several runs into one file: a header, then the rows of each run.

    Args:
        files: CSV files of runs, with the same columns.
        target: The file that is written.

    Raises:
        ConfigurationError: There is no file, one cannot be read, or two have other columns.
    """
    if not files:
        raise ConfigurationError("Name at least one CSV of a run.")
    header, rows = "", []
    for file in map(Path, files):
        first, *rest = curve_text(file).splitlines(keepends=True) or [""]
        if not first:
            raise ConfigurationError(f"{file} is empty; expected the CSV of a run.")
        if header and first != header:
            raise ConfigurationError(f"{file} has the columns {first.strip()!r}; expected {header.strip()!r}.")
        header = first
        rows += rest
    Path(target).write_text(header + "".join(rows), "utf-8")
