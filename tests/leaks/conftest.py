"""The leak fixture: runs a program under the warden, in folders of its own, and lists all that is left of it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from webgen_env.build.base_layer import base_manifest
from webgen_env.build.layer import resolved_digest
from webgen_env.toolchain import cache_home

REPOSITORY = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
# Of ours, of Chromium and of Python: other programs of this machine use the folder too.
MEMORY_NAMES = ("webgen", ".org.chromium", "org.chromium", ".com.google", "psm_", "pymp-", "sem.")
KEPT = {"toolchain", "chromium", "store", "layers", "verdicts", "pnpm-cache", "pnpm-locks", "npm-cache"}


@dataclass(frozen=True)
class Remains:
    """What is left of a program.

    Attributes:
        status: Its exit status; minus the signal's number if one ended it.
        before: Command lines of its processes in the middle of the batch.
        processes: Command lines of its processes that outlived it for more than the warden's patience.
        files: Temporary files and folders that it left, wherever they are.
        output: What it printed as errors.
    """

    status: int
    before: tuple[str, ...]
    processes: tuple[str, ...]
    files: tuple[str, ...]
    output: str


@pytest.fixture(scope="session")
def private_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache home in which nobody else works, so that all that appears in it is of the program under test."""
    home = tmp_path_factory.mktemp("home")
    for part in ("toolchain", "chromium", "store", "pnpm-cache"):
        (home / part).symlink_to(cache_home() / part)
    digest = resolved_digest(base_manifest("pnpm-lock.yaml").decode())
    shutil.copytree(cache_home() / "layers" / digest, home / "layers" / digest, symlinks=True, copy_function=_link)
    return home


@pytest.fixture
def remains(private_home: Path, tmp_path: Path) -> Callable[..., Remains]:
    """Run a way of ``tests.leaks.child`` with a signal (``"-"`` for none); gives what is left of it."""

    def run(way: str, signal_name: str = "-") -> Remains:
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        environment = {**os.environ, "TMPDIR": str(temporary), "WEBGEN_HOME": str(private_home)}
        shared = _shared()
        home = _scratch(private_home)
        program = [sys.executable, "-m", "tests.leaks.child", way]
        done = subprocess.run(
            [sys.executable, "-m", "tests.leaks.warden", signal_name, *program],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout)
        files = [*temporary.rglob("*"), *(_scratch(private_home) - home)]
        files += [path for path in _shared() - shared if not _held(path)]
        return Remains(
            report["status"],
            tuple(report["before"]),
            tuple(report["left"]),
            tuple(sorted(map(str, files))),
            done.stderr,
        )

    return run


def _shared() -> set[Path]:
    return {path for path in MEMORY.iterdir() if path.name.startswith(MEMORY_NAMES)}


def _scratch(home: Path) -> set[Path]:
    """What lies in a cache home and is not meant to stay."""
    layers = home / "layers"
    found = {path for path in home.iterdir() if path.name not in KEPT}
    found |= {path for path in layers.iterdir() if path.name not in (".locks", ".requests") and len(path.name) != 64}
    return found | set(layers.glob(".requests/*.new"))


def _held(path: Path) -> bool:
    """Whether a living process, of a neighbour on this machine for instance, uses a file or a folder with a lock."""
    with contextlib.suppress(OSError):
        lock = os.open(path / "in-use" if path.is_dir() else path, os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with contextlib.suppress(OSError):
                if str(path) in (process / "maps").read_text("utf-8", "replace"):
                    return True
                if any(str(path) in os.readlink(link) for link in (process / "fd").iterdir()):  # noqa: PTH115
                    return True
    return not path.exists()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
