"""BrowserHost: one Chromium process, which opens one site at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from webgen_env.browser.cdp import DisconnectedError, ProtocolError
from webgen_env.browser.context import Context
from webgen_env.browser.launch import command_line, environment
from webgen_env.browser.process import BrowserProcess, resident_mb, start_browser

if TYPE_CHECKING:
    from webgen_env.browser.chromium import Chromium
    from webgen_env.browser.sandbox import Sandbox

_LOGGER = logging.getLogger(__name__)

_OPEN_TIMEOUT_S = 15.0
_CHECK_TIMEOUT_S = 3.0
# A page that loads without it shows what it has by then. The process that draws is started anew without a trace, which
# happens by itself when a browser starts on a busy machine; others, such as decoders, come and go.
_NEEDED = "network.mojom.NetworkService"
_MEMORY_FIRST_LOOK_S = 0.5
_MEMORY_INTERVAL_S = 0.2

# Asking for the memory of some ten processes takes milliseconds, and a renderer's goes with its site anyway.
_MEMORY_EVERY = 8


class BrowserHost:
    """A running Chromium; made by :meth:`start`.

    It opens one site at a time, in a fresh context each: frames of pages that share a process wait for one another, so
    that a page that hangs would hold up its neighbours. The next context is prepared while the host is idle.
    """

    def __init__(
        self, process: BrowserProcess, *, viewport: tuple[int, int], frames: bool, page_memory_mb: int
    ) -> None:
        self._process = process
        self._viewport = viewport
        self._frames = frames
        self._page_memory_mb = page_memory_mb
        self._opened = 0
        self._broken = False
        self._parts: frozenset[int] = frozenset()
        self._unmeasured = 0
        self._next = asyncio.create_task(self._prepare())

    @classmethod
    async def start(
        cls, chromium: Chromium, sandbox: Sandbox, *, viewport: tuple[int, int], page_memory_mb: int
    ) -> BrowserHost:
        """Start a browser.

        Args:
            chromium: The program.
            sandbox: What it is shut in.
            viewport: Width and height of pages.
            page_memory_mb: Memory of all its processes at which a page is stopped.

        Returns:
            The running browser.

        Raises:
            InfrastructureError: It did not start.
        """
        command = command_line(chromium, sandbox, viewport=viewport)
        process = await start_browser(command, environment(chromium))
        # Tells when a page is gone.
        process.connection.browser.send("Target.setDiscoverTargets", {"discover": True, "filter": [{"type": "page"}]})
        # Only the headless shell draws frames on command; a full Chrome calls itself Chrome even without a window.
        frames = process.product.startswith("HeadlessChrome/")
        return cls(process, viewport=viewport, frames=frames, page_memory_mb=page_memory_mb)

    @property
    def closed(self) -> bool:
        """Whether the process is gone."""
        return self._process.connection.closed

    def worn(self, pages: int, memory_mb: int) -> bool:
        """Whether the next site should get a new browser.

        Args:
            pages: Pages after which a browser has done its work.
            memory_mb: Resident memory at which it is to be replaced; looked at after every eighth site.
        """
        if self._broken or self.closed or self._opened >= pages:
            return True
        self._unmeasured = (self._unmeasured + 1) % _MEMORY_EVERY
        return self._unmeasured == 0 and resident_mb(self._process.group) > memory_mb

    @asynccontextmanager
    async def context(self) -> AsyncIterator[Context]:
        """The prepared context. What it leaves behind is cleared away after the block, without waiting for it.

        Raises:
            DisconnectedError: The browser went away, opens no page any more, or lost one of its processes during the
                block: what the page showed without it says nothing about the page.
            ProtocolError: The browser refused to open a page.
        """
        try:
            context = await asyncio.wait_for(asyncio.shield(self._next), _OPEN_TIMEOUT_S)
        except TimeoutError as error:
            # A browser that has lost the process which starts its renderers waits for ever.
            self._broken = True
            self._process.kill()
            raise DisconnectedError(f"it opened no page within {_OPEN_TIMEOUT_S:g} s") from error
        watch = asyncio.create_task(self._watch_memory(context))
        parts = self._parts
        try:
            yield context
            await self._check_parts(parts)
        finally:
            watch.cancel()
            self._opened += context.pages
            if context.healthy and not self._broken:
                self._next = asyncio.create_task(self._turn_over(context))
            else:
                # The renderer may be busy for ever: everything goes, at once.
                self._broken = True
                self._process.kill()

    async def end(self) -> None:
        """End the browser. Idempotent and bounded."""
        self._next.cancel()
        if self._broken:
            self._process.kill()
        with suppress(asyncio.CancelledError, DisconnectedError, ProtocolError):
            await self._next
        await self._process.end()

    async def _turn_over(self, context: Context) -> Context:
        if not await context.close():
            self._broken = True
        return await self._prepare()

    async def _prepare(self) -> Context:
        try:
            context = await Context.open(self._process.connection, viewport=self._viewport, frames=self._frames)
            self._parts = await self._living_parts()
        except (DisconnectedError, ProtocolError):
            self._broken = True
            raise
        return context

    async def _living_parts(self) -> frozenset[int]:
        """The processes that pages cannot lose without a trace."""
        answer = await self._process.connection.browser.send("SystemInfo.getProcessInfo")
        return frozenset(int(each["id"]) for each in answer["processInfo"] if each["type"] == _NEEDED and each["id"])

    async def _check_parts(self, before: frozenset[int]) -> None:
        try:
            lost = before - await asyncio.wait_for(self._living_parts(), _CHECK_TIMEOUT_S)
        except TimeoutError:
            return  # a page that keeps the whole browser busy; that is its own doing
        if lost:
            self._broken = True
            raise DisconnectedError("it lost its network process")

    async def _watch_memory(self, context: Context) -> None:
        """Stop a page that takes more memory than it may."""
        await asyncio.sleep(_MEMORY_FIRST_LOOK_S)
        while resident_mb(self._process.group) <= self._page_memory_mb:  # noqa: ASYNC110 - the kernel sends no event
            await asyncio.sleep(_MEMORY_INTERVAL_S)
        _LOGGER.debug("A page took more than %d MB and was stopped", self._page_memory_mb)
        self._broken = True
        context.stop()
