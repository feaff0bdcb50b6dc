"""Linter: ESLint, types and declared dependencies of projects, in confined Node processes that stay warm."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from webgen_env.bounds import positive, within
from webgen_env.build.installer import PackageError
from webgen_env.build.layers import LayerStore
from webgen_env.build.node_worker import WorkerDiedError, WorkerTimeoutError
from webgen_env.build.plan import InstallPlan, plan_install
from webgen_env.build.specifiers import check_specifiers
from webgen_env.errors import ClosedError, InfrastructureError
from webgen_env.evaluation.linting.worker import LintWorker, scripts_digest
from webgen_env.evaluation.outcomes import LintOutcome
from webgen_env.findings import printable
from webgen_env.scaffold import default_scaffold
from webgen_env.toolchain import Toolchain, locate_toolchain
from webgen_env.toolchain.toolchain import install_locked

if TYPE_CHECKING:
    from webgen_env.build.layer import Layer
    from webgen_env.scaffold.project import Project

logger = logging.getLogger(__name__)

VERSION = 2
"""Raised when the same project could get another verdict than before."""

_SCRIPTS = (".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs")
_MANIFESTS = ("package.json", "package-lock.json")
# Declarations of types that the lint packages bring themselves.
_OWN_TYPES = frozenset({"@types/react", "@types/react-dom"})
_TRIES = 2
_LAYER_TIMEOUT_S = 180.0
_MAX_CHECKS = 500
_MAX_MEMORY_BYTES = 1280 * 1024**2
_MAX_LISTED = 50
_MAX_CHARACTERS = 300
_MAX_ALIASES = 20


class _Answer(BaseModel):
    """What ``checks.mjs`` says."""

    model_config = ConfigDict(strict=True, extra="forbid")

    lint: list[str]
    types: list[str]
    undeclared: list[str]
    counts: dict[str, int]


class Linter:
    """Checks projects. Constructing is cheap; the packages are installed with the first project, once per machine.

    A project passes if ESLint, as the scaffold configures it, reports no error (comments that switch rules off do
    not count), if TypeScript reports no error under the scaffold's configuration, and if every package that its
    sources import stands in its package.json. The project's text is parsed and never run, and nothing of it is written.

    Its processes stay warm: what all projects share, the declarations of the language and of packages, is read once.
    Bound to the event loop of the first check; close it in the end.

    Args:
        toolchain: The installed toolchain; ``None`` looks it up with the first project.
        timeout_s: Deadline of one project in seconds. Missing it twice fails the project.
        concurrency: Projects checked at once, each by a process of its own, 1–64.
        home: Folder of the lint packages; ``None`` takes the toolchain's cache folder.

    Raises:
        ConfigurationError: An argument is not what was expected.

    Example:
        >>> async with Linter() as linter:  # doctest: +SKIP
        ...     outcome = await linter.check(project)
    """

    def __init__(
        self,
        toolchain: Toolchain | None = None,
        *,
        timeout_s: float = 90.0,
        concurrency: int = 2,
        home: Path | None = None,
    ) -> None:
        positive("timeout_s", timeout_s)
        within("concurrency", concurrency, 1, 64)
        self._toolchain = toolchain
        self._timeout_s = timeout_s
        self._home = home
        self._slots = asyncio.Semaphore(concurrency)
        self._installing = asyncio.Lock()
        self._packages: Path | None = None
        self._layers: LayerStore | None = None
        self._idle: list[LintWorker] = []
        self._closed = False

    async def __aenter__(self) -> Linter:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    @property
    def identity(self) -> str:
        """Version and digest of everything that decides the verdict."""
        return f"linter-{VERSION}+{scripts_digest(_manifests())}"

    async def check(self, project: Project) -> LintOutcome:
        """Check one project.

        Args:
            project: The project. Its text is hostile.

        Returns:
            What was found. Nothing that a project holds raises; a fault of ours stands in ``trouble``.

        Raises:
            ClosedError: The linter was closed.
            ToolchainError: The lint packages cannot be installed, or Node does not start.
        """
        refused = [str(finding) for finding in check_specifiers(project)]
        outside = [path for path in project.files if not _is_inside(path)]
        if refused or outside:
            found = (*refused, *(f"{printable(path, 100)} lies outside of the project" for path in outside))
            return LintOutcome(undeclared=found[:_MAX_LISTED], counts={"undeclared": len(found)})
        async with self._slots:
            try:
                return await self._check(project)
            except PackageError as error:
                return LintOutcome(undeclared=(str(error.finding),), counts={"undeclared": 1})
            except InfrastructureError as error:
                return LintOutcome(trouble=str(error))

    async def aclose(self) -> None:
        """End the processes. Idempotent."""
        self._closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _check(self, project: Project) -> LintOutcome:
        packages, toolchain = await self._installed(), self._located()
        self._layers = self._layers or LayerStore(toolchain)
        plan = _with_types(project)
        async with self._layers.use(plan, timeout_s=_LAYER_TIMEOUT_S) as layer:
            request = await asyncio.to_thread(_request, project, plan, layer, packages, toolchain)
            return await self._ask(request)

    async def _ask(self, request: Mapping[str, Any]) -> LintOutcome:
        problem, killed = "", False
        for _ in range(_TRIES):
            try:
                async with self._worker() as worker:
                    answer = await worker.ask(request, timeout_s=self._timeout_s)
                return _outcome(answer.fields)
            except WorkerTimeoutError as error:
                problem, killed = str(error), False
            except WorkerDiedError as error:
                problem, killed = f"it ended its process: {printable(str(error)[-200:], 200)}", error.killed
            logger.warning("a project could not be checked: %s", problem)
        if killed:
            raise InfrastructureError("The lint worker was killed from outside; is memory short?", stage="build")
        return LintOutcome(lint=(f"The project could not be checked: {problem}, {_TRIES} times.",), counts={"lint": 1})

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[LintWorker]:
        """A warm process if there is one; it is kept afterwards if it can take another project."""
        if self._closed:
            raise ClosedError("This linter was closed; make a new one.")
        worker = self._idle.pop() if self._idle else None
        if worker is None or not worker.idle:
            if worker is not None:
                await worker.close()
            packages, toolchain = await self._installed(), self._located()
            worker = LintWorker(toolchain, packages, (self._layers or LayerStore(toolchain)).root)
            await worker.start()
        try:
            yield worker
        finally:
            fit = worker.idle and worker.asked < _MAX_CHECKS and worker.memory < _MAX_MEMORY_BYTES
            if fit and not self._closed:
                self._idle.append(worker)
            else:
                await worker.close()

    async def _installed(self) -> Path:
        async with self._installing:
            if self._packages is None:
                manifests = _manifests()
                digest = hashlib.sha256(b"".join(manifests.values())).hexdigest()[:16]
                target = (self._home or self._located().home) / "lint" / digest
                await asyncio.to_thread(install_locked, manifests, target)
                self._packages = target.resolve()
            return self._packages

    def _located(self) -> Toolchain:
        self._toolchain = self._toolchain or locate_toolchain()
        return self._toolchain


def _outcome(fields: Mapping[str, Any]) -> LintOutcome:
    try:
        answer = _Answer.model_validate(fields)
    except ValidationError as error:
        raise InfrastructureError(
            f"The linter gave no answer of its form: {error.error_count()} fields are wrong.", stage="build"
        ) from None
    return LintOutcome(_shown(answer.lint), _shown(answer.types), _shown(answer.undeclared), answer.counts)


def _shown(problems: list[str]) -> tuple[str, ...]:
    return tuple(printable(problem, _MAX_CHARACTERS) for problem in problems[:_MAX_LISTED])


def _with_types(project: Project) -> InstallPlan:
    """What a build needs, and the declarations of types that a build does not."""
    plan = plan_install(project)
    types = {
        name: specifier
        for name, specifier in plan.declared.items()
        if name.startswith("@types/") and name not in _OWN_TYPES
    }
    return replace(plan, install={**plan.install, **types}, known={}) if types else plan


def _request(project: Project, plan: InstallPlan, layer: Layer, packages: Path, toolchain: Toolchain) -> dict[str, Any]:
    """What ``checks.mjs`` takes: the project's files, and where the packages lie that it may use."""
    modules, own = layer.modules.resolve(), packages / "node_modules"
    links = {name: own / name for name in _own_packages(own)}
    links |= {name: modules / name for name in layer.closure(plan.install)}
    links["vite"] = toolchain.modules.resolve() / "vite"
    return {
        "files": dict(project.files),
        "links": {name: str(target) for name, target in links.items()},
        "declared": sorted(plan.declared),
        "paths": _aliases(project),
        "configuration": default_scaffold().files["tsconfig.app.json"],
        # Plain JavaScript too, which neither ESLint nor TypeScript looks at here.
        "sources": sorted(path for path in project.files if path.startswith("src/") and path.endswith(_SCRIPTS)),
    }


def _own_packages(modules: Path) -> list[str]:
    """Declarations of types that the lint packages bring, and all else beside them."""
    names = []
    for folder in sorted(modules.iterdir()):
        if folder.name.startswith("."):
            continue
        inner = sorted(folder.iterdir()) if folder.name.startswith("@") else [folder]
        names += [str(one.relative_to(modules)) for one in inner]
    return names


def _aliases(project: Project) -> dict[str, list[str]]:
    """Aliases of paths in the TypeScript configuration that the policy wrote, as far as they stay in the project."""
    found: dict[str, list[str]] = {}
    for name in ("tsconfig.json", "tsconfig.app.json"):
        try:
            written: Any = json.loads(project.configuration.get(name, "{}"))
        except (ValueError, RecursionError):
            continue  # comments are allowed there; the scaffold's own alias is known in any case
        options = written.get("compilerOptions") if isinstance(written, Mapping) else None
        paths = options.get("paths") if isinstance(options, Mapping) else None
        for alias, targets in (paths if isinstance(paths, Mapping) else {}).items():
            inside = isinstance(targets, list) and all(isinstance(one, str) and _is_target(one) for one in targets)
            if inside and targets and str(alias).count("*") <= 1 and len(found) < _MAX_ALIASES:
                found[str(alias)] = [one if one.startswith(".") else f"./{one}" for one in targets]
    return found


def _is_target(target: str) -> bool:
    return not target.startswith("/") and ".." not in target.split("/") and target.count("*") <= 1


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    plain = path == str(PurePosixPath(path)) and "\0" not in path and not path.startswith("/")
    return plain and ".." not in parts and parts[0] != "node_modules"


def _manifests() -> dict[str, bytes]:
    folder = resources.files("webgen_env.evaluation.linting")
    return {name: folder.joinpath(name).read_bytes() for name in _MANIFESTS}
