"""Preparation: packages are installed for some projects while others are built."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from webgen_env.build.layers import LayerStore, request_key

if TYPE_CHECKING:
    from webgen_env.build.plan import InstallPlan

MOST_INSTALLS = 4
"""Layers that one process makes at the same time; an installation waits for the registry more than it computes."""


class Preparation:
    """Makes layers ahead of the builds that need them, several at a time and each once.

    Bound to the event loop on which it is used.

    Args:
        store: Where layers are.
        installs: Most layers made at the same time, at least 1.
    """

    def __init__(self, store: LayerStore, *, installs: int = MOST_INSTALLS) -> None:
        self._store = store
        self._slots = asyncio.Semaphore(installs)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def prepare(self, plan: InstallPlan, *, timeout_s: float) -> None:
        """See to it that there is a layer for a plan. Waits for whoever is making it already.

        Args:
            plan: What has to be installed.
            timeout_s: Deadline in seconds for making it, or for the process that is making it.

        Raises:
            PackageError: The set cannot be installed, whoever installs it.
            InfrastructureError: Our machinery failed.
        """
        turn = self._turns.setdefault(request_key(plan.install), asyncio.Lock())
        # One of those who want the same layer at a time, so that the others take no slot while they wait.
        async with turn:
            if self._store.has(plan):
                return
            async with self._slots, self._store.use(plan, timeout_s=timeout_s):
                pass
