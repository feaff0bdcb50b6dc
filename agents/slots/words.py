"""Words: what a site says, by choice in the instruction's own words or in anybody's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agents.scaffold.brief import read_brief
from agents.scaffold.library import domains
from agents.scaffold.library import words as words_of_list
from agents.scaffold.phrases import readable, sentence_case, sentences
from webgen_env.tasks.colours import requested_colours

if TYPE_CHECKING:
    from agents.scaffold.brief import Brief

_WORD = re.compile(r"\b[a-z]{4,14}\b")
_LABEL = re.compile(r"[^A-Za-z0-9 '&-]")
_TEMPLATES = ("{0}, {1} and {2}", "Each {0} with {1} and {2}", "From {0} to {1} and {2}", "{0} by {1}, {2}")
OF_KINDS = frozenset(
    form
    for word in (
        "report", "statistic", "product", "cart", "order", "article", "comment", "content", "news", "email", "book",
        "date", "submit", "level", "score", "play", "player", "game", "record", "edit", "delete", "member", "reader",
        "guest", "read", "price",
    )
    for form in (word, f"{word}s")
)  # fmt: skip
"""Words that a compact site has only if it is of their kind: what the slot ``kind`` decides."""

_GENERIC = ("Fast and simple", "Made for everyone", "Always here to help")
_FILLER = ("Lorem ipsum dolor", "Consectetur adipiscing elit", "Sed do eiusmod tempor")
_LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit"


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of a compact site.

    Attributes:
        name: Name of the site.
        lead: The line below it.
        points: Three short texts.
        pages: Names of the instruction's pages, the home page first.
    """

    name: str
    lead: str
    points: tuple[str, ...]
    pages: tuple[str, ...]


def keywords(instruction: str, number: int, *, without: frozenset[str] = frozenset()) -> list[str]:
    """The words that tell an instruction from others, the most frequent first.

    Args:
        instruction: Any text; its first 6,000 characters are read.
        number: How many to return.
        without: Words to leave out.

    Returns:
        As many words in lower case, without those of the sentence about colours; usual ones where it has too few.
    """
    common = words_of_list("anybodys")
    lines = [line for line in sentences(readable(instruction, 6000)) if not requested_colours(line)]
    text = " ".join(lines).lower()
    counts = Counter(word for word in _WORD.findall(text) if word not in common and word not in without)
    ranked = sorted(counts, key=lambda word: -counts[word])  # stable: the first named wins
    usual = (
        "things",
        "news",
        "ideas",
        "people",
        "places",
        "stories",
        "plans",
        "offers",
        "dates",
        "help",
        "days",
        "maps",
    )
    return [*ranked, *(word for word in usual if word not in counts)][:number]


def compact_words(instruction: str, choice: str) -> Words:
    """Choose the texts of a compact site.

    Args:
        instruction: Any text.
        choice: Option of the slot ``words``.

    Returns:
        The texts; ASCII letters, digits and a few signs only.
    """
    brief = read_brief(instruction)
    pages = tuple(dict.fromkeys(label for page in brief.pages if page.standalone and (label := _label(page.label))))
    if choice == "generic":
        return Words("Our Website", "Everything you need in one place", _GENERIC, pages)
    if choice == "filler":
        return Words("Lorem Ipsum", _LOREM, _FILLER, pages)
    found = keywords(instruction, 12, without=OF_KINDS)
    lines = [
        sentence_case(template.format(*found[3 * index : 3 * index + 3])) for index, template in enumerate(_TEMPLATES)
    ]
    return Words(_label(brief.name) or "Our Website", lines[0], tuple(lines[1:]), pages)


def worded(brief: Brief, choice: str) -> Brief:
    """Change whose words a brief uses.

    Args:
        brief: What was asked for.
        choice: Option of the slot ``words``.

    Returns:
        The brief; the pages stay.
    """
    if choice == "own":
        return brief
    domain = next(domain for domain in domains() if domain.id == "services")
    if choice == "generic":
        return replace(
            brief,
            name="Our Website",
            named=True,
            purpose="Everything you need, in one place.",
            domain=domain,
            wishes=(),
        )
    entries = tuple(
        replace(entry, title=f"Dolor {number}", category="Lorem", summary=f"{_LOREM}.")
        for number, entry in enumerate(domain.entries, start=1)
    )
    latin = replace(domain, kind="Lorem ipsum", headlines=("Lorem ipsum dolor sit amet",), entries=entries)
    return replace(brief, name="Lorem Ipsum", named=True, purpose=f"{_LOREM}.", domain=latin, wishes=_FILLER)


def _label(text: str) -> str:
    return " ".join(_LABEL.sub(" ", text).split())[:32].strip(" -&'")
