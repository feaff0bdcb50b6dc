"""Verdicts: the cache as a walk uses it, with one walk at a time for each key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TYPE_CHECKING

from webgen_env.errors import InfrastructureError, JudgeError
from webgen_env.verdict_cache.evaluation import Evaluation, is_repeatable
from webgen_env.verdict_cache.key import Identities, verdict_key

if TYPE_CHECKING:
    from webgen_env.scaffold.project import Project
    from webgen_env.tasks.task import Task
    from webgen_env.verdict_cache.cache import VerdictCache

MAX_UNWRITTEN = 32
"""Evaluations that wait for the disk; further ones are not kept, so that a slow disk costs no memory."""


class Verdicts:
    """Evaluations by key: from the disk, from a walk that is on its way to the same key, or from a walk of one's own.

    Bound to the event loop on which it is used.
    """

    def __init__(self, cache: VerdictCache, identify: Callable[[], Awaitable[Identities]]) -> None:
        """Prepare; nothing is opened.

        Args:
            cache: Where evaluations are kept.
            identify: Tells what builds, opens and judges; called once, with the first project that gets that far.
        """
        self._cache = cache
        self._identify = identify
        self._identifying: asyncio.Lock = asyncio.Lock()
        self._identities: Identities | None = None
        self._flights: dict[str, asyncio.Future[Evaluation | None]] = {}
        self._writes: set[asyncio.Task[None]] = set()

    async def evaluate(
        self,
        project: Project,
        task: Task,
        compute: Callable[[], Awaitable[Evaluation]],
        *,
        aside: Callable[[], AbstractAsyncContextManager[None]] = nullcontext,
    ) -> tuple[Evaluation, bool]:
        """Get the evaluation of a project.

        Args:
            project: The composed project.
            task: The specification.
            compute: Evaluates it for real; called by at most one walk per key at a time.
            aside: Context in which the evaluation of another walk is waited for.

        Returns:
            The evaluation, and whether somebody else computed it. Those that a deadline or a crash had a part in are
            shared with the walks that were waiting for them, and are not kept.

        Raises:
            InfrastructureError: The walk that computed it met a fault of ours.
            JudgeError: The same.
        """
        key = verdict_key(project, task, await self._known_identities())
        while key in self._flights:
            async with aside():
                # Shielded, because a walk that is called off must not end the wait of the others.
                shared = await asyncio.shield(self._flights[key])
            if shared is not None:
                return shared, True
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        try:
            kept = await asyncio.to_thread(self._cache.get, key)
            evaluation = kept or await compute()
            flight.set_result(evaluation)
        except (InfrastructureError, JudgeError) as error:
            flight.set_exception(error)
            flight.exception()  # nobody may be waiting, and that is fine
            raise
        finally:
            del self._flights[key]
            if not flight.done():
                flight.set_result(None)  # called off: the next in line computes it
        if kept is None and is_repeatable(evaluation) and len(self._writes) < MAX_UNWRITTEN:
            # The verdict does not wait for the disk; who asks meanwhile gets it from here.
            self._flights[key] = flight
            write = asyncio.create_task(self._write(key, evaluation))
            self._writes.add(write)
            write.add_done_callback(self._writes.discard)
        return evaluation, kept is not None

    async def _write(self, key: str, evaluation: Evaluation) -> None:
        try:
            await asyncio.to_thread(self._cache.put, key, evaluation)
        finally:
            self._flights.pop(key, None)

    async def aclose(self) -> None:
        """Wait for the disk. Idempotent."""
        while self._writes:
            await asyncio.gather(*self._writes, return_exceptions=True)
        await asyncio.to_thread(self._cache.close)

    async def _known_identities(self) -> Identities:
        async with self._identifying:
            if self._identities is None:
                self._identities = await self._identify()
            return self._identities
