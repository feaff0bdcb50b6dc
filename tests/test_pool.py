from __future__ import annotations

import asyncio

import pytest

from webgen_env.errors import ClosedError, ConfigurationError
from webgen_env.pool import Pool


class Resource:
    def __init__(self) -> None:
        self.users = 0
        self.most_users = 0
        self.closed = 0

    async def use(self) -> None:
        self.users += 1
        self.most_users = max(self.most_users, self.users)
        await asyncio.sleep(0.001)
        self.users -= 1

    async def aclose(self) -> None:
        self.closed += 1


async def test_resources_are_made_on_demand_and_used_again() -> None:
    pool = Pool(Resource, size=3)
    assert pool.resources == ()
    for _ in range(5):
        async with pool.lend() as resource:
            await resource.use()
    assert len(pool.resources) == 1


@pytest.mark.parametrize(("size", "share"), [(1, 1), (2, 1), (1, 3), (2, 2)])
async def test_bounds_hold_under_load(size: int, share: int) -> None:
    pool = Pool(Resource, size=size, share=share)

    async def user() -> None:
        async with pool.lend() as resource:
            await resource.use()

    await asyncio.gather(*(user() for _ in range(30)))
    assert len(pool.resources) == size
    assert max(resource.most_users for resource in pool.resources) == share


async def test_users_are_served_in_order() -> None:
    pool = Pool(Resource, size=1)
    order: list[int] = []

    async def user(number: int) -> None:
        async with pool.lend() as resource:
            order.append(number)
            await resource.use()

    await asyncio.gather(*(user(number) for number in range(10)))
    assert order == list(range(10))


async def test_a_failing_user_gives_the_resource_back() -> None:
    pool = Pool(Resource, size=1)
    with pytest.raises(ZeroDivisionError):
        async with pool.lend():
            raise ZeroDivisionError
    async with asyncio.timeout(1), pool.lend() as resource:
        await resource.use()


async def test_closing_closes_each_resource_once_and_refuses_more() -> None:
    pool = Pool(Resource, size=2)
    async with pool.lend(), pool.lend():
        pass
    made = pool.resources
    await pool.aclose()
    await pool.aclose()
    assert [resource.closed for resource in made] == [1, 1]
    with pytest.raises(ClosedError):
        async with pool.lend():
            pass


@pytest.mark.parametrize("size", [0, -1, 1.5, True, "2"])
async def test_sizes_must_be_positive_integers(size: object) -> None:
    with pytest.raises(ConfigurationError, match="size must be a positive integer, got"):
        Pool(Resource, size=size)  # type: ignore[arg-type]
