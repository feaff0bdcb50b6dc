"""Markdown: text of unknown origin, and tables, in documents that are written for people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webgen_env.findings import printable

MAX_CHARACTERS = 400

# What Markdown would take for markup. A backslash before ASCII punctuation is that character and nothing else.
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def escaped(text: str, limit: int = MAX_CHARACTERS) -> str:
    r"""Make text of unknown origin a part of a Markdown document: it shows as it is and marks nothing up.

    Args:
        text: Any string.
        limit: Most characters to keep; a longer text is cut and ends in an ellipsis.

    Returns:
        The text on one line, without what cannot be printed, every mark behind a backslash.

    Example:
        >>> escaped("# a | <b>")
        '\\# a \\| \\<b\\>'
    """
    return _MARKUP.sub(r"\\\1", " ".join(printable(text, limit).split()))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table.

    Args:
        head: Names of the columns, as Markdown.
        rows: Cells of each row, as Markdown.

    Returns:
        Its lines.
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)
