"""Noticing: what a user could notice of a page, and whether it changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from webgen_env.examination.driver import script
from webgen_env.examination.failing import SiteFaultError, StaleError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from webgen_env.examination.tab import Tab

AFTER_MS = (50, 350)
"""Page time in which an action has to show."""

SENT_MS = 2000
"""Page time in which a form that was sent has to show that it was."""

SCROLLED = ("scrolled",)
"""What a press on something far down changes anyway."""

WHERE = ("url", "scrolled")
"""What a link without a real address changes anyway."""

_SOON_MS = sum(AFTER_MS)
_WATCHED_MS = 1050
"""Page time for which one is watched that changes by itself: clocks tick every second."""


@dataclass(frozen=True, slots=True)
class State:
    """What a page amounts to at a moment.

    Attributes:
        parts: Hashes of what a user could notice, what is stored, and the address; by name.
        focus: The focused element in a few words; empty if there is none.
        open: Whether a dialog is open.
        there: Whether the element that was asked for is still part of the page.
    """

    parts: Mapping[str, Any]
    focus: str
    open: bool
    there: bool

    @property
    def url(self) -> str:
        """The address."""
        return str(self.parts["url"])


class Noticing:
    """Asks the script of the probes, and tells what an action changed from what changes by itself.

    Args:
        tab: The page.
    """

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self._by_itself: set[str] = set()

    async def ask(self, question: str) -> Any:
        """Ask the script of the probes, which a new document does not know yet.

        Raises:
            SiteFaultError: The page replaces itself again and again.
        """
        expression = f"globalThis.webgenProbe ? webgenProbe.{question} : 'absent'"
        for _ in range(4):
            try:
                answer = await self.tab.evaluate(expression)
                if answer != "absent":
                    return answer
                await self.tab.evaluate(_program())
            except StaleError:
                await self.tab.advance(50)
        raise SiteFaultError("the page replaces itself again and again")

    async def state(self, slot: int = -1, index: int = 0) -> State:
        """What the page amounts to now.

        Args:
            slot: Slot of an element that may be gone.
            index: Its index.
        """
        return State(**await self.ask(f"state({slot}, {index})"))

    async def at_rest(self, known: State | None = None) -> State:
        """What the page amounts to, once what is about to happen by itself has happened.

        A page whose timers go on is watched; what changes meanwhile says nothing about an action afterwards.

        Args:
            known: What it amounts to now, if that is known.
        """
        before = known or await self.state()
        if self.tab.quiet_ms > _WATCHED_MS:
            return before
        await self.ask("rest(true)")
        await self.tab.advance(_WATCHED_MS)
        await self.ask("rest(false)")
        after = await self.state()
        self._by_itself |= {part for part in before.parts if part != "dom" and before.parts[part] != after.parts[part]}
        return after

    async def after_action(self) -> None:
        """Let the time pass in which an action has to show, unless nothing more can happen."""
        for step in AFTER_MS:
            await self.tab.advance(step)
            if self.tab.quiet_ms > _SOON_MS:
                return

    async def after_sending(self) -> bool:
        """Let the time pass in which a form that was sent has to show it.

        Returns:
            Whether anything could happen in it.
        """
        if self.tab.quiet_ms > SENT_MS:
            return False
        await self.tab.advance(SENT_MS)
        return True

    def changed(self, before: State, after: State, *, apart_from: Collection[str] = ()) -> bool:
        """Whether a user could notice a difference.

        Args:
            before: An earlier state.
            after: A later one.
            apart_from: Parts that do not count.
        """
        ignored = {*self._by_itself, *apart_from}
        return any(before.parts[part] != after.parts[part] for part in before.parts if part not in ignored)


@cache
def _program() -> str:
    return script("probes/probe.js")
