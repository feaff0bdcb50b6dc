"""The static rules of the environment: what makes a completion a whole, harmless project on the scaffold.

A rule is an error only where the project is not whole, or hostile; matters of taste and habit are notes or not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from webgen_env.compliance.compliance import Compliance, Problem, Rule, apply_rules
from webgen_env.manifest.commands import read_command
from webgen_env.scaffold.package_json import is_plain, parse_object
from webgen_env.scaffold.page import local_scripts, script_sources

if TYPE_CHECKING:
    from webgen_env.manifest import Manifest
    from webgen_env.scaffold import Project

MAX_DEPENDENCIES = 200

_LOADED = ("src/main", "src/index", "src/App")
_SOURCES = (".tsx", ".jsx", ".ts", ".js")
_DEFAULT_EXPORT = re.compile(r"\bexport\s++default\b|\bas\s++default\b")
_ELIDED = re.compile(
    r"(?://|/\*|\{/\*|<!--)[ \t]*+(?:\.\.\.|…)[ \t]*+(?:the )?(?:rest|existing|remaining|other|same|previous)\b",
    re.IGNORECASE,
)


def check_compliance(manifest: Manifest, project: Project) -> Compliance:
    """Check a completion against the static rules, under T ⊕ Δ: what the scaffold has need not be written again.

    Args:
        manifest: What the policy wrote.
        project: The manifest composed with its scaffold.

    Returns:
        The verdict by group, with a finding for every broken rule.
    """
    return apply_rules(RULES, manifest, project)


def _from_manifest(*names: str) -> Callable[[Manifest, Project], Iterator[Problem]]:
    """A rule that is broken where the parser has a finding of one of these names."""
    wanted = frozenset(f"manifest.{name}" for name in names)

    def check(manifest: Manifest, _: Project) -> Iterator[Problem]:
        for finding in manifest.findings:
            if finding.rule in wanted and finding.severity == "error":
                yield finding.message, finding.place

    return check


# --- files ---


def _files_some(manifest: Manifest, _: Project) -> Iterator[Problem]:
    if manifest.found and not manifest.files:
        yield "The artifact writes no file.", ""


def _files_shown(manifest: Manifest, project: Project) -> Iterator[Problem]:
    """The scaffold's page shows only what its index.html, entry and App load: one of them must be the policy's."""
    shown = any(path.endswith(".html") or path.rpartition(".")[0] in _LOADED for path in project.changed)
    if manifest.files and not shown:
        yield "No file of the completion takes part in the page: write src/App.tsx, or an entry of your own.", ""


# --- commands ---


def _commands_known(manifest: Manifest, _: Project) -> Iterator[Problem]:
    for command in manifest.commands:
        meaning = read_command(command.text)
        if command.kind in ("shell", "start") and command.text and not meaning.harmless:
            yield f"The command {command.text!r} is never run: {meaning.problem}.", f"completion:{command.line}"


def _commands_install(manifest: Manifest, _: Project) -> Iterator[Problem]:
    if manifest.found and not any(read_command(command.text).installs for command in manifest.commands):
        yield "There is no shell action with npm install.", ""


def _commands_start(manifest: Manifest, _: Project) -> Iterator[Problem]:
    if manifest.found and not any(read_command(command.text).starts for command in manifest.commands):
        yield "There is no start action with npm run dev.", ""


# --- content ---


def _content_package_json(manifest: Manifest, _: Project) -> Iterator[Problem]:
    text = manifest.contents.get("package.json")
    if text is None:
        return
    value = parse_object(text)
    if isinstance(value, str):
        yield value, "package.json"
        return
    for key in ("scripts", "dependencies", "devDependencies"):
        entries = value.get(key, {})
        if not isinstance(entries, dict) or not all(is_plain(name, entry) for name, entry in entries.items()):
            yield f"The value of {key!r} must be an object of names and texts.", "package.json"
        elif len(entries) > MAX_DEPENDENCIES:
            yield f"There are more than {MAX_DEPENDENCIES} {key}.", "package.json"


def _content_page(_: Manifest, project: Project) -> Iterator[Problem]:
    if not project.files.get("index.html", "").strip():
        yield "The page is empty: it must have an element to render into and load an entry.", "index.html"


def _content_entry(_: Manifest, project: Project) -> Iterator[Problem]:
    for path in local_scripts(project.files.get("index.html", "")):
        if path not in project.files and f"public/{path}" not in project.files:
            yield f"The page loads {path!r}, which does not exist.", "index.html"


def _content_component(manifest: Manifest, project: Project) -> Iterator[Problem]:
    if not manifest.files:
        return
    for path in project.written:
        if path.endswith(_SOURCES) and _DEFAULT_EXPORT.search(project.files.get(path, "")):
            return
    yield "No component of the completion has a default export.", ""


def _content_elided(_: Manifest, project: Project) -> Iterator[Problem]:
    for path in project.written:
        match = _ELIDED.search(project.files.get(path, "")) if path.endswith((*_SOURCES, ".html", ".css")) else None
        if match is not None:
            yield f"The file seems to be shortened: {match[0]!r}.", path


def _content_remote(_: Manifest, project: Project) -> Iterator[Problem]:
    for source in script_sources(project.files.get("index.html", "")):
        if source.lower().startswith(("http:", "https:", "//")):
            yield f"The page loads {source!r} from another host, which cannot be reached.", "index.html"


RULES: tuple[Rule, ...] = (
    Rule("structure.artifact", "structure", "The answer holds a webArtifact.", _from_manifest("missing")),
    Rule(
        "structure.closed",
        "structure",
        "The artifact and its actions are closed and none is cut.",
        _from_manifest("artifact-unclosed", "action-unclosed", "file-cut"),
    ),
    Rule("structure.actions", "structure", "Every action has a type.", _from_manifest("type-missing")),
    Rule(
        "structure.size",
        "structure",
        "The completion is within the limits of the parser.",
        _from_manifest("too-long", "too-many-tags", "more"),
    ),
    Rule(
        "files.paths",
        "files",
        "Every path is relative, in POSIX form, inside the project and printable.",
        _from_manifest(
            "path-missing",
            "path-character",
            "path-backslash",
            "path-absolute",
            "path-drive",
            "path-escape",
            "path-form",
            "path-long",
        ),
    ),
    Rule(
        "files.unique",
        "files",
        "No two files have the same path, paths that differ in case only, or a path below another file's.",
        _from_manifest("path-duplicate", "path-case", "path-conflict"),
    ),
    Rule(
        "files.limits",
        "files",
        "At most 200 files, 512 KiB each and 4 MiB together.",
        _from_manifest("file-count", "file-size", "total-size"),
    ),
    Rule("files.text", "files", "Every file is text without NUL and lone surrogates.", _from_manifest("not-text")),
    Rule("files.some", "files", "At least one file is written.", _files_some),
    Rule("files.shown", "files", "A file of the completion takes part in the page.", _files_shown),
    Rule("commands.known", "commands", "Every command is a known, harmless one.", _commands_known),
    Rule("commands.install", "commands", "A shell action installs the packages.", _commands_install, "note"),
    Rule("commands.start", "commands", "A start action starts the site.", _commands_start, "note"),
    Rule("content.package-json", "content", "package.json is a JSON object with maps of texts.", _content_package_json),
    Rule("content.page", "content", "index.html is not empty.", _content_page),
    Rule("content.entry", "content", "Every local script of index.html exists.", _content_entry),
    Rule("content.component", "content", "A component has a default export.", _content_component, "note"),
    Rule("content.elided", "content", "Files are whole, not shortened.", _content_elided, "note"),
    Rule("content.remote-script", "content", "The page loads no script of another host.", _content_remote, "note"),
)
"""The static rules, in the order of the groups."""
