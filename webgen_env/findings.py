"""Finding: one thing that was noticed about a completion, with the rule that noticed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "note"]

MAX_MESSAGE_CHARACTERS = 600
MAX_PLACE_CHARACTERS = 200

# C0 and C1 controls, lone surrogates, and the marks that reorder text: a finding is printed in terminals and logs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str, limit: int) -> str:
    """Make text of unknown origin safe to print.

    Args:
        text: Any string, of any length.
        limit: Most characters to keep; a longer text is cut and ends in an ellipsis.

    Returns:
        The text without control characters, lone surrogates and bidirectional overrides.
    """
    cut = text[: limit + 1]
    clean = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", cut)
    return clean if len(cut) <= limit else clean[: limit - 1] + "…"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed about a completion or the site that it became.

    Attributes:
        rule: Identifier of the rule, ``group.name`` in lower case, such as ``"manifest.path-absolute"``. Stable: users
            count and filter by it.
        message: One sentence in plain words. Cut to 600 characters and made printable.
        place: Where: a file with an optional line (``"src/App.tsx:12"``), a line of the completion
            (``"completion:3"``), a route (``"/about"``), or empty. Cut to 200 characters and made printable.
        severity: ``"error"`` counts against the completion; ``"note"`` is for information.
    """

    rule: str
    message: str
    place: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", printable(self.message, MAX_MESSAGE_CHARACTERS))
        object.__setattr__(self, "place", printable(self.place, MAX_PLACE_CHARACTERS))

    def __str__(self) -> str:
        where = f" at {self.place}" if self.place else ""
        return f"{self.rule}{where}: {self.message}"
