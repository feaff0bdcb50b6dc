"""ViteBuilder: installs and bundles projects with the warm toolchain."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from webgen_env.build.installer import PackageError
from webgen_env.build.layers import LayerStore
from webgen_env.build.node_worker import Answer, WorkerDiedError, WorkerTimeoutError
from webgen_env.build.plan import PREPROCESSORS, InstallPlan, plan_install
from webgen_env.build.preparation import Preparation
from webgen_env.build.site import BuildOutcome, Site
from webgen_env.build.specifiers import check_specifiers
from webgen_env.build.worker import Worker
from webgen_env.errors import ClosedError, InfrastructureError, ToolchainError
from webgen_env.findings import Finding, printable
from webgen_env.toolchain import Toolchain, locate_toolchain

if TYPE_CHECKING:
    from webgen_env.build.layer import Layer
    from webgen_env.scaffold.project import Project

MAX_LOG_CHARACTERS = 20_000
_TRIES = 2


class ViteBuilder:
    """The real builder: pnpm layers and Vite in a persistent Node worker.

    One build at a time; others wait their turn. The worker starts with the first build, is replaced when it dies or
    hangs, and is retired after a number of builds or when it has grown.

    Args:
        toolchain: The installed toolchain; ``None`` finds it at the first build.
        install_timeout_s: Deadline in seconds for finding or making the dependency layer.
        build_timeout_s: Deadline in seconds for one try of bundling.
        max_builds: Builds after which the worker is retired.
        max_memory_bytes: Resident memory above which the worker is retired.
        layers: Folder of the dependency layers; ``None`` is the toolchain's own.

    Example:
        >>> async with ViteBuilder() as builder:  # doctest: +SKIP
        ...     outcome = await builder.build(project)
    """

    def __init__(
        self,
        toolchain: Toolchain | None = None,
        *,
        install_timeout_s: float = 120.0,
        build_timeout_s: float = 30.0,
        max_builds: int = 500,
        max_memory_bytes: int = 512 * 1024**2,
        layers: Path | None = None,
    ) -> None:
        self._toolchain = toolchain
        self._layers_folder = layers
        self._install_timeout_s = install_timeout_s
        self._build_timeout_s = build_timeout_s
        self._max_builds = max_builds
        self._max_memory_bytes = max_memory_bytes
        self._confined = True
        self._started = False
        self._layers: LayerStore | None = None
        self._preparation: Preparation | None = None
        self._worker: Worker | None = None
        self._turn: asyncio.Lock | None = None
        self._closed = False

    async def __aenter__(self) -> ViteBuilder:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.aclose()

    @property
    def identity(self) -> str:
        """Versions of everything that decides the output, such as ``"vite-8.3.8+node-24.19.0"``."""
        versions = self._located().versions
        names = ("vite", "node", "tailwindcss", "@vitejs/plugin-react", "@pnpm/exe.linux-x64")
        return "+".join([*(f"{name}-{versions[name]}" for name in names if name in versions), f"build-{_own_digest()}"])

    async def build(self, project: Project, *, timeout_s: float | None = None) -> BuildOutcome:
        """Install what the project depends on and bundle it.

        Args:
            project: The project. Its text is parsed and never run.
            timeout_s: Deadline in seconds for everything; ``None`` is the builder's own deadlines.

        Returns:
            The outcome; a project that does not install or build is an outcome, not an exception.

        Raises:
            ClosedError: The builder was closed.
            InfrastructureError: The machinery failed, which says nothing about the project.
            ToolchainError: The toolchain is not installed or does not start.
        """
        if self._closed:
            raise ClosedError("This builder was closed; make a new one.")
        self._turn = self._turn or asyncio.Lock()
        async with self._turn:
            return await self._build(project, timeout_s)

    def ready(self, project: Project) -> bool:
        """Whether :meth:`build` could begin at once: no package has to be installed first.

        Args:
            project: The project.
        """
        return _refused(project) is not None or self._store().has(plan_install(project))

    async def prepare(self, project: Project) -> BuildOutcome | None:
        """Install what the project depends on. May be called for many projects at once, and while others are built.

        Args:
            project: The project.

        Returns:
            ``None`` if it can be built now; an outcome of the stage ``"install"`` if it does not install.

        Raises:
            ClosedError: The builder was closed.
            InfrastructureError: The machinery failed, which says nothing about the project.
        """
        if self._closed:
            raise ClosedError("This builder was closed; make a new one.")
        self._preparation = self._preparation or Preparation(self._store())
        try:
            await self._preparation.prepare(plan_install(project), timeout_s=self._install_timeout_s)
        except PackageError as error:
            return BuildOutcome(None, "install", (error.finding,))
        return None

    async def aclose(self) -> None:
        """Release the worker. Idempotent."""
        self._closed = True
        await self._drop_worker()

    async def _build(self, project: Project, timeout_s: float | None) -> BuildOutcome:
        started = time.monotonic()
        refused = _refused(project)
        if refused is not None:
            return refused
        deadline = None if timeout_s is None else started + timeout_s
        plan = plan_install(project)
        try:
            outcome, unresolved = await self._build_with(project, plan, deadline)
            complete = plan.completed_for(unresolved)
            if complete is not None:
                outcome, _ = await self._build_with(project, complete, deadline)
        except PackageError as error:
            return BuildOutcome(None, "install", (error.finding,), timing={"layer": time.monotonic() - started})
        return outcome

    async def _build_with(
        self, project: Project, plan: InstallPlan, deadline: float | None
    ) -> tuple[BuildOutcome, tuple[str, ...]]:
        """Build with one plan; says also which imports did not resolve."""
        started = time.monotonic()
        store = self._store()
        install_s = self._install_timeout_s if deadline is None else min(deadline - started, self._install_timeout_s)
        async with store.use(plan, timeout_s=install_s) as layer:
            installed = time.monotonic()
            left = None if deadline is None else deadline - installed
            answer, findings = await self._bundle(_request(project, plan, layer), store, left)
            timing = {"layer": installed - started, "build": time.monotonic() - installed}
            return _outcome(project, layer, answer, findings, timing), _unresolved(answer)

    async def _bundle(
        self, request: Mapping[str, Any], store: LayerStore, left: float | None
    ) -> tuple[Answer | None, tuple[Finding, ...]]:
        deadline = None if left is None else time.monotonic() + max(0.1, left)
        finding = Finding("build.crash", "The build never started.")
        killed = False
        for remaining in range(_TRIES, 0, -1):
            limit = self._build_timeout_s
            if deadline is not None:
                limit = min(limit, max(0.1, deadline - time.monotonic()) / remaining)
            worker = await self._running_worker(store)
            try:
                return await worker.build(request, timeout_s=limit), ()
            except WorkerTimeoutError as error:
                killed = False
                finding = Finding("build.deadline", f"The build gave {error}.")
            except WorkerDiedError as error:
                killed = error.killed
                finding = Finding("build.crash", f"The build ended its process: {error}")
            finally:
                if not self._fit(worker):
                    await self._drop_worker()
        if killed:
            raise InfrastructureError("The build worker was killed from outside; is memory short?", stage="build")
        return None, (finding,)

    def _fit(self, worker: Worker) -> bool:
        return worker.idle and worker.asked < self._max_builds and worker.memory < self._max_memory_bytes

    async def _running_worker(self, store: LayerStore) -> Worker:
        if self._closed:
            raise ClosedError("This builder was closed during a build.")
        if self._worker is None or not self._worker.idle:
            await self._drop_worker()
            worker = self._worker = Worker(self._located(), store.root, confined=self._confined)
            try:
                await worker.start()
            except ToolchainError as error:
                if not self._started:
                    raise
                # The toolchain is sound, or none would have started before: the machine is short of something.
                raise InfrastructureError(str(error), stage="build") from error
            self._started = True
        return self._worker

    async def _drop_worker(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker.close()

    def _located(self) -> Toolchain:
        self._toolchain = self._toolchain or locate_toolchain()
        return self._toolchain

    def _store(self) -> LayerStore:
        self._layers = self._layers or LayerStore(self._located(), root=self._layers_folder)
        return self._layers


def _refused(project: Project) -> BuildOutcome | None:
    """The outcome of a project for which nothing is installed or built."""
    findings = check_specifiers(project)
    if findings:
        return BuildOutcome(None, "install", findings)
    findings = _outside_paths(project)
    return BuildOutcome(None, "build", findings) if findings else None


def _outside_paths(project: Project) -> tuple[Finding, ...]:
    """The last of several looks at paths: whoever made the project, none of its files is written elsewhere."""
    paths = [*project.files, *project.configuration]
    outside = [path for path in paths if path != str(PurePosixPath(path)) or not _is_inside(path)]
    message = "The path is not a plain one inside the project; nothing is built."
    return tuple(Finding("build.outside-project", message, path) for path in outside[:20])


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return not path.startswith("/") and ".." not in parts and "\0" not in path and parts[0] != "node_modules"


def _request(project: Project, plan: InstallPlan, layer: Layer) -> Mapping[str, Any]:
    hidden = PREPROCESSORS | set(plan.tools)
    return {
        "files": dict(project.files),
        "configuration": dict(project.configuration),
        "layer": str(layer.modules),
        "visible": [name for name in layer.closure(plan.install) if name not in hidden],
        "declared": sorted(plan.declared),
        "tools": plan.tools,
        "sass": plan.sass,
    }


def _unresolved(answer: Answer | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    return tuple(specifier for _, _, _, *specifiers in answer.fields["errors"] for specifier in specifiers)


def _outcome(
    project: Project, layer: Layer, answer: Answer | None, findings: tuple[Finding, ...], timing: Mapping[str, float]
) -> BuildOutcome:
    if answer is None:
        return BuildOutcome(None, "build", findings, timing=timing, layer=layer.digest)
    fields = answer.fields
    log = "\n".join(printable(str(line), 1000) for line in fields["log"])[:MAX_LOG_CHARACTERS]
    notes = tuple(Finding(rule, message, place, "note") for rule, message, place in fields["notes"])
    if fields.get("fault"):
        raise InfrastructureError(f"The build could not use the machine: {fields['fault']}", stage="build")
    errors = tuple(Finding(rule, message, place) for rule, message, place, *_ in fields["errors"])
    site = Site(_with_public_files(project, answer.files), tuple(fields["routes"])) if fields["ok"] else None
    return BuildOutcome(site, "build", errors, notes, log, {**timing, **fields.get("timing", {})}, layer.digest)


def _with_public_files(project: Project, built: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Vite copies the public folder first and writes what it bundled over it."""
    public = {
        str(PurePosixPath(path).relative_to("public")): _as_written(text)
        for path, text in project.files.items()
        if path.startswith("public/")
    }
    return {**public, **built}


def _as_written(text: str) -> bytes:
    """Text as the worker writes it: half a surrogate pair becomes a replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


@cache
def _own_digest() -> str:
    """Eight hexadecimal digits that change with what of this package decides the output."""
    folder = Path(__file__).parent
    hasher = hashlib.sha256()
    for path in sorted([*folder.glob("worker/*.mjs"), *folder.glob("base/*"), *folder.glob("*_packages.*")]):
        hasher.update(path.name.encode() + path.read_bytes())
    return hasher.hexdigest()[:8]
