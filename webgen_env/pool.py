"""Pool: a bounded number of resources that are made on demand and lent one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Generic, Protocol, TypeVar

from webgen_env.errors import ClosedError, ConfigurationError


class Closable(Protocol):
    """Something that holds processes or connections."""

    async def aclose(self) -> None:
        """Release everything. Idempotent."""
        ...


R = TypeVar("R", bound=Closable)

_CLOSED = "The pool was closed; make a new scorer."


class Pool(Generic[R]):
    """Up to ``size`` resources, each lent to at most ``share`` users at once.

    Waiting users are served in the order in which they came, which is the back-pressure between the stages: nobody
    enters a stage before it has room. The most recently used resource is lent first, because it is warm.
    """

    def __init__(self, make: Callable[[], R], *, size: int, share: int = 1, owned: bool = True) -> None:
        """Prepare a pool; no resource is made.

        Args:
            make: Makes one resource; must be cheap, the resource opens on its first use.
            size: Most resources, at least 1.
            share: Most users of one resource at once, at least 1.
            owned: Whether the resources are closed with the pool.

        Raises:
            ConfigurationError: A size is not a positive integer.
        """
        for name, value in (("size", size), ("share", share)):
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise ConfigurationError(f"A pool's {name} must be a positive integer, got {value!r}.")
        self._make = make
        self._size = size
        self._share = share
        self._owned = owned
        self._places = asyncio.Semaphore(size * share)
        self._users: list[tuple[R, int]] = []
        self._closed = False

    @property
    def size(self) -> int:
        """Most resources."""
        return self._size

    @property
    def resources(self) -> tuple[R, ...]:
        """The resources made so far."""
        return tuple(resource for resource, _ in self._users)

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[R]:
        """Lend a resource for the duration of the context.

        Yields:
            A resource with fewer than ``share`` users.

        Raises:
            ClosedError: The pool was closed.
        """
        async with self._places:
            if self._closed:
                raise ClosedError(_CLOSED)
            resource = self._take()
            try:
                yield resource
            finally:
                self._give_back(resource)

    def any(self) -> R:
        """A resource without lending it, for what does not count as use; made if there is none yet.

        Raises:
            ClosedError: The pool was closed.
        """
        if self._closed:
            raise ClosedError(_CLOSED)
        if not self._users:
            self._users.append((self._make(), 0))
        return self._users[0][0]

    async def aclose(self) -> None:
        """Close every resource. Idempotent."""
        self._closed = True
        users, self._users = self._users, []
        if self._owned:
            await asyncio.gather(*(resource.aclose() for resource, _ in users))

    def _take(self) -> R:
        idle = [index for index, (_, users) in enumerate(self._users) if users == 0]
        if idle:
            index = idle[-1]
        elif len(self._users) < self._size:
            self._users.append((self._make(), 0))
            index = len(self._users) - 1
        else:
            index = min(range(len(self._users)), key=lambda place: self._users[place][1])
        resource, users = self._users[index]
        self._users[index] = (resource, users + 1)
        return resource

    def _give_back(self, resource: R) -> None:
        for index, (candidate, users) in enumerate(self._users):
            if candidate is resource:
                self._users[index] = (resource, users - 1)
                return
