"""The work of the parser grows with the length of the text and no faster, counted in steps and not in seconds."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from webgen_env.manifest import parse_manifest

ARTIFACT = '<webArtifact id="a" title="b">'
FILE = '<webAction type="file" filePath="a.ts">'

HOSTILE = {
    "openings": "<webAction ",
    "unclosed quotes": '<webAction a="',
    "artifacts": ARTIFACT,
    "files": FILE + "\n",
    "closings": "</webAction>",
    "closings in text": "</webAction> x",
    "blanks": "</webAction" + " " * 50,
    "thinks": "<think>x",
    "think ends": "</think>",
    "answers": "<answer>",
    "answer ends": "</answer>",
    "CDATA": FILE + "<![CDATA[",
    "CDATA ends": "]]> ",
    "fences": "```\n",
    "artifact ends": "</webArtifact> x",
    "commands": '<webAction type="shell">npm i\n',
}


def steps(text: str) -> int:
    """Lines of Python that parsing takes; what runs in C is in proportion to the slices that these lines make."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        parse_manifest(text)
    finally:
        sys.settrace(previous)
    return count


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("head", ["", ARTIFACT, ARTIFACT + FILE, "<think>"], ids=["bare", "artifact", "file", "think"])
def test_four_times_the_text_takes_at_most_about_four_times_the_steps(head: str, unit: str) -> None:
    small, large = steps(head + unit * 100), steps(head + unit * 400)
    assert large <= 5 * small + 500


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_sixteen_megabytes_come_to_an_end(unit: str) -> None:
    manifest = parse_manifest(ARTIFACT + unit * (16 * 1024 * 1024 // len(unit)))
    assert not manifest.complete or manifest.found


def test_fifty_megabytes_are_cut() -> None:
    manifest = parse_manifest("x" * 50_000_000)
    assert [finding.rule for finding in manifest.findings if finding.rule.startswith("manifest.")] == [
        "manifest.too-long",
        "manifest.missing",
    ]
