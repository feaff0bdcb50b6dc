"""Room: how many walks may be under way at once, which keeps what they hold in memory bounded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Room:
    """A bounded number of places, taken in the order in which they were asked for.

    It is the back-pressure of the whole walk: while a stage is slow, no more sites are parsed, built and rendered than
    there are places.

    Args:
        places: Most walks under way, at least 1.
    """

    def __init__(self, places: int) -> None:
        self._free = asyncio.Semaphore(places)

    async def enter(self) -> Place:
        """Wait for a place.

        Returns:
            The place, to be left when the walk is over.
        """
        place = Place(self._free)
        await place.take()
        return place


class Place:
    """One walk's right to be under way; made by :meth:`Room.enter`."""

    __slots__ = ("_free", "_held")

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._held = False

    async def take(self) -> None:
        """Wait for a place, unless it is held already."""
        if not self._held:
            await self._free.acquire()
            self._held = True

    def leave(self) -> None:
        """Give the place to the next in line. Idempotent."""
        if self._held:
            self._held = False
            self._free.release()

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """Let others go ahead while this walk only waits; the place is taken again at the end of the block.

        A block that fails ends the walk, and such a walk needs no place.
        """
        self.leave()
        yield
        await self.take()
