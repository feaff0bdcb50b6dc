"""The rules of the parser: identifier to one sentence that says what must hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MANIFEST_RULES: Mapping[str, str] = MappingProxyType(
    {
        "manifest.missing": "A webArtifact stands outside the think part.",
        "manifest.several": "There is one artifact; of several, the last complete one with files counts.",
        "manifest.id-missing": "The artifact has an id.",
        "manifest.title-missing": "The artifact has a title.",
        "manifest.artifact-unclosed": "The artifact has its closing tag.",
        "manifest.action-unclosed": "Every action has its closing tag.",
        "manifest.file-cut": "No file is cut off at the end of the completion; a cut one is not taken.",
        "manifest.type-missing": "Every action has a type; with a filePath it is read as a file.",
        "manifest.type-unknown": "The type of an action is file, shell or start.",
        "manifest.fenced-file": "The content of a file is no code fence; the fence is removed.",
        "manifest.too-long": "The completion is not longer than 16 MiB of characters; it is cut there.",
        "manifest.too-many-tags": "There are not more than 20,000 tags; the rest is not read.",
        "manifest.more": "There are not more than 100 findings; the rest is counted.",
        "manifest.path-missing": "Every file action has a filePath.",
        "manifest.path-character": "A path has no control characters, lone surrogates or marks that reorder text.",
        "manifest.path-backslash": "A path has no backslashes.",
        "manifest.path-absolute": "A path is relative.",
        "manifest.path-drive": "A path has no drive letter.",
        "manifest.path-escape": "A path has no '..'.",
        "manifest.path-form": "A path has no empty or '.' segments; a leading './' and blanks around it are removed.",
        "manifest.path-long": "A path has at most 400 bytes, and each of its parts 255.",
        "manifest.path-reserved": "Lock files, .npmrc, .env, node_modules/ and the like are not written.",
        "manifest.path-duplicate": "No path is written twice; the first counts.",
        "manifest.path-case": "No two paths differ in case or accents only; the first counts.",
        "manifest.path-conflict": "No path is a file and a folder at once; the first counts.",
        "manifest.file-count": "There are at most 200 files; the first count.",
        "manifest.file-size": "A file has at most 512 KiB; a larger one is not written.",
        "manifest.total-size": "All files together have at most 4 MiB; what goes over is not written.",
        "manifest.not-text": "A file has no NUL and no lone surrogates; one that has is not written.",
        "reasoning.think-missing": "There is a think block.",
        "reasoning.think-empty": "The think block has text.",
        "reasoning.think-unopened": "The think block has its opening tag.",
        "reasoning.think-unclosed": "The think block has its closing tag.",
        "reasoning.answer-missing": "There is an answer block.",
        "reasoning.answer-unclosed": "The answer block has its closing tag.",
        "reasoning.order": "There is one think block and then one answer block.",
        "reasoning.text-outside": "No text stands outside the two blocks.",
    }
)
"""Every rule that :func:`~webgen_env.manifest.parse_manifest` reports, in no particular order.

Rules of ``manifest.*`` with severity ``"error"`` break a static rule; those of ``reasoning.*`` break the reasoning form
alone (the paper's s_cot).
"""
