"""Watches one program to its end and beyond: what of it is still there afterwards?

    python -m tests.leaks.warden SIGNAL_OR_- PROGRAM ARGUMENT …

The warden adopts every process whose parent has died, so that none of the program's can slip out of the tree, whatever
session, group or environment it made for itself. It prints one JSON object.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
PATIENCE_S = 15.0


def descendants(root: int) -> dict[int, str]:
    """Living processes beneath one, with their command lines."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent = (entry / "stat").read_text("ascii", "replace").rsplit(")", 1)[1].split()[:2]
                if state not in "ZX":
                    parents.setdefault(int(parent), []).append(int(entry.name))
    found: dict[int, str] = {}
    todo = [root]
    while todo:
        for pid in parents.get(todo.pop(), []):
            todo.append(pid)
            with contextlib.suppress(OSError):
                command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
                found[pid] = command.replace("\0", " ")
    return found


def reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main(name: str, program: list[str]) -> dict[str, object]:
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    # A group of its own, as a shell gives to a program: Ctrl-C goes to the whole group.
    pipe = subprocess.PIPE
    child = subprocess.Popen(program, stdin=pipe, stdout=pipe, text=True, process_group=0)
    assert child.stdin is not None
    assert child.stdout is not None
    spared: set[int] = set()
    for line in child.stdout:
        if line.startswith("sleeper"):
            spared.add(int(line.split()[1]))
        if line == "ready\n":
            break
    before = descendants(os.getpid())
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write("go on\n")
        child.stdin.flush()
    if name == "SIGINT":
        os.killpg(child.pid, signal.SIGINT)
    elif name != "-":
        child.send_signal(getattr(signal, name))
    status = child.wait(120)
    ended = time.monotonic()
    left = descendants(os.getpid())
    while set(left) - spared and time.monotonic() - ended < PATIENCE_S:
        reap()
        time.sleep(0.02)
        left = descendants(os.getpid())
    waited = time.monotonic() - ended
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return {
        "status": status,
        "before": sorted(before.values()),
        "left": sorted(command for pid, command in left.items() if pid not in spared),
        "waited": round(waited, 2),
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2:])))
