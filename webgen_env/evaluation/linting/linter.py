"""Linter: ESLint, types and declared dependencies of one project, in a confined Node process."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from webgen_env.build.installer import PackageError
from webgen_env.build.layers import LayerStore
from webgen_env.build.plan import InstallPlan, plan_install
from webgen_env.build.process import Confinement, end_guarded, read_tail, start_guarded
from webgen_env.build.specifiers import check_specifiers
from webgen_env.build.workspace import Workspace
from webgen_env.errors import InfrastructureError
from webgen_env.evaluation.outcomes import LintOutcome
from webgen_env.findings import printable
from webgen_env.scaffold import default_scaffold
from webgen_env.toolchain import Toolchain, locate_toolchain
from webgen_env.toolchain.toolchain import install_locked

if TYPE_CHECKING:
    from webgen_env.build.layer import Layer
    from webgen_env.scaffold.project import Project

logger = logging.getLogger(__name__)

VERSION = 1
"""Raised when the same project could get another verdict than before."""

_SCRIPT = "check.mjs"
_SCRIPTS = (".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs")
_MANIFESTS = ("package.json", "package-lock.json")
_CONFIGURATION = ("eslint.config.js", "tsconfig.json", "tsconfig.app.json", "tsconfig.node.json")
# Declarations of types that the lint packages bring themselves.
_OWN_TYPES = frozenset({"@types/react", "@types/react-dom"})
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/sys/devices")
_HEAP_MB = 1024
_MEMORY_BYTES = 4 * 1024**3
_MAX_ANSWER_BYTES = 1024 * 1024
_STDERR_BYTES = 8 * 1024
_MAX_LISTED = 50
_MAX_CHARACTERS = 300
_MAX_ALIASES = 20


class _Answer(BaseModel):
    """What ``check.mjs`` says."""

    model_config = ConfigDict(strict=True, extra="forbid")

    lint: list[str]
    types: list[str]
    undeclared: list[str]
    counts: dict[str, int]


class Linter:
    """Checks projects. Constructing is cheap; the packages are installed with the first project, once per machine.

    A project passes if ESLint, as the scaffold configures it, reports no error (comments that switch rules off do
    not count), if TypeScript reports no error under the scaffold's configuration, and if every package that its
    sources import stands in its package.json. The project's text is parsed and never run.

    Args:
        toolchain: The installed toolchain; ``None`` looks it up with the first project.
        timeout_s: Deadline of one project in seconds. Missing it twice fails the project.
        concurrency: Projects checked at once.
        home: Folder of the lint packages; ``None`` takes the toolchain's cache folder.
    """

    def __init__(
        self,
        toolchain: Toolchain | None = None,
        *,
        timeout_s: float = 90.0,
        concurrency: int = 2,
        home: Path | None = None,
    ) -> None:
        self._toolchain = toolchain
        self._timeout_s = timeout_s
        self._home = home
        self._slots = asyncio.Semaphore(concurrency)
        self._installing = asyncio.Lock()
        self._packages: Path | None = None
        self._layers: LayerStore | None = None

    @property
    def identity(self) -> str:
        """Version and digest of everything that decides the verdict."""
        scaffold = default_scaffold()
        hasher = hashlib.sha256()
        for content in (*_manifests().values(), _script_path().read_bytes()):
            hasher.update(content)
        for name in _CONFIGURATION:
            hasher.update(scaffold.files[name].encode())
        return f"linter-{VERSION}+{hasher.hexdigest()[:12]}"

    async def check(self, project: Project) -> LintOutcome:
        """Check one project.

        Args:
            project: The project. Its text is hostile.

        Returns:
            What was found. Nothing that a project holds raises; a fault of ours stands in ``trouble``.

        Raises:
            ToolchainError: The lint packages cannot be installed.
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

    async def _check(self, project: Project) -> LintOutcome:
        packages = await self._installed()
        toolchain = self._located()
        self._layers = self._layers or LayerStore(toolchain)
        plan = _with_types(project)
        async with self._layers.use(plan, timeout_s=180.0) as layer:
            with _workspace() as root:
                await asyncio.to_thread(_lay_out, project, plan, layer, packages, toolchain, root)
                for _ in range(2):
                    answer = await self._run(packages, layer, toolchain, root)
                    if answer is not None:
                        return answer
        return LintOutcome(
            lint=(f"The project could not be checked: no answer within {self._timeout_s:g} s, twice.",),
            counts={"lint": 1},
        )

    async def _run(self, packages: Path, layer: Layer, toolchain: Toolchain, root: Path) -> LintOutcome | None:
        """One process for one project; ``None`` if it does not end in time."""
        node, modules = toolchain.node.resolve(), toolchain.modules.resolve()
        script = _script_path()
        read = (node, modules, script, packages, layer.modules.resolve(), *map(Path, _SYSTEM))
        process = await start_guarded(
            [node, f"--max-old-space-size={_HEAP_MB}", "--preserve-symlinks-main", script, packages, root],
            environment={
                "NODE_ENV": "production", "NO_COLOR": "1", "LANG": "C.UTF-8", "TZ": "UTC", "OPENSSL_CONF": "/dev/null",
                "PATH": str(node.parent), "HOME": str(root), "TMPDIR": str(root),
            },
            folder=root,
            confinement=Confinement(read=read, write=(root,)),
            memory_bytes=_MEMORY_BYTES,
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._timeout_s):
                output, words = await asyncio.gather(
                    read_tail(process.stdout, _MAX_ANSWER_BYTES), read_tail(process.stderr, _STDERR_BYTES)
                )
                status = await process.wait()
        except TimeoutError:
            return None
        finally:
            await end_guarded(process)
        return _outcome(output, words, status)

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


def _outcome(output: bytes, words: bytes, status: int) -> LintOutcome:
    try:
        answer = _Answer.model_validate(json.loads(output))
    except (ValueError, ValidationError, RecursionError):
        last = printable(words.decode("utf-8", "replace").strip()[-600:], 600)
        logger.warning("the linter's process ended with status %d: %s", status, last)
        raise InfrastructureError(
            f"The linter gave no answer (status {status}): {last or 'it printed nothing'}", stage="build"
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


@contextmanager
def _workspace() -> Iterator[Path]:
    try:
        workspace = Workspace()
    except OSError as error:
        raise InfrastructureError(f"The linter has no place for its files: {error}", stage="build") from error
    try:
        root = workspace.path / "project"
        root.mkdir()
        yield root
    finally:
        workspace.close()


def _lay_out(
    project: Project, plan: InstallPlan, layer: Layer, packages: Path, toolchain: Toolchain, root: Path
) -> None:
    """Write the project and link its packages beside it."""
    try:
        for path, text in project.files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode("utf-8", "replace"))
        scaffold = default_scaffold()
        for name in _CONFIGURATION:
            (root / name).write_text(scaffold.files[name], "utf-8")
        links = {name: packages / "node_modules" / name for name in _own_packages(packages)}
        links |= {name: layer.modules.resolve() / name for name in layer.closure(plan.install)}
        links["vite"] = toolchain.modules.resolve() / "vite"
        for name, target in links.items():
            link = root / "node_modules" / name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(target)
        # Plain JavaScript too, which neither ESLint nor TypeScript looks at here.
        sources = sorted(path for path in project.files if path.startswith("src/") and path.endswith(_SCRIPTS))
        request = {"declared": sorted(plan.declared), "paths": _aliases(project), "sources": sources}
        (root / "check.json").write_text(json.dumps(request), "utf-8")
    except OSError as error:
        # Two paths that cannot stand side by side, such as a file and a folder of one name, never built either.
        raise InfrastructureError(f"The project could not be written: {error.strerror}", stage="build") from error


def _own_packages(packages: Path) -> list[str]:
    """What the scaffold's ESLint configuration imports, and declarations of types."""
    names = []
    for folder in sorted((packages / "node_modules").iterdir()):
        if folder.name.startswith("."):
            continue
        inner = sorted(folder.iterdir()) if folder.name.startswith("@") else [folder]
        names += [str(one.relative_to(packages / "node_modules")) for one in inner]
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
    return plain and ".." not in parts and parts[0] not in ("node_modules", "check.json")


def _manifests() -> dict[str, bytes]:
    folder = resources.files("webgen_env.evaluation.linting")
    return {name: folder.joinpath(name).read_bytes() for name in _MANIFESTS}


def _script_path() -> Path:
    return Path(__file__).resolve().with_name(_SCRIPT)
