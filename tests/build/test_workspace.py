from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from webgen_env.build.workspace import Workspace


def aged(folder: Path) -> None:
    past = time.time() - 3600
    os.utime(folder, (past, past))


def test_a_workspace_is_private_and_goes_away(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.path.parent == tmp_path.resolve()
    assert workspace.path.stat().st_mode & 0o077 == 0
    (workspace.path / "inner").mkdir()
    workspace.close()
    workspace.close()
    assert list(tmp_path.iterdir()) == []


def test_it_is_in_memory_where_there_is_such_a_place() -> None:
    workspace = Workspace()
    try:
        if os.access("/dev/shm", os.W_OK):
            assert workspace.path.is_relative_to("/dev/shm")
    finally:
        workspace.close()


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    code = f"""
import os, pathlib
from webgen_env.build.workspace import Workspace
workspace = Workspace(pathlib.Path({str(tmp_path)!r}))
print(workspace.path, flush=True)
os._exit(9)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    left = Path(done.stdout.strip())
    assert left.is_dir()
    aged(left)
    Workspace(tmp_path).close()
    assert not left.exists()


def test_what_is_in_use_or_young_is_not_swept(tmp_path: Path) -> None:
    used = Workspace(tmp_path)
    aged(used.path)
    foreign = tmp_path / "webgen-build-foreign"
    foreign.mkdir()
    aged(foreign)
    young = tmp_path / "webgen-build-young"
    young.mkdir()
    (young / "in-use").touch()
    other = tmp_path / "other"
    other.mkdir()
    aged(other)
    Workspace(tmp_path).close()
    assert all(folder.is_dir() for folder in (used.path, foreign, young, other))
    used.close()
