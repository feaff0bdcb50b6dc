"""Sighting: what is seen of a target now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from webgen_env.examination.driver import ENGINE
from webgen_env.examination.failing import OvertimeError, SightError, StaleError
from webgen_env.examination.locators import Plan, compile_target, matcher
from webgen_env.findings import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.async_api import Locator

    from webgen_env.contracts.target import Target
    from webgen_env.contracts.text import Remembered, TextMatch
    from webgen_env.examination.tab import Tab

ReadyFor = Literal["press", "reach", "there"]
"""What is to be done to a match: press on it, bring the pointer over it, or something that needs no pointer."""

_LOOK_TIMEOUT_S = 3.0
_MAX_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Match:
    """One visible element.

    Attributes:
        text: Text that it shows, white space folded.
        values: What its value may be called: for a menu the label and the value of the chosen option.
        description: The element in a few words, for evidence.
        enabled: Whether a user can operate it.
        checked: Whether it is checked, pressed or selected.
        focused: Whether it has the focus.
        tag: Tag in lower case.
        type: Type of an input.
        role: Explicit role.
        text_matches: Whether its text is each of the texts asked about.
        value_matches: Whether one of its values is.
        part: What the pattern picks from the text; ``None`` if nothing.
        value_part: What it picks from the first value.
    """

    text: str
    values: tuple[str, ...]
    description: str
    enabled: bool
    checked: bool
    focused: bool
    tag: str
    type: str
    role: str
    text_matches: tuple[bool, ...]
    value_matches: tuple[bool, ...]
    part: str | None
    value_part: str | None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a user could use a match now.

    Attributes:
        index: Which match: the first enabled one.
        ready: Whether they could.
        reason: Why not.
        through: Whether something that belongs to it lies over it.
        point: Where to press on it, in pixels of the window; ``None`` if it may move, or was not asked for.
    """

    index: int = 0
    ready: bool = False
    reason: str = ""
    through: bool = False
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is seen of a target.

    Attributes:
        matches: Visible matches of the first alternative that has any, in document order; at most 40.
        count: How many there are.
        total: How many there are before ``nth`` chooses one.
        hidden: How many matched and are not visible.
        slot: Where the elements are kept in the page.
        strict: Whether more than one match is a failure.
        readiness: Whether a user could use a match, if that was asked.
    """

    matches: tuple[Match, ...]
    count: int
    total: int
    hidden: int
    slot: int
    strict: bool
    readiness: Readiness | None = None

    @property
    def first(self) -> Match | None:
        """The first visible match."""
        return self.matches[0] if self.matches else None

    @property
    def descriptions(self) -> tuple[str, ...]:
        """The first matches in words, where there are several."""
        return tuple(match.description for match in self.matches[:_MAX_SHOWN]) if self.count > 1 else ()

    @property
    def missing(self) -> str:
        """Why there is no match."""
        if self.hidden:
            return f"{self.hidden} matching element{'s are' if self.hidden > 1 else ' is'} there but not visible"
        return f"only {self.total} visible" if self.total else "no element matches"


async def look(
    tab: Tab,
    target: Target,
    memory: Mapping[str, str | float],
    *,
    texts: Sequence[TextMatch | Remembered] = (),
    pattern: TextMatch | None = None,
    detail: int = 40,
    files: bool = False,
    exclude: int | None = None,
    acting: bool = False,
    ready: ReadyFor | None = None,
) -> Sighting:
    """See which elements a target means now.

    Args:
        tab: The page.
        target: What is meant.
        memory: What was remembered.
        texts: Texts with which text and values of each match are compared.
        pattern: Picks a part of text and value of each match.
        detail: Of how many matches to tell more than that they are there.
        files: Whether a file input counts as seen although it is hidden.
        exclude: Slot of an earlier sighting, whose elements do not count.
        acting: Whether something is to be done to a match: those in an open modal dialog then come first.
        ready: What is to be done to it, if whether a user could is to be told too.

    Returns:
        What is seen.

    Raises:
        SiteFaultError: The page hangs.
        StaleError: The document was replaced again and again while looking.
        UnknownMemoryError: The target uses a text that was not remembered.
    """
    plans = compile_target(tab.page, target, memory)
    places = [_Place(tab.next_slot(), tab.next_slot() if plan.beside is not None else None) for plan in plans]
    request = {
        "asks": [
            {"slot": place.slot, "beside": place.beside, "nth": plan.nth, "strict": plan.strict}
            for plan, place in zip(plans, places, strict=True)
        ],
        "match": [matcher(text, memory) for text in texts] or None,
        "pattern": matcher(pattern, memory) if pattern is not None else None,
        "detail": detail,
        "files": files,
        "exclude": exclude,
        "acting": acting,
        "ready": ready,
    }
    seen = json.loads(await _answer(tab, _query(tab, plans, places, request)))
    if "error" in seen:
        raise SightError(seen["error"])
    plan = plans[seen["alternative"]]
    return Sighting(
        tuple(_match(fact) for fact in seen["facts"]),
        seen["count"],
        seen["total"],
        seen["hidden"],
        seen["slot"],
        plan.strict,
        readiness_of(seen["readiness"]) if "readiness" in seen else None,
    )


def pick(tab: Tab, sighting: Sighting, index: int = 0, *, operated: bool = False) -> Locator:
    """The very element that was seen.

    Args:
        tab: The page.
        sighting: What was seen.
        index: Which match.
        operated: The element that a user would operate in its stead, such as the label of a hidden checkbox.
    """
    return kept(tab, sighting.slot, index, operated=operated)


def kept(tab: Tab, slot: int, index: int, *, operated: bool = False) -> Locator:
    """An element that is kept in the page.

    Args:
        tab: The page.
        slot: Where it is kept.
        index: Which one it is there.
        operated: The element that a user would operate in its stead.
    """
    return tab.page.locator(f"{ENGINE}=pick:{slot}:{index}{':op' if operated else ''}")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the elements of a plan are kept in the page, and those that they have to be beside."""

    slot: int
    beside: int | None


def _query(tab: Tab, plans: Sequence[Plan], places: Sequence[_Place], request: Mapping[str, Any]) -> Locator:
    """One query that searches for all alternatives, those that are not needed left out, and answers the request."""
    page = tab.page
    # What quotes and brackets would mean to the parser of selectors is none of the request's business.
    query = page.locator(f"{ENGINE}=begin:{quote(json.dumps(request), safe='')}")
    for index, (plan, place) in enumerate(zip(plans, places, strict=True)):
        branches = [(plan.locator, place.slot)]
        if plan.beside is not None and place.beside is not None:
            branches.append((plan.beside, place.beside))
        for locator, slot in branches:
            branch = page.locator(f"{ENGINE}=gate:{index}").locator(locator) if index else locator
            query = query.or_(branch.locator(f"{ENGINE}=add:{slot}"))
    return query.or_(page.locator(f"{ENGINE}=end"))


async def _answer(tab: Tab, query: Locator) -> str:
    """The text of the one element that a query gives."""
    try:
        return await tab.patiently(query.text_content(timeout=0), _LOOK_TIMEOUT_S) or "{}"
    except OvertimeError as error:
        await tab.blame_if_silent()
        raise StaleError(str(error)[:200]) from error


def readiness_of(told: Mapping[str, Any]) -> Readiness:
    """Whether a user could use an element, as ``sight.js`` tells it."""
    point = (float(told["x"]), float(told["y"])) if told.get("still") else None
    return Readiness(told["index"], told["ready"], told["reason"], bool(told.get("through")), point)


def _match(fact: dict[str, Any]) -> Match:
    return Match(
        text=fact["text"],
        values=tuple(fact["values"]),
        description=printable(fact["description"], 120),
        enabled=fact["enabled"],
        checked=fact["checked"],
        focused=fact["focused"],
        tag=fact["tag"],
        type=fact["type"],
        role=fact["role"],
        text_matches=tuple(fact["textMatches"]),
        value_matches=tuple(fact["valueMatches"]),
        part=fact["part"],
        value_part=fact["valuePart"],
    )
