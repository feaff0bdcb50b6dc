from __future__ import annotations

import asyncio

import pytest

from webgen_env.room import Room


async def test_places_are_bounded_and_given_in_order() -> None:
    room, order, inside, most = Room(2), [], 0, 0

    async def user(number: int) -> None:
        nonlocal inside, most
        place = await room.enter()
        order.append(number)
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.001)
        inside -= 1
        place.leave()

    await asyncio.gather(*(user(number) for number in range(10)))
    assert (order, most) == (list(range(10)), 2)


async def test_leaving_twice_gives_one_place_back() -> None:
    room = Room(1)
    place = await room.enter()
    place.leave()
    place.leave()
    await room.enter()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(room.enter(), 0.01)


async def test_who_steps_aside_lets_another_in_and_comes_back_in_turn() -> None:
    room = Room(1)
    place = await room.enter()
    async with place.aside():
        other = await asyncio.wait_for(room.enter(), 1)
        asyncio.get_running_loop().call_soon(other.leave)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(room.enter(), 0.01)


async def test_a_walk_called_off_while_aside_ends_at_once_and_holds_nothing() -> None:
    room = Room(1)
    place = await room.enter()

    async def walk() -> None:
        async with place.aside():
            await asyncio.sleep(60)

    task = asyncio.create_task(walk())
    await asyncio.sleep(0)
    other = await room.enter()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)
    place.leave()
    other.leave()
    await asyncio.wait_for(room.enter(), 1)


async def test_a_waiter_called_off_costs_no_place() -> None:
    room = Room(1)
    place = await room.enter()
    waiter = asyncio.create_task(room.enter())
    await asyncio.sleep(0)
    waiter.cancel()
    place.leave()
    await asyncio.wait_for(room.enter(), 1)
