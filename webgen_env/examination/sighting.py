"""Sighting: what is seen of a target now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webgen_env.examination.driver import ENGINE
from webgen_env.examination.failing import StaleError
from webgen_env.examination.locators import Plan, compile_target, matcher
from webgen_env.findings import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.async_api import Locator

    from webgen_env.contracts.target import Target
    from webgen_env.contracts.text import Remembered, TextMatch
    from webgen_env.examination.tab import Tab

_TRIES = 5
_PAUSE_S = 0.03
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
class Sighting:
    """What is seen of a target.

    Attributes:
        matches: Visible matches of the first alternative that has any, in document order; at most 40.
        count: How many there are.
        total: How many there are before ``nth`` chooses one.
        hidden: How many matched and are not visible.
        slot: Where the elements are kept in the page.
        strict: Whether more than one match is a failure.
    """

    matches: tuple[Match, ...]
    count: int
    total: int
    hidden: int
    slot: int
    strict: bool

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

    Returns:
        What is seen.

    Raises:
        StaleError: The document was replaced again and again while looking.
        UnknownMemoryError: The target uses a text that was not remembered.
    """
    plans = compile_target(tab.page, target, memory)
    matchers = [matcher(text, memory) for text in texts]
    picked = matcher(pattern, memory) if pattern is not None else None
    for attempt in range(_TRIES):
        try:
            asks = await asyncio.gather(*(_keep(tab, plan) for plan in plans))
            arguments = {"asks": list(asks), "match": matchers or None, "pattern": picked, "detail": detail}
            seen = await tab.ask("read", {**arguments, "files": files, "exclude": exclude, "acting": acting})
        except StaleError:
            if attempt == _TRIES - 1:
                raise
            await asyncio.sleep(_PAUSE_S)
            continue
        break
    plan = plans[seen["alternative"]] if seen["alternative"] >= 0 else plans[0]
    return Sighting(
        tuple(_match(fact) for fact in seen["facts"]),
        seen["count"],
        seen["total"],
        seen["hidden"],
        seen["slot"],
        plan.strict,
    )


def pick(tab: Tab, sighting: Sighting, index: int = 0, *, operated: bool = False) -> Locator:
    """The very element that was seen.

    Args:
        tab: The page.
        sighting: What was seen.
        index: Which match.
        operated: The element that a user would operate in its stead, such as the label of a hidden checkbox.
    """
    return tab.page.locator(f"{ENGINE}=pick:{sighting.slot}:{index}{':op' if operated else ''}")


async def _keep(tab: Tab, plan: Plan) -> dict[str, Any]:
    """Have the elements of a plan kept in the page."""
    slot = tab.next_slot()
    await _count(plan.locator.locator(f"{ENGINE}=add:{slot}"))
    beside = None
    if plan.beside is not None:
        beside = tab.next_slot()
        await _count(plan.beside.locator(f"{ENGINE}=add:{beside}"))
    return {"slot": slot, "beside": beside, "nth": plan.nth}


async def _count(locator: Locator) -> None:
    from playwright.async_api import Error

    try:
        await locator.count()
    except Error as error:
        if "context was destroyed" in str(error) or "navigated" in str(error):
            raise StaleError(str(error)[:200]) from error
        raise


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
