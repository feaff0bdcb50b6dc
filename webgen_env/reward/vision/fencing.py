"""Fencing: texts of unknown origin in a prompt, told apart from what we say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence


def plain(facts: Mapping[str, str]) -> str:
    """JSON on one line: whatever a text holds, it cannot make a line of its own.

    Args:
        facts: Texts by name.

    Returns:
        One line.
    """
    text = json.dumps(facts, ensure_ascii=False)
    # JSON leaves these alone, and some readers end a line at them.
    return text.replace("\x85", " ").replace("\u2028", " ").replace("\u2029", " ")


def boundary_of(texts: Sequence[str]) -> str:
    """A word that no site can know: it depends on all that is quoted, and stands in none of it.

    Not drawn at random, so that the same site is always asked about in the same words.

    Args:
        texts: All that is quoted.

    Returns:
        20 hexadecimal digits.
    """
    number = 0
    while True:
        boundary = hashlib.sha256(json.dumps([number, *texts]).encode()).hexdigest()[:20]
        if not any(boundary in text for text in texts):
            return boundary
        number += 1


def fenced(what: str, text: str, boundary: str) -> str:
    """Put a text between two lines that it cannot hold.

    Args:
        what: What it is, in our words.
        text: The text.
        boundary: From :func:`boundary_of`.

    Returns:
        Three parts of a prompt, on lines of their own.
    """
    return f"{what}:\nBEGIN {boundary}\n{text}\nEND {boundary}"
