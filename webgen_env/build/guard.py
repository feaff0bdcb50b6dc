"""Runs one command and sees to it that nothing of it outlives the process that asked for it.

A program of its own, started by path: it imports nothing of the package, so that it is up in a few milliseconds.
Its standard input is a pipe whose other end the asking process holds. When that end closes, or the asking process has
died while a process that it forked still holds the pipe, the command's whole process group is killed and the given
folders are removed.

Optionally the command is confined by Landlock (Linux 5.13 and later): the kernel then lets it, native code included,
read and write beneath the named paths and nowhere else.

    python guard.py '{"command": […], "asker": …, "remove": […], "orphaned": […], "read": […], "write": […],
        "keep": […], "memory": …}'
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from typing import Any

# linux/landlock.h and the system call table, the same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_CREATE_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_READ = _EXECUTE | _READ_FILE | _READ_DIR
# Everything about files that ABI 1 knows; later kernels know it too.
_ALL = (1 << 13) - 1
# Since ABI 4: binding and connecting of TCP sockets.
_NETWORK_ABI, _NETWORK = 4, 3
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE


def landlock_abi() -> int:
    """Version of Landlock that the running kernel offers; 0 if none."""
    version = ctypes.CDLL(None).syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _CREATE_RULESET_VERSION)
    return max(0, int(version))


def confine(read: list[str], write: list[str]) -> None:
    """Confine this process and its children to the named paths, without TCP. Does nothing where Landlock is absent.

    Args:
        read: Files and folders to be read and run; those that do not exist are left out.
        write: Folders to be read and written.

    Raises:
        OSError: The kernel offers Landlock but refused the rules.
    """
    abi = landlock_abi()
    if not abi:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = struct.pack("=QQ", _ALL, _NETWORK) if abi >= _NETWORK_ABI else struct.pack("=Q", _ALL)
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    _check(ruleset)
    for access, paths in ((_READ, read), (_ALL, write)):
        for path in paths:
            try:
                descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            allowed = access if os.path.isdir(path) else access & _OF_FILES  # noqa: PTH112
            rule = struct.pack("=Qi", allowed, descriptor)
            _check(libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0))
            os.close(descriptor)
    _check(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _check(libc.syscall(_RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)


def main(order: str) -> int:
    """Carry out one order.

    Args:
        order: JSON object: ``command``; ``asker``: number of the asking process; ``remove``: folders to be removed at
            the end; ``orphaned``: folders to be removed unless the command ended first; ``read`` and ``write``: what
            the command may touch (``null``: anything); ``keep``: descriptors that the command inherits; ``memory``:
            bytes of memory that each of its processes may take (``null``: any).

    Returns:
        The command's exit status; 128 + signal number if one ended it.
    """
    wanted = json.loads(order)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(128 + signal.SIGTERM))
    child, remove = None, [*wanted["remove"], *wanted["orphaned"]]
    try:
        child = subprocess.Popen(
            wanted["command"],
            process_group=0,
            pass_fds=wanted["keep"],
            preexec_fn=_prepare(wanted),
        )
        if _wait(child.pid, wanted["asker"]):
            remove = wanted["remove"]
    finally:
        status = _kill(child) if child is not None else 0
        for folder in remove:
            shutil.rmtree(folder, ignore_errors=True)
    return status if status >= 0 else 128 - status


def _prepare(wanted: dict[str, Any]) -> Callable[[], None]:
    """What the command's process does before it becomes the command.

    This process has one thread only, so that code between fork and exec is safe here as it would not be in the asking
    process.
    """

    def prepare() -> None:
        # Should somebody kill the guard, the command goes with it.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if wanted["memory"] is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (wanted["memory"], wanted["memory"]))
        if wanted["read"] is not None:
            confine(wanted["read"], wanted["write"])

    return prepare


def _wait(pid: int, asker: int) -> bool:
    """Wait for the end of the command or of the asking process; says whether the command ended first."""
    command = os.pidfd_open(pid)
    poller = select.poll()
    # No event is asked for: a hang-up is always reported, and data in the pipe is the command's to read.
    poller.register(0, 0)
    poller.register(command, select.POLLIN)
    with contextlib.suppress(ProcessLookupError):
        poller.register(os.pidfd_open(asker), select.POLLIN)
    # After its number was looked up: a number that belongs to somebody else by now is not that of our parent.
    if os.getppid() != asker:
        return False
    return any(descriptor == command for descriptor, _ in poller.poll())


def _kill(child: subprocess.Popen[bytes]) -> int:
    # Before the leader is reaped: until then its number, which names the group, belongs to nobody else.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    return child.wait()


def _check(result: int) -> None:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {os.strerror(code)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
