"""Blocks: tags matched to artifacts and actions, in one pass with a stack.

The text between two tags of an action is a file, and files may hold anything, tags of this very form included. An
opening tag inside a file that has its own closing tag is content; one whose file never closes is the next action.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.manifest._tags import Tag

_CDATA_OPEN = re.compile(r"\s*+<!\[CDATA\[")
_CDATA_END = re.compile(r"\]\]>\s*+</webAction\s*+>", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """An artifact or an action.

    Attributes:
        tag: Its opening tag.
        parent: The block around it when it was opened.
        children: Blocks opened inside it.
        end: Offset where its content ends; -1 while it is open.
        close: Offset after its closing tag; equal to ``end`` if it has none.
        matched: Whether it has a closing tag of its own.
        candidate: A closing tag inside the content that does not look like one, kept in case nothing better comes.
        in_answer: Whether it was opened inside an answer block.
        answer_end: Offset of the first closing tag of an answer in its content; -1 if there is none.
    """

    tag: Tag
    parent: Block | None = None
    children: list[Block] = field(default_factory=list)
    end: int = -1
    close: int = -1
    matched: bool = False
    candidate: Tag | None = None
    in_answer: bool = False
    answer_end: int = -1

    @property
    def is_artifact(self) -> bool:
        """Whether this is an artifact and not an action."""
        return self.tag.name == "webartifact"

    @property
    def is_file(self) -> bool:
        """Whether this is an action whose content may be any text."""
        kind = self.tag.attributes.get("type", "").strip().lower()
        named = "filepath" in self.tag.attributes and kind not in ("shell", "start")
        return not self.is_artifact and (kind == "file" or named)


class BlockReader:
    """Takes tags one by one and keeps the open blocks on a stack, whose lowest is always an artifact.

    Attributes:
        skip_to: Offset before which every tag is the content of a file.
        top: Outermost artifacts, finished and open, in order.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[Block] = []
        self.skip_to = 0
        self._cdata = True
        self.top: list[Block] = []

    @property
    def open(self) -> Block | None:
        """The innermost open block."""
        return self._stack[-1] if self._stack else None

    def take(self, tag: Tag, *, in_answer: bool) -> None:
        """Take the next tag, an artifact's or an action's."""
        if tag.closing:
            self._close(tag)
        else:
            self._open(tag, in_answer)

    def finish(self, end: int) -> None:
        """End the text: what is open stays without a closing tag."""
        while self._stack:
            self._pop(end, end, matched=False)

    def _open(self, tag: Tag, in_answer: bool) -> None:
        top = self.open
        if top is None and tag.name == "webaction":
            return  # an action outside any artifact
        if top is not None and not top.is_artifact:
            if not top.is_file:
                self._pop(tag.start, tag.start, matched=False)
            elif not tag.strong:
                return
            elif top.candidate is not None:
                self._settle(top)
        block = Block(tag, parent=self.open, in_answer=in_answer)
        (block.parent.children if block.parent else self.top).append(block)
        self._stack.append(block)
        if tag.self_closing and not block.is_artifact:
            self._pop(tag.end, tag.end, matched=True)
        elif block.is_file:
            self._jump_over_cdata(tag)

    def _close(self, tag: Tag) -> None:
        top = self.open
        if top is None:
            return
        if tag.name == "webartifact":
            self._close_artifact(tag)
        elif top.is_artifact:
            return
        elif tag.strong or not top.is_file:
            self._pop(tag.start, tag.end, matched=True)
        else:
            top.candidate = tag

    def _close_artifact(self, tag: Tag) -> None:
        top = self._stack[-1]
        if top.is_file and not tag.strong and top.candidate is None:
            return
        while not self._stack[-1].is_artifact:
            if self._stack[-1].candidate is not None:
                self._settle(self._stack[-1])
            else:
                self._pop(tag.start, tag.start, matched=False)
        self._pop(tag.start, tag.end, matched=True)

    def _settle(self, block: Block) -> None:
        """End a file at the last closing tag seen in it."""
        if block.candidate is not None:
            self._pop(block.candidate.start, block.candidate.end, matched=True)

    def _pop(self, end: int, close: int, *, matched: bool) -> None:
        block = self._stack.pop()
        block.end, block.close, block.matched = end, close, matched

    def _jump_over_cdata(self, tag: Tag) -> None:
        if not self._cdata or not _CDATA_OPEN.match(self._text, tag.end):
            return
        end = _CDATA_END.search(self._text, tag.end)
        if end is None:
            self._cdata = False  # not looked for again, which keeps the whole linear
            return
        self._pop(end.start() + 3, end.end(), matched=True)
        self.skip_to = end.end()
