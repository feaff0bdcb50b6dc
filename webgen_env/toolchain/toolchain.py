"""Toolchain: the locked npm packages that webgen-env runs itself."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from filelock import FileLock

from webgen_env.errors import ToolchainError
from webgen_env.toolchain.home import cache_home
from webgen_env.toolchain.node import locate_node, node_version

SETUP_COMMAND = "webgen setup"
INSTALL_TIMEOUT_S = 900.0
_MANIFESTS = ("package.json", "package-lock.json")


@dataclass(frozen=True)
class Toolchain:
    """Node and the locked npm packages, installed.

    Attributes:
        node: The ``node`` program.
        npm_cli: The script of npm, to be run by ``node``.
        modules: The ``node_modules`` folder of the locked packages.
        home: Writable folder for layers, browser and caches.
    """

    node: Path
    npm_cli: Path
    modules: Path
    home: Path

    @property
    def pnpm(self) -> Path:
        """The pnpm program."""
        return self.modules / "@pnpm" / "exe.linux-x64" / "pnpm"

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """Version of Node and of each locked package, by name."""
        packages = json.loads(_manifest("package.json"))["dependencies"]
        return {"node": node_version(self.node), **packages}

    def package_version(self, name: str) -> str:
        """Version of any installed package of the toolchain.

        Args:
            name: npm name, such as ``"rolldown"``.

        Returns:
            Its version.

        Raises:
            ToolchainError: There is no such package.
        """
        try:
            return str(json.loads((self.modules / name / "package.json").read_text("utf-8"))["version"])
        except (OSError, ValueError, KeyError) as error:
            raise ToolchainError(
                f"The toolchain's package {name!r} is missing or broken. Run: {SETUP_COMMAND}"
            ) from error


def lock_digest() -> str:
    """First 16 hexadecimal digits of the SHA-256 over the lock: the toolchain's content address."""
    return hashlib.sha256(_manifest("package.json") + _manifest("package-lock.json")).hexdigest()[:16]


def locate_toolchain(home: Path | None = None) -> Toolchain:
    """Find the installed toolchain. Nothing is downloaded.

    Args:
        home: Cache folder; ``None`` takes :func:`~webgen_env.toolchain.home.cache_home`.

    Returns:
        The toolchain.

    Raises:
        ToolchainError: Node or the packages are missing; names the command that mends it.
    """
    node = locate_node()
    root = home or cache_home()
    modules = root / "toolchain" / lock_digest() / "node_modules"
    if not modules.is_dir():
        raise ToolchainError(f"The scaffold's npm packages are not installed. Run: {SETUP_COMMAND}")
    return Toolchain(node.executable, node.npm_cli, modules, root)


def install_toolchain(home: Path | None = None) -> Toolchain:
    """Install the locked packages if they are not there yet. Safe for many processes at once.

    Args:
        home: Cache folder; ``None`` takes :func:`~webgen_env.toolchain.home.cache_home`.

    Returns:
        The toolchain.

    Raises:
        ToolchainError: npm failed, for instance because its registry cannot be reached.
    """
    root = home or cache_home()
    install_locked({name: _manifest(name) for name in _MANIFESTS}, root / "toolchain" / lock_digest())
    return locate_toolchain(root)


def install_locked(manifests: Mapping[str, bytes], target: Path) -> None:
    """Install a locked set of npm packages, without their scripts, if it is not there yet. Safe for many processes.

    Args:
        manifests: Content of ``package.json`` and ``package-lock.json``.
        target: The folder that gets a ``node_modules``; it appears whole or not at all.

    Raises:
        ToolchainError: npm failed, for instance because its registry cannot be reached.
    """
    parent = target.parent
    parent.mkdir(parents=True, exist_ok=True)
    with FileLock(parent / f"{target.name}.lock"):
        if not target.is_dir():
            _install_into(parent, target, manifests)


def _install_into(parent: Path, target: Path, manifests: Mapping[str, bytes]) -> None:
    """Install beside the target and rename, so that a killed install leaves nothing that looks complete."""
    for leftover in parent.glob("installing-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    node = locate_node()
    work = Path(tempfile.mkdtemp(prefix="installing-", dir=parent))
    try:
        for name, content in manifests.items():
            (work / name).write_bytes(content)
        command: list[str | Path] = [
            node.executable,
            node.npm_cli,
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]
        path = f"{node.executable.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        done = subprocess.run(
            command,
            cwd=work,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=INSTALL_TIMEOUT_S,
            check=False,
        )
        if done.returncode != 0:
            raise ToolchainError(
                f"npm could not install the scaffold's packages (exit {done.returncode}). Check that the npm registry "
                f"can be reached, then run again: {SETUP_COMMAND}\n{done.stderr[-2000:]}"
            )
        work.chmod(0o755)
        work.rename(target)
    except (OSError, subprocess.SubprocessError) as error:
        raise ToolchainError(f"The scaffold's packages could not be installed: {error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _manifest(name: str) -> bytes:
    return resources.files("webgen_env.toolchain").joinpath(name).read_bytes()
