"""Brief: what the scaffold agent understands of an instruction."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from agents.scaffold.library import Domain, best_domain, words
from agents.scaffold.page_briefs import PageBrief, plan_pages
from agents.scaffold.phrases import (
    MAX_INSTRUCTION_CHARACTERS,
    readable,
    sentence_case,
    sentences,
    split_list,
    title_case,
    without_article,
)
from webgen_env.tasks.colours import requested_colours

_VERB = re.compile(r"^(?:please\s+)?(?:implement|create|develop|build|make|design|write)\s+", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:called|named|titled)\s[\"“']([^\"”']{2,50})[\"”']")
_KIND = re.compile(
    r"\b(?:websites?|web applications?|web apps?|web ?pages?|applications?|apps?|systems?|platforms?|sites?|"
    r"mini-programs?|portals?)\b"
)
_FEATURES = re.compile(
    r"\b(?:functionalit(?:y|ies)|functions|features?|capabilit(?:y|ies))"
    r"\s(?:such as|for|like|including|to|of)\s([^.]{3,400})"
)
_ACTIONS = re.compile(r"\b(?:able to|[a-z]+s can)\s([^.]{3,400})")
_PLACE = re.compile(r"(?:an?|the)\s+(?:website|web application|webpage|system|platform|app)\s+(?=for|to|that|where)")
_TURN = re.compile(r",? (?:allowing|enabling|so that|which|where|based on|such as|through|via)\b")
_CURRENCIES = (("€", re.compile(r"€|\beuros?\b")), ("£", re.compile(r"£|\bpounds\b")))
_PARTICLES = frozenset({"of", "the", "&", "and", "in", "for"})


@dataclass(frozen=True)
class Brief:
    """What an instruction asks for, as far as heuristics tell.

    Attributes:
        name: Name of the site.
        named: Whether the instruction itself gives that name.
        purpose: One sentence on what it is for, from the instruction's own words.
        domain: The library's subject that fits best.
        pages: Pages, the home page first.
        wishes: Features and actions in the instruction's own words, as short phrases.
        background: Requested CSS colour of the page, or ``None``.
        component: Requested CSS colour of components, or ``None``.
        codes: Discount codes that the instruction names.
        currency: Sign of the currency that it names; a dollar sign otherwise.
        seed: Number derived from the instruction; every free choice follows it.
    """

    name: str
    named: bool
    purpose: str
    domain: Domain
    pages: tuple[PageBrief, ...]
    wishes: tuple[str, ...]
    background: str | None
    component: str | None
    codes: tuple[str, ...]
    currency: str
    seed: int


def read_brief(instruction: str) -> Brief:
    """Understand an instruction.

    Args:
        instruction: Any text; its first 6,000 characters are read, in linear time.

    Returns:
        The brief. Whatever the text, it describes a site that can be written.
    """
    text = readable(instruction, MAX_INSTRUCTION_CHARACTERS)
    seed = int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:4], "big")
    lines = sentences(text)
    first = _VERB.sub("", lines[0]) if lines else ""
    domain = best_domain(first, text)
    name, known = _name(first, domain)
    colours = requested_colours(text)
    wishes = _wishes(text)
    return Brief(
        name=name,
        named=known,
        purpose=_purpose(first, name if known else "", name, domain),
        domain=domain,
        pages=plan_pages(lines, domain, wishes),
        wishes=wishes,
        background=colours.get("background_color"),
        component=colours.get("component_color"),
        codes=tuple(re.findall(r"\bcodes? ([A-Z][A-Z0-9]{3,14})\b", text)[:3]),
        currency=next((sign for sign, pattern in _CURRENCIES if pattern.search(text)), "$"),
        seed=seed,
    )


def _name(first: str, domain: Domain) -> tuple[str, bool]:
    """Name of the site, and whether the instruction says it."""
    called = _CALLED.search(first)
    if called:
        return called[1], True
    parts = first[:400].split()
    run: list[str] = []
    for index, word in enumerate(parts):
        bare = word.rstrip(",.:;")
        inside = bool(run) and (bare in _PARTICLES or bare[:1].isdigit())
        if bare[:1].isupper() or inside or (bare == "The" and not run):
            run.append(bare)
            if word != bare:
                break
        elif run:
            break
        if not run and index > 14:
            break
    while run and run[-1] in _PARTICLES:
        run.pop()
    while run and run[0] in {"A", "An"}:
        run.pop(0)
    name = " ".join(run)
    alone = bool(run) and first.startswith((f"{name},", f"the {name},", f"{name}.", f"{name} "))
    if name and len(name) <= 48 and (len(run) > 1 or alone):
        return name, True
    return _name_from_subject(first, domain), False


def _name_from_subject(first: str, domain: Domain) -> str:
    dull, stop = words("dull"), words("stop")
    kind = _KIND.search(first)
    before = first[: kind.start()] if kind else ""
    parts = [word for word in before.split() if word.lower() not in dull]
    if len(parts) > 5 or not parts or parts == ["dashboard"]:
        after = (first[kind.end() :] if kind else first).split()
        start = 2 if after[:1] in (["to"], ["that"], ["where"]) else 1
        parts = []
        for word in after[start:14]:
            bare = word.strip(",.:;'\"").lower()
            if parts and (bare in stop or word != word.rstrip(",.;")):
                if word != bare and bare not in stop and len(parts) < 3:
                    parts.append(bare)
                break
            if bare not in dull and bare not in stop and not (bare.endswith(("ing", "ly")) and not parts):
                parts.append(bare)
    parts = parts[:4]
    while parts and parts[-1].lower() in stop:
        parts.pop()
    name = title_case(" ".join(parts).strip(" ,.:;"))
    return name if 3 <= len(name) <= 48 else domain.kind


def _purpose(first: str, said: str, name: str, domain: Domain) -> str:
    body = first.rstrip(". ")
    if said and f"{said}, " in body:
        rest = body.split(f"{said}, ", 1)[1]
        if rest.startswith(("which ", "that ")):
            rest = f"{name} {rest.split(' ', 1)[1]}"
        body = rest
    elif kind := _PLACE.match(body):
        body = f"a place {body[kind.end() :]}"
    if body.startswith("including "):
        body = f"everything about {name}, {body}"
    body = readable(without_article(body) if len(body) < 12 else body, 190)
    return f"{sentence_case(body).rstrip('.…')}." if len(body) > 12 else f"{domain.headlines[0]}."


def _wishes(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for pattern in (_FEATURES, _ACTIONS):
        for match in pattern.finditer(text):
            clause = _TURN.split(match[1])[0]
            for part in split_list(clause):
                phrase = readable(part.removeprefix("including ").removeprefix("be able to "), 56)
                if len(phrase) > 4 and "…" not in phrase and len(phrase.split()) < 9:
                    found.setdefault(phrase[:1].lower() + phrase[1:])
    whole = [phrase for phrase in found if " " in phrase]
    return tuple(whole if len(whole) > 3 else found)[:12]
