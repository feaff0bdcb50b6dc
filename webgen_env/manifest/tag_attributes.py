"""Attributes of one tag, in any order and with either kind of quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAX_TAG_CHARACTERS = 4_096

# Possessive throughout, so that a failing match never tries a second time.
_ATTRIBUTE = re.compile(r"""\s*+([A-Za-z_:][\w:.-]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=`]++)))?+""")
_END = re.compile(r"\s*+(/?)>")
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|#39|#34);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#39": "'", "#34": '"'}


@dataclass(slots=True)
class Attributes:
    """What stands between the name of a tag and its end.

    Attributes:
        attributes: Name in lower case to value with the five entities of XML resolved; the first of a name counts.
        end: Offset after ``>``.
        self_closing: Whether the tag ends in ``/>``.
    """

    attributes: Mapping[str, str]
    end: int
    self_closing: bool


def read_attributes(text: str, start: int) -> Attributes | None:
    """Read attributes up to the end of the tag.

    Args:
        text: The whole text.
        start: Offset after the name of the tag.

    Returns:
        The attributes, or ``None`` when what stands there is no tag.
    """
    limit = min(len(text), start + MAX_TAG_CHARACTERS)
    found: dict[str, str] = {}
    position = start
    while True:
        end = _END.match(text, position, limit)
        if end is not None:
            return Attributes(found, end.end(), bool(end[1]))
        match = _ATTRIBUTE.match(text, position, limit)
        if match is None:
            return None
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), _ENTITY.sub(lambda entity: _ENTITIES[entity[1]], value))
        position = match.end()


def escape_attribute(value: str) -> str:
    """Write a value so that :func:`read_attributes` gives it back."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        value = value.replace(character, entity)
    return value
