"""Set-up: everything that the environment needs, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from webgen_env.toolchain.toolchain import Toolchain, install_toolchain

Progress = Callable[[str], None]


def set_up(home: Path | None = None, progress: Progress = lambda _: None) -> Toolchain:
    """Install what is missing: locked npm packages, Chromium, the base dependency layer.

    A second run does no work. Several processes may run it at once.

    Args:
        home: Cache folder; ``None`` takes the user's.
        progress: Called with a short sentence before each step.

    Returns:
        The toolchain.

    Raises:
        ToolchainError: A step failed; says which and what to do.
    """
    # Imported here: build and browser depend on the toolchain, not the other way round.
    from webgen_env.browser.chromium import install_chromium
    from webgen_env.build import install_base_layer

    progress("scaffold packages from npm")
    toolchain = install_toolchain(home)
    progress("Chromium and its fonts")
    install_chromium(toolchain)
    progress("base dependency layer")
    install_base_layer(toolchain)
    return toolchain
