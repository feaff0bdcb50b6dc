"""Messages about names that do not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from webgen_env.findings import printable

_MAX_NAME_CHARACTERS = 80


def unknown_name(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that a name is unknown, which known ones are nearest, and which there are.

    Args:
        kind: What the name stands for, such as ``"preset"``.
        name: The name that was given.
        known: The names that exist.

    Returns:
        One sentence or two, ready for an exception.
    """
    names = sorted(known)
    given = printable(name, _MAX_NAME_CHARACTERS)
    nearest = get_close_matches(given, names, n=3)
    hint = f" Did you mean {' or '.join(map(repr, nearest))}?" if nearest else ""
    return f"Unknown {kind} {given!r}.{hint} Known: {', '.join(names) or 'none'}."
