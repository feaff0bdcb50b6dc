"""LayerStore: finds, makes, shares and evicts dependency layers."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import os
import time
from typing import TYPE_CHECKING

from webgen_env.build.arbiter import ask_npm
from webgen_env.build.base_layer import MANIFESTS, base_manifest
from webgen_env.build.installer import PackageError, run_pnpm
from webgen_env.build.layer import DESCRIPTION, Layer, describe_layer, read_layer, resolved_digest
from webgen_env.build.locks import exclusive_lock, shared_lock, try_lock
from webgen_env.build.workspace import Workspace
from webgen_env.errors import InfrastructureError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping
    from pathlib import Path

    from webgen_env.build.plan import InstallPlan
    from webgen_env.findings import Finding
    from webgen_env.toolchain import Toolchain

logger = logging.getLogger(__name__)

DEFAULT_MAX_BYTES = 10 * 1024**3
_MAX_REFUSALS = 1000
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
        self._locks = self.root / ".locks"
        self._requests = self.root / ".requests"
        self._refusals: dict[str, Finding] = {}
        self._base: Layer | None = None

    def prepare(self) -> None:
        """Make the folders. Idempotent.

        Raises:
            InfrastructureError: They cannot be made.
        """
        try:
            for folder in (self.root, self._locks, self._requests):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InfrastructureError(f"The folder of layers cannot be made: {error}", stage="install") from error

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
        with contextlib.ExitStack() as stack:
            layer, doubts = await self._find(plan, deadline)
            stack.enter_context(shared_lock(self._lock_of(layer.digest)))
            while not (layer.modules.parent / DESCRIPTION).is_file():
                # Evicted between finding and locking.
                stack.close()
                self._base = None
                layer, doubts = await self._find(plan, deadline)
                stack.enter_context(shared_lock(self._lock_of(layer.digest)))
            with contextlib.suppress(OSError):
                os.utime(layer.modules.parent / DESCRIPTION)
            if doubts or plan.doubtful_peers(layer):
                await self._settle_peers(plan, deadline)
            yield layer

    def has(self, plan: InstallPlan) -> bool:
        """Whether the layer for a plan is there, so that :meth:`use` would neither wait nor install."""
        base = self.base()
        if base is not None and plan.satisfied_by(base):
            return True
        key = request_key(plan.install)
        return key not in self._refusals and self._known(key) is not None

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
        async with self._alone("base", deadline):
            if self.base() is None:
                contents = {name: base_manifest(name) for name in MANIFESTS}
                try:
                    await self._install(contents, ("--frozen-lockfile",), deadline)
                except PackageError as error:
                    raise InfrastructureError(f"The base layer: {error}", stage="install") from error
            layer = self.base()
        if layer is None:
            raise InfrastructureError("The base layer is not what its lock says.", stage="install", retryable=False)
        return layer

    def evict(self, *, keep: str = "") -> int:
        """Remove the layers not used for longest until the rest is small enough.

        Args:
            keep: Content address of a layer that is about to be used.

        Returns:
            How many were removed. Layers in use and the base layer stay.
        """
        base = self.base()
        kept = {keep, base.digest if base is not None else ""}
        layers = sorted(self._by_use(), key=lambda pair: pair[0])
        total = sum(layer.size for _, layer in layers)
        removed = 0
        for _, layer in layers:
            if total <= self._max_bytes:
                break
            if layer.digest in kept:
                continue
            with try_lock(self._lock_of(layer.digest)) as free:
                if free and self._remove(layer):
                    total -= layer.size
                    removed += 1
        return removed

    def _by_use(self) -> Iterator[tuple[float, Layer]]:
        for folder in self.root.iterdir():
            layer = read_layer(folder)
            if layer is not None:
                with contextlib.suppress(OSError):
                    yield (folder / DESCRIPTION).stat().st_mtime, layer

    def _remove(self, layer: Layer) -> bool:
        """Move a layer out of sight in one step, then remove it: a kill in between leaves nothing that looks whole."""
        try:
            grave = Workspace(self.root)
            layer.modules.parent.rename(grave.path / "layer")
        except OSError as error:
            logger.warning("layer %s could not be evicted: %s", layer.digest[:12], error)
            return False
        grave.close()
        return True

    async def _find(self, plan: InstallPlan, deadline: float) -> tuple[Layer, bool]:
        """The layer for a plan, and whether its installer saw peers at other versions than asked for."""
        base = self.base()
        if base is not None and plan.satisfied_by(base):
            return base, False
        key = request_key(plan.install)
        return self._known(key) or await self._make(key, plan.install, deadline)

    def _known(self, key: str) -> tuple[Layer, bool] | None:
        finding = self._refusals.get(key)
        if finding is not None:
            raise PackageError(finding)
        entry = self._read(key)
        layer = read_layer(self.root / str(entry["layer"])) if entry is not None else None
        return None if entry is None or layer is None else (layer, bool(entry["bad_peers"]))

    async def _make(self, key: str, dependencies: Mapping[str, str], deadline: float) -> tuple[Layer, bool]:
        async with self._alone(key, deadline):
            known = self._known(key)  # by the process that held the lock before
            if known is not None:
                return known
            try:
                manifest = {"name": "layer", "private": True, "dependencies": dict(dependencies)}
                digest, bad_peers = await self._install({_PACKAGE: json.dumps(manifest).encode()}, (), deadline)
            except PackageError as error:
                self._refuse(key, error.finding)
                raise
            self._write(key, {"layer": digest, "bad_peers": list(bad_peers)})
        await asyncio.to_thread(self.evict, keep=digest)
        layer = read_layer(self.root / digest)
        if layer is None:
            raise InfrastructureError(f"The layer {digest[:12]} vanished as it was made.", stage="install")
        return layer, bool(bad_peers)

    async def _install(
        self, contents: Mapping[str, bytes], arguments: tuple[str, ...], deadline: float
    ) -> tuple[str, tuple[str, ...]]:
        with self._workspace() as work:
            for name, content in contents.items():
                (work / name).write_bytes(content)
            remaining = max(1.0, deadline - time.monotonic())
            report = await run_pnpm(self._toolchain, work, arguments=arguments, timeout_s=remaining)
            return await asyncio.to_thread(self._publish, work), report.bad_peers

    def _publish(self, work: Path) -> str:
        lock = work / _LOCK
        digest = resolved_digest(lock.read_text("utf-8") if lock.is_file() else "")
        (work / "node_modules").mkdir(exist_ok=True)
        ready = work / "ready"
        ready.mkdir()
        for name in ("node_modules", _LOCK, _PACKAGE):
            if (work / name).exists():
                (work / name).rename(ready / name)
        describe_layer(ready)
        try:
            ready.rename(self.root / digest)
        except OSError:
            # Another set of ranges resolved to the same packages, and its layer is as good.
            if read_layer(self.root / digest) is None:
                raise
        return digest

    async def _settle_peers(self, plan: InstallPlan, deadline: float) -> None:
        """Let npm decide about peers that are not at the versions asked for."""
        key = f"npm-{request_key(plan.declared)}"
        async with self._alone(key, deadline):
            finding = self._refusals.get(key)
            if finding is None and self._read(key) is None:
                with self._workspace() as work:
                    remaining = max(1.0, deadline - time.monotonic())
                    finding = await ask_npm(self._toolchain, work, plan.declared, timeout_s=remaining)
                if finding is None:
                    self._write(key, {"installs": True})
        if finding is not None:
            self._refuse(key, finding)
            raise PackageError(finding)

    def _refuse(self, key: str, finding: Finding) -> None:
        # In memory and bounded: what the registry lacks today it may have tomorrow.
        if len(self._refusals) >= _MAX_REFUSALS:
            self._refusals.clear()
        self._refusals[key] = finding

    @contextlib.contextmanager
    def _workspace(self) -> Iterator[Path]:
        workspace = None
        try:
            workspace = Workspace(self.root)
            yield workspace.path
        except OSError as error:
            raise InfrastructureError(f"The layer could not be made: {error}", stage="install") from error
        finally:
            if workspace is not None:
                workspace.close()

    @contextlib.asynccontextmanager
    async def _alone(self, key: str, deadline: float) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(exclusive_lock(self._lock_of(key), deadline))
            except TimeoutError as error:
                raise InfrastructureError(
                    "Another process has been installing the same packages for too long.", stage="install"
                ) from error
            yield

    def _lock_of(self, key: str) -> Path:
        return self._locks / f"{key}.lock"

    def _read(self, key: str) -> dict[str, object] | None:
        try:
            entry = json.loads((self._requests / key).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return entry if isinstance(entry, dict) else None

    def _write(self, key: str, entry: Mapping[str, object]) -> None:
        temporary = self._requests / f"{key}.{os.getpid()}.new"
        temporary.write_text(json.dumps(entry), "utf-8")
        temporary.replace(self._requests / key)


def request_key(packages: Mapping[str, str]) -> str:
    """Address of a set as it was asked for: SHA-256 over names and specifiers, in hexadecimal."""
    return hashlib.sha256(json.dumps(sorted(packages.items())).encode()).hexdigest()
