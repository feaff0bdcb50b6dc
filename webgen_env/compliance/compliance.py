"""Compliance: the verdict of static rules on a completion, and the rules as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from webgen_env.findings import Finding, Severity

if TYPE_CHECKING:
    from webgen_env.manifest import Manifest
    from webgen_env.scaffold.project import Project

Group = Literal["structure", "files", "commands", "content"]
GROUPS: tuple[Group, ...] = ("structure", "files", "commands", "content")
"""The four indicators whose product is I_static in WebGen-R1 (arXiv 2604.20398)."""

Problem = tuple[str, str]
"""A sentence, and the place it is about; the place may be empty."""

MAX_FINDINGS_PER_RULE = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """One static rule.

    Attributes:
        id: Identifier, ``group.name`` or ``released.NN-name``.
        group: Group that fails when the rule is broken.
        doc: One sentence: what must hold.
        check: Gives the problems of a manifest and its project; none if the rule holds.
        severity: ``"note"`` for rules that inform and fail nothing.
    """

    id: str
    group: Group
    doc: str
    check: Callable[[Manifest, Project], Iterable[Problem]]
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Compliance:
    """The verdict of the static rules.

    Attributes:
        structure: c_structure: the completion holds one whole artifact.
        files: c_files: its files can be written and change what the page shows.
        commands: c_commands: its commands are known and harmless.
        content: c_content: its files make a whole project.
        findings: Broken rules with their places, notes included.
    """

    structure: bool
    files: bool
    commands: bool
    content: bool
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """I_static: whether all four groups hold."""
        return self.structure and self.files and self.commands and self.content

    @property
    def groups(self) -> Mapping[str, bool]:
        """Group to verdict, in the order of the paper."""
        return {"structure": self.structure, "files": self.files, "commands": self.commands, "content": self.content}


def apply_rules(rules: Sequence[Rule], manifest: Manifest, project: Project) -> Compliance:
    """Check a manifest and its project against rules.

    Args:
        rules: The rules, in the order of their findings.
        manifest: What the policy wrote.
        project: What became of it.

    Returns:
        The verdict; a group without rules holds.
    """
    findings: list[Finding] = []
    failed: set[Group] = set()
    for rule in rules:
        for number, (message, place) in enumerate(rule.check(manifest, project)):
            if rule.severity == "error":
                failed.add(rule.group)
            if number == MAX_FINDINGS_PER_RULE:
                findings.append(Finding(rule.id, "There are more findings of this rule.", "", rule.severity))
                break
            findings.append(Finding(rule.id, message, place, rule.severity))
    return Compliance(
        structure="structure" not in failed,
        files="files" not in failed,
        commands="commands" not in failed,
        content="content" not in failed,
        findings=tuple(findings),
    )
