from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from webgen_env.build.locks import exclusive_lock, shared_lock, try_lock


async def test_one_at_a_time(tmp_path: Path) -> None:
    inside = 0

    async def enter() -> int:
        nonlocal inside
        async with exclusive_lock(tmp_path / "lock", time.monotonic() + 60):
            inside += 1
            seen = inside
            await asyncio.sleep(0.02)
            inside -= 1
        return seen

    assert await asyncio.gather(*(enter() for _ in range(4))) == [1, 1, 1, 1]


async def test_waiting_ends(tmp_path: Path) -> None:
    with shared_lock(tmp_path / "lock"), pytest.raises(TimeoutError):
        async with exclusive_lock(tmp_path / "lock", time.monotonic() - 1):
            pass
    async with exclusive_lock(tmp_path / "lock", time.monotonic() - 1):
        pass


def test_users_keep_others_from_taking_it(tmp_path: Path) -> None:
    with shared_lock(tmp_path / "lock"), shared_lock(tmp_path / "lock"), try_lock(tmp_path / "lock") as taken:
        assert not taken
    with try_lock(tmp_path / "lock") as taken:
        assert taken
