"""Manifest: what a completion wrote, in which order, and every irregularity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webgen_env.findings import Finding


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """One file action.

    Attributes:
        path: Relative POSIX path inside the project, such as ``"src/App.tsx"``.
        content: Text of the file as it was written; entities are left alone.
        line: Line of the completion where the action starts, from 1.
    """

    path: str
    content: str
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """One action that is not a file. Commands are checked and never executed.

    Attributes:
        kind: ``"shell"``, ``"start"``, or another type in lower case as it was written.
        text: The command, made printable and cut to 2,000 characters.
        line: Line of the completion where the action starts, from 1.
    """

    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Manifest:
    """What a completion wrote.

    Attributes:
        id: Identifier of the artifact; empty if none was given.
        title: Title of the artifact; empty if none was given.
        files: Files to write, in order. Paths are valid, distinct and within the limits.
        commands: Shell, start and other actions, in order.
        think: Text of the think part, or ``None`` if there is none.
        reasoning_form: Whether the completion is one think block followed by one answer block (the paper's s_cot).
        found: Whether an artifact, or at least its opening tag, stands outside the think part.
        complete: Whether that artifact has its closing tag.
        findings: Every irregularity, in the order of the completion. Rules: ``manifest.*`` and ``reasoning.*``.
        reserved: Files with names that are reserved (lock files, ``.npmrc``, ``.env``, ``node_modules/``): never
            written.
    """

    id: str = ""
    title: str = ""
    files: tuple[ManifestFile, ...] = ()
    commands: tuple[Command, ...] = ()
    think: str | None = None
    reasoning_form: bool = False
    found: bool = False
    complete: bool = False
    findings: tuple[Finding, ...] = ()
    reserved: tuple[ManifestFile, ...] = ()

    @property
    def contents(self) -> Mapping[str, str]:
        """Path to text of every file."""
        return {file.path: file.content for file in self.files}
