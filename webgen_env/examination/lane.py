"""Lane: one context of the browser with one page, in which contracts are examined one after another, each as the first.

A context of its own for every contract would be simpler. But contexts never share a process, a new process compiles the
site and everything of ours anew, and opening a page costs half as much again as loading the site.
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
from webgen_env.examination.window import SpoiltError, Window

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Route, ViewportSize

    from webgen_env.browser.serving import Server

_LOGGER = logging.getLogger(__name__)

_CLOSE_TIMEOUT_S = 3.0


class Lane:
    """A context with one page; made by :meth:`open`."""

    def __init__(self, browser: Browser, context: BrowserContext, server: Server, window: Window) -> None:
        self.browser = browser
        self._context = context
        self._server = server
        self._window = window
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
            await context.add_init_script(clock_script())
            await context.add_init_script(guard_script())
            lane = cls(browser, context, server, await Window.open(browser, context))
            await context.route("**/*", lane._on_route)
        except BaseException:
            with contextlib.suppress(Exception):
                await asyncio.shield(context.close())
            raise
        return lane

    async def tab(self, *, viewport: tuple[int, int], accept_dialogs: bool = True) -> Tab:
        """The page, blank; for one contract at a time.

        Args:
            viewport: Width and height of the window.
            accept_dialogs: Whether native dialogs are accepted; otherwise they are dismissed.
        """
        page = self._window.page
        wanted: ViewportSize = {"width": viewport[0], "height": viewport[1]}
        if page.viewport_size != wanted:
            await page.set_viewport_size(wanted)
        self._tab = self._window.tab = Tab(self._window, self._server, accept_dialogs)
        return self._tab

    async def clear(self) -> None:
        """Make the page blank and forget all that the site stored; the next contract is as the first.

        Raises:
            SpoiltError: Something may be left that the next contract could come across.
            TimeoutError: The page does not answer.
        """
        tab, self._tab = self._tab, None
        if tab is not None and not tab.end():
            raise SpoiltError("the page left the site, crashed, or has a file on its way")
        async with asyncio.timeout(_CLOSE_TIMEOUT_S):
            # What a document that is still there stores afterwards would stay.
            await self._window.blank()
            await asyncio.gather(
                self._context.clear_cookies(),
                self._window.send("Storage.clearDataForOrigin", {"origin": ORIGIN, "storageTypes": "all"}),
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
