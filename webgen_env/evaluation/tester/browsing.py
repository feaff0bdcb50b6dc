"""SiteBrowser: pages of built sites for a tester, each in a context of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from webgen_env.browser.chromium import Chromium, locate_chromium
from webgen_env.browser.sandbox import Sandbox, choose_sandbox
from webgen_env.browser.serving import Server
from webgen_env.errors import ClosedError
from webgen_env.evaluation.tester.snapshot import VIEWPORT
from webgen_env.examination.driver import Driver, start_driver
from webgen_env.examination.failing import BrowserGoneError
from webgen_env.examination.lane import Lane
from webgen_env.toolchain import Toolchain, locate_toolchain

if TYPE_CHECKING:
    from webgen_env.build.site import Site
    from webgen_env.examination.tab import Tab

_OPEN_TIMEOUT_S = 20.0


class SiteBrowser:
    """One browser that opens sites; starts with the first page, and anew when it ended. Belongs to one event loop.

    Args:
        toolchain: The installed toolchain; ``None`` looks it up.
    """

    def __init__(self, toolchain: Toolchain | None = None) -> None:
        self._toolchain = toolchain
        self._chromium: Chromium | None = None
        self._sandbox: Sandbox | None = None
        self._driver: Driver | None = None
        self._starting = asyncio.Lock()
        self._closed = False

    @property
    def identity(self) -> str:
        """Browser and fonts."""
        return self._program().identity

    @asynccontextmanager
    async def page(self, site: Site) -> AsyncIterator[Tab]:
        """A fresh page of a site, which nothing of an earlier one can touch.

        Args:
            site: The built site.

        Yields:
            The page, blank.

        Raises:
            BrowserGoneError: No page could be opened.
            ClosedError: It was closed.
        """
        driver = await self._running()
        try:
            lane = await asyncio.wait_for(Lane.open(driver.browser, Server(site), workers=True), _OPEN_TIMEOUT_S)
        except Exception as error:
            await self._drop(driver)
            raise BrowserGoneError(f"no context could be opened: {str(error)[:200]}") from error
        try:
            try:
                tab = await asyncio.wait_for(lane.tab(viewport=VIEWPORT), _OPEN_TIMEOUT_S)
            except Exception as error:
                raise BrowserGoneError(f"no page could be opened: {str(error)[:200]}") from error
            yield tab
        finally:
            await lane.close()

    async def restart(self) -> None:
        """End the browser; the next page starts another."""
        if self._driver is not None:
            await self._drop(self._driver)

    async def aclose(self) -> None:
        """End the browser. Idempotent."""
        self._closed = True
        await self.restart()

    async def _running(self) -> Driver:
        async with self._starting:
            if self._closed:
                raise ClosedError("This browser was closed; make a new one.")
            if self._driver is not None and not self._driver.alive:
                await self._drop(self._driver)
            if self._driver is None:
                if self._sandbox is None:
                    self._sandbox = await asyncio.to_thread(choose_sandbox, self._program(), "auto")
                self._driver = await start_driver(self._program(), self._sandbox, viewport=VIEWPORT)
            return self._driver

    async def _drop(self, driver: Driver) -> None:
        if driver is self._driver:
            self._driver = None
            await driver.end()

    def _program(self) -> Chromium:
        if self._chromium is None:
            self._toolchain = self._toolchain or locate_toolchain()
            self._chromium = locate_chromium(self._toolchain, None)
        return self._chromium
