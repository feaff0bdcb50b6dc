"""ChromiumBrowser: the real browser."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.browser.cdp import DisconnectedError, ProtocolError
from webgen_env.browser.chromium import Chromium, locate_chromium
from webgen_env.browser.host import BrowserHost
from webgen_env.browser.page import Seen
from webgen_env.browser.routes import merge_routes
from webgen_env.browser.serving import Server
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.errors import ClosedError, ConfigurationError, InfrastructureError
from webgen_env.toolchain import Toolchain, locate_toolchain

if TYPE_CHECKING:
    from webgen_env.build.site import Site

_LOGGER = logging.getLogger(__name__)


class ChromiumBrowser:
    """Opens sites in one warm Chromium. Implements :class:`~webgen_env.browser.Browser`.

    Constructing is cheap: the browser starts with the first visit. Every page is opened in a context of its own, so pages
    share no storage and are visited at the same time. Visits may run concurrently; all on one event loop.

    Args:
        toolchain: The installed toolchain; ``None`` looks it up at the first visit.
        executable: Path of a Chromium; ``None`` takes the first of the order in
            :func:`~webgen_env.browser.chromium.locate_chromium`.
        routes: Most further routes to visit after the home page.
        viewport: Width and height of the window.
        page_timeout_s: Deadline of one page in seconds.
        visit_timeout_s: Deadline of one visit in seconds.
        concurrency: Most pages that are open at the same time.
        recycle_after: Pages after which the browser process is replaced.
        memory_limit_mb: Resident memory at which the browser process is replaced between visits.
        sandbox: ``"auto"`` takes the strongest that this machine allows; ``"none"`` takes none.

    Example:
        >>> browser = ChromiumBrowser(routes=2)
        >>> visit = asyncio.run(browser.visit(Site({"index.html": b"<h1>Hello</h1>"})))  # doctest: +SKIP
    """

    def __init__(
        self,
        toolchain: Toolchain | None = None,
        *,
        executable: str | Path | None = None,
        routes: int = 5,
        viewport: tuple[int, int] = (1024, 768),
        page_timeout_s: float = 10.0,
        visit_timeout_s: float = 30.0,
        concurrency: int = 3,
        recycle_after: int = 500,
        memory_limit_mb: int = 1500,
        sandbox: str = "auto",
    ) -> None:
        if routes < 0 or concurrency < 1 or recycle_after < 1 or page_timeout_s <= 0 or visit_timeout_s <= 0:
            raise ConfigurationError(
                f"ChromiumBrowser: expected routes >= 0, concurrency >= 1, recycle_after >= 1 and positive deadlines, "
                f"got {routes=}, {concurrency=}, {recycle_after=}, {page_timeout_s=}, {visit_timeout_s=}"
            )
        self._toolchain = toolchain
        self._executable = executable
        self._routes = routes
        self._viewport = viewport
        self._page_timeout_s = page_timeout_s
        self._visit_timeout_s = visit_timeout_s
        self._concurrency = concurrency
        self._recycle_after = recycle_after
        self._memory_limit_mb = memory_limit_mb
        self._sandbox = sandbox
        self._chromium: Chromium | None = None
        self._host: BrowserHost | None = None
        self._retired: set[BrowserHost] = set()
        self._starting = asyncio.Lock()
        self._closed = False

    @property
    def identity(self) -> str:
        """Program, version, fonts and viewport."""
        width, height = self._viewport
        return f"{self._program().identity}+{width}x{height}+routes-{self._routes}"

    async def visit(self, site: Site, *, timeout_s: float | None = None) -> Visit:
        """Open the home page and further routes, each in a fresh page; see :class:`~webgen_env.browser.Browser`."""
        began = time.perf_counter()
        deadline = began + min(timeout_s or self._visit_timeout_s, self._visit_timeout_s)
        try:
            async with self._lease() as host:
                ready = time.perf_counter()
                home = await self._open(host, Server(site), "/", deadline)
                seen_home = time.perf_counter()
                discovered = merge_routes(home.links, site.routes)
                pages: list[PageVisit] = [home.page]
                if home.page.status == "ok":
                    chosen = discovered[: self._routes]
                    async with asyncio.TaskGroup() as group:
                        tasks = [group.create_task(self._open(host, Server(site), r, deadline)) for r in chosen]
                    pages += [task.result().page for task in tasks]
        except* (DisconnectedError, ProtocolError) as errors:
            raise InfrastructureError(
                f"Chromium ended during a visit: {errors.exceptions[0]}", stage="render"
            ) from errors
        ended = time.perf_counter()
        timing = {"start": ready - began, "home": seen_home - ready, "routes": ended - seen_home}
        return Visit(tuple(pages), discovered, timing)

    async def aclose(self) -> None:
        """End the browser. Idempotent; a visit in flight gets an infrastructure fault."""
        self._closed = True
        hosts = [*self._retired, *([self._host] if self._host else [])]
        self._retired, self._host = set(), None
        await asyncio.gather(*(host.end() for host in hosts))

    async def _open(self, host: BrowserHost, server: Server, route: str, deadline: float) -> Seen:
        async with host.page() as page:
            left = deadline - time.perf_counter()
            if left <= 0:
                return Seen(PageVisit(route=route, status="timeout", blank=True))
            return await page.visit(server, route, timeout_s=min(left, self._page_timeout_s))

    @asynccontextmanager
    async def _lease(self) -> AsyncIterator[BrowserHost]:
        host = await self._current()
        host.visits += 1
        try:
            yield host
        finally:
            host.visits -= 1
            if host in self._retired and host.visits == 0:
                self._retired.discard(host)
                await host.end()

    async def _current(self) -> BrowserHost:
        """The browser for the next visit: started if there is none, replaced if it is worn out or gone."""
        async with self._starting:
            if self._closed:
                raise ClosedError("This ChromiumBrowser was closed. Make a new one.")
            host = self._host
            if host is not None and not host.worn(self._recycle_after, self._memory_limit_mb):
                return host
            self._host = None
            if host is not None:
                if host.visits:
                    self._retired.add(host)
                else:
                    await host.end()
            self._host = await BrowserHost.start(
                self._program(), viewport=self._viewport, concurrency=self._concurrency, sandbox=self._sandbox
            )
            return self._host

    def _program(self) -> Chromium:
        if self._chromium is None:
            self._toolchain = self._toolchain or locate_toolchain()
            self._chromium = locate_chromium(self._toolchain, self._executable)
        return self._chromium
