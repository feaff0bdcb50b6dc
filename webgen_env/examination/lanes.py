"""Lanes: those in which the contracts or pages of one site are examined, and the time that there is for them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from webgen_env.examination.failing import BrowserGoneError
from webgen_env.examination.lane import Lane

if TYPE_CHECKING:
    from webgen_env.browser.serving import Server
    from webgen_env.examination.driver import Driver

T = TypeVar("T")
Use: TypeAlias = Callable[[Lane], Awaitable[tuple[T, bool]]]
"""What is done in a lane: gives its result, and whether the lane may be cleared and used again."""

_LOGGER = logging.getLogger(__name__)

_HANGS = 2
_PATIENCE_WITH_HANGS = 0.25
"""After this many pages of a site hung, which each was given the time not to, less is waited for the others."""

_OPEN_TIMEOUT_S = 20.0


class Lanes:
    """The lanes of one site, and its time.

    Args:
        server: Serves the site.
        timeout_s: Seconds of real time that there are for the site.
    """

    def __init__(self, server: Server, timeout_s: float) -> None:
        self._server = server
        self._free: list[Lane] = []
        self._workers = False
        self._hangs = 0
        self._hung_s = 0.0
        self._timeout_s = timeout_s
        self._deadline = time.perf_counter() + timeout_s

    @property
    def left_s(self) -> float:
        """Seconds that are left of the site's time."""
        return self._deadline - time.perf_counter()

    @property
    def hung(self) -> bool:
        """Whether pages that hung took half of the site's time, that of all lanes together."""
        return self._hung_s >= self._timeout_s / 2

    async def use(self, driver: Driver, use: Use[T]) -> T:
        """Use one of them, or a new one; anew if it turns out that the site has workers, which were not served.

        Args:
            driver: Whose browser it is to be in.
            use: What to do in it.

        Returns:
            What that gives.

        Raises:
            BrowserGoneError: The browser ended.
        """
        while True:
            workers = self._workers
            lane = await self._cleared(driver) or await _open_lane(driver, self._server, workers=workers)
            if self._hangs >= _HANGS:
                lane.hurry(_PATIENCE_WITH_HANGS)
            began = time.perf_counter()
            try:
                result, reusable = await use(lane)
            except BrowserGoneError:
                raise
            except BaseException:
                # Called off meanwhile: what the lane holds goes at once, and not with the browser.
                await asyncio.shield(lane.close())
                raise
            again = lane.incomplete
            if lane.hangs:
                self._hangs += 1
                self._hung_s += time.perf_counter() - began
            if reusable and not again and workers == self._workers:
                self._free.append(lane)
            else:
                await lane.close()
            if not again:
                return result
            self._workers = True

    async def _cleared(self, driver: Driver) -> Lane | None:
        """A lane that was used before, as a fresh one; one that cannot be cleared is left behind."""
        while self._free:
            lane = self._free.pop()
            if lane.browser is driver.browser:
                try:
                    await lane.clear()
                except Exception as error:  # noqa: BLE001 - it is broken, in whatever way
                    _LOGGER.debug("A lane is given up: %s", error)
                except BaseException:
                    await asyncio.shield(lane.close())
                    raise
                else:
                    return lane
            await lane.close()
        return None

    async def close(self) -> None:
        """Close them all."""
        free, self._free = self._free, []
        await asyncio.gather(*(lane.close() for lane in free))


async def _open_lane(driver: Driver, server: Server, *, workers: bool) -> Lane:
    try:
        return await asyncio.wait_for(Lane.open(driver.browser, server, workers=workers), _OPEN_TIMEOUT_S)
    except Exception as error:
        raise BrowserGoneError(f"no context could be opened: {str(error)[:200]}") from error
