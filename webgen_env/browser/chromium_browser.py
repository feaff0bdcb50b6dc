"""ChromiumBrowser: the real browser."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
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
    from webgen_env.browser.context import Context
    from webgen_env.browser.page import Seen
    from webgen_env.build.site import Site

_LOGGER = logging.getLogger(__name__)


class ChromiumBrowser:
    """Opens sites in warm Chromium processes. Implements :class:`~webgen_env.browser.Browser`.

    Constructing is cheap: a process starts when a site needs it and none is idle. Each process shows one page at a
    time, so that a page that hangs costs its own process only. Every page finds storage empty. Visits may run
    concurrently, all on one event loop.

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
        processes: int = 2,
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
        budget = _Budget(self._visit_timeout_s if timeout_s is None else timeout_s, self._page_timeout_s)
        visit = _SiteVisit(Server(site), self._gateway, budget)
        async with self._context() as context:
            home = await visit.open(context, 0, "/")
            seen_home = time.perf_counter()
            discovered = merge_routes(home.links, site.routes)
            if home.page.status == "ok":
                visit.waiting.extend(enumerate(discovered[: self._routes], start=1))
            # Idle processes help; with none idle, the site's own renderer, which is warm, opens all of its pages.
            helpers = [self._help(visit) for _ in range(min(len(visit.waiting) - 1, self._free()))]
            await _gather([visit.work(context), *helpers])
        while visit.waiting:
            await self._help(visit)
        ended = time.perf_counter()
        pages = tuple(visit.seen[slot].page for slot in sorted(visit.seen))
        return Visit(pages, discovered, {"home": seen_home - began, "routes": ended - seen_home})

    async def aclose(self) -> None:
        """End all processes. Idempotent; a visit in flight gets an infrastructure fault."""
        self._closed = True
        hosts, self._idle = [*self._idle, *self._busy], []
        await asyncio.gather(*(host.end() for host in hosts), *self._ending)

    async def _help(self, visit: _SiteVisit) -> None:
        """Open pages of a visit in a context of their own."""
        async with self._context() as context:
            await visit.work(context)

    @asynccontextmanager
    async def _context(self) -> AsyncIterator[Context]:
        """A fresh context in a process of its own.

        Deadlines run from when a page has a browser, not while it waits for one.
        """
        if self._slots is None:
            self._slots = asyncio.Semaphore(self._processes)
        async with self._slots:
            host = await self._take()
            self._busy.add(host)
            try:
                async with host.context() as context:
                    yield context
            except (DisconnectedError, ProtocolError) as error:
                raise InfrastructureError(f"Chromium ended during a visit: {error}", stage="render") from error
            finally:
                self._busy.discard(host)
                if self._closed or host.worn(self._recycle_after, self._idle_memory_mb):
                    self._end_later(host)
                else:
                    self._idle.append(host)

    def _free(self) -> int:
        """Processes that nobody uses or waits for."""
        waited_for = self._slots is None or self._slots.locked()
        return 0 if waited_for else self._processes - len(self._busy)

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


class _SiteVisit:
    """The pages of one visit that are still to be opened, and what was seen of those that were.

    Attributes:
        waiting: Routes to open, in order, each with its place among the pages of the site.
        seen: What was seen, by place.
    """

    def __init__(self, server: Server, gateway: Gateway | None, budget: _Budget) -> None:
        self._server = server
        self._gateway = gateway
        self._budget = budget
        self.waiting: deque[tuple[int, str]] = deque()
        self.seen: dict[int, Seen] = {}

    async def open(self, context: Context, slot: int, route: str) -> Seen:
        """Open one page."""
        page = await context.page()
        deadline_s = self._budget.next_s()
        seen = await page.visit(self._server, route, slot=slot, timeout_s=deadline_s, gateway=self._gateway)
        self._budget.spend(seen.page.elapsed_s)
        self.seen[slot] = seen
        return seen

    async def work(self, context: Context) -> None:
        """Open what is waiting, one page after another, as long as the context answers."""
        while self.waiting and context.healthy:
            await self.open(context, *self.waiting.popleft())


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


async def _gather(visits: list[Coroutine[Any, Any, None]]) -> None:
    """Wait for all; when one fails, end the others and raise what it raised."""
    tasks = [asyncio.ensure_future(visit) for visit in visits]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
