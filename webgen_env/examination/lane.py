"""Lane: one context of the browser with one page, in which contracts are examined one after another, each as the first.

A context of its own for every contract would be simpler. But contexts never share a process, a new process compiles the
site and everything of ours anew, and opening a page costs half as much again as loading the site.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from webgen_env.browser.capture import guard_script
from webgen_env.browser.serving import ORIGIN
from webgen_env.contracts.contract import DEFAULT_VIEWPORT
from webgen_env.examination.reply import DOCUMENT
from webgen_env.examination.tab import Tab, clock_script
from webgen_env.examination.window import Window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.async_api import Browser, BrowserContext, Route, ViewportSize

    from webgen_env.browser.serving import Server

_CLOSE_TIMEOUT_S = 3.0

# Playwright's names, and the protocol's.
_ERRORS: Mapping[str, str] = {"Aborted": "aborted", "ConnectionRefused": "connectionrefused"}
_KINDS: Mapping[str, str] = {
    "document": DOCUMENT,
    "stylesheet": "Stylesheet",
    "image": "Image",
    "media": "Media",
    "font": "Font",
    "script": "Script",
    "xhr": "XHR",
    "fetch": "Fetch",
    "eventsource": "EventSource",
    "websocket": "WebSocket",
    "ping": "Ping",
    "prefetch": "Prefetch",
}


class Lane:
    """A context with one page; made by :meth:`open`."""

    def __init__(
        self, browser: Browser, context: BrowserContext, server: Server, window: Window, serves_workers: bool
    ) -> None:
        self.browser = browser
        self._context = context
        self._server = server
        self._window = window
        self._serves_workers = serves_workers
        self._tab: Tab | None = None

    def hurry(self, patience: float) -> None:
        """Multiply the deadlines of the page, because the site is known to hang."""
        self._window.patience = patience

    @classmethod
    async def open(cls, browser: Browser, server: Server, *, workers: bool = False) -> Lane:
        """Open a context.

        Args:
            browser: The browser.
            server: Serves the site; no other origin is reachable.
            workers: Whether to serve workers too. Then the browser keeps nothing of the site from one document to the
                next, and each document costs half as much again.

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
            lane = cls(browser, context, server, await Window.open(browser, context), workers)
            if workers:
                await context.route("**/*", lane._on_route)
            else:
                await lane._window.intercept()
        except BaseException:
            with contextlib.suppress(Exception):
                await asyncio.shield(context.close())
            raise
        return lane

    @property
    def incomplete(self) -> bool:
        """Whether a worker was started whose requests nobody answered: what was seen may not be all of the site."""
        return self._window.workers and not self._serves_workers

    @property
    def hangs(self) -> bool:
        """Whether the page hangs."""
        return self._window.hangs

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

    def leave(self) -> bool:
        """A contract is done with the page.

        Returns:
            Whether the page may be cleared for another one.
        """
        tab, self._tab = self._tab, None
        self._window.tab = None
        return tab is None or tab.end()

    async def clear(self) -> None:
        """Make the page blank and forget all that the site stored; the next contract is as the first.

        Raises:
            SpoiltError: Something may be left that the next contract could come across.
            TimeoutError: The page does not answer.
        """
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
        request = route.request
        # The request's document may be gone, or the browser: others find out.
        with contextlib.suppress(Exception):
            if self._tab is None:
                await route.abort("aborted")
                return
            kind = DOCUMENT if request.is_navigation_request() else _KINDS.get(request.resource_type, "Other")
            main = kind == DOCUMENT and request.frame == self._window.page.main_frame
            reply = self._tab.reply(request.url, kind, main=main)
            if reply.refused:
                await route.abort(_ERRORS[reply.refused])
            else:
                await route.fulfill(status=reply.status, headers=dict(reply.headers), body=reply.body)
