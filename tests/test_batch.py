from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import pytest

from webgen_env.batch import MOST_STARTED, group_identical, run_batch
from webgen_env.reward import RewardResult
from webgen_env.room import Place, Room
from webgen_env.tasks import Task

TASK = Task(id="bakery", instruction="A bakery.")


def result(number: int) -> RewardResult:
    return RewardResult(reward=float(number), terms={}, stage="scored")


def test_the_same_text_for_an_equal_task_is_one_group() -> None:
    equal, other = replace(TASK), replace(TASK, contracts=({"id": "more"},))
    tasks = [TASK, TASK, equal, other, TASK, other]
    assert group_identical(tasks, ["a", "b", "a", "a", "b", "a"]) == [[0, 2], [1, 4], [3, 5]]
    assert group_identical([], []) == []


async def test_results_keep_the_order_and_reports_come_as_they_are_ready() -> None:
    reported: list[int] = []

    async def score(index: int, place: Place) -> RewardResult:
        await asyncio.sleep(0.001 * (5 - index))
        return result(index)

    groups = [[0, 3], [1], [2, 4]]
    results = await run_batch(groups, Room(8), score, lambda index, _: reported.append(index))
    assert [each.reward for each in results] == [0.0, 1.0, 2.0, 0.0, 2.0]
    assert [each.cached for each in results] == [False, False, False, True, True]
    assert reported == [2, 4, 1, 0, 3], "in the order in which they were finished"


async def test_a_failing_progress_function_costs_no_verdict(caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []

    def progress(index: int, _: RewardResult) -> None:
        calls.append(index)
        raise ZeroDivisionError("of the caller")

    async def score(index: int, place: Place) -> RewardResult:
        return result(index)

    results = await run_batch([[0], [1], [2]], Room(1), score, progress)
    assert [each.reward for each in results] == [0.0, 1.0, 2.0]
    assert calls == [0], "it is not called again"
    [record] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "progress" in record.message
    assert record.exc_info is not None


async def test_a_large_batch_begins_no_more_walks_than_there_are_places() -> None:
    under_way = most = begun = 0

    async def score(index: int, place: Place) -> RewardResult:
        nonlocal under_way, most, begun
        begun += 1
        under_way += 1
        most = max(most, under_way)
        assert len(asyncio.all_tasks()) <= 4 + 2, "walks that wait for a place are not even tasks"
        await asyncio.sleep(0)
        under_way -= 1
        return result(index)

    results = await run_batch([[index] for index in range(10_000)], Room(4), score)
    assert (len(results), begun, most) == (10_000, 10_000, 4)


async def test_walks_that_stepped_aside_are_bounded_too() -> None:
    waiting = most = 0
    over = asyncio.Event()

    async def score(index: int, place: Place) -> RewardResult:
        nonlocal waiting, most
        async with place.aside():
            waiting += 1
            most = max(most, waiting)
            if waiting == MOST_STARTED:
                asyncio.get_running_loop().call_later(0.01, over.set)
            await over.wait()
            waiting -= 1
        return result(index)

    await run_batch([[index] for index in range(MOST_STARTED + 50)], Room(2), score)
    assert most == MOST_STARTED


async def test_a_small_batch_takes_turns_with_a_large_one() -> None:
    room, finished = Room(2), []

    async def score(index: int, place: Place) -> RewardResult:
        await asyncio.sleep(0)
        return result(index)

    async def batch(name: str, size: int) -> None:
        await run_batch([[index] for index in range(size)], room, score)
        finished.append(name)

    large = asyncio.create_task(batch("large", 400))
    await asyncio.sleep(0)
    await asyncio.gather(large, batch("small", 20))
    assert finished == ["small", "large"]


async def test_the_first_failure_ends_the_batch_and_frees_every_place() -> None:
    room = Room(3)

    async def score(index: int, place: Place) -> RewardResult:
        if index == 5:
            raise ZeroDivisionError("first cause")
        await asyncio.sleep(0.001 if index < 5 else 60)
        return result(index)

    with pytest.raises(ZeroDivisionError, match="first cause"):
        await run_batch([[index] for index in range(100)], room, score)
    await asyncio.wait_for(asyncio.gather(*(room.enter() for _ in range(3))), 1)


async def test_a_batch_that_is_called_off_frees_every_place() -> None:
    room = Room(3)

    async def score(index: int, place: Place) -> RewardResult:
        await asyncio.sleep(60)
        return result(index)

    batch = asyncio.create_task(run_batch([[index] for index in range(100)], room, score))
    await asyncio.sleep(0.01)
    batch.cancel()
    with pytest.raises(asyncio.CancelledError):
        await batch
    await asyncio.wait_for(asyncio.gather(*(room.enter() for _ in range(3))), 1)
