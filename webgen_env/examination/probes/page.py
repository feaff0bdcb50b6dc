"""Probing one page: its state, its controls, its forms, its widths, its accessibility."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from webgen_env.browser.routes import route_of
from webgen_env.examination.accessibility import find_violations
from webgen_env.examination.driver import ENGINE, script
from webgen_env.examination.failing import OvertimeError, SiteFaultError, StaleError
from webgen_env.examination.probes.report import ControlTried, PageProbe, ProbeStatus
from webgen_env.findings import printable

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from playwright.async_api import Locator

    from webgen_env.examination.tab import Tab

WIDTHS = (375, 768, 1280)
HEIGHT = 800
MAX_CONTROLS = 8
MAX_ERRORS = 20
_ACTION_TIMEOUT_S = 1.0
_SETTLE_MS = (50, 450)
_AFTER_MS = (50, 350)

_WRITTEN = {
    "email": "ada@example.com",
    "number": "3",
    "range": "3",
    "date": "2026-03-14",
    "time": "10:30",
    "month": "2026-03",
    "week": "2026-W11",
    "datetime-local": "2026-03-14T10:30",
    "tel": "5550100",
    "url": "https://example.com",
}


@dataclass
class PageProbing:
    """One page on its way through the probes; :meth:`run` fills :attr:`found`.

    Attributes:
        tab: A fresh page.
        route: What is probed.
        missing: Text of an address without a page, to tell it from a page; ``None`` if that is not known.
        axe: The program of axe-core.
        deep: Whether to do more than look at it.
        found: What has been found so far.
        links: Addresses of the links on the page.
        text: Text of the page.
    """

    tab: Tab
    route: str
    missing: str | None
    axe: Path
    deep: bool = True
    found: dict[str, Any] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    text: str = ""
    _controls: list[ControlTried] = field(default_factory=list)
    _choosers: int = 0

    async def run(self) -> None:
        """Probe the page.

        Raises:
            SiteFaultError: It hangs, crashes or leaves.
        """
        self.tab.page.on("filechooser", self._on_chooser)
        await self._open()
        seen = await self._ask("look()")
        self.text = seen["text"]
        self.found["placeholders"] = tuple(printable(text, 60) for text in seen["placeholders"])
        self.found["broken_images"] = tuple(printable(text, 120) for text in seen["brokenImages"][:10])
        if seen["blank"]:
            self.found["status"] = "blank"
            return
        if self.missing is not None and self.text == self.missing:
            self.found["status"] = "missing"
            return
        if not self.deep:
            return
        await self._links()
        await self._accessibility()
        await self._try_controls()
        await self._try_forms()
        await self._widths()

    def probe(self, status: ProbeStatus | None = None) -> PageProbe:
        """What was found, also where the probes did not get to the end.

        Args:
            status: How it ended, if not by itself.
        """
        errors = tuple(dict.fromkeys(self.tab.problems()))[:MAX_ERRORS]
        own: ProbeStatus = self.found.pop("status", "left" if self.tab.left else "ok")
        return PageProbe(self.route, status or own, errors, tuple(self._controls), **self.found)

    def _on_chooser(self, _chooser: object) -> None:
        self._choosers += 1

    async def _open(self) -> None:
        await self.tab.goto(self.route)
        for step in _SETTLE_MS:
            await self.tab.advance(step)

    async def _ask(self, question: str) -> Any:
        """Ask the script of the probes, which a new document does not know yet."""
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

    async def _links(self) -> None:
        for link in await self._ask("links()"):
            self.links.append(link["href"])
            description, target = printable(link["description"], 120), route_of(link["href"]) or ""
            self._controls.append(ControlTried("link", description, not link["dead"], link["dead"], target))

    async def _try_controls(self) -> None:
        slot = self.tab.next_slot()
        survey = await self._ask(f"survey({slot}, {MAX_CONTROLS})")
        for index, control in enumerate(survey["controls"]):
            before = await self._ask("state()")
            tried = await self._use(slot, index, control, before)
            self._controls.append(tried)
            if self.tab.left:
                raise SiteFaultError("the page navigated away from the site")
            after = await self._ask("state()")
            if after["url"] != before["url"] or after["open"] or not await self._still_there(slot, index + 1):
                # What the control did is in the way of the next.
                await self._open()
                slot = self.tab.next_slot()
                again = await self._ask(f"survey({slot}, {MAX_CONTROLS})")
                if len(again["controls"]) <= index + 1:
                    break

    async def _still_there(self, slot: int, index: int) -> bool:
        return index >= MAX_CONTROLS or await self.tab.page.locator(f"{ENGINE}=pick:{slot}:{index}").count() > 0

    async def _use(self, slot: int, index: int, control: dict[str, Any], before: dict[str, Any]) -> ControlTried:
        kind, description = control["kind"], printable(control["description"], 120)
        problems, heard = len(self.tab.problems()), len(self.tab.dialogs) + self._choosers
        await self.tab.before_action()
        readiness = await self.tab.ask(
            "ready", {"slot": slot, "index": index, "needsHit": kind in {"button", "toggle"}}
        )
        if not readiness["ready"]:
            return ControlTried(kind, description, False, printable(readiness["reason"], 200))
        reason = await self._act(slot, index, control, force=bool(readiness.get("through")))
        for step in _AFTER_MS:
            await self.tab.advance(step)
        if reason:
            return ControlTried(kind, description, False, reason)
        if len(self.tab.problems()) > problems:
            return ControlTried(kind, description, False, self.tab.problems()[problems][:200])
        after = await self._ask("state()")
        quiet = len(self.tab.dialogs) + self._choosers == heard and not await self.tab.files()
        same = after["sum"] == before["sum"] and quiet
        moved = after["focus"] not in (before["focus"], control["description"], "")
        return ControlTried(kind, description, not same or moved, "nothing changes" if same and not moved else "")

    async def _act(self, slot: int, index: int, control: dict[str, Any], *, force: bool) -> str:
        from playwright.async_api import Error

        element = self.tab.page.locator(f"{ENGINE}=pick:{slot}:{index}")
        acting: Coroutine[Any, Any, None]
        if control["kind"] == "field":
            acting = element.fill(_WRITTEN.get(control["type"], "Ada Lovelace"), timeout=0)
        elif control["kind"] == "menu":
            acting = _choose_another(element)
        else:
            operated = self.tab.page.locator(f"{ENGINE}=pick:{slot}:{index}:op")
            acting = operated.click(timeout=0, force=force, no_wait_after=True)
        try:
            await self.tab.patiently(acting, _ACTION_TIMEOUT_S)
        except OvertimeError:
            self.tab.check()
            return "it cannot be used"
        except Error as error:
            self.tab.check()
            if "closed" in str(error) or "crashed" in str(error):
                raise
            return printable(str(error).splitlines()[0], 200)
        return ""

    async def _try_forms(self) -> None:
        slot = self.tab.next_slot()
        forms = await self._ask(f"forms({slot})")
        refusing = 0
        for index, form in enumerate(forms):
            # Others before it may have changed the page.
            await self._open()
            slot = self.tab.next_slot()
            if len(await self._ask(f"forms({slot})")) <= index:
                break
            refusing += form["disabled"] or await self._refuses(slot, index)
        self.found |= {"forms": len(forms), "refusing": refusing}

    async def _refuses(self, slot: int, index: int) -> bool:
        before = (await self._ask("look()"))["text"]
        readiness = await self.tab.ask("ready", {"slot": slot, "index": index, "needsHit": True})
        if not readiness["ready"]:
            return False
        await self._act(slot, index, {"kind": "button"}, force=False)
        for step in _AFTER_MS:
            await self.tab.advance(step)
        return bool(await self._ask(f"refusal({index}, {json.dumps(before)})"))

    async def _widths(self) -> None:
        await self._open()
        overflow = []
        for width in WIDTHS:
            await self.tab.page.set_viewport_size({"width": width, "height": HEIGHT})
            await self.tab.advance(100)
            page = await self.tab.ask("page", {})
            if page["width"] > page["viewport"] + 1:
                overflow.append(width)
        self.found["overflow"] = tuple(overflow)

    async def _accessibility(self) -> None:
        violations = await find_violations(self.tab, self.axe)
        if violations is not None:
            self.found |= {"violations": violations.elements, "rules": violations.rules}


async def _choose_another(menu: Locator) -> None:
    """Choose an option that is not chosen: the last one, or the one before it."""
    options = await menu.locator("option:not([disabled])").count()
    chosen = await menu.locator("option:checked").count()
    if options > 1:
        await menu.select_option(index=options - 1 if chosen else 0, timeout=0)


@cache
def _program() -> str:
    return script("probes/probe.js")
