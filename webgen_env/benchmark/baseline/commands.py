"""Commands of the baseline: guarded, bounded, and gone with everything that they started."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Sequence
from pathlib import Path

from webgen_env.build.process import end_guarded, read_tail, start_guarded
from webgen_env.errors import InfrastructureError
from webgen_env.findings import printable
from webgen_env.toolchain import locate_node

_LOG_BYTES = 8 * 1024
_POLL_S = 0.05


async def run_command(command: Sequence[str | Path], folder: Path, *, what: str, timeout_s: float) -> None:
    """Run a command to its end.

    Args:
        command: The command, without a shell.
        folder: Where it runs.
        what: Its name in errors.
        timeout_s: Deadline in seconds.

    Raises:
        InfrastructureError: It failed or missed the deadline; the message has the end of its output.
    """
    process = await start_guarded(command, environment=_environment(), folder=folder)
    try:
        async with asyncio.timeout(timeout_s):
            tail, errors = await asyncio.gather(
                read_tail(process.stdout, _LOG_BYTES), read_tail(process.stderr, _LOG_BYTES)
            )
            status = await process.wait()
    except TimeoutError as error:
        raise InfrastructureError(f"{what} did not end within {timeout_s:g} s.", stage="benchmark") from error
    finally:
        await end_guarded(process)
    if status != 0:
        said = printable((tail + errors).decode("utf-8", "replace"), 1500)
        raise InfrastructureError(f"{what} failed with exit status {status}: {said}", stage="benchmark")


class Server:
    """A server on a port of the loopback interface, for the duration of a context.

    Args:
        command: The command, without a shell; ``{port}`` in an argument is replaced by the port.
        folder: Where it runs.
        timeout_s: Deadline in seconds for the port to be open.
    """

    def __init__(self, command: Sequence[str | Path], folder: Path, *, timeout_s: float) -> None:
        self._command = command
        self._folder = folder
        self._timeout_s = timeout_s
        self._process: asyncio.subprocess.Process | None = None
        self._output: list[asyncio.Task[bytes]] = []
        self.port = 0

    async def __aenter__(self) -> Server:
        self.port = _free_port()
        command = [str(part).replace("{port}", str(self.port)) for part in self._command]
        self._process = await start_guarded(command, environment=_environment(), folder=self._folder)
        for stream in (self._process.stdout, self._process.stderr):
            self._output.append(asyncio.ensure_future(read_tail(stream, _LOG_BYTES)))
        try:
            await self._wait_open(self._process)
        except BaseException:
            await self.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End the server with everything it started. Idempotent."""
        process, self._process = self._process, None
        if process is not None:
            await end_guarded(process)
        output, self._output = self._output, []
        for task in output:
            task.cancel()
        await asyncio.gather(*output, return_exceptions=True)

    async def _wait_open(self, process: asyncio.subprocess.Process) -> None:
        try:
            async with asyncio.timeout(self._timeout_s):
                while process.returncode is None:
                    if await _is_open(self.port):
                        return
                    await asyncio.sleep(_POLL_S)
        except TimeoutError as error:
            message = f"The server did not open port {self.port} within {self._timeout_s:g} s."
            raise InfrastructureError(message, stage="benchmark") from error
        said = b"".join(await asyncio.gather(*self._output)).decode("utf-8", "replace")
        raise InfrastructureError(f"The server ended by itself: {printable(said, 1500)}", stage="benchmark")


async def _is_open(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    """This process's environment, where the user configures the registry, without what would change Node.

    Scripts of packages find Node by its name: the wheel's comes last, for machines without one.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("NODE_OPTIONS", "NODE_PATH", "CI")}
    return {**kept, "PATH": os.pathsep.join([*filter(None, [kept.get("PATH")]), str(locate_node().executable.parent)])}
