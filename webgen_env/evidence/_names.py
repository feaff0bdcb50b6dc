"""File names that are safe, whatever the text is that they come from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from webgen_env.errors import EvidenceError

MAX_SLUG_CHARACTERS = 40
_MAX_PART_BYTES = 200
_MAX_PATH_BYTES = 800
_MAX_DEPTH = 32
_RENAMED = "_renamed"

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Controls, what Windows refuses, and the marks that reorder text.
_REFUSED = re.compile('[\x00-\x1f\x7f-\x9f\\\\:*?"<>|\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')


def slug(text: str, default: str = "unnamed") -> str:
    """Reduce any text to lower-case ASCII words with hyphens.

    Args:
        text: Text of unknown origin.
        default: What to return when nothing is left.

    Returns:
        1–40 characters of ``[a-z0-9-]``, neither starting nor ending with a hyphen.
    """
    words = _NOT_SLUG.sub("-", text[: 4 * MAX_SLUG_CHARACTERS].lower()).strip("-")
    return words[:MAX_SLUG_CHARACTERS].rstrip("-") or default


def short_hash(*texts: str) -> str:
    """Hash texts to twelve hexadecimal digits; lone surrogates are welcome.

    Args:
        texts: The texts; their borders count.

    Returns:
        The first 48 bits of a SHA-256.
    """
    hasher = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.hexdigest()[:12]


def is_safe_path(path: str) -> bool:
    """Tell whether a relative POSIX path can be written as it is, below any folder.

    Args:
        path: The path as somebody else wrote it.

    Returns:
        ``False`` for absolute paths, ``.``, ``..``, empty parts, controls, drive letters, and for what is too long or
        too deep for a file system.
    """
    if _REFUSED.search(path) or len(path.encode()) > _MAX_PATH_BYTES:
        return False
    parts = path.split("/")
    return len(parts) <= _MAX_DEPTH and all(
        part not in ("", ".", "..") and len(part.encode()) <= _MAX_PART_BYTES for part in parts
    )


def assign_names(paths: Iterable[str]) -> dict[str, str]:
    """Give every path a name that can be written below one folder.

    A path keeps its name where that is safe and does not meet another one, also on file systems that ignore case. Any
    other gets a slug with a hash in the folder ``_renamed``.

    Args:
        paths: Paths as somebody else wrote them, without repetition.

    Returns:
        Path to relative name, in the order of the paths.
    """
    files: set[str] = set()
    folders: set[str] = {_RENAMED}
    names: dict[str, str] = {}
    for path in paths:
        folded = path.casefold()
        above = {folded[:index] for index, character in enumerate(folded) if character == "/"}
        clash = folded in files or folded in folders or not above.isdisjoint(files) or folded.startswith(_RENAMED)
        if clash or not is_safe_path(path):
            names[path] = f"{_RENAMED}/{slug(path)}-{short_hash(path)}"
            continue
        files.add(folded)
        folders |= above
        names[path] = path
    return names


def resolve_inside(folder: Path, name: str, *, told_by: str) -> Path:
    """Find a file that a document names, refusing to leave the folder.

    Args:
        folder: The folder that must contain the file.
        name: Relative POSIX name as the document has it.
        told_by: The document and its field, for the error.

    Returns:
        The path of the file.

    Raises:
        EvidenceError: The name leads outside, through a link for instance.
    """
    path = folder / name if is_safe_path(name) else None
    if path is None or not path.resolve().is_relative_to(folder.resolve()):
        raise EvidenceError(f"{told_by}: {name[:200]!r} leads outside of the bundle; expected a relative path in it.")
    return path
