"""Worker: one persistent Node process that builds one project at a time."""

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
from typing import TYPE_CHECKING, Any

from webgen_env.build.process import Confinement, end_guarded, read_tail, start_guarded
from webgen_env.build.workspace import Workspace
from webgen_env.errors import ToolchainError

if TYPE_CHECKING:
    from webgen_env.toolchain import Toolchain

logger = logging.getLogger(__name__)

_SCRIPTS = Path(__file__).resolve().with_name("worker")
_HEADER = struct.Struct(">II")
_START_TIMEOUT_S = 60.0
_STATUS_TIMEOUT_S = 2.0
# The worker's status as the guard passes it on, or the guard's own.
_KILLED = (128 + signal.SIGKILL, -signal.SIGKILL)
_MAX_ANSWER_BYTES = 256 * 1024 * 1024
_STDERR_BYTES = 16 * 1024
_HEAP_MB = 1024
# The heap, Rolldown's own memory and what Node needs besides.
_MEMORY_BYTES = 4 * 1024**3
# What Node and its add-ons need of the system: shared libraries and devices.
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/sys/devices")


class WorkerDiedError(Exception):
    """The worker ended in the middle of a build.

    Attributes:
        killed: Whether somebody ended it: the system, short of memory, or a person. What a build does to itself looks
            different.
    """

    def __init__(self, message: str, *, killed: bool = False) -> None:
        super().__init__(message)
        self.killed = killed


class WorkerTimeoutError(Exception):
    """The worker missed its deadline."""


@dataclass(frozen=True)
class Answer:
    """What the worker said about one project.

    Attributes:
        fields: The answer's own fields.
        files: Built files, path to content.
    """

    fields: Mapping[str, Any]
    files: Mapping[str, bytes]


class Worker:
    """A Node process with Vite loaded, confined to its workspace, the layers and the toolchain.

    One build at a time; a pool holds several. After :class:`WorkerDiedError` or :class:`WorkerTimeoutError` it is of
    no more use and must be closed.

    Args:
        toolchain: The installed toolchain.
        layers: Folder of the dependency layers.
        confined: Whether to use the kernel's confinement where there is one. What Node and Rolldown are asked to read
            is checked in any case.

    Attributes:
        builds: Number of builds answered so far.
        memory: Resident memory in bytes after the last build.
    """

    def __init__(self, toolchain: Toolchain, layers: Path, *, confined: bool = True) -> None:
        # Without symbolic links: what the kernel, Node and Rolldown compare are real paths.
        self._node = toolchain.node.resolve()
        self._modules = toolchain.modules.resolve()
        self._layers = layers.resolve()
        self._confined = confined
        self._workspace: Workspace | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._answers: asyncio.StreamReader | None = None
        self._transport: asyncio.ReadTransport | None = None
        self._tails: list[asyncio.Task[bytes]] = []
        self.builds = 0
        self.memory = 0
        self.pid = 0
        self._busy = True

    @property
    def idle(self) -> bool:
        """Whether the process runs and waits for a project."""
        return self._process is not None and self._process.returncode is None and not self._busy

    async def start(self) -> None:
        """Start the process and wait until Vite is loaded.

        Raises:
            ToolchainError: It does not start; says what Node said.
        """
        try:
            self._workspace = Workspace()
        except OSError as error:
            raise ToolchainError(f"The build worker has no place for its files: {error}") from error
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
            raise ToolchainError(f"The build worker does not start: {error}") from error
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
            raise ToolchainError(f"The build worker does not start: {await self.last_words()}") from error
        self.pid = int(hello.fields["pid"])
        self._busy = False
        logger.debug("build worker %d started", self.pid)

    async def build(self, request: Mapping[str, Any], *, timeout_s: float) -> Answer:
        """Build one project.

        Args:
            request: What ``build.mjs`` takes, without ``root``.
            timeout_s: Deadline in seconds.

        Returns:
            The answer.

        Raises:
            WorkerDiedError: The process ended.
            WorkerTimeoutError: The deadline passed.
        """
        if self._process is None or self._process.stdin is None or self._workspace is None:
            raise WorkerDiedError("the worker was not started")
        # A path never used before: nothing that a library remembers by path can be of an earlier project.
        root = self._workspace.path / str(self.builds)
        message = json.dumps({**request, "root": str(root)}).encode()
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
        self.builds += 1
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

    def _command(self, workspace: Path, answers: int) -> list[str]:
        return [
            str(self._node),
            f"--max-old-space-size={_HEAP_MB}",
            # A build makes much that is thrown away when it ends. With less room than this the collector goes through
            # it in the middle of a build, which takes a tenth of the whole; with more only memory is held.
            "--min-semi-space-size=16",
            "--max-semi-space-size=16",
            "--initial-old-space-size=128",
            str(_SCRIPTS / "main.mjs"),
            str(self._modules),
            str(answers),
            *map(str, (_SCRIPTS, self._modules, self._layers, workspace)),
        ]

    def _environment(self, workspace: Path) -> dict[str, str]:
        """Nothing of this process's environment: it may hold secrets, and NODE_OPTIONS would change the worker."""
        return {
            "NODE_ENV": "production",
            "NO_COLOR": "1",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            # One thread each: other sites keep the other cores busy, and every thread holds memory of its own.
            "ROLLDOWN_WORKER_THREADS": "1",
            "RAYON_NUM_THREADS": "1",
            # The threads share what they free.
            "MALLOC_ARENA_MAX": "2",
            "OPENSSL_CONF": "/dev/null",  # the system's may not be read
            "PATH": str(self._node.parent),
            "HOME": str(workspace),
            "TMPDIR": str(workspace),
        }

    def _confinement(self, workspace: Path) -> Confinement:
        own = (self._node, self._modules, _SCRIPTS, self._layers)
        return Confinement(read=(*own, *map(Path, _SYSTEM)), write=(workspace,))


def _resident_bytes(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
