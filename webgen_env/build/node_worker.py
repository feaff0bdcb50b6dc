"""NodeWorker: a persistent, guarded Node process that answers one request at a time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webgen_env.build.process import Confinement, end_guarded, read_tail, start_guarded
from webgen_env.build.workspace import Workspace
from webgen_env.errors import ToolchainError

logger = logging.getLogger(__name__)

SYSTEM = tuple(
    Path(path)
    for path in (
        "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/sys/devices",
    )
)  # fmt: skip
"""What Node and its add-ons need of the system: shared libraries and devices."""

FRAMES = Path(__file__).resolve().with_name("worker") / "frames.mjs"
"""The form of requests and answers, as the scripts read and write it."""

_HEADER = struct.Struct(">II")
_START_TIMEOUT_S = 60.0
_STATUS_TIMEOUT_S = 2.0
# The worker's status as the guard passes it on, or the guard's own.
_KILLED = (128 + signal.SIGKILL, -signal.SIGKILL)
_MAX_ANSWER_BYTES = 256 * 1024 * 1024
_STDERR_BYTES = 16 * 1024
# The heap, what add-ons take for themselves and what Node needs besides.
_MEMORY_BYTES = 4 * 1024**3


class WorkerDiedError(Exception):
    """The worker ended in the middle of a request.

    Attributes:
        killed: Whether somebody ended it: the system, short of memory, or a person. What a request does to it looks
            different.
    """

    def __init__(self, message: str, *, killed: bool = False) -> None:
        super().__init__(message)
        self.killed = killed


class WorkerTimeoutError(Exception):
    """The worker missed its deadline."""


@dataclass(frozen=True)
class Answer:
    """What the worker said about one request.

    Attributes:
        fields: The answer's own fields.
        files: Files that came with it, path to content.
    """

    fields: Mapping[str, Any]
    files: Mapping[str, bytes]


class NodeWorker:
    """A Node process that reads requests and writes answers as ``frames.mjs`` does, confined to what it needs.

    One request at a time; a pool holds several. After :class:`WorkerDiedError` or :class:`WorkerTimeoutError` it is of
    no more use and must be closed. Derived classes say what it runs and what it may touch.

    Args:
        name: What it is, in messages, such as ``"build worker"``.
        confined: Whether to use the kernel's confinement where there is one.

    Attributes:
        asked: Number of requests answered so far.
        memory: Resident memory in bytes after the last request.
        pid: Number of its process; 0 before it runs.
    """

    def __init__(self, name: str, *, confined: bool = True) -> None:
        self._name = name
        self._confined = confined
        self._workspace: Workspace | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._answers: asyncio.StreamReader | None = None
        self._transport: asyncio.ReadTransport | None = None
        self._tails: list[asyncio.Task[bytes]] = []
        self.asked = 0
        self.memory = 0
        self.pid = 0
        self._busy = True

    @property
    def idle(self) -> bool:
        """Whether the process runs and waits for a request."""
        return self._process is not None and self._process.returncode is None and not self._busy

    async def start(self) -> None:
        """Start the process and wait until it says that it is ready.

        Raises:
            ToolchainError: It does not start; says what Node said.
        """
        try:
            self._workspace = Workspace()
            self._furnish(self._workspace.path)
        except OSError as error:
            raise ToolchainError(f"The {self._name} has no place for its files: {error}") from error
        receiving, sending = os.pipe()
        try:
            self._process = await start_guarded(
                self._command(self._workspace.path, sending),
                environment=self._environment(self._workspace.path),
                folder=self._workspace.path,
                remove=[self._workspace.path],
                confinement=self._confinement(self._workspace.path) if self._confined else None,
                keep=[sending],
                memory_bytes=_MEMORY_BYTES,
            )
        except OSError as error:
            os.close(receiving)
            raise ToolchainError(f"The {self._name} does not start: {error}") from error
        finally:
            os.close(sending)
        loop = asyncio.get_running_loop()
        self._answers = asyncio.StreamReader(limit=_MAX_ANSWER_BYTES)
        reader = self._answers
        self._transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(receiving, "rb", buffering=0)
        )
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                self._tails.append(asyncio.create_task(read_tail(stream, _STDERR_BYTES)))
        try:
            hello = await asyncio.wait_for(self._receive(), _START_TIMEOUT_S)
        except (WorkerDiedError, TimeoutError) as error:
            await self.close()
            raise ToolchainError(f"The {self._name} does not start: {await self.last_words()}") from error
        self.pid = int(hello.fields["pid"])
        self._busy = False
        logger.debug("%s %d started", self._name, self.pid)

    async def ask(self, request: Mapping[str, Any], *, timeout_s: float) -> Answer:
        """Have a request answered.

        Args:
            request: What the script takes; JSON.
            timeout_s: Deadline in seconds.

        Returns:
            The answer.

        Raises:
            WorkerDiedError: The process ended.
            WorkerTimeoutError: The deadline passed.
        """
        if self._process is None or self._process.stdin is None:
            raise WorkerDiedError("the worker was not started")
        message = json.dumps(request).encode()
        self._busy = True  # and stays so if this is called off: an answer nobody took would meet the next question
        try:
            async with asyncio.timeout(timeout_s):
                self._process.stdin.write(_HEADER.pack(len(message), 0) + message)
                await self._process.stdin.drain()
                answer = await self._receive()
        except TimeoutError as error:
            raise WorkerTimeoutError(f"no answer within {timeout_s:g} s") from error
        except ConnectionError as error:
            raise await self._death() from error
        self._busy = False
        self.asked += 1
        self.memory = _resident_bytes(self.pid)
        return answer

    async def last_words(self) -> str:
        """The last of what the process printed."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*map(asyncio.shield, self._tails)), 1.0)
        texts = [task.result().decode("utf-8", "replace") for task in self._tails if task.done()]
        return "\n".join(text.strip() for text in texts if text.strip())[-2000:] or "it printed nothing"

    async def close(self) -> None:
        """End the process and remove its workspace. Idempotent."""
        if self._process is not None:
            await end_guarded(self._process)
        for task in self._tails:
            task.cancel()
        await asyncio.gather(*self._tails, return_exceptions=True)
        if self._transport is not None:
            self._transport.close()
        if self._workspace is not None:
            self._workspace.close()

    async def _death(self) -> WorkerDiedError:
        words, process = await self.last_words(), self._process
        if process is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _STATUS_TIMEOUT_S)
        return WorkerDiedError(words, killed=process is not None and process.returncode in _KILLED)

    async def _receive(self) -> Answer:
        if self._answers is None:
            raise WorkerDiedError("the worker was not started")
        try:
            json_length, blob_length = _HEADER.unpack(await self._answers.readexactly(_HEADER.size))
            fields = json.loads(await self._answers.readexactly(json_length))
            blob = await self._answers.readexactly(blob_length)
        except asyncio.IncompleteReadError as error:
            raise await self._death() from error
        files: dict[str, bytes] = {}
        start = 0
        for path, length in fields.pop("files", ()):
            files[path] = blob[start : start + length]
            start += length
        return Answer(fields, files)

    # --- what derived classes say ---

    def _furnish(self, workspace: Path) -> None:
        """Put into the fresh workspace what the process needs there before it starts."""

    def _command(self, workspace: Path, answers: int) -> list[str]:
        """The command; answers leave on the descriptor ``answers``."""
        raise NotImplementedError

    def _environment(self, workspace: Path) -> dict[str, str]:
        """The whole environment of the process: nothing of this process's, which may hold secrets."""
        raise NotImplementedError

    def _confinement(self, workspace: Path) -> Confinement:
        """What the process may touch."""
        raise NotImplementedError


def _resident_bytes(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
