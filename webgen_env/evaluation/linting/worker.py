"""LintWorker: one persistent Node process that checks one project at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.build.node_worker import FRAMES, SYSTEM, NodeWorker
from webgen_env.build.process import Confinement
from webgen_env.scaffold import default_scaffold

if TYPE_CHECKING:
    from webgen_env.toolchain import Toolchain

CONFIGURATION = "eslint.config.js"

_HERE = Path(__file__).resolve().parent
_SCRIPTS = ("worker.mjs", "checks.mjs", "package_files.mjs", "project_host.mjs")
_HEAP_MB = 1024


class LintWorker(NodeWorker):
    """A Node process with ESLint and TypeScript loaded, which may read the packages and nothing of the machine.

    Args:
        toolchain: The installed toolchain.
        packages: Folder of the lint packages.
        layers: Folder of the dependency layers.
    """

    def __init__(self, toolchain: Toolchain, packages: Path, layers: Path) -> None:
        super().__init__("lint worker")
        self._node = toolchain.node.resolve()
        self._modules = toolchain.modules.resolve()
        self._packages = packages.resolve()
        self._layers = layers.resolve()

    def _furnish(self, workspace: Path) -> None:
        # Its imports are looked up where it lies.
        (workspace / CONFIGURATION).write_text(default_scaffold().files[CONFIGURATION], "utf-8")
        (workspace / "node_modules").symlink_to(self._packages / "node_modules")

    def _command(self, workspace: Path, answers: int) -> list[str]:
        script, configuration = _HERE / _SCRIPTS[0], workspace / CONFIGURATION
        parts = (self._node, f"--max-old-space-size={_HEAP_MB}", script, self._packages, FRAMES, configuration, answers)
        return [str(part) for part in parts]

    def _environment(self, workspace: Path) -> dict[str, str]:
        return {
            "NODE_ENV": "production", "NO_COLOR": "1", "LANG": "C.UTF-8", "TZ": "UTC", "OPENSSL_CONF": "/dev/null",
            "PATH": str(self._node.parent), "HOME": str(workspace), "TMPDIR": str(workspace),
        }  # fmt: skip

    def _confinement(self, workspace: Path) -> Confinement:
        own = (self._node, self._modules, _HERE, FRAMES, self._packages, self._layers)
        return Confinement(read=(*own, *SYSTEM), write=(workspace,))


def scripts_digest(manifests: Mapping[str, bytes]) -> str:
    """What decides a verdict besides the version: packages, scripts and the scaffold's configuration.

    Args:
        manifests: Manifest and lock of the lint packages.

    Returns:
        Twelve hexadecimal digits.
    """
    scaffold: Mapping[str, Any] = default_scaffold().files
    hasher = hashlib.sha256()
    for content in (*manifests.values(), *((_HERE / name).read_bytes() for name in _SCRIPTS)):
        hasher.update(content)
    for name in (CONFIGURATION, "tsconfig.app.json"):
        hasher.update(str(scaffold[name]).encode())
    return hasher.hexdigest()[:12]
