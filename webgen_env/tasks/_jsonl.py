"""Bounded reading of JSONL files, plain or gzip, and writing them."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

from webgen_env.errors import ConfigurationError, TaskDataError
from webgen_env.findings import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_LINE_BYTES = 1024 * 1024
"""Longest line; about 200 times the longest of WebGen-Bench."""

MAX_LINES = 1_000_000
"""Most lines of one file."""

_GZIP_MAGIC = b"\x1f\x8b"


def read_jsonl(path: Path) -> Iterator[tuple[str, Any]]:
    """Read the values of a JSONL file one by one, in bounded memory.

    Gzip is recognised by its first bytes, whatever the name of the file. Blank lines are left out.

    Args:
        path: The file.

    Yields:
        The place (``"tasks.jsonl:3"``) and the value of each line.

    Raises:
        ConfigurationError: The file is absent or unreadable.
        TaskDataError: A line is too long, not UTF-8 or not JSON, or the gzip stream is damaged.
    """
    number = 0
    try:
        with _open(path) as stream:
            while line := stream.readline(MAX_LINE_BYTES + 1):
                number += 1
                place = f"{path.name}:{number}"
                if len(line) > MAX_LINE_BYTES:
                    raise TaskDataError(
                        f"{place}: line longer than {MAX_LINE_BYTES} bytes; expected one task a line (JSONL)"
                    )
                if number > MAX_LINES:
                    raise TaskDataError(f"{place}: more than {MAX_LINES} lines; split the file")
                if line.strip():
                    yield place, parse_json(line, place)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise TaskDataError(f"{path.name}:{number + 1}: damaged gzip file: {error}") from None


def parse_json(text: bytes, place: str) -> Any:
    """Parse a JSON text of unknown origin.

    Args:
        text: UTF-8, with or without a byte order mark.
        place: File and line, for the error.

    Returns:
        The value.

    Raises:
        TaskDataError: The text is not UTF-8, not JSON, nested too deeply, or not representable in UTF-8.
    """
    try:
        value = json.loads(text.decode("utf-8-sig"), parse_constant=_refuse_constant)
        if b"\\ud" in text.lower():  # an escaped half of a surrogate pair is JSON, and no text
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise TaskDataError(f"{place}: not UTF-8: {error.reason} at byte {error.start}") from None
    except UnicodeEncodeError:
        raise TaskDataError(f"{place}: a string holds half of a surrogate pair; expected Unicode text") from None
    except json.JSONDecodeError as error:
        raise TaskDataError(
            f"{place}: not JSON: {error.msg} at character {error.pos}; expected one object a line (JSONL)"
        ) from None
    except RecursionError:
        raise TaskDataError(f"{place}: JSON is nested too deeply") from None
    except ValueError as error:  # a number that Python does not read: too many digits, NaN, Infinity
        raise TaskDataError(f"{place}: not JSON: {str(error)[:120]}") from None
    return value


def write_jsonl(path: Path, records: Iterable[Any]) -> None:
    """Write a JSONL file in one piece: after a failure the old file stands.

    The same records give the same bytes. A name that ends in ``.gz`` gives a gzip file.

    Args:
        path: The file; its folder must exist.
        records: JSON-like values, one a line.

    Raises:
        ConfigurationError: The file cannot be written.
        TypeError: A record is not JSON-like.
        ValueError: A record holds NaN, infinity or half of a surrogate pair.
    """
    lines = "".join(f"{json.dumps(record, ensure_ascii=False, allow_nan=False)}\n" for record in records).encode()
    content = gzip.compress(lines, mtime=0) if path.suffix == ".gz" else lines
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"cannot write {_shown(path)}: {_reason(error)}") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"cannot write {_shown(path)}: {_reason(error)}") from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    try:
        raw = path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ConfigurationError(f"cannot read task file {_shown(path)}: {_reason(error)}") from error
    with raw:
        if raw.peek(2)[:2] == _GZIP_MAGIC:
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield cast("IO[bytes]", unpacked)
        else:
            yield raw


def _shown(path: Path) -> str:
    return printable(repr(str(path)), 300)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")
