"""Put a policy's files into a scaffold."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from webgen_env.findings import Finding
from webgen_env.manifest.commands import read_command
from webgen_env.manifest.paths import collision_key, parents
from webgen_env.scaffold import _entry
from webgen_env.scaffold.package_json import merge_packages
from webgen_env.scaffold.project import Project

if TYPE_CHECKING:
    from webgen_env.manifest import Manifest
    from webgen_env.manifest.commands import Package
    from webgen_env.scaffold.scaffold import Scaffold

CONFIGURATION = ("tailwind.config.*", "vite.config.*", "tsconfig*.json", "jsconfig.json", ".env", ".env.*")
"""Files whose text is passed on as data in ``Project.configuration`` where it differs from the scaffold's."""


def compose(scaffold: Scaffold, manifest: Manifest) -> Project:
    """Put the files of a manifest into a scaffold.

    Args:
        scaffold: T.
        manifest: Δ.

    Returns:
        T ⊕ Δ.
    """
    files = dict(scaffold.files)
    configuration: dict[str, str] = {}
    notes: list[Finding] = []
    written: list[str] = []
    for file in manifest.files:
        content = _whole_lines(file.content)
        if scaffold.owns(file.path):
            written.append(file.path)
            _keep_owned(scaffold, file.path, content, configuration, notes)
        elif _makes_room(scaffold, file.path, files, notes):
            written.append(file.path)
            files[file.path] = content
    for file in manifest.reserved:
        if _is_configuration(file.path):
            configuration[file.path] = file.content
    _entry.fit(written, files, notes)
    policy = files["package.json"] if "package.json" in written else None
    packages = merge_packages(scaffold.files["package.json"], policy, _installed(manifest), files)
    files["package.json"] = packages.text
    notes += packages.notes
    return Project(
        files=files,
        dependencies=packages.dependencies,
        dev_dependencies=packages.dev_dependencies,
        configuration=configuration,
        written=tuple(written),
        notes=tuple(notes),
        scaffold=scaffold.identity,
        changed=tuple(path for path in written if path in files and files[path] != scaffold.files.get(path)),
    )


def _whole_lines(content: str) -> str:
    """End the last line, as editors do; makes a re-emitted file equal to the scaffold's."""
    return content if not content or content.endswith("\n") else f"{content}\n"


def _is_configuration(path: str) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in CONFIGURATION)


def _keep_owned(
    scaffold: Scaffold, path: str, content: str, configuration: dict[str, str], notes: list[Finding]
) -> None:
    if scaffold.files.get(path) == content:
        return
    if _is_configuration(path):
        configuration[path] = content
        message = "This configuration is read as data and never run; the scaffold's own file is used."
    else:
        message = "This file belongs to the scaffold, whose own is used."
    notes.append(Finding("scaffold.owned", message, path, "note"))


def _makes_room(scaffold: Scaffold, path: str, files: dict[str, str], notes: list[Finding]) -> bool:
    """Whether a path can be written among the scaffold's files; the scaffold's slots give way."""
    key = collision_key(path)
    for other in _rivals(scaffold, path, key):
        other_key = collision_key(other)
        if key == other_key and scaffold.has_slot(other):
            files.pop(other, None)
            message = f"The scaffold's {other} gives way to this file, whose path differs in case only."
            notes.append(Finding("scaffold.case", message, path, "note"))
            continue
        notes.append(Finding("scaffold.conflict", f"The path conflicts with the scaffold's {other}.", path, "note"))
        return False
    return True


def _rivals(scaffold: Scaffold, path: str, key: str) -> list[str]:
    """Files of the scaffold that cannot lie beside a path, in the scaffold's order."""
    above = {key, *parents(key)}
    return [other for other, keys in scaffold.keys.items() if other != path and (keys[-1] in above or key in keys[:-1])]


def _installed(manifest: Manifest) -> list[Package]:
    """Packages that the manifest's commands would install."""
    return [package for command in manifest.commands for package in read_command(command.text).packages]
