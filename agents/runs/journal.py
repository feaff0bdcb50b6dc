"""Journal: records appended to a file, one JSON object a line, that survive being killed at any moment."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from webgen_env.errors import ConfigurationError


class Journal:
    """Records in a file of JSON lines.

    A record is on disk in full when :meth:`append` returns. A process that is killed in between leaves at most one line
    without its end, which the next journal on that file takes away.

    Args:
        path: The file; it is made with the first record.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        _mend(path)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def append(self, record: dict[str, Any]) -> None:
        """Write one record.

        Args:
            record: A JSON-like object.

        Raises:
            OSError: The disk refused.
        """
        line = json.dumps(record, ensure_ascii=True, allow_nan=False).encode() + b"\n"
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            before = os.fstat(descriptor).st_size
            written = os.write(descriptor, line)
            if written != len(line):
                os.ftruncate(descriptor, before)
                raise OSError(f"{self._path}: only {written} of {len(line)} bytes could be written")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read(self) -> list[dict[str, Any]]:
        """Read every record, in order.

        Returns:
            The records; none if there is no file.

        Raises:
            ConfigurationError: A line is no JSON object; names file and line.
        """
        if not self._path.exists():
            return []
        records = []
        with self._path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    record = json.loads(line)
                except ValueError as error:
                    raise ConfigurationError(f"{self._path}:{number}: not a JSON object ({error}).") from None
                if not isinstance(record, dict):
                    raise ConfigurationError(f"{self._path}:{number}: expected a JSON object.")
                records.append(record)
        return records


def _mend(path: Path) -> None:
    """Take away a last line that has no end."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        end = file.seek(0, os.SEEK_END)
        position = end
        while position > 0:
            step = min(1 << 16, position)
            file.seek(position - step)
            last = file.read(step).rfind(b"\n")
            if last >= 0:
                position += last + 1 - step
                break
            position -= step
        if position < end:
            file.truncate(position)
