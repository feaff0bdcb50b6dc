"""LayerStore: finds, makes, shares and evicts dependency layers."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import hashlib
import json
import logging
import os
import shutil
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.build.base_layer import MANIFESTS, base_manifest
from webgen_env.build.installer import PackageError, run_pnpm
from webgen_env.build.layer import DESCRIPTION, Layer, describe_layer, read_layer, resolved_digest
from webgen_env.build.workspace import Workspace
from webgen_env.errors import InfrastructureError

if TYPE_CHECKING:
    from webgen_env.build.plan import InstallPlan
    from webgen_env.findings import Finding
    from webgen_env.toolchain import Toolchain

logger = logging.getLogger(__name__)

DEFAULT_MAX_BYTES = 10 * 1024**3
_POLL_S = 0.05
_PACKAGE, _LOCK = "package.json", "pnpm-lock.yaml"


class LayerStore:
    """The dependency layers beneath one folder, shared by any number of processes.

    A layer appears in one rename, so that none is ever seen half made; what a killed process left is swept away. A
    lock per requested set lets one process install while the others wait for its result. A layer in use is locked
    against eviction.

    Args:
        toolchain: The installed toolchain.
        root: Where layers are; ``None`` is ``layers`` in the toolchain's home.
        max_bytes: Total size above which the layers not used for longest are evicted.
    """

    def __init__(self, toolchain: Toolchain, *, root: Path | None = None, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._toolchain = toolchain
        self.root = (root or toolchain.home / "layers").resolve()
        self._max_bytes = max_bytes
        self._refused: dict[str, Finding] = {}
        self._base: Layer | None = None

    def prepare(self) -> None:
        """Make the folders. Idempotent."""
        for folder in (self.root, self._locks, self._requests):
            folder.mkdir(parents=True, exist_ok=True)

    @contextlib.asynccontextmanager
    async def use(self, plan: InstallPlan, *, timeout_s: float) -> AsyncIterator[Layer]:
        """Find or make the layer for what a project declares, and keep it from being evicted meanwhile.

        Args:
            plan: What has to be installed.
            timeout_s: Deadline in seconds for waiting and installing.

        Yields:
            The layer.

        Raises:
            PackageError: The set cannot be installed, whoever installs it.
            InfrastructureError: Our machinery failed.
        """
        self.prepare()
        deadline = time.monotonic() + timeout_s
        key = request_key(plan.install)
        while True:
            base = self.base()
            layer = base if base is not None and plan.satisfied_by(base) else self._known(key)
            layer = layer or await self._make(key, plan.install, deadline)
            with contextlib.ExitStack() as stack:
                stack.enter_context(_shared(self._lock_of(layer.digest)))
                # Between finding and locking it may have been evicted.
                if not (layer.modules.parent / DESCRIPTION).is_file():
                    self._base = None
                    continue
                with contextlib.suppress(OSError):
                    os.utime(layer.modules.parent / DESCRIPTION)
                yield layer
                return

    def _known(self, key: str) -> Layer | None:
        finding = self._refused.get(key)
        if finding is not None:
            raise PackageError(finding)
        try:
            digest = (self._requests / key).read_text("ascii").strip()
        except OSError:
            return None
        return read_layer(self.root / digest)

    def base(self) -> Layer | None:
        """The base layer, or ``None`` if it is not installed."""
        self._base = self._base or read_layer(self.root / resolved_digest(base_manifest(_LOCK).decode()))
        return self._base

    async def make_base(self, *, timeout_s: float) -> Layer:
        """Install the base layer if it is not there yet.

        Args:
            timeout_s: Deadline in seconds.

        Returns:
            The layer.

        Raises:
            InfrastructureError: The registry cannot be reached or the disk is full.
        """
        self.prepare()
        deadline = time.monotonic() + timeout_s
        async with _exclusive(self._lock_of("base"), deadline):
            layer = self.base()
            if layer is None:
                contents = {name: base_manifest(name) for name in MANIFESTS}
                await self._install(contents, ("--frozen-lockfile",), deadline)
                layer = self.base()
        if layer is None:
            raise InfrastructureError("The base layer is not what its lock says.", stage="install", retryable=False)
        return layer

    async def _make(self, key: str, dependencies: Mapping[str, str], deadline: float) -> Layer:
        async with _exclusive(self._lock_of(key), deadline):
            known = self._known(key)  # by the process that held the lock before
            if known is not None:
                return known
            try:
                manifest = {"name": "layer", "private": True, "dependencies": dict(dependencies)}
                digest = await self._install({_PACKAGE: json.dumps(manifest).encode()}, (), deadline)
            except PackageError as error:
                self._refused[key] = error.finding
                raise
            _write_atomically(self._requests / key, digest)
        await asyncio.to_thread(self.evict)
        layer = read_layer(self.root / digest)
        if layer is None:
            raise InfrastructureError(f"The layer {digest} vanished while it was made.", stage="install")
        return layer

    async def _install(self, contents: Mapping[str, bytes], arguments: tuple[str, ...], deadline: float) -> str:
        try:
            workspace = Workspace(self.root)
        except OSError as error:
            raise InfrastructureError(f"No layer can be made: {error}", stage="install") from error
        try:
            work = workspace.path
            for name, content in contents.items():
                (work / name).write_bytes(content)
            remaining = max(1.0, deadline - time.monotonic())
            report = await run_pnpm(self._toolchain, work, arguments=arguments, timeout_s=remaining)
            logger.debug("installed a layer, %d bad peers", len(report.bad_peers))
            return await asyncio.to_thread(self._publish, work)
        except OSError as error:
            raise InfrastructureError(f"The layer could not be made: {error}", stage="install") from error
        finally:
            await asyncio.to_thread(workspace.close)

    def _publish(self, work: Path) -> str:
        digest = resolved_digest((work / _LOCK).read_text("utf-8") if (work / _LOCK).is_file() else "")
        target = self.root / digest
        if read_layer(target) is None:
            shutil.rmtree(target, ignore_errors=True)
            (work / "node_modules").mkdir(exist_ok=True)
            ready = work / "ready"
            ready.mkdir()
            for name in ("node_modules", _LOCK, _PACKAGE):
                if (work / name).exists():
                    (work / name).rename(ready / name)
            describe_layer(ready)
            with contextlib.suppress(FileExistsError):
                ready.rename(target)
        return digest

    def evict(self) -> int:
        """Remove the layers not used for longest until the rest is small enough.

        Returns:
            How many were removed. Layers in use stay.
        """
        layers = [(self._used(folder), layer) for folder in self.root.iterdir() if (layer := read_layer(folder))]
        total = sum(layer.size for _, layer in layers)
        removed = 0
        for _, layer in sorted(layers, key=lambda pair: pair[0]):
            if total <= self._max_bytes:
                break
            lock = os.open(self._lock_of(layer.digest), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            else:
                (layer.modules.parent / DESCRIPTION).unlink(missing_ok=True)
                shutil.rmtree(layer.modules.parent, ignore_errors=True)
                total -= layer.size
                removed += 1
            finally:
                os.close(lock)
        return removed

    @staticmethod
    def _used(folder: Path) -> float:
        try:
            return (folder / DESCRIPTION).stat().st_mtime
        except OSError:
            return 0.0

    @property
    def _locks(self) -> Path:
        return self.root / ".locks"

    @property
    def _requests(self) -> Path:
        return self.root / ".requests"

    def _lock_of(self, key: str) -> Path:
        return self._locks / f"{key}.lock"


def request_key(dependencies: Mapping[str, str]) -> str:
    """Address of a set as it was asked for: SHA-256 over names and specifiers, in hexadecimal."""
    return hashlib.sha256(json.dumps(sorted(dependencies.items())).encode()).hexdigest()


@contextlib.contextmanager
def _shared(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextlib.asynccontextmanager
async def _exclusive(path: Path, deadline: float) -> AsyncIterator[None]:
    """Hold a lock file. It is polled, because a thread that waits for a lock cannot be called off."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise InfrastructureError(
                        "Another process has been installing the same packages for too long.", stage="install"
                    ) from None
                await asyncio.sleep(_POLL_S)
        yield
    finally:
        os.close(descriptor)


def _write_atomically(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_text(text, "ascii")
    temporary.replace(path)
