"""Tags of the response form: where they stand and what attributes they have. Linear in the length of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from webgen_env.manifest.tag_attributes import read_attributes

Name = Literal["webartifact", "webaction", "answer", "think"]

MAX_TAGS = 20_000
MAX_INDENT = 400

_TAG = re.compile(r"<(/?)(webArtifact|webAction|answer|think)(?=[\s/>])", re.IGNORECASE)
_CLOSE_END = re.compile(r"\s*+>")
# What may follow a closing tag that is really one: the next tag, the end of a fence, a comment, or nothing.
_AFTER_CLOSE = re.compile(r"\s*+(?:\Z|```|<!--|</?(?:webArtifact|webAction|answer)\b)", re.IGNORECASE)
_LINE_END = re.compile(r"[ \t]*+(?:\r?\n|\Z)")


@dataclass(slots=True)
class Tag:
    """One tag.

    Attributes:
        name: Name in lower case.
        closing: Whether it is a closing tag.
        start: Offset of ``<``.
        end: Offset after ``>``.
        strong: Whether its surroundings are those of a tag and not those of text inside a file: an opening tag at the
            start of its line or right after another tag, a closing tag that another tag or the end follows.
        written: Name as written.
        attributes: Name in lower case to value; empty for closing tags.
        self_closing: Whether an opening tag ends in ``/>``.
    """

    name: Name
    closing: bool
    start: int
    end: int
    strong: bool
    written: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    self_closing: bool = False


def tags(text: str, start: int) -> Iterator[Tag]:
    """Every well-formed tag from an offset on, at most ``MAX_TAGS``.

    Args:
        text: Text of any kind.
        start: Offset to start at.

    Yields:
        The tags in order.
    """
    previous = start
    for match in islice(_TAG.finditer(text, start), MAX_TAGS):
        tag = _tag(text, match, previous)
        if tag is not None:
            previous = tag.end
            yield tag


def _tag(text: str, match: re.Match[str], previous: int) -> Tag | None:
    closing, written = bool(match[1]), match[2]
    name: Name = written.lower()  # type: ignore[assignment]  # the pattern has only these names
    line_start = _at_line_start(text, previous, match.start())
    if closing:
        end = _CLOSE_END.match(text, match.end())
        if end is None:
            return None
        followed = bool(_AFTER_CLOSE.match(text, end.end()))
        strong = followed or (line_start and bool(_LINE_END.match(text, end.end())))
        return Tag(name, closing, match.start(), end.end(), strong, written)
    read = read_attributes(text, match.end())
    if read is None:
        return None
    return Tag(name, closing, match.start(), read.end, line_start, written, read.attributes, read.self_closing)


def _at_line_start(text: str, previous: int, position: int) -> bool:
    """Whether only blanks stand before a position on its line, or since the tag before it."""
    before = text[max(previous, position - MAX_INDENT) : position].rstrip(" \t")
    return not before or before[-1] in "\r\n"
