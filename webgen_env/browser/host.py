"""BrowserHost: one running browser and the pages open in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from webgen_env.browser.chromium import Chromium
from webgen_env.browser.launch import command_line, environment
from webgen_env.browser.page import Page
from webgen_env.browser.process import BrowserProcess, start_browser

_LOGGER = logging.getLogger(__name__)


class BrowserHost:
    """A running browser process that opens pages; made by :meth:`start`.

    Attributes:
        visits: Visits that use it now; kept by its owner.
    """

    def __init__(self, process: BrowserProcess, *, viewport: tuple[int, int], concurrency: int, frames: bool) -> None:
        self._process = process
        self._viewport = viewport
        self._slots = asyncio.Semaphore(concurrency)
        self._frames = frames
        self._opened = 0
        self._broken = False
        self.visits = 0

    @classmethod
    async def start(
        cls, chromium: Chromium, *, viewport: tuple[int, int], concurrency: int, sandbox: str
    ) -> BrowserHost:
        """Start a browser.

        Args:
            chromium: The program.
            viewport: Width and height of pages.
            concurrency: Most pages open at the same time.
            sandbox: Kind of sandbox asked for.

        Returns:
            The running browser.

        Raises:
            InfrastructureError: It did not start.
        """
        command = command_line(chromium, viewport=viewport, own_sandbox=False)
        process = await start_browser(command, environment(chromium))
        version = await process.connection.browser.send("Browser.getVersion")
        # Only the headless shell draws frames on command.
        frames = str(version["product"]).startswith("HeadlessChrome/")
        return cls(process, viewport=viewport, concurrency=concurrency, frames=frames)

    def worn(self, pages: int, memory_mb: int) -> bool:
        """Whether the next visit should get a new browser."""
        return self._broken or self._process.connection.closed or self._opened >= pages

    @asynccontextmanager
    async def page(self) -> AsyncIterator[Page]:
        """A fresh page, when there is room for one; closed at the end."""
        async with self._slots:
            self._opened += 1
            page = await Page.open(self._process.connection, viewport=self._viewport, frames=self._frames)
            try:
                yield page
            finally:
                self._broken |= not await page.close()

    async def end(self) -> None:
        """End the browser. Idempotent and bounded."""
        await self._process.end()
