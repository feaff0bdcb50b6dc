"""The parser of completions: one for checking and for extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from webgen_env.findings import Finding, Severity, printable
from webgen_env.manifest._scan import Scan, scan
from webgen_env.manifest._writer import FileWriter
from webgen_env.manifest.manifest import Command, Manifest

if TYPE_CHECKING:
    from webgen_env.manifest._blocks import Block

MAX_COMPLETION_CHARACTERS = 16 * 1024 * 1024
"""A longer completion is cut here."""

MAX_FINDINGS = 100
"""Most findings that a manifest keeps; one more says how many there were."""

MAX_COMMAND_CHARACTERS = 2_000
MAX_TITLE_CHARACTERS = 500

_PATH_NAMES = ("filepath", "path", "file", "filename", "name")
_FENCE = re.compile(r"\s*+```[\w+#.-]*+[ \t]*+\r?\n")
_FENCE_END = re.compile(r"\r?\n[ \t]*+```\s*+\Z")
_CDATA_OPEN = re.compile(r"\s*+<!\[CDATA\[")


def parse_manifest(completion: str) -> Manifest:
    """Read what a completion wrote. Never raises and takes time linear in the length, whatever the text.

    The form is ``<think>…</think>`` and then ``<answer>`` with a ``webArtifact`` in it. What is tolerated: a fence or
    none, attributes in any order and quotes, text around, CDATA, fenced files, missing answer tags. Of several
    artifacts the last complete one with files counts, those inside the answer before those outside; nothing inside the
    think part counts. The content of a file is taken verbatim but for one newline at each end. Of two files with the
    same path, or with paths that differ in case only, the first counts.

    Args:
        completion: The policy's text. Cut at ``MAX_COMPLETION_CHARACTERS``.

    Returns:
        The manifest, with a finding for every irregularity.

    Example:
        >>> text = '<webArtifact id="a" title="A"><webAction type="shell">npm i</webAction></webArtifact>'
        >>> parse_manifest(text).commands[0].text
        'npm i'
    """
    return _Parser(completion).parse()


class _Parser:
    def __init__(self, completion: str) -> None:
        self._text = completion[:MAX_COMPLETION_CHARACTERS]
        self._too_long = len(completion) > MAX_COMPLETION_CHARACTERS
        self._findings: list[Finding] = []
        self._dropped: list[Severity] = []
        self._counted = (0, 1)
        self._writer = FileWriter(self._find)
        self._commands: list[Command] = []

    def parse(self) -> Manifest:
        if self._too_long:
            message = f"The completion is longer than {MAX_COMPLETION_CHARACTERS} characters and was cut there."
            self._find("manifest.too-long", message)
        parts = scan(self._text)
        if parts.too_many_tags:
            self._find("manifest.too-many-tags", "The completion has more tags than are read; the rest was ignored.")
        reasoning_form = self._check_form(parts)
        artifact = self._choose(list(_artifacts(parts.blocks)))
        if artifact is None:
            self._find("manifest.missing", "The completion has no webArtifact outside its think part.")
        else:
            self._read(artifact)
        attributes = artifact.tag.attributes if artifact else {}
        return Manifest(
            id=printable(attributes.get("id", "").strip(), MAX_TITLE_CHARACTERS),
            title=printable(attributes.get("title", "").strip(), MAX_TITLE_CHARACTERS),
            files=tuple(self._writer.files),
            commands=tuple(self._commands),
            think=parts.think,
            reasoning_form=reasoning_form,
            found=artifact is not None,
            complete=artifact is not None and artifact.matched,
            findings=self._all_findings(),
            reserved=tuple(self._writer.reserved),
        )

    # --- the reasoning form ---

    def _check_form(self, parts: Scan) -> bool:
        problems = {
            "reasoning.think-missing": (parts.think is None, "There is no think block before the answer."),
            "reasoning.think-empty": (
                parts.think is not None and not parts.think.strip(),
                "The think block is empty.",
            ),
            "reasoning.think-unopened": (
                parts.think is not None and not parts.think_opened,
                "The think part has no opening <think> tag.",
            ),
            "reasoning.think-unclosed": (
                parts.think is not None and not parts.think_closed,
                "The think part has no closing </think> tag.",
            ),
            "reasoning.answer-missing": (parts.answer_opened == 0, "There is no <answer> tag after the think part."),
            "reasoning.answer-unclosed": (
                parts.answer_opened > parts.answer_closed,
                "The answer has no closing </answer> tag.",
            ),
            "reasoning.order": (
                not parts.in_order or parts.think_count > 1 or parts.answer_opened > 1,
                "There must be one think block and then one answer block, each once.",
            ),
        }
        broken = [(rule, message) for rule, (wrong, message) in problems.items() if wrong]
        for rule, message in broken:
            self._find(rule, message)
        if parts.text_outside and not broken:
            self._find("reasoning.text-outside", "Text stands outside the think and answer blocks.", severity="note")
        return not broken

    # --- the artifact ---

    def _choose(self, artifacts: list[Block]) -> Block | None:
        if not artifacts:
            return None
        _, chosen = max(enumerate(artifacts), key=lambda entry: (*_rank(entry[1]), entry[0]))
        if len(artifacts) > 1:
            message = f"There are {len(artifacts)} artifacts; the one on line {self._line(chosen.tag.start)} counts."
            self._find("manifest.several", message, severity="note")
        return chosen

    def _read(self, artifact: Block) -> None:
        self._counted = (0, 1)
        line = self._line(artifact.tag.start)
        for name in ("id", "title"):
            if not artifact.tag.attributes.get(name, "").strip():
                self._find(f"manifest.{name}-missing", f"The artifact has no {name}.", line, severity="note")
        for block in _actions(artifact):
            self._read_action(block, last=block.end == artifact.end)
        if not artifact.matched:
            self._find("manifest.artifact-unclosed", "The artifact has no closing </webArtifact> tag.", line)

    def _read_action(self, block: Block, *, last: bool) -> None:
        attributes = block.tag.attributes
        kind = printable(attributes.get("type", "").strip().lower(), 40)
        line = self._line(block.tag.start)
        content = self._text[block.tag.end : block.end]
        if not block.is_file:
            self._read_command(kind, content, line)
        else:
            path = next((attributes[name] for name in _PATH_NAMES if attributes.get(name)), "")
            if not block.matched and last and not _closed_around(block):
                self._find("manifest.file-cut", f"The file {path!r} is cut off at the end; it is not taken.", line)
                return
            if kind != "file":
                self._find("manifest.type-missing", 'An action has a filePath but not type="file".', line, "note")
            self._writer.write(path, self._file_content(content, path, line), line)
        if not block.matched:
            self._find("manifest.action-unclosed", "An action has no closing </webAction> tag.", line)

    def _read_command(self, kind: str, content: str, line: int) -> None:
        content = _unwrapped(content)
        if not kind:
            self._find("manifest.type-missing", "An action has no type; it is ignored.", line)
            return
        if kind not in ("shell", "start"):
            message = f"An action has the type {kind!r}; known are file, shell and start. It is ignored."
            self._find("manifest.type-unknown", message, line, "note")
        self._commands.append(Command(kind, printable(content.strip(), MAX_COMMAND_CHARACTERS), line))

    def _file_content(self, content: str, path: str, line: int) -> str:
        if _CDATA_OPEN.match(content):
            return _strip_newlines(_unwrapped(content))
        fence = _FENCE.match(content) if not path.lower().endswith((".md", ".mdx")) else None
        end = _FENCE_END.search(content, max(fence.end() - 2, len(content) - 400)) if fence else None
        if fence and end:
            self._find("manifest.fenced-file", "The content of a file stands in a code fence.", line, "note")
            return content[fence.end() : end.start()]
        return _strip_newlines(content)

    # --- findings ---

    def _find(self, rule: str, message: str, line: int | None = None, severity: Severity = "error") -> None:
        if len(self._findings) >= MAX_FINDINGS:
            self._dropped.append(severity)
            return
        self._findings.append(Finding(rule, message, f"completion:{line}" if line else "", severity))

    def _all_findings(self) -> tuple[Finding, ...]:
        if self._dropped:
            severity: Severity = "error" if "error" in self._dropped else "note"
            more = Finding("manifest.more", f"There are {len(self._dropped)} more findings.", severity=severity)
            return (*self._findings, more)
        return tuple(self._findings)

    def _line(self, position: int) -> int:
        """Line of an offset, counted on from the last one asked for."""
        start, line = self._counted
        if position < start:
            start, line = 0, 1
        line += self._text.count("\n", start, position)
        self._counted = (position, line)
        return line


def _artifacts(blocks: list[Block]) -> Iterator[Block]:
    """Every artifact that is not the content of a file, in order."""
    pending = list(reversed(blocks))
    while pending:
        block = pending.pop()
        if block.is_artifact:
            yield block
        if not block.matched or block.is_artifact:
            for child in block.children:
                child.in_answer &= not 0 <= block.answer_end < child.tag.start
            pending.extend(reversed(block.children))


def _rank(artifact: Block) -> tuple[bool, bool, bool, bool]:
    has_files = any(block.is_file for block in artifact.children)
    return artifact.in_answer, artifact.matched and has_files, has_files, artifact.matched


def _actions(artifact: Block) -> Iterator[Block]:
    """The actions of an artifact in order; those inside an unclosed action are its neighbours and end it."""
    pending = list(reversed(artifact.children))
    while pending:
        block = pending.pop()
        if block.is_artifact:
            continue
        if not block.matched and block.children:
            block.end = block.children[0].tag.start
            pending.extend(reversed(block.children))
        yield block


def _closed_around(block: Block) -> bool:
    """Whether the artifact around an action has its closing tag."""
    parent = block.parent
    while parent is not None and not parent.is_artifact:
        parent = parent.parent
    return parent is not None and parent.matched


def _unwrapped(content: str) -> str:
    """Content without the CDATA section around it."""
    start = _CDATA_OPEN.match(content)
    if start is None:
        return content
    end = content.rfind("]]>")
    inner = content[start.end() : end if end >= start.end() else len(content)]
    return inner.replace("]]]]><![CDATA[>", "]]>")


def _strip_newlines(content: str) -> str:
    """Content without one newline at each end."""
    ending = "\n"
    if content.startswith("\r\n"):
        content, ending = content[2:], "\r\n"
    else:
        content = content.removeprefix("\n")
    return content.removesuffix(ending)
