"""Several coroutines at once, all of which must succeed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


async def gathered(coroutines: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Run coroutines at once; the first that fails ends the others.

    Args:
        coroutines: What to run.

    Returns:
        Their results in order.

    Raises:
        Exception: The first failure, as it was raised.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(coroutine) for coroutine in coroutines]
    except BaseExceptionGroup as failures:
        # What a caller can act on is the first cause.
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
