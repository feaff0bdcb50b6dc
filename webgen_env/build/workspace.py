"""Workspace: a private folder that is gone when its process is, at the latest when the next one is made."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

_PREFIX = "webgen-build-"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of random name and mode 0700 is made in it
_YOUNG_S = 10.0


class Workspace:
    """A private folder, in memory where the system has such a place.

    Its own lock file says that it is in use. The lock belongs to an open descriptor, so that it ends with the process,
    and the next workspace of anybody sweeps away what a killed process left.

    Args:
        base: Where to make it; ``None`` is in memory.

    Attributes:
        path: The folder, free of symbolic links.
    """

    def __init__(self, base: Path | None = None) -> None:
        if base is None:
            base = _MEMORY if os.access(_MEMORY, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
        base = base.resolve()
        _sweep(base)
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))
        self._lock = os.open(self.path / "in-use", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def close(self) -> None:
        """Remove the folder. Idempotent."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
        shutil.rmtree(self.path, ignore_errors=True)


def _sweep(base: Path) -> None:
    """Remove workspaces that nobody holds."""
    for folder in base.glob(f"{_PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime < _YOUNG_S:
                continue  # perhaps made this moment and not locked yet
            descriptor = os.open(folder / "in-use", os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            continue  # another user's
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(descriptor)
