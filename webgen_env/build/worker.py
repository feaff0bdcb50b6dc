"""Worker: one persistent Node process that builds one project at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.build.node_worker import SYSTEM, Answer, NodeWorker, WorkerDiedError
from webgen_env.build.process import Confinement

if TYPE_CHECKING:
    from webgen_env.toolchain import Toolchain

_SCRIPTS = Path(__file__).resolve().with_name("worker")
_HEAP_MB = 1024


class Worker(NodeWorker):
    """A Node process with Vite loaded, confined to its workspace, the layers and the toolchain.

    Args:
        toolchain: The installed toolchain.
        layers: Folder of the dependency layers.
        confined: Whether to use the kernel's confinement where there is one. What Node and Rolldown are asked to read
            is checked in any case.
    """

    def __init__(self, toolchain: Toolchain, layers: Path, *, confined: bool = True) -> None:
        super().__init__("build worker", confined=confined)
        # Without symbolic links: what the kernel, Node and Rolldown compare are real paths.
        self._node = toolchain.node.resolve()
        self._modules = toolchain.modules.resolve()
        self._layers = layers.resolve()

    async def build(self, request: Mapping[str, Any], *, timeout_s: float) -> Answer:
        """Build one project.

        Args:
            request: What ``build.mjs`` takes, without ``root``.
            timeout_s: Deadline in seconds.

        Returns:
            The answer.

        Raises:
            WorkerDiedError: The process ended.
            WorkerTimeoutError: The deadline passed.
        """
        if self._workspace is None:
            raise WorkerDiedError("the worker was not started")
        # A path never used before: nothing that a library remembers by path can be of an earlier project.
        root = self._workspace.path / str(self.asked)
        return await self.ask({**request, "root": str(root)}, timeout_s=timeout_s)

    def _command(self, workspace: Path, answers: int) -> list[str]:
        return [
            str(self._node),
            f"--max-old-space-size={_HEAP_MB}",
            # A build makes much that is thrown away when it ends. With less room than this the collector goes through
            # it in the middle of a build, which takes a tenth of the whole; with more only memory is held.
            "--min-semi-space-size=16",
            "--max-semi-space-size=16",
            "--initial-old-space-size=128",
            str(_SCRIPTS / "main.mjs"),
            str(self._modules),
            str(answers),
            *map(str, (_SCRIPTS, self._modules, self._layers, workspace)),
        ]

    def _environment(self, workspace: Path) -> dict[str, str]:
        """Nothing of this process's environment: it may hold secrets, and NODE_OPTIONS would change the worker."""
        return {
            "NODE_ENV": "production",
            "NO_COLOR": "1",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            # One thread each: other sites keep the other cores busy, and every thread holds memory of its own.
            "ROLLDOWN_WORKER_THREADS": "1",
            "RAYON_NUM_THREADS": "1",
            # The threads share what they free.
            "MALLOC_ARENA_MAX": "2",
            # The bundler gives back at once what a build has freed: a fifth less memory for 2 % more time.
            "MIMALLOC_PURGE_DELAY": "0",
            "OPENSSL_CONF": "/dev/null",  # the system's may not be read
            "PATH": str(self._node.parent),
            "HOME": str(workspace),
            "TMPDIR": str(workspace),
        }

    def _confinement(self, workspace: Path) -> Confinement:
        return Confinement(read=(self._node, self._modules, _SCRIPTS, self._layers, *SYSTEM), write=(workspace,))
