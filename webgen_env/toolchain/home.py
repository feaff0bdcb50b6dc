"""Where webgen-env keeps what can be made again: toolchain, browser, dependency layers, verdicts."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "WEBGEN_HOME"


def cache_home() -> Path:
    """Folder of everything that webgen-env installs or caches.

    Returns:
        The folder named by ``WEBGEN_HOME``; otherwise ``webgen-env`` in the user's cache folder as the XDG Base
        Directory Specification places it. It need not exist yet.
    """
    explicit = os.environ.get(HOME_VARIABLE)
    if explicit:
        return Path(explicit).expanduser().absolute()
    xdg = os.environ.get("XDG_CACHE_HOME")
    # The specification says that a relative path is to be ignored.
    base = Path(xdg) if xdg and Path(xdg).is_absolute() else Path.home() / ".cache"
    return base / "webgen-env"
