"""Guarded child processes: nothing of them survives the process that started them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_GUARD = Path(__file__).with_name("guard.py")
_END_TIMEOUT_S = 5.0


@dataclass(frozen=True)
class Confinement:
    """What a guarded command may touch, where the kernel has Landlock.

    Attributes:
        read: Files and folders that it may read and run.
        write: Folders that it may read and write.
    """

    read: tuple[Path, ...]
    write: tuple[Path, ...]


async def start_guarded(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    folder: Path,
    remove: Sequence[Path] = (),
    orphaned: Sequence[Path] = (),
    confinement: Confinement | None = None,
    keep: Sequence[int] = (),
    memory_bytes: int | None = None,
) -> asyncio.subprocess.Process:
    """Start a command under the guard.

    Standard input is the life line: when it closes, by :func:`end_guarded` or by the death of this process, the
    guard kills the command with everything it started and removes the given folders. A command that reads its
    standard input may do so.

    Args:
        command: The command, without a shell.
        environment: Its whole environment.
        folder: Its working folder.
        remove: Folders to be removed at the end, whatever the end.
        orphaned: Folders to be removed if this process dies, or ends the command, before the command has ended.
        confinement: What it may touch; ``None`` is anything.
        keep: Descriptors that it inherits.
        memory_bytes: Most memory that each of its processes may take; ``None`` is any.

    Returns:
        The guard's process; its exit status is the command's.
    """
    order = {
        "command": [str(part) for part in command],
        "asker": os.getpid(),
        "remove": [str(path) for path in remove],
        "orphaned": [str(path) for path in orphaned],
        "read": None if confinement is None else [str(path) for path in confinement.read],
        "write": None if confinement is None else [str(path) for path in confinement.write],
        "keep": list(keep),
        "memory": memory_bytes,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-S",
        str(_GUARD),
        json.dumps(order),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=dict(environment),
        cwd=folder,
        pass_fds=tuple(keep),
        start_new_session=True,
    )


async def end_guarded(process: asyncio.subprocess.Process) -> None:
    """End a guarded command with everything it started, and wait until it is gone. Idempotent."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), _END_TIMEOUT_S)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def read_tail(stream: asyncio.StreamReader | None, limit: int) -> bytes:
    """Read a stream to its end, keeping the last bytes only.

    Args:
        stream: Where to read.
        limit: Most bytes to keep.

    Returns:
        The last bytes of the stream.
    """
    tail = b""
    while stream is not None and (chunk := await stream.read(1 << 16)):
        tail = (tail + chunk)[-limit:]
    return tail
