"""The 13 static checks of the released WebGen-R1 code, as rules of their own.

They look at the manifest alone, because that code makes the policy emit every file, and are all or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from webgen_env.compliance.compliance import Compliance, Group, Problem, Rule, apply_rules
from webgen_env.scaffold import Project
from webgen_env.scaffold.package_json import parse_object

if TYPE_CHECKING:
    from webgen_env.manifest import Manifest

_KEYS = ("name", "version", "scripts", "dependencies", "devDependencies")
_PACKAGES = ("react", "react-dom", "vite")
_SCRIPTS = ("dev", "build", "preview")
_START = re.compile(r"\bnpm run (?:dev|start)\b")
_INSTALL = re.compile(r"\bnpm install\b")
_DEFAULT_EXPORT = re.compile(r"\bexport\s++default\b")
_NO_PROJECT = Project(files={}, dependencies={})


def released_checks(manifest: Manifest) -> Compliance:
    """Check a manifest against the 13 checks of the released code.

    Args:
        manifest: What the policy wrote.

    Returns:
        The verdict: 01–03 count as structure, 04, 09 and 12 as files, 10 and 11 as commands, the others as content.
    """
    return apply_rules(RELEASED_RULES, manifest, _NO_PROJECT)


def _package(manifest: Manifest) -> Mapping[str, Any]:
    value = parse_object(manifest.contents.get("package.json", ""))
    return {} if isinstance(value, str) else value


def _names(value: Mapping[str, Any], key: str) -> set[str]:
    entries = value.get(key)
    return set(entries) if isinstance(entries, dict) else set()


def _artifact(manifest: Manifest) -> str:
    return "" if manifest.complete else "There is no complete webArtifact block."


def _id(manifest: Manifest) -> str:
    return "" if manifest.id else "The artifact has no id."


def _title(manifest: Manifest) -> str:
    return "" if manifest.title else "The artifact has no title."


def _package_json(manifest: Manifest) -> str:
    return "" if "package.json" in manifest.contents else "package.json is not emitted."


def _json(manifest: Manifest) -> str:
    value = parse_object(manifest.contents.get("package.json", ""))
    return value if isinstance(value, str) else ""


def _keys(manifest: Manifest) -> str:
    return _missing("package.json has no", _KEYS, set(_package(manifest)))


def _packages(manifest: Manifest) -> str:
    package = _package(manifest)
    found = _names(package, "dependencies") | _names(package, "devDependencies")
    return _missing("package.json does not depend on", _PACKAGES, found)


def _scripts(manifest: Manifest) -> str:
    return _missing("package.json has no script", _SCRIPTS, _names(_package(manifest), "scripts"))


def _vite_config(manifest: Manifest) -> str:
    return "" if "vite.config.ts" in manifest.contents else "vite.config.ts is not emitted."


def _install(manifest: Manifest) -> str:
    found = any(command.kind == "shell" and _INSTALL.search(command.text) for command in manifest.commands)
    return "" if found else "No shell action has npm install."


def _start(manifest: Manifest) -> str:
    found = any(command.kind == "start" and _START.search(command.text) for command in manifest.commands)
    return "" if found else "No start action has npm run dev or npm run start."


def _components(manifest: Manifest) -> dict[str, str]:
    folders = ("src/pages/", "src/components/")
    return {
        path: text for path, text in manifest.contents.items() if path.startswith(folders) and path.endswith(".tsx")
    }


def _component(manifest: Manifest) -> str:
    return "" if _components(manifest) else "There is no .tsx file under src/pages/ or src/components/."


def _default_export(manifest: Manifest, _: Project) -> Iterator[Problem]:
    for path, text in _components(manifest).items():
        if not _DEFAULT_EXPORT.search(text):
            yield "The component has no export default.", path


def _missing(sentence: str, wanted: Iterable[str], found: set[str]) -> str:
    absent = [name for name in wanted if name not in found]
    return f"{sentence} {', '.join(absent)}." if absent else ""


def _rule(number: int, name: str, group: Group, doc: str, problem: Callable[[Manifest], str]) -> Rule:
    def check(manifest: Manifest, _: Project) -> Iterator[Problem]:
        message = problem(manifest)
        if message:
            yield message, ""

    return Rule(f"released.{number:02d}-{name}", group, doc, check)


RELEASED_RULES: tuple[Rule, ...] = (
    _rule(1, "artifact", "structure", "There is a webArtifact block.", _artifact),
    _rule(2, "id", "structure", "The artifact has an id.", _id),
    _rule(3, "title", "structure", "The artifact has a title.", _title),
    _rule(4, "package-json", "files", "package.json is emitted.", _package_json),
    _rule(5, "json", "content", "package.json parses as JSON.", _json),
    _rule(6, "keys", "content", "package.json has name, version, scripts and both dependency maps.", _keys),
    _rule(7, "packages", "content", "react, react-dom and vite are among the dependencies.", _packages),
    _rule(8, "scripts", "content", "package.json has the scripts dev, build and preview.", _scripts),
    _rule(9, "vite-config", "files", "vite.config.ts is emitted.", _vite_config),
    _rule(10, "install", "commands", "A shell action has npm install.", _install),
    _rule(11, "start", "commands", "A start action has npm run dev or npm run start.", _start),
    _rule(12, "component", "files", "There is a .tsx file under src/pages/ or src/components/.", _component),
    Rule("released.13-default-export", "content", "Each of these has a default export.", _default_export),
)
"""The 13 checks, in the order of the released code."""
