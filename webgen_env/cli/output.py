"""What every command prints with: tables for people on standard output, progress on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from webgen_env.findings import printable

STAGE_STYLES = {
    "format": "red",
    "static": "red",
    "install": "dark_orange",
    "build": "dark_orange",
    "render": "yellow",
    "scored": "green",
}

results = Console(highlight=False)
progress = Console(stderr=True, highlight=False)


def plain(text: str, limit: int = 160, style: str = "") -> Text:
    """Text of unknown origin for the terminal: no markup, no control characters, bounded, on one line.

    Args:
        text: Any string.
        limit: Most characters.
        style: A rich style.

    Returns:
        A rich text that is printed as it is.
    """
    return Text(" ".join(printable(text, limit).split()), style=style)


def stage_text(stage: str, fault: str | None = None) -> Text:
    """A stage in its colour; a fault of ours stands out."""
    if fault is not None:
        return Text(f"{stage} ({fault} fault)", style="bold magenta")
    return Text(stage, style=STAGE_STYLES.get(stage, ""))


def write_json(value: Any) -> None:
    """Write one JSON document and nothing else to standard output."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=True) + "\n")
