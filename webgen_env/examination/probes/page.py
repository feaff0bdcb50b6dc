"""Probing one page: its state, its widths, its accessibility, its controls and its forms."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from webgen_env.browser.routes import route_of
from webgen_env.examination.accessibility import find_violations
from webgen_env.examination.probes.forms import find_forms, send_empty, send_filled
from webgen_env.examination.probes.noticing import WHERE, Noticing
from webgen_env.examination.probes.report import ControlTried, PageProbe, ProbeStatus
from webgen_env.examination.probes.trying import Trial
from webgen_env.examination.probes.using import Choosers, Control
from webgen_env.findings import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from webgen_env.examination.probes.forms import Form
    from webgen_env.examination.probes.trying import Survey
    from webgen_env.examination.tab import Tab

WIDTHS = (768, 375, 1280)
"""Of the window; the last is the one with which a page is opened."""

HEIGHT = 800
MAX_CONTROLS = 8
MAX_NEW_CONTROLS = 4
MAX_DEAD_LINKS = 4
MAX_ERRORS = 20
_SETTLE_MS = 500
_SETTLE_STEPS = 5

_NAMES_OF_HOME = ("", "home", "index", "index.html", "start", "main")


@dataclass
class PageProbing:
    """One page on its way through the probes; :meth:`run` fills :attr:`found`.

    Attributes:
        tab: A fresh page.
        route: What is probed.
        missing: Text of an address without a page, to tell it from a page; ``None`` if that is not known.
        home: Text of the home page, to tell it from another that is no copy; ``None`` for the home page itself.
        axe: The program of axe-core.
        deep: Whether to do more than look at it.
        known: Keys of what stands around the content of another page and was tried there.
        found: What has been found so far.
        links: Addresses of the links on the page.
        text: Text of the page.
        frame: Keys of what stands around the content of this page.
    """

    tab: Tab
    route: str
    missing: str | None
    home: str | None
    axe: Path
    deep: bool = True
    known: frozenset[str] = frozenset()
    found: dict[str, Any] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    text: str = ""
    frame: set[str] = field(default_factory=set)
    _controls: list[ControlTried] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._noticing = Noticing(self.tab)
        self._ask = self._noticing.ask

    async def run(self) -> None:
        """Probe the page.

        Raises:
            SiteFaultError: It hangs, crashes or leaves.
        """
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
        if self.text == self.home and self._is_copy(seen["path"]):
            self.found["status"] = "copy"
            return
        if seen["empty"]:
            self.found["status"] = "empty"
        if not self.deep:
            return
        await self._look_at_links()
        await self._accessibility()
        await self._widths()
        forms = len(await find_forms(self._noticing))
        choosers = Choosers(self.tab)
        try:
            if await self._try_controls(choosers, self._dead_links):
                await self._open()
            known = await self._ask("remember()")
            if await self._try_controls(choosers, self._survey):
                await self._try_new(choosers, known)
            await self._try_forms(choosers, forms)
        finally:
            choosers.end()

    def probe(self, status: ProbeStatus | None = None) -> PageProbe:
        """What was found, also where the probes did not get to the end.

        Args:
            status: How it ended, if not by itself.
        """
        errors = tuple(dict.fromkeys(self.tab.problems()))[:MAX_ERRORS]
        own: ProbeStatus = self.found.pop("status", "left" if self.tab.left else "ok")
        return PageProbe(self.route, status or own, errors, tuple(self._controls), **self.found)

    def _is_copy(self, path: str) -> bool:
        """Whether a page with the text of the home page stands where another should.

        It may be the home page under one of its usual names or with a question, or where one is sent from another.
        """
        asked = urlsplit(self.route).path
        return path == asked and asked.strip("/").lower() not in _NAMES_OF_HOME

    async def _open(self) -> None:
        await self.tab.goto(self.route)
        # What a page shows as it opens, one thing after another, comes to an end; a clock does not.
        for _ in range(_SETTLE_STEPS):
            if self.tab.quiet_ms > _SETTLE_MS:
                break
            await self.tab.advance(_SETTLE_MS)

    # Looking

    async def _widths(self) -> None:
        overflow = []
        for width in WIDTHS:
            await self.tab.page.set_viewport_size({"width": width, "height": HEIGHT})
            await self.tab.advance(100)
            page = await self.tab.ask("page", {})
            if page["width"] > page["viewport"] + 1:
                overflow.append(width)
        self.found["overflow"] = tuple(sorted(overflow))

    async def _accessibility(self) -> None:
        violations = await find_violations(self.tab, self.axe)
        if violations is not None:
            self.found |= {"violations": violations.elements, "rules": violations.rules}

    # Trying

    async def _survey(self) -> tuple[int, list[Control]]:
        return await self._controls_but(self.known, MAX_CONTROLS)

    async def _controls_but(
        self, known: Collection[str], most: int, *, fresh: bool = False
    ) -> tuple[int, list[Control]]:
        slot = self.tab.next_slot()
        found = await self._ask(f"survey({slot}, {most}, {json.dumps(sorted(known))}, {json.dumps(fresh)})")
        return slot, [Control(**one) for one in found]

    async def _links(self) -> tuple[int, list[dict[str, Any]]]:
        slot = self.tab.next_slot()
        return slot, await self._ask(f"links({slot}, {MAX_DEAD_LINKS}, {json.dumps(sorted(self.known))})")

    async def _dead_links(self) -> tuple[int, list[Control]]:
        """The links whose address leads nowhere: they may still do something."""
        slot, links = await self._links()
        return slot, [_as_control(link) for link in links if link["index"] >= 0]

    async def _look_at_links(self) -> None:
        """Take stock of the links; one that has an address is told from where that leads."""
        _, links = await self._links()
        for link in links:
            self.links.append(link["href"])
            if link["frame"]:
                self.frame.add(link["key"])
            if link["index"] < 0 and link["key"] not in self.known:
                target = route_of(link["href"]) or ""
                self._controls.append(replace(_as_control(link).tried(not link["dead"], link["dead"]), target=target))

    async def _try_controls(self, choosers: Choosers, survey: Survey) -> bool:
        """Try what a survey finds; tells whether there was anything."""
        trial = Trial(self._noticing, choosers, self._open, survey)
        tried = await trial.run()
        self._controls += tried
        self.frame |= {control.key for control in trial.controls if control.frame}
        return bool(tried)

    async def _try_forms(self, choosers: Choosers, forms: int) -> None:
        refusing = 0
        for index in range(forms):
            if (form := await self._opened_form(index)) is None:
                break
            refuses, reacts = await send_empty(self._noticing, form)
            refusing += refuses
            if reacts and not refuses:
                # It took what was empty.
                self._controls.append(form.control.tried(True))
                continue
            # What it complains of would still be there.
            again = await self._opened_form(index) if reacts else form
            if again is not None:
                await self._fill_in(choosers, again)
        self.found |= {"forms": forms, "refusing": refusing}

    async def _opened_form(self, index: int) -> Form | None:
        """A form on the page as it is opened."""
        await self._open()
        found = await find_forms(self._noticing)
        return found[index] if index < len(found) else None

    async def _fill_in(self, choosers: Choosers, form: Form) -> None:
        """Fill a form in and send it; then try what came of it, such as the buttons of a new entry."""
        known = await self._ask("remember()")
        tried = await send_filled(self._noticing, choosers, form)
        self._controls.append(tried)
        if tried.worked:
            await self._try_new(choosers, known)

    async def _try_new(self, choosers: Choosers, known: Collection[str]) -> None:
        """Try controls that were not there before, such as the buttons of a new entry."""

        async def survey() -> tuple[int, list[Control]]:
            return await self._controls_but({*self.known, *known}, MAX_NEW_CONTROLS, fresh=True)

        self._controls += await Trial(self._noticing, choosers, self._open, survey).run()


def _as_control(link: Mapping[str, Any]) -> Control:
    return Control("link", link["description"], key=link["key"], frame=link["frame"], unlike=WHERE, idle=link["dead"])
