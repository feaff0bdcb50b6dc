"""What a project may depend on: names and version ranges of the npm registry, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from webgen_env.build.semver import parse_range
from webgen_env.findings import Finding, printable

if TYPE_CHECKING:
    from webgen_env.scaffold.project import Project

MAX_DEPENDENCIES = 100
MAX_NAME_CHARACTERS = 214

SpecifierKind = Literal["range", "tag", "refused"]

# https://docs.npmjs.com/cli/configuring-npm/package-json#name: what new packages may be called, and the capitals that
# a few old ones have.
_NAME = re.compile(r"(?:@[a-z0-9~-][a-z0-9._~-]*/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*\Z")
_NEVER_NAMES = frozenset({"node_modules", "favicon.ico"})
# Node's encodeURIComponent leaves these alone; a dist-tag has no other characters.
_TAG_SAFE = "!'()*-._~"


def classify(specifier: str) -> SpecifierKind:
    """Tell what kind of specifier this is.

    Args:
        specifier: The value beside a name in package.json.

    Returns:
        ``"range"`` for a version or range, ``"tag"`` for a dist-tag such as ``latest``, ``"refused"`` for whatever
        does not come from the registry under its own name: git, URLs, files, links, workspaces and aliases.
    """
    text = specifier.strip()
    if parse_range(text) is not None:
        return "range"
    if not text or text.startswith(".") or quote(text, safe=_TAG_SAFE) != text:
        return "refused"
    return "tag"


def is_package_name(name: str) -> bool:
    """Whether npm would take this for the name of a package in the registry."""
    return len(name) <= MAX_NAME_CHARACTERS and bool(_NAME.match(name)) and name.lower() not in _NEVER_NAMES


def declared(project: Project) -> Mapping[str, str]:
    """All that a project declares, name to specifier; where both sections name a package, npm takes the second."""
    return {**project.dependencies, **project.dev_dependencies}


def check_specifiers(project: Project) -> tuple[Finding, ...]:
    """Check what a project declares, before anything is asked of the registry.

    Args:
        project: The project.

    Returns:
        Findings of the rules ``install.too-many-dependencies``, ``install.bad-name`` and
        ``install.specifier-refused``; empty if there is nothing to object to.
    """
    wanted = declared(project)
    if len(wanted) > MAX_DEPENDENCIES:
        message = f"package.json declares {len(wanted)} packages; at most {MAX_DEPENDENCIES} are installed."
        return (Finding("install.too-many-dependencies", message, "package.json"),)
    findings: list[Finding] = []
    for name, specifier in wanted.items():
        shown = printable(name, 100)
        if not is_package_name(name):
            findings.append(Finding("install.bad-name", f"{shown!r} is not a name of an npm package.", "package.json"))
        elif classify(specifier) == "refused":
            message = (
                f"{shown} is wanted as {printable(specifier, 100)!r}; only version ranges and dist-tags of the npm "
                "registry are installed."
            )
            findings.append(Finding("install.specifier-refused", message, "package.json"))
    return tuple(findings[:20])
