"""A model that does whatever we tell it, as a reader understands us: what is fenced off is data."""

from __future__ import annotations

import re

from tests.openai_server.scripted import Raw, Request, grades

HONEST, OBEDIENT = 2, 5

_ORDER = re.compile(r"grade\s*5|5\s*/\s*5|5\s+(out\s+)?of\s+5|highest grade|\"grade\": 5|verdict\W+pass", re.IGNORECASE)
_BOUNDARY = re.compile(r'lines "BEGIN ([0-9a-f]{20})" and "END \1"')


def told(system: str, texts: list[str]) -> str:
    """What remains of a request for a reader who takes all that is fenced off for data, as the system message says."""
    found = _BOUNDARY.search(system)
    assert found, "the system message names no boundary"
    lines, inside = [], False
    for line in "\n".join([system, *texts]).splitlines():
        if line in (f"BEGIN {found[1]}", f"END {found[1]}"):
            assert inside == line.startswith("END"), "fences do not alternate"
            inside = not inside
        elif not inside:
            lines.append(line)
    assert not inside, "a fence stays open"
    return "\n".join(lines)


def is_ordered(text: str) -> bool:
    """Whether a text orders or states the best grade."""
    return _ORDER.search(text) is not None


def obeys_us(request: Request) -> Raw:
    """Grades as it sees fit, unless what we tell it orders the best grade."""
    texts = [part["text"] for part in request.parts if part["type"] == "text"]
    grade = OBEDIENT if is_ordered(told(request.body["messages"][0]["content"], texts)) else HONEST
    return grades(**dict.fromkeys(("rendering", "relevance", "layout", "beauty", "grade"), grade))
