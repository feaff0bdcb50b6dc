"""Examiner: runs the contracts of a task on a built site, or probes it, in a real browser."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from webgen_env.browser.chromium import Chromium, locate_chromium
from webgen_env.browser.routes import merge_routes
from webgen_env.browser.sandbox import Sandbox, choose_sandbox
from webgen_env.browser.serving import ORIGIN, Server
from webgen_env.contracts import Contract, parse_contracts
from webgen_env.errors import ClosedError, ConfigurationError, InfrastructureError
from webgen_env.examination.driver import Driver, start_driver
from webgen_env.examination.failing import BrowserGoneError
from webgen_env.examination.lanes import Lanes, Use
from webgen_env.examination.probes.probing import NOWHERE, Probed, mark_dead_links, probe_page
from webgen_env.examination.probes.report import ProbeReport
from webgen_env.examination.result import ContractVerdict, Examination
from webgen_env.examination.runner import Pictures, Ran, run_contract
from webgen_env.toolchain import Toolchain, locate_toolchain

if TYPE_CHECKING:
    from pathlib import Path

    from webgen_env.build.site import Site
    from webgen_env.examination.lane import Lane
    from webgen_env.tasks.task import Task

T = TypeVar("T")

_LOGGER = logging.getLogger(__name__)

VERSION = 7
"""Raised when the same site could get another verdict than before."""

VIEWPORT = (1280, 800)
_TRIES = 2


class Examiner:
    """Runs contracts and probes on built sites.

    Constructing is cheap: Playwright and one Chromium start with the first site. Every contract gets a page that is as
    a fresh one; several run at once. The page's clock is ours, so waiting costs no time and a verdict does not depend
    on how busy the machine is. All calls belong to one event loop.

    Args:
        toolchain: The installed toolchain; ``None`` looks it up at the first site.
        executable: Path of a Chromium; ``None`` takes the first that is found, the pinned one before all.
        concurrency: Contracts that run at the same time.
        contract_timeout_s: Deadline of one contract: seconds of real time, and then as many seconds of work of a page
            of ours beside it, so that a busy machine is not taken for a page that hangs.
        site_timeout_s: Deadline of one site in seconds of real time, after which none of its contracts begins. Those
            that do not are inconclusive, or fail if pages of the site hung for half of the time.
        recycle_after: Sites after which browser and driver are replaced.
        probe_routes: Most pages that are probed besides the home page.
        pictures: ``"all"`` takes a picture at the end of each contract; ``"failed"`` only of those that did not pass,
            which saves a twentieth of the work.
        sandbox: ``"auto"`` takes the strongest that this machine allows.

    Example:
        >>> examiner = Examiner()
        >>> examination = asyncio.run(examiner.examine(site, task))  # doctest: +SKIP
        >>> examination.passed  # doctest: +SKIP
        1.0
    """

    def __init__(
        self,
        toolchain: Toolchain | None = None,
        *,
        executable: str | Path | None = None,
        concurrency: int = 3,
        contract_timeout_s: float = 20.0,
        site_timeout_s: float = 90.0,
        recycle_after: int = 100,
        probe_routes: int = 5,
        pictures: Pictures = "all",
        sandbox: str = "auto",
    ) -> None:
        if concurrency < 1 or probe_routes < 0 or recycle_after < 1 or contract_timeout_s <= 0 or site_timeout_s <= 0:
            raise ConfigurationError(
                f"Examiner: expected concurrency >= 1, recycle_after >= 1, probe_routes >= 0 and positive deadlines, "
                f"got {concurrency=}, {recycle_after=}, {probe_routes=}, {contract_timeout_s=}, {site_timeout_s=}"
            )
        if pictures not in get_args(Pictures):
            raise ConfigurationError(f"pictures: expected one of {', '.join(get_args(Pictures))}, got {pictures!r}")
        self._toolchain = toolchain
        self._executable = executable
        self._concurrency = concurrency
        self._contract_timeout_s = contract_timeout_s
        self._site_timeout_s = site_timeout_s
        self._recycle_after = recycle_after
        self._probe_routes = probe_routes
        self._pictures: Pictures = pictures
        self._asked_sandbox = sandbox
        self._chromium: Chromium | None = None
        self._sandbox: Sandbox | None = None
        self._driver: Driver | None = None
        self._sites = 0
        self._users = 0
        self._starting: asyncio.Lock | None = None
        self._slots: asyncio.Semaphore | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def identity(self) -> str:
        """Browser, fonts and version of the rules: what decides the verdicts."""
        return f"examiner-{VERSION}+{self._program().identity}"

    async def examine(self, site: Site, task: Task, *, timeout_s: float | None = None) -> Examination:
        """Run the contracts of a task on a site; probe it if the task has none.

        Args:
            site: The built site. Its code is hostile and runs in the browser only.
            task: The task with its contracts.
            timeout_s: Deadline in seconds for everything; ``None`` takes the examiner's own.

        Returns:
            One verdict per contract, or what the probes found. What the site does never raises; a contract that our
            machinery could not decide is inconclusive.

        Raises:
            ContractError: A contract of the task is not valid.
            InfrastructureError: The browser does not start.
            ClosedError: The examiner was closed.
        """
        if not task.contracts:
            return await self.probe(site, timeout_s=timeout_s)
        return await self.examine_contracts(site, parse_contracts(task.contracts, task.id), timeout_s=timeout_s)

    async def examine_contracts(
        self, site: Site, contracts: tuple[Contract, ...], *, timeout_s: float | None = None
    ) -> Examination:
        """Run contracts on a site; see :meth:`examine`."""
        began = time.perf_counter()
        # The long ones first: the last to end is then a short one, and the lanes end together.
        order = sorted(range(len(contracts)), key=lambda index: -len(contracts[index].steps))
        async with self._lanes(Server(site), timeout_s) as lanes:
            ended = await _all(
                [self._decide(lanes, contracts[index], axe=self._axe() if index == 0 else None) for index in order]
            )
        ran = [one for _, one in sorted(zip(order, ended, strict=True), key=lambda pair: pair[0])]
        violations = ran[0].violations if ran else None
        return Examination(
            tuple(one.verdict for one in ran),
            None,
            violations.elements if violations is not None else None,
            {"contracts": time.perf_counter() - began},
        )

    async def probe(self, site: Site, *, timeout_s: float | None = None) -> Examination:
        """Probe a site: home page and the pages that are linked or declared, in a fixed order.

        Args:
            site: The built site.
            timeout_s: Deadline in seconds for everything; ``None`` takes the examiner's own.

        Returns:
            What the probes found.

        Raises:
            InfrastructureError: The browser does not start, or ended twice.
            ClosedError: The examiner was closed.
        """
        began = time.perf_counter()
        axe = self._axe()

        async def probe(
            route: str,
            missing: str | None = None,
            *,
            home: str | None = None,
            known: frozenset[str] = frozenset(),
            deep: bool = True,
        ) -> Probed:
            async def use(lane: Lane) -> tuple[Probed, bool]:
                left_s = max(0.1, min(lanes.left_s, self._contract_timeout_s))
                probed = await probe_page(
                    lane,
                    route,
                    missing=missing,
                    home=home,
                    axe=axe,
                    viewport=VIEWPORT,
                    timeout_s=left_s,
                    known=known,
                    deep=deep,
                )
                return probed, probed.reusable

            try:
                return await self._in_lane(lanes, use)
            except BrowserGoneError as error:
                raise InfrastructureError(f"The browser of probes ended twice: {error}", stage="render") from error

        async with self._lanes(Server(site), timeout_s) as lanes:
            nowhere, home = await _all([probe(NOWHERE, deep=False), probe("/")])
            missing = nowhere.text if nowhere.text != home.text else None
            routes = merge_routes((ORIGIN + route for route in home.routes), site.routes)[: self._probe_routes]
            others = await _all([probe(route, missing, home=home.text, known=home.frame) for route in routes])
        pages = mark_dead_links((home.page, *(probed.page for probed in others)))
        return Examination((), ProbeReport(pages), None, {"probes": time.perf_counter() - began})

    async def aclose(self) -> None:
        """End browser and driver. Idempotent; an examination in flight gets an infrastructure fault."""
        self._closed = True
        driver, self._driver = self._driver, None
        if driver is not None:
            self._end_later(driver)
        if self._ending:
            await asyncio.gather(*self._ending, return_exceptions=True)

    async def _decide(self, lanes: Lanes, contract: Contract, *, axe: Path | None) -> Ran:
        async def use(lane: Lane) -> tuple[Ran, bool]:
            if lanes.left_s <= 0:
                return _not_begun(contract, hung=lanes.hung), True
            ran = await run_contract(
                lane, contract, timeout_s=self._contract_timeout_s, axe=axe, pictures=self._pictures
            )
            return ran, ran.reusable

        try:
            return await self._in_lane(lanes, use)
        except BrowserGoneError as error:
            return _undecided(contract, f"the browser ended twice: {error}")

    def _axe(self) -> Path:
        self._toolchain = self._toolchain or locate_toolchain()
        return self._toolchain.modules / "axe-core" / "axe.min.js"

    @asynccontextmanager
    async def _lanes(self, server: Server, timeout_s: float | None = None) -> AsyncIterator[Lanes]:
        lanes = Lanes(server, self._site_timeout_s if timeout_s is None else timeout_s)
        try:
            yield lanes
        finally:
            self._sites += 1
            await lanes.close()

    async def _in_lane(self, lanes: Lanes, use: Use[T]) -> T:
        """Use a lane; once more in a new browser if this one ends meanwhile.

        Raises:
            BrowserGoneError: The second browser ended too.
        """
        if self._slots is None:
            self._slots = asyncio.Semaphore(self._concurrency)
        async with self._slots:
            for attempt in range(_TRIES):
                async with self._lent() as driver:
                    try:
                        return await lanes.use(driver, use)
                    except BrowserGoneError as error:
                        _LOGGER.warning("The browser of contracts and probes ended: %s", error)
                        self._drop(driver)
                        if self._closed:
                            raise InfrastructureError("The examiner was closed.", stage="render") from error
                        if attempt == _TRIES - 1:
                            raise
        raise RuntimeError("a loop of at least one round returned or raised")

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Driver]:
        driver = await self._running()
        self._users += 1
        try:
            yield driver
        finally:
            self._users -= 1
            if self._sites >= self._recycle_after and self._users == 0 and driver is self._driver:
                self._drop(driver)

    async def _running(self) -> Driver:
        if self._starting is None:
            self._starting = asyncio.Lock()
        async with self._starting:
            if self._closed:
                raise ClosedError("This Examiner was closed. Make a new one.")
            if self._driver is not None and not self._driver.alive:
                self._drop(self._driver)
            if self._driver is None:
                if self._sandbox is None:
                    self._sandbox = await asyncio.to_thread(choose_sandbox, self._program(), self._asked_sandbox)
                self._driver = await start_driver(self._program(), self._sandbox, viewport=VIEWPORT)
                self._sites = 0
            return self._driver

    def _drop(self, driver: Driver) -> None:
        if driver is self._driver:
            self._driver = None
            self._end_later(driver)

    def _end_later(self, driver: Driver) -> None:
        task = asyncio.ensure_future(driver.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _program(self) -> Chromium:
        if self._chromium is None:
            self._toolchain = self._toolchain or locate_toolchain()
            self._chromium = locate_chromium(self._toolchain, self._executable)
        return self._chromium


async def _all(doing: list[Coroutine[Any, Any, T]]) -> list[T]:
    """Wait for all; when one fails, end the others and raise what it raised."""
    tasks = [asyncio.ensure_future(one) for one in doing]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _not_begun(contract: Contract, *, hung: bool) -> Ran:
    """The verdict on a contract for which no time was left."""
    reason = "the deadline of the site passed before this contract began"
    if not hung:
        return _undecided(contract, reason)
    # Otherwise a site could make its own failure ours.
    reason = f"the page hung under other contracts until {reason}"
    verdict = ContractVerdict(
        contract.id, "fail", contract.requirement, contract.category, message=reason, repeatable=False
    )
    return Ran(verdict, True)


def _undecided(contract: Contract, reason: str) -> Ran:
    verdict = ContractVerdict(
        contract.id, "inconclusive", contract.requirement, contract.category, message=reason[:600], repeatable=False
    )
    return Ran(verdict, True)
