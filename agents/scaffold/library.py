"""Library: the parts of a site that do not depend on the instruction, from the package's data files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Role = Literal[
    "home", "catalogue", "detail", "form", "board", "insights", "story",
    "steps", "help", "account", "chat", "quiz", "cart", "agenda", "register", "figures",
]  # fmt: skip
"""What kind of page a page is."""

_WORD = re.compile(r"[a-z0-9&-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sample thing of a subject.

    Attributes:
        title: Its name.
        category: Its group.
        summary: One sentence.
    """

    title: str
    category: str
    summary: str


@dataclass(frozen=True)
class Domain:
    """One subject: words by which it is known, and sample content.

    Attributes:
        id: Name of the subject.
        words: Words that speak for it.
        item: What it lists, in the singular.
        items: The same in the plural.
        icon: Name of a Lucide icon that ``components/Icon.tsx`` knows.
        kind: What such a site is called.
        measure: Name of the number that every entry has.
        format: Python format of that number.
        range: Smallest number, largest number, step.
        headlines: Headlines to choose from.
        choose: Label of the button that chooses an entry.
        facts: Further columns: label to values.
        categories: Groups of the entries.
        entries: Sample things, at least eight.
        layout: Layout that suits it, or empty.
    """

    id: str
    words: frozenset[str]
    item: str
    items: str
    icon: str
    kind: str
    measure: str
    format: str
    range: tuple[float, float, float]
    headlines: tuple[str, ...]
    choose: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    categories: tuple[str, ...]
    entries: tuple[Entry, ...]
    layout: str


@cache
def part(name: str) -> str:
    """Read one file of the library.

    Args:
        name: Path below ``parts``, such as ``"components/Detail.tsx"``.

    Returns:
        Its text.
    """
    return (resources.files("agents.scaffold") / "parts" / name).read_text("utf-8")


@cache
def words(name: str) -> frozenset[str]:
    """Read one word list of the library.

    Args:
        name: Its key in ``parts/words.json``.

    Returns:
        The words, in lower case.
    """
    return frozenset(json.loads(part("words.json"))[name])


@cache
def roles_by_label() -> tuple[tuple[Role, frozenset[str]], ...]:
    """Words in the name of a page that tell its role, the most telling role first."""
    labels: dict[Role, list[str]] = json.loads(part("words.json"))["labels"]
    return tuple((role, frozenset(known)) for role, known in labels.items())


@cache
def domains() -> tuple[Domain, ...]:
    """Every subject of the library."""
    return tuple(_domain(record) for record in json.loads(part("domains.json")))


def best_domain(first: str, text: str) -> Domain:
    """Choose the subject that fits an instruction best.

    Args:
        first: The first sentence, which counts four times.
        text: The whole instruction.

    Returns:
        The subject with the most words in common; services where none has any.
    """
    strong = _WORD.findall(first.lower())
    weak = set(_WORD.findall(text.lower()))
    known = domains()
    scores = [sum(4 for word in strong if word in d.words) + len(weak & d.words) for d in known]
    best = max(scores)
    if best == 0:
        return next(domain for domain in known if domain.id == "services")
    return known[scores.index(best)]


def _domain(record: dict[str, Any]) -> Domain:
    low, high, step = record["range"]
    return Domain(
        id=record["id"],
        words=frozenset(record["words"]),
        item=record["item"],
        items=record["items"],
        icon=record["icon"],
        kind=record["kind"],
        measure=record["measure"],
        format=record["format"],
        range=(low, high, step),
        headlines=tuple(record["headlines"]),
        choose=record["choose"],
        facts=tuple((label, tuple(values)) for label, values in record["facts"].items()),
        categories=tuple(record["categories"]),
        entries=tuple(Entry(*entry) for entry in record["entries"]),
        layout=record["layout"],
    )
