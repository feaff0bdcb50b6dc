"""Fields, filters and columns that an instruction names for a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from agents.scaffold.phrases import readable, sentence_case, slug, split_list

FieldType = Literal["text", "email", "tel", "number", "date", "time", "select", "textarea"]

MAX_FIELDS = 6
MAX_OPTIONS = 8

_OPTIONS = re.compile(r"\(([^()]{3,120})\)")
_RANGE = re.compile(r"\b(?:from|between|of) (\d{1,5}) (?:to|and) (\d{1,5})\b")
_FILTER = re.compile(
    r"[\"“]([A-Z][^\"”]{2,18})[\"”] (?:filter|menu)(?: \(([^()]{3,120})\)| (?:with|offers) ([^.;\"]{3,90}))?"
)
_BUTTONS = re.compile(r"\bbuttons All, ([^.;\"]{3,60}?) filter\b")
_BETWEEN = re.compile(r"\bbetween (\d{1,5}) and (\d{1,5}) (\w{2,16})")
_NO_NAME = re.compile(
    r"(?:adds|refuses|explains|tells|says|answers|lets|presses|counts|draws|returns|between|such|no|to|searched|filtered|"
    r"sorted|switch|drawn|an?|from)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:asks for|form with|takes|registers a \w+ with|picks|needs|form that needs|enters|requires)\s([^.;]{3,300})"
)
_COLUMNS_OPEN = re.compile(r"\b[a-z]+s(?: as \w+)? \(([a-z' ]+(?:, [a-z' ]+){1,5})\)")
_COLUMNS_WITH = re.compile(r"\b[a-z]+s with ([a-z][^.;\"]{3,160})")
_TYPES: tuple[tuple[FieldType, re.Pattern[str]], ...] = (
    ("email", re.compile(r"\be-?mail")),
    ("tel", re.compile(r"\bphone|\bmobile")),
    ("date", re.compile(r"\bdates?\b|\bday\b")),
    ("time", re.compile(r"\btime\b")),
    ("textarea", re.compile(r"\b(?:message|note|notes|reason|remarks?|comments?|poem|wrong|description|story)\b")),
    (
        "number",
        re.compile(r"\b(?:number|quantity|year|nights|visitors|passengers|tries|frames|amount|threshold|age)\b"),
    ),
)


@dataclass(frozen=True, slots=True)
class FilterBrief:
    """A menu that narrows a list.

    Attributes:
        label: Its name.
        options: Its choices without "All"; empty where the instruction leaves them open.
    """

    label: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldBrief:
    """A field of a form.

    Attributes:
        label: Its name.
        type: What is entered.
        options: Choices of a menu.
        low: Smallest number, or ``None``.
        high: Largest number, or ``None``.
    """

    label: str
    type: FieldType = "text"
    options: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


def find_filters(text: str) -> tuple[FilterBrief, ...]:
    """Find the menus that a page's text names.

    Example:
        >>> find_filters('It has a "Kind" menu with All, Herb and Flower.')
        (FilterBrief(label='Kind', options=('Herb', 'Flower')),)
    """
    found = []
    for match in _FILTER.finditer(text):
        label = match[1]
        if not label.lower().startswith(("sort", "order")):
            options = split_list(match[2] or match[3] or "", most=MAX_OPTIONS)
            named = tuple(option for option in options if option[:1].isupper() and option not in {"All", "Everything"})
            found.append(FilterBrief(label, tuple(readable(option, 24) for option in named)))
    found += [
        FilterBrief("Show", tuple(readable(option, 24) for option in split_list(match[1], most=MAX_OPTIONS)))
        for match in _BUTTONS.finditer(text)
    ]
    return tuple(found[:3])


def find_columns(text: str) -> tuple[str, ...]:
    """Find what each thing of a list has.

    Example:
        >>> find_columns("It starts with eight packets as cards (name, kind, year, giver).")
        ('Name', 'Kind', 'Year', 'Giver')
    """
    match = _COLUMNS_OPEN.search(text) or _COLUMNS_WITH.search(text)
    if not match:
        return ()
    parts = (_OPTIONS.sub("", part).strip() for part in split_list(match[1], most=6))
    named = [sentence_case(part) for part in parts if 1 < len(part) < 24 and len(part.split()) <= 3]
    named = [name for name in named if name in {"From", "To"} or not _NO_NAME.match(name)]
    return tuple(dict.fromkeys(named)) if len(named) > 1 else ()


def find_fields(text: str) -> tuple[FieldBrief, ...]:
    """Find the fields of the form that a page's text describes.

    Example:
        >>> [field.type for field in find_fields("Join asks for a name, an e-mail address and a voice (Alto, Bass).")]
        ['text', 'email', 'select']
    """
    match = _ASKS.search(text)
    if not match:
        return ()
    found: dict[str, FieldBrief] = {}
    for part in split_list(_BETWEEN.sub(r"\3 from \1 to \2", match[1]), most=MAX_FIELDS + 2):
        field = _field(part)
        if field is not None:
            found.setdefault(slug(field.label), field)
    return tuple(found.values())[:MAX_FIELDS]


def _field(part: str) -> FieldBrief | None:
    options = _OPTIONS.search(part)
    bounds = _RANGE.search(part)
    name = _OPTIONS.sub("", part)
    name = _RANGE.sub("", name)
    name = re.split(r"\b(?:of at (?:most|least)|with|typed|that|which|entered)\b", name)[0]
    label = sentence_case(name.replace('"', "").removeprefix("visitor's ").strip(" ,"))
    if not 2 < len(label) <= 32 or len(label.split()) > 4 or _NO_NAME.match(label):
        return None
    choices = tuple(readable(o, 24) for o in split_list(options[1], most=MAX_OPTIONS)) if options else ()
    choices = tuple(choice for choice in choices if not re.search(r"\d+ to \d+", choice))
    if len(choices) > 1:
        return FieldBrief(label, "select", choices)
    inside = _RANGE.search("from " + options[1]) if options else None
    bounds = bounds or inside
    low_name = label.lower()
    kind: FieldType = next((kind for kind, pattern in _TYPES if pattern.search(low_name)), "text")
    if bounds and kind not in {"date", "time"}:
        return FieldBrief(label, "number", (), int(bounds[1]), int(bounds[2]))
    return FieldBrief(label, kind)
