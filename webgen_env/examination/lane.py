"""Lane: one context of the browser, in which pages of a site are examined one after another, each as if it were first.

A context of its own for every page would be simpler. But pages of different contexts never share a process, and a new
process compiles the site and everything of ours anew: that is more than half of what a contract costs.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from webgen_env.browser.capture import guard_script
from webgen_env.browser.serving import ORIGIN
from webgen_env.contracts.contract import DEFAULT_VIEWPORT
from webgen_env.examination.tab import Tab, clock_script

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, CDPSession, Page, Route

    from webgen_env.browser.serving import Server

_LOGGER = logging.getLogger(__name__)

_CLOSE_TIMEOUT_S = 3.0


class Lane:
    """A context with a page that keeps its process alive; made by :meth:`open`."""

    def __init__(
        self, browser: Browser, context: BrowserContext, server: Server, keeper: Page, cdp: CDPSession
    ) -> None:
        self.browser = browser
        self._context = context
        self._server = server
        self._keeper = keeper
        self._cdp = cdp
        self._tab: Tab | None = None

    @classmethod
    async def open(cls, browser: Browser, server: Server) -> Lane:
        """Open a context.

        Args:
            browser: The browser.
            server: Serves the site; no other origin is reachable.

        Returns:
            The lane.
        """
        context = await browser.new_context(
            viewport={"width": DEFAULT_VIEWPORT[0], "height": DEFAULT_VIEWPORT[1]},
            locale="en-US",
            timezone_id="UTC",
            color_scheme="light",
            reduced_motion="reduce",
            accept_downloads=True,
            service_workers="block",
        )
        try:
            keeper = await context.new_page()
            cdp = await context.new_cdp_session(keeper)
            await context.add_init_script(clock_script())
            await context.add_init_script(guard_script())
            lane = cls(browser, context, server, keeper, cdp)
            await context.route("**/*", lane._on_route)
        except BaseException:
            with contextlib.suppress(Exception):
                await asyncio.shield(context.close())
            raise
        return lane

    async def tab(self, *, viewport: tuple[int, int], accept_dialogs: bool = True) -> Tab:
        """A fresh page; one at a time.

        Args:
            viewport: Width and height of the window.
            accept_dialogs: Whether native dialogs are accepted; otherwise they are dismissed.
        """
        self._tab = await Tab.open(self._context, self._server, viewport=viewport, accept_dialogs=accept_dialogs)
        return self._tab

    async def clear(self) -> None:
        """Close the page and forget all that it stored; the next one is as the first.

        What a page keeps for itself (session storage, history, its name) goes with it. What it keeps for its origin
        (cookies, local storage, databases, caches, files) is cleared.

        Raises:
            TimeoutError: The page does not close.
        """
        tab, self._tab = self._tab, None
        async with asyncio.timeout(_CLOSE_TIMEOUT_S):
            if tab is not None:
                await tab.close()
            await asyncio.gather(
                self._context.clear_cookies(),
                self._cdp.send("Storage.clearDataForOrigin", {"origin": ORIGIN, "storageTypes": "all"}),
            )

    async def close(self) -> None:
        """Close the context. Bounded."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._context.close(), _CLOSE_TIMEOUT_S)

    async def _on_route(self, route: Route) -> None:
        if self._tab is None:
            with contextlib.suppress(Exception):
                await route.abort("aborted")
            return
        await self._tab.on_route(route)
