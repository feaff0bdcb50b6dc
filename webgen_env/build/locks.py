"""Locks on files: shared by the processes of a machine, and gone with the process that holds them."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

_POLL_S = 0.05


@contextlib.contextmanager
def shared_lock(path: Path) -> Iterator[None]:
    """Hold a lock together with any number of others. Waits for an exclusive holder."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Take a lock if nobody holds it; says whether it was taken."""
    descriptor = _open(path)
    try:
        yield _try(descriptor)
    finally:
        os.close(descriptor)


@contextlib.asynccontextmanager
async def exclusive_lock(path: Path, deadline: float) -> AsyncIterator[None]:
    """Hold a lock alone. It is polled, because a thread that waits for a lock cannot be called off.

    Args:
        path: The lock file; made if absent.
        deadline: When to give up, as :func:`time.monotonic` counts.

    Raises:
        TimeoutError: The deadline passed.
    """
    descriptor = _open(path)
    try:
        while not _try(descriptor):
            if time.monotonic() > deadline:
                raise TimeoutError(f"the lock {path.name} stayed taken")
            await asyncio.sleep(_POLL_S)
        yield
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
