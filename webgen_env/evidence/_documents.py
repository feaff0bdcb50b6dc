"""Documents of a bundle: JSON that people can read, and texts that keep every code point."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from webgen_env.errors import EvidenceError

FORMAT = 1
"""Version of the bundle's form. Raised when a reader of the old one would misread the new one."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 as it is: line ends stay, and lone surrogates are encoded like other code points.

    Args:
        path: The file.
        text: Any string.
    """
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def read_text(path: Path) -> str:
    """Read what :func:`write_text` wrote.

    Args:
        path: The file.

    Returns:
        The same string.

    Raises:
        EvidenceError: The file is missing or holds no UTF-8.
    """
    try:
        return read_bytes(path).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise EvidenceError(f"{path}: expected UTF-8 text ({error.reason} at byte {error.start}).") from error


def read_bytes(path: Path) -> bytes:
    """Read a file of a bundle.

    Args:
        path: The file.

    Returns:
        Its content.

    Raises:
        EvidenceError: The file is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvidenceError(f"{path}: cannot be read ({error.strerror}).") from error


def write_document(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON document: fields on lines of their own, lists of scalars on one line, valid UTF-8.

    Args:
        path: The file.
        content: Plain values.
    """
    text = _render({"format": FORMAT, **content}, "")
    # Escaped one by one: valid UTF-8 for every reader, and a lone surrogate comes back as itself.
    path.write_bytes((_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n").encode())


def read_document(path: Path) -> dict[str, Any]:
    """Read a JSON document.

    Args:
        path: The file.

    Returns:
        Plain values.

    Raises:
        EvidenceError: The file is missing, is no JSON object, or has another format.
    """
    try:
        content = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        if isinstance(error, EvidenceError):
            raise
        raise EvidenceError(f"{path}: expected JSON ({str(error)[:200]}).") from error
    if not isinstance(content, dict):
        raise EvidenceError(f"{path}: expected a JSON object, got {type(content).__name__}.")
    if content.get("format") != FORMAT:
        raise EvidenceError(
            f"{path}.format: expected {FORMAT}, got {content.get('format')!r}; it was written by another version."
        )
    return content


def _render(value: Any, indent: str) -> str:
    deeper = indent + " "
    if isinstance(value, dict) and value:
        lines = [f"{deeper}{_scalar(key)}: {_render(item, deeper)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and any(_is_nested(item) for item in value):
        return "[\n" + ",\n".join(f"{deeper}{_render(item, deeper)}" for item in value) + f"\n{indent}]"
    return _scalar(value)


def _is_nested(value: Any) -> bool:
    """Whether a value deserves lines of its own inside a list: an object, or a list that holds a container."""
    return isinstance(value, dict) or (isinstance(value, list) and len(value) > 4)


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
