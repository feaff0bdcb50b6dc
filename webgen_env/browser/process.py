"""BrowserProcess: one running Chromium with its private temporary folder, both gone when their owner is."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from webgen_env.browser.cdp import Connection
from webgen_env.errors import InfrastructureError

_LOGGER = logging.getLogger(__name__)

_PROFILE_PREFIX = "webgen-chromium-"
_CLOSE_GRACE_S = 3.0
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

# Chromium ends by itself when its command pipe closes, which the kernel does for us however the owner dies. This shell
# outlives both and cleans up behind them. It is given the command pipe as standard input, the answer pipe as standard
# output and a lifeline as standard error: when the lifeline ends, a Chromium that hangs is killed.
_SUPERVISOR = """
profile=$1; shift
exec 5<&2 2>>"$profile/chromium.log" 6<&0 7>&1 0</dev/null 1>&2
trap '' TERM INT HUP
"$@" 3<&6 4>&7 5<&- 6<&- 7>&- &
child=$!
exec 6<&- 7>&-
{ read -r _ <&5; sleep 2; kill -KILL "$child"; } 2>/dev/null &
watch=$!
wait "$child"
status=$?
kill -KILL "$watch" 2>/dev/null
rm -rf "$profile" 2>/dev/null || { sleep 0.3; rm -rf "$profile"; }
exit "$status"
"""


# Life lines of the browsers of this process. A process that it forks inherits them, and would keep the browsers alive.
_HELD: set[int] = set()


@dataclass(frozen=True, slots=True)
class BrowserProcess:
    """A running Chromium.

    Attributes:
        connection: The protocol connection to it.
        profile: Its folder for everything temporary.
        supervisor: The shell that started it and cleans up behind it; leader of the process group.
        lifeline: Descriptor whose closing, by us or by our death, ends a browser that does not end by itself.
        product: What the browser calls itself, such as ``"HeadlessChrome/153.0.8010.0"``.
    """

    connection: Connection
    profile: Path
    supervisor: subprocess.Popen[bytes]
    lifeline: int
    product: str = ""

    @property
    def group(self) -> int:
        """Process group of the browser and all its children."""
        return self.supervisor.pid

    async def end(self) -> None:
        """End the browser: politely first, then by force. Idempotent and bounded."""
        if not self.connection.closed:
            self.connection.browser.send("Browser.close")
        for grace in (_CLOSE_GRACE_S, 0.0):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.connection.wait_closed(), grace)
                break
        self.connection.close()
        await asyncio.to_thread(self._reap)

    def kill(self) -> None:
        """End the browser at once, without waiting; :meth:`end` is still to be called."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, signal.SIGKILL)

    def _reap(self) -> None:
        try:
            self.supervisor.wait(_CLOSE_GRACE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            self.supervisor.wait()
        self.kill()
        _HELD.discard(self.lifeline)
        with contextlib.suppress(OSError):
            os.close(self.lifeline)
        shutil.rmtree(self.profile, ignore_errors=True)


async def start_browser(
    command: Sequence[str | Path], env: Mapping[str, str], *, timeout_s: float = 30.0
) -> BrowserProcess:
    """Start Chromium in a process group of its own and connect to it.

    Args:
        command: The program with its arguments; ``{profile}`` in an argument is replaced by the temporary folder.
        env: Its whole environment, except the temporary folder's variables, which are added.
        timeout_s: Deadline in seconds for the first answer.

    Returns:
        The running browser.

    Raises:
        InfrastructureError: It did not start; the message has the end of its output.
    """
    profile = Path(tempfile.mkdtemp(prefix=_PROFILE_PREFIX))
    try:
        process = await _spawn(command, env, profile)
    except OSError as error:
        shutil.rmtree(profile, ignore_errors=True)
        raise InfrastructureError(f"Chromium did not start: {error}", stage="render") from error
    try:
        version = await asyncio.wait_for(process.connection.browser.send("Browser.getVersion"), timeout_s)
    except BaseException as error:
        log = _tail(profile / "chromium.log")
        process.kill()
        await process.end()
        if isinstance(error, Exception):
            raise InfrastructureError(
                f"Chromium did not start ({type(error).__name__}). Its output ended with: {log or '(nothing)'}. "
                f"Run: webgen doctor",
                stage="render",
            ) from error
        raise
    return replace(process, product=str(version["product"]))


async def _spawn(command: Sequence[str | Path], env: Mapping[str, str], profile: Path) -> BrowserProcess:
    ours: list[int] = []
    theirs: list[int] = []
    try:
        for direction in ("in", "out", "in"):
            read, write = os.pipe()
            (theirs if direction == "in" else ours).append(read)
            (ours if direction == "in" else theirs).append(write)
        supervisor = subprocess.Popen(  # noqa: ASYNC220 - a fork of microseconds; waiting happens in a thread
            [
                "/bin/sh",
                "-c",
                _SUPERVISOR,
                "webgen-chromium",
                str(profile),
                *(str(part).replace("{profile}", str(profile)) for part in command),
            ],
            stdin=theirs[0],
            stdout=theirs[1],
            stderr=theirs[2],
            env={**env, **private_folders(profile)},
            cwd=profile,
            start_new_session=True,
        )
    except OSError:
        for descriptor in ours:
            os.close(descriptor)
        raise
    finally:
        for descriptor in theirs:
            os.close(descriptor)
    command_write, answer_read, lifeline = ours
    _let_go_in_forks()
    _HELD.add(lifeline)
    return BrowserProcess(await Connection.open(answer_read, command_write), profile, supervisor, lifeline)


@functools.cache
def _let_go_in_forks() -> None:
    """Once per process that starts a browser: see to it that those forked from it hold no life line."""
    os.register_at_fork(after_in_child=_let_go)


def _let_go() -> None:
    # Replaced and not closed: the numbers stay taken, so that whoever closes them later closes nothing else.
    nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    for descriptor in _HELD:
        with contextlib.suppress(OSError):
            os.dup2(nothing, descriptor, inheritable=False)
    os.close(nothing)
    _HELD.clear()


def private_folders(profile: Path) -> dict[str, str]:
    """Point everything that looks for a place to write at the temporary folder.

    Args:
        profile: The folder.

    Returns:
        Environment variables.
    """
    names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
    return dict.fromkeys(names, str(profile))


def _tail(path: Path, characters: int = 1500) -> str:
    try:
        return path.read_bytes()[-characters:].decode("utf-8", "replace").strip()
    except OSError:
        return ""


def resident_mb(root: int) -> float:
    """Resident memory of a process and all its descendants.

    Args:
        root: Process id.

    Returns:
        Mebibytes; memory that several of them share is counted for each. 0 where the kernel does not tell.
    """
    pages, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        with contextlib.suppress(OSError, IndexError, ValueError):
            pages += int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
            waiting += children_of(process)
    return pages * _PAGE_BYTES / 2**20


def children_of(process: int) -> list[int]:
    """Ids of a process's children, whichever of its threads made them.

    Args:
        process: Process id.

    Returns:
        The children; none where the kernel does not tell.
    """
    children: list[int] = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208 - names only, and often
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{process}/task/{thread}/children").read_text("ascii")
                children += [int(child) for child in text.split()]
    return children
