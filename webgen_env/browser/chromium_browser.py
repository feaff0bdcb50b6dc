"""ChromiumBrowser: the real browser."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.browser.cdp import DisconnectedError, ProtocolError
from webgen_env.browser.chromium import Chromium, locate_chromium
from webgen_env.browser.gateway import Gateway
from webgen_env.browser.host import BrowserHost
from webgen_env.browser.routes import merge_routes
from webgen_env.browser.sandbox import Sandbox, choose_sandbox
from webgen_env.browser.serving import Server
from webgen_env.browser.visit import Visit
from webgen_env.errors import ClosedError, ConfigurationError, InfrastructureError
from webgen_env.toolchain import Toolchain, locate_toolchain

if TYPE_CHECKING:
    from webgen_env.browser.page import Seen
    from webgen_env.build.site import Site

_LOGGER = logging.getLogger(__name__)


class ChromiumBrowser:
    """Opens sites in warm Chromium processes. Implements :class:`~webgen_env.browser.Browser`.

    Constructing is cheap: a process starts when a page needs it and none is idle. Each process shows one page at a
    time, in a fresh context, so that pages share no storage and a page that hangs costs its own process only.
    Visits may run concurrently, all on one event loop.

    Args:
        toolchain: The installed toolchain; ``None`` looks it up at the first visit.
        executable: Path of a Chromium; ``None`` takes the first of the order in
            :func:`~webgen_env.browser.chromium.locate_chromium`.
        routes: Most further routes to visit after the home page.
        viewport: Width and height of the window.
        page_timeout_s: Deadline of one page in seconds.
        visit_timeout_s: Most seconds that the pages of one visit may take in all.
        network: Whether requests to public addresses are made for the pages; results are then no longer repeatable.
            Addresses of this machine and of private networks are never reachable.
        processes: Most Chromium processes at the same time.
        recycle_after: Pages after which a process is replaced.
        idle_memory_mb: Resident memory of a process and its children at which it is replaced between pages.
        page_memory_mb: Resident memory at which a page is stopped and counts as crashed.
        sandbox: ``"auto"`` takes the strongest that this machine allows; see
            :func:`~webgen_env.browser.sandbox.choose_sandbox`.

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
        network: bool = False,
        processes: int = 3,
        recycle_after: int = 500,
        idle_memory_mb: int = 1200,
        page_memory_mb: int = 2500,
        sandbox: str = "auto",
    ) -> None:
        if routes < 0 or processes < 1 or recycle_after < 1 or page_timeout_s <= 0 or visit_timeout_s <= 0:
            raise ConfigurationError(
                f"ChromiumBrowser: expected routes >= 0, processes >= 1, recycle_after >= 1 and positive deadlines, "
                f"got {routes=}, {processes=}, {recycle_after=}, {page_timeout_s=}, {visit_timeout_s=}"
            )
        if min(viewport) < 100 or max(viewport) > 4000:
            raise ConfigurationError(f"viewport: expected two lengths of 100 to 4,000 pixels, got {viewport}")
        self._toolchain = toolchain
        self._executable = executable
        self._routes = routes
        self._viewport = viewport
        self._page_timeout_s = page_timeout_s
        self._visit_timeout_s = visit_timeout_s
        self._network = network
        self._gateway: Gateway | None = Gateway() if network else None
        self._processes = processes
        self._recycle_after = recycle_after
        self._idle_memory_mb = idle_memory_mb
        self._page_memory_mb = page_memory_mb
        self._asked_sandbox = sandbox
        self._chromium: Chromium | None = None
        self._sandbox: Sandbox | None = None
        self._slots: asyncio.Semaphore | None = None
        self._idle: list[BrowserHost] = []
        self._busy: set[BrowserHost] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def identity(self) -> str:
        """Program, version, fonts and viewport: what decides the pictures."""
        width, height = self._viewport
        network = "+network" if self._network else ""
        return f"{self._program().identity}+{width}x{height}{network}"

    @property
    def sandbox(self) -> Sandbox:
        """What the browser is shut in on this machine."""
        if self._sandbox is None:
            self._sandbox = choose_sandbox(self._program(), self._asked_sandbox)
        return self._sandbox

    def describe(self) -> dict[str, str]:
        """What is used on this machine: program, kind, version, fonts and sandbox.

        Raises:
            ToolchainError: There is no browser, or the sandbox asked for does not work.
        """
        program = self._program()
        return {
            "program": str(program.executable),
            "kind": program.kind,
            "version": program.version,
            "fonts": program.fonts,
            "sandbox": self.sandbox.kind,
        }

    async def visit(self, site: Site, *, timeout_s: float | None = None) -> Visit:
        """Open the home page and further routes, each in a fresh page; see :class:`~webgen_env.browser.Browser`."""
        began = time.perf_counter()
        server = Server(site)
        budget = _Budget(self._visit_timeout_s if timeout_s is None else timeout_s, self._page_timeout_s)
        home = await self._open(server, "/", budget)
        seen_home = time.perf_counter()
        discovered = merge_routes(home.links, site.routes)
        pages = [home.page]
        if home.page.status == "ok":
            further = await _gather([self._open(server, route, budget) for route in discovered[: self._routes]])
            pages += [seen.page for seen in further]
        ended = time.perf_counter()
        return Visit(tuple(pages), discovered, {"home": seen_home - began, "routes": ended - seen_home})

    async def aclose(self) -> None:
        """End all processes. Idempotent; a visit in flight gets an infrastructure fault."""
        self._closed = True
        hosts, self._idle = [*self._idle, *self._busy], []
        await asyncio.gather(*(host.end() for host in hosts), *self._ending)

    async def _open(self, server: Server, route: str, budget: _Budget) -> Seen:
        """Visit one page; the deadline runs from when it has a browser, not while it waits for one."""
        async with self._host() as host:
            try:
                async with host.page() as page:
                    seen = await page.visit(server, route, timeout_s=budget.next_s(), gateway=self._gateway)
            except (DisconnectedError, ProtocolError) as error:
                raise InfrastructureError(
                    f"Chromium ended during a visit of {route}: {error}", stage="render"
                ) from error
        budget.spend(seen.page.elapsed_s)
        return seen

    @asynccontextmanager
    async def _host(self) -> AsyncIterator[BrowserHost]:
        if self._slots is None:
            self._slots = asyncio.Semaphore(self._processes)
        async with self._slots:
            host = await self._take()
            self._busy.add(host)
            try:
                yield host
            finally:
                self._busy.discard(host)
                if self._closed or host.worn(self._recycle_after, self._idle_memory_mb):
                    self._end_later(host)
                else:
                    self._idle.append(host)

    async def _take(self) -> BrowserHost:
        while self._idle:
            host = self._idle.pop()
            if not host.closed:
                return host
            self._end_later(host)
        if self._closed:
            raise ClosedError("This ChromiumBrowser was closed. Make a new one.")
        return await BrowserHost.start(
            self._program(), self.sandbox, viewport=self._viewport, page_memory_mb=self._page_memory_mb
        )

    def _end_later(self, host: BrowserHost) -> None:
        task = asyncio.create_task(host.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _program(self) -> Chromium:
        if self._chromium is None:
            self._toolchain = self._toolchain or locate_toolchain()
            self._chromium = locate_chromium(self._toolchain, self._executable)
        return self._chromium


class _Budget:
    """Seconds that the pages of one visit may still take."""

    def __init__(self, total_s: float, page_s: float) -> None:
        self._left_s = total_s
        self._page_s = page_s

    def next_s(self) -> float:
        """Deadline of the next page."""
        return max(0.0, min(self._left_s, self._page_s))

    def spend(self, seconds: float) -> None:
        """Count a page."""
        self._left_s -= seconds


async def _gather(visits: list[Coroutine[Any, Any, Seen]]) -> list[Seen]:
    """Wait for all; when one fails, end the others and raise what it raised."""
    tasks = [asyncio.ensure_future(visit) for visit in visits]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
