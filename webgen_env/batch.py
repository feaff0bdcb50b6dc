"""Batch: many completions through one room, identical ones once, each reported as it is finished."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.reward.result import RewardResult
    from webgen_env.room import Place, Room
    from webgen_env.tasks.task import Task

logger = logging.getLogger(__name__)

MOST_STARTED = 512
"""Walks of one batch that are begun and not over, those included that stepped aside to wait for another's result."""

Progress = Callable[[int, "RewardResult"], None]


def group_identical(tasks: Sequence[Task], completions: Sequence[str]) -> list[list[int]]:
    """Find the completions that are the same text for the same task.

    Args:
        tasks: One specification per completion.
        completions: What the policy wrote.

    Returns:
        Groups of positions, in the order of their first members.
    """
    # A task is no key, because it holds mappings; its id nearly always tells it, and equality decides.
    known: dict[tuple[str, str], list[tuple[Task, list[int]]]] = {}
    groups: list[list[int]] = []
    for index, (task, completion) in enumerate(zip(tasks, completions, strict=True)):
        candidates = known.setdefault((task.id, completion), [])
        for other, group in candidates:
            if other is task or other == task:
                group.append(index)
                break
        else:
            groups.append([index])
            candidates.append((task, groups[-1]))
    return groups


async def run_batch(
    groups: Sequence[Sequence[int]],
    room: Room,
    score: Callable[[int, Place], Awaitable[RewardResult]],
    progress: Progress | None = None,
) -> list[RewardResult]:
    """Score one member of each group and give all its members the result.

    A walk begins when the room has a place for it. A batch asks for one place at a time, so that batches of different
    callers take turns, whatever their sizes.

    Args:
        groups: Positions, each once and from 0 on.
        room: Bounds the walks under way.
        score: Scores the completion at a position, once it holds a place.
        progress: Called with position and result as each is ready. What it raises is logged, and it is not called
            again; the batch goes on.

    Returns:
        The results in the order of the positions.

    Raises:
        Exception: What ``score`` raised first; the other walks are then called off.
    """
    results: dict[int, RewardResult] = {}
    report = _Report(progress)
    started = asyncio.Semaphore(MOST_STARTED)

    async def one(indices: Sequence[int], place: Place) -> None:
        result = await score(indices[0], place)
        for index in indices:
            results[index] = result if index == indices[0] else replace(result, cached=True)
            report(index, results[index])

    try:
        async with asyncio.TaskGroup() as group:
            for indices in groups:
                await started.acquire()
                place = await room.enter()
                task = group.create_task(one(indices, place))
                # Callbacks, because a task that is called off before its first step runs no line of its own.
                task.add_done_callback(_leaving(place))
                task.add_done_callback(lambda _: started.release())
    except BaseExceptionGroup as failures:
        # What a caller can act on is the first cause, a missing toolchain for instance.
        raise failures.exceptions[0] from failures
    return [results[index] for index in range(len(results))]


def _leaving(place: Place) -> Callable[[object], None]:
    return lambda _: place.leave()


class _Report:
    """Tells the caller what is finished, as long as the caller's function works."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def __call__(self, index: int, result: RewardResult) -> None:
        if self._progress is None:
            return
        try:
            self._progress(index, result)
        except Exception:
            # The caller's code: whatever is wrong with it must not cost a batch of verdicts.
            logger.exception("the progress function failed and is not called again in this batch")
            self._progress = None
