"""Doctor: what is present on this machine, what is missing, and the command that mends it."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from webgen_env.errors import ToolchainError
from webgen_env.machine import usable_cores, usable_memory
from webgen_env.toolchain.home import HOME_VARIABLE, cache_home
from webgen_env.toolchain.node import PIP_LINE, locate_node, node_version
from webgen_env.toolchain.toolchain import SETUP_COMMAND, locate_toolchain

Status = Literal["ok", "warning", "missing"]

MIN_DISK_BYTES = 2 * 1024**3
MIN_MEMORY_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What, such as ``"node"``.
        status: ``"ok"``; ``"warning"`` if the environment works, but not at its best; ``"missing"`` if it does not.
        found: What was found, in a few words.
        mend: The exact command that mends it; empty when there is nothing to mend.
        details: Versions and paths, for machines.
    """

    name: str
    status: Status
    found: str
    mend: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


def examine(home: Path | None = None) -> tuple[Check, ...]:
    """Look at everything that the environment needs. Nothing is installed or downloaded.

    Args:
        home: Cache folder; ``None`` takes the user's.

    Returns:
        One check per part, in the order in which they are mended.
    """
    root = home or cache_home()
    checks: tuple[Callable[[Path], Check], ...] = (
        _platform, _python, _machine, _home, _node, _packages, _browser, _layer, _sandbox,
    )  # fmt: skip
    return tuple(check(root) for check in checks)


def healthy(checks: tuple[Check, ...]) -> bool:
    """Whether nothing is missing."""
    return all(check.status != "missing" for check in checks)


def _platform(_: Path) -> Check:
    system, machine = platform.system(), platform.machine()
    found = f"{system} {machine}"
    if system == "Linux" and machine in ("x86_64", "AMD64"):
        return Check("platform", "ok", found)
    return Check("platform", "missing", f"{found}; only Linux x86-64 is supported", "use a Linux x86-64 machine")


def _python(_: Path) -> Check:
    # An older Python cannot have imported this package.
    return Check("python", "ok", platform.python_version())


def _machine(_: Path) -> Check:
    cores, memory = usable_cores(), usable_memory()
    found = f"{cores} cores, {memory / 1024**3:.1f} GiB of memory"
    if memory < MIN_MEMORY_BYTES:
        return Check("machine", "warning", f"{found}; 2 GiB or more is advised", "use a machine with more memory")
    return Check("machine", "ok", found)


def _home(root: Path) -> Check:
    present = next(parent for parent in (root, *root.parents) if parent.exists())
    free = shutil.disk_usage(present).free
    found = f"{root} ({free / 1024**3:.1f} GiB free)"
    try:
        with tempfile.TemporaryFile(dir=present):
            pass
    except OSError as error:
        mend = f"export {HOME_VARIABLE}=FOLDER_THAT_CAN_BE_WRITTEN"
        return Check("home", "missing", f"{root} cannot be written: {error.strerror}", mend)
    if free < MIN_DISK_BYTES:
        return Check("home", "warning", f"{found}; 2 GiB or more is advised", f"export {HOME_VARIABLE}=LARGER_FOLDER")
    return Check("home", "ok", found, details={"path": str(root)})


def _node(_: Path) -> Check:
    try:
        node = locate_node()
        version = node_version(node.executable)
    except ToolchainError as error:
        return Check("node", "missing", str(error), PIP_LINE)
    return Check("node", "ok", f"Node {version}", details={"version": version, "path": str(node.executable)})


def _packages(root: Path) -> Check:
    try:
        toolchain = locate_toolchain(root)
        versions = {name: toolchain.package_version(name) for name in toolchain.versions if name != "node"}
    except ToolchainError as error:
        return Check("packages", "missing", str(error), SETUP_COMMAND)
    found = f"Vite {versions['vite']}, Tailwind {versions['tailwindcss']}, {len(versions)} packages"
    return Check("packages", "ok", found, details=versions)


def _browser(root: Path) -> Check:
    from webgen_env.browser.chromium import locate_chromium

    try:
        chromium = locate_chromium(locate_toolchain(root))
    except ToolchainError as error:
        return Check("browser", "missing", str(error), SETUP_COMMAND)
    found = f"Chromium {chromium.version} ({chromium.kind})"
    details = {"version": chromium.version, "kind": chromium.kind, "path": str(chromium.executable)}
    if chromium.kind != "sparticuz":
        return Check("browser", "warning", f"{found}; screenshots differ from the pinned one's", SETUP_COMMAND, details)
    return Check("browser", "ok", found, details=details)


def _layer(root: Path) -> Check:
    from webgen_env.build.layers import LayerStore

    try:
        layer = LayerStore(locate_toolchain(root)).base()
    except ToolchainError as error:
        return Check("base layer", "missing", str(error), SETUP_COMMAND)
    if layer is None:
        return Check("base layer", "missing", "the packages that sites ask for most are not installed", SETUP_COMMAND)
    return Check("base layer", "ok", f"{len(layer.versions)} packages", details={"path": str(layer.modules)})


def _sandbox(_: Path) -> Check:
    root_user = hasattr(os, "geteuid") and os.geteuid() == 0
    bubblewrap = shutil.which("bwrap")
    if bubblewrap is not None:
        return Check("sandbox", "ok", "bubblewrap")
    if not root_user:
        return Check("sandbox", "ok", "Chromium's own")
    return Check("sandbox", "warning", "running as root without bubblewrap; request interception keeps the network "
                 "out", "apt-get install bubblewrap, or run as another user")  # fmt: skip
