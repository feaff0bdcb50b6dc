"""Reading the facts of a rendered page out of the browser."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from webgen_env.browser.visit import Colour, Element, PageFacts
from webgen_env.findings import printable

MAX_ELEMENTS = 1500
MAX_NODES = 30_000
MAX_TEXT = 20_000
MAX_LINKS = 300
MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at a rendered page gave.

    Attributes:
        facts: Facts for the judge.
        title: Title of the document.
        text: Visible text.
        blank: Whether nothing at all is to be seen.
        links: Targets of the page's links, absolute, in document order, without repetition.
    """

    facts: PageFacts = field(default_factory=PageFacts)
    title: str = ""
    text: str = ""
    blank: bool = True
    links: tuple[str, ...] = ()


@cache
def facts_expression() -> str:
    """The expression that gathers the facts; to be evaluated in an isolated world, by value."""
    source = resources.files("webgen_env.browser").joinpath("facts.js").read_text("utf-8")
    limits = {"elements": MAX_ELEMENTS, "nodes": MAX_NODES, "text": MAX_TEXT, "links": MAX_LINKS}
    return f"({source.strip()})({json.dumps(limits)})"


def read_facts(value: Mapping[str, Any]) -> Reading:
    """Turn the browser's answer into values.

    Args:
        value: What the expression of :func:`facts_expression` returned.

    Returns:
        The reading.
    """
    facts = PageFacts(
        viewport=_pair(value["viewport"]),
        document=_pair(value["document"]),
        background=_colour(value["background"]),
        elements=tuple(_element(row) for row in value["elements"][:MAX_ELEMENTS]),
        truncated=bool(value["truncated"]),
        images=int(value["images"]),
        broken_images=int(value["broken"]),
        language=printable(value["language"], 40),
        styled_rules=int(value["rules"]),
    )
    return Reading(
        facts=facts,
        title=printable(value["title"], MAX_TITLE),
        text=printable(value["text"], MAX_TEXT),
        blank=bool(value["blank"]),
        links=tuple(value["links"][:MAX_LINKS]),
    )


def _pair(value: list[float]) -> tuple[int, int]:
    return round(value[0]), round(value[1])


def _colour(value: list[float]) -> Colour:
    return _rounded(*value)


@lru_cache(maxsize=4096)  # a page has many elements and few colours
def _rounded(red: float, green: float, blue: float, alpha: float) -> Colour:
    return round(red), round(green), round(blue), float(alpha)


def _element(row: list[Any]) -> Element:
    return Element(
        tag=printable(row[0], 40),
        role=printable(row[1], 40),
        name=printable(row[2], 120),
        text=printable(row[3], 300),
        x=float(row[4]),
        y=float(row[5]),
        width=float(row[6]),
        height=float(row[7]),
        color=_colour(row[8]),
        background=_colour(row[9]),
        fill=_colour(row[10]),
        background_image=row[11],
        font_size=float(row[12]),
        font_weight=int(row[13]),
        font_family=printable(row[14], 80),
        line_height=float(row[15]),
        text_align=row[16],
        border_radius=float(row[17]),
        border_width=float(row[18]),
        shadow=row[19],
        padding=float(row[20]),
        display=row[21],
        interactive=row[22],
        disabled=row[23],
        labelled=row[24],
        href=printable(row[25], 500),
        visible=row[26],
        depth=int(row[27]),
    )
