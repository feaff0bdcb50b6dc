"""Merge the policy's package.json with the scaffold's."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from webgen_env.findings import Finding

if TYPE_CHECKING:
    from webgen_env.manifest.commands import Package

MAX_PACKAGES = 200

# What the scaffold's own files import or name; everything else is completed only where the project imports it.
_REQUIRED = ("react", "react-dom")
_REQUIRED_DEV = ("vite", "@vitejs/plugin-react", "typescript", "tailwindcss", "postcss", "autoprefixer")
_REQUIRED_SCRIPTS = ("dev", "build", "preview")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLACE = "package.json"


@dataclass(slots=True)
class PackageJson:
    """A merged package.json.

    Attributes:
        text: Text of the file: the policy's own where nothing had to be added.
        dependencies: Package name to range.
        dev_dependencies: Package name to range.
        notes: What was added or could not be read.
    """

    text: str
    dependencies: dict[str, str]
    dev_dependencies: dict[str, str]
    notes: list[Finding] = field(default_factory=list)


def parse_object(text: str) -> dict[str, Any] | str:
    """Read a JSON object of unknown origin.

    Args:
        text: Any text.

    Returns:
        The object, or a sentence that says why there is none.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"It is not valid JSON: {error}."
    if not isinstance(value, dict):
        return f"It must be a JSON object, not a {type(value).__name__}."
    return value


def merge_packages(
    template: str, policy: str | None, installed: Sequence[Package], files: Mapping[str, str]
) -> PackageJson:
    """Merge package.json: the policy's, completed from the scaffold and with what its commands install.

    Args:
        template: Text of the scaffold's package.json.
        policy: Text of the policy's; ``None`` if it wrote none.
        installed: Packages of its install commands.
        files: Files of the project, to see which packages they import.

    Returns:
        The merged file. An unreadable one gives way to the scaffold's, with a note.
    """
    base = json.loads(template)
    notes: list[Finding] = []
    text, merged = template, base
    own = parse_object(policy) if policy is not None else None
    if isinstance(own, str):
        notes.append(Finding("scaffold.package-json", f"{own} The scaffold's is used.", _PLACE, "note"))
    elif own is not None and policy is not None:
        text, merged = policy, own
    dependencies = _strings(merged, "dependencies")
    dev_dependencies = _strings(merged, "devDependencies")
    added = _complete(merged, base, dependencies, dev_dependencies, files) if merged is not base else []
    if added:
        notes.append(Finding("scaffold.completed", f"Completed from the scaffold: {', '.join(added)}.", _PLACE, "note"))
    news = _install(installed, dependencies, dev_dependencies)
    if news:
        notes.append(Finding("scaffold.installed", f"Added by commands: {', '.join(news)}.", _PLACE, "note"))
    if added or news:
        text = _text({**merged, "dependencies": dependencies, "devDependencies": dev_dependencies})
    return PackageJson(text, dependencies, dev_dependencies, notes)


def _strings(value: Mapping[str, Any], key: str) -> dict[str, str]:
    """The entries of a map that are text; anything else is not a dependency."""
    entries = value.get(key)
    if not isinstance(entries, dict):
        return {}
    return {name: entry for name, entry in entries.items() if is_plain(name, entry)}


def is_plain(name: str, entry: object) -> bool:
    """Whether an entry is text that can be written to a file; JSON can spell lone surrogates."""
    return isinstance(entry, str) and _SURROGATE.search(name + entry) is None


def _complete(
    merged: dict[str, Any],
    base: Mapping[str, Any],
    dependencies: dict[str, str],
    dev_dependencies: dict[str, str],
    files: Mapping[str, str],
) -> list[str]:
    added = []
    declared = {*dependencies, *dev_dependencies, *_strings(merged, "peerDependencies")}
    for name, version in base["dependencies"].items():
        if name not in declared and (name in _REQUIRED or _is_imported(name, files)):
            dependencies[name] = dependencies.get("react", version) if name == "react-dom" else version
            added.append(name)
    for name in _REQUIRED_DEV:
        if name not in declared:
            dev_dependencies[name] = base["devDependencies"][name]
            added.append(name)
    scripts = merged.get("scripts")
    if not isinstance(scripts, dict):
        scripts = {}
    missing = [name for name in _REQUIRED_SCRIPTS if not isinstance(scripts.get(name), str)]
    if missing:
        merged["scripts"] = {**scripts, **{name: base["scripts"][name] for name in missing}}
        added += [f"script {name}" for name in missing]
    return added


def _is_imported(name: str, files: Mapping[str, str]) -> bool:
    """Whether a source file names a package in quotes, as imports do."""
    wanted = (f'"{name}"', f"'{name}'")
    return any(quoted in text for path, text in files.items() if _is_source(path) for quoted in wanted)


def _is_source(path: str) -> bool:
    return path.endswith((".ts", ".tsx", ".js", ".jsx", ".mjs", ".mts"))


def _install(packages: Sequence[Package], dependencies: dict[str, str], dev_dependencies: dict[str, str]) -> list[str]:
    added = []
    for package in packages[:MAX_PACKAGES]:
        if package.name in dependencies or package.name in dev_dependencies:
            continue
        (dev_dependencies if package.dev else dependencies)[package.name] = package.range
        added.append(f"{package.name}@{package.range}")
    return added


def _text(value: Mapping[str, Any]) -> str:
    try:
        return json.dumps(value, indent=2) + "\n"
    except RecursionError:
        kept = {key: value[key] for key in ("scripts", "dependencies", "devDependencies") if key in value}
        return json.dumps(kept, indent=2) + "\n"
