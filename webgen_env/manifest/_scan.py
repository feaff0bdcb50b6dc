"""Scan: the think part, the answer blocks and the artifacts of a completion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from webgen_env.manifest._blocks import Block, BlockReader
from webgen_env.manifest._tags import MAX_TAGS, Tag, tags

_FIRST = re.compile(r"<think\s*+>|</think\s*+>|<answer\s*+>|<webArtifact(?=[\s/>])", re.IGNORECASE)
_AFTER_THINK = re.compile(r"</think\s*+>|<answer\s*+>|<webArtifact(?=[\s/>])", re.IGNORECASE)
_THINK_CLOSE = re.compile(r"</think\s*+>", re.IGNORECASE)
_THINK_TAG = re.compile(r"<(/?)think\s*+>", re.IGNORECASE)
_ANSWER_OPEN = re.compile(r"<answer\s*+>", re.IGNORECASE)
_THINK_THEN_ANSWER = re.compile(r"</think\s*+>\s*+<answer\s*+>", re.IGNORECASE)


@dataclass(slots=True)
class Scan:
    """What stands where in a completion.

    Attributes:
        think: Text of the first think block; ``None`` if there is none.
        think_count: Think blocks outside artifacts.
        think_opened: Whether the think part has its opening tag.
        think_closed: Whether the think part has its closing tag.
        answer_opened: Answer blocks opened outside artifacts.
        answer_closed: Answer blocks closed outside artifacts.
        in_order: Whether the think part comes before the first answer block and no tag stands where it must not.
        text_outside: Whether text stands outside the think part and the answer.
        blocks: Outermost artifacts and actions outside the think part, in order.
        too_many_tags: Whether there were more tags than are read.
    """

    think: str | None = None
    think_count: int = 0
    think_opened: bool = False
    think_closed: bool = False
    answer_opened: int = 0
    answer_closed: int = 0
    in_order: bool = True
    text_outside: bool = False
    blocks: list[Block] = field(default_factory=list)
    too_many_tags: bool = False


def scan(text: str) -> Scan:
    """Find the parts of a completion in one pass, linear in its length.

    Args:
        text: Text of any kind.

    Returns:
        The parts.
    """
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._scan = Scan()
        self._reader = BlockReader(text)
        self._edge = 0  # end of the last part that no text may follow
        self._skip_to = 0
        self._think_closes = True  # whether a closing tag may still come; looked for once, which keeps it linear

    def run(self) -> Scan:
        scan, text = self._scan, self._text
        start = self._edge = self._skip_to = _read_think(text, scan)
        found = list(tags(text, start))
        for tag in found:
            if tag.start >= max(self._skip_to, self._reader.skip_to):
                self._take(tag)
        self._note_text(len(text))
        scan.too_many_tags = len(found) >= MAX_TAGS
        self._reader.finish(len(text))
        scan.blocks = self._reader.top
        return scan

    @property
    def _in_answer(self) -> bool:
        return self._scan.answer_opened > self._scan.answer_closed

    def _take(self, tag: Tag) -> None:
        if tag.name in ("webartifact", "webaction"):
            self._reader.take(tag, in_answer=self._in_answer)
            return
        top = self._reader.open
        if top is not None and not _ends_artifact(tag, top):
            if tag.name == "answer" and tag.closing and top.answer_end < 0:
                top.answer_end = tag.start
            return
        self._note_text(tag.start)
        self._edge = tag.end
        if tag.name == "think":
            self._take_think(tag)
        elif tag.closing:
            self._close_answer(tag)
        else:
            if self._in_answer:
                self._scan.in_order = False
                self._scan.answer_closed += 1
            self._scan.answer_opened += 1

    def _close_answer(self, tag: Tag) -> None:
        self._reader.finish(tag.start)
        if self._in_answer:
            self._scan.answer_closed += 1
        else:
            self._scan.in_order = False

    def _take_think(self, tag: Tag) -> None:
        """Skip a think block that does not stand at the head."""
        scan = self._scan
        scan.in_order = False
        close = _THINK_CLOSE.search(self._text, tag.end) if not tag.closing and self._think_closes else None
        if tag.closing:
            return
        scan.think_count += 1
        if close is None:
            self._think_closes = False
            return
        if scan.think is None:
            scan.think, scan.think_opened, scan.think_closed = self._text[tag.end : close.start()], True, True
        self._skip_to = self._edge = close.end()

    def _note_text(self, end: int) -> None:
        if not self._in_answer and not self._text[self._edge : end].isspace() and end > self._edge:
            self._scan.text_outside = True


def _ends_artifact(tag: Tag, top: Block) -> bool:
    """Whether a tag inside an artifact ends it: only the end of the answer does, and not inside a file."""
    return tag.name == "answer" and tag.closing and top.is_artifact


def _read_think(text: str, result: Scan) -> int:
    """Find the think part at the head; return the offset where the rest starts."""
    first = _FIRST.search(text)
    word = first[0].lower() if first else ""
    if first is None or word.startswith("<answer"):
        return 0
    if word.startswith("<think"):
        result.think_opened, result.think_count = True, 1
        result.text_outside = bool(text[: first.start()].strip())
        return _read_opened_think(text, first.end(), result)
    if word.startswith("</think"):
        # The opening tag was part of the prompt.
        close = _last_close(text, first)
    else:
        # Perhaps an artifact quoted in a think part whose opening tag was part of the prompt.
        found, answer = _THINK_THEN_ANSWER.search(text, first.end()), _ANSWER_OPEN.search(text, first.end())
        if found is None or answer is None or answer.start() < found.start():
            return 0
        close = found
    return _end_think(result, text[: close.start()], _after_tag(text, close))


def _read_opened_think(text: str, start: int, result: Scan) -> int:
    close = _balanced_close(text, start) or _THINK_CLOSE.search(text, start)
    if close is not None:
        close = _last_close(text, close)
        return _end_think(result, text[start : close.start()], _after_tag(text, close))
    answer = _ANSWER_OPEN.search(text, start)
    end = answer.start() if answer else len(text)
    result.think = text[start:end]
    return end


def _end_think(result: Scan, think: str, end: int) -> int:
    result.think, result.think_closed, result.think_count = think, True, 1
    return end


def _after_tag(text: str, match: re.Match[str]) -> int:
    """Offset after the tag that a match starts with."""
    return text.index(">", match.start()) + 1


def _balanced_close(text: str, start: int) -> re.Match[str] | None:
    """The closing tag of a think part that quotes think blocks, if an answer follows it."""
    depth = 1
    for tag in _THINK_TAG.finditer(text, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return _THINK_THEN_ANSWER.match(text, tag.start())
    return None


def _last_close(text: str, close: re.Match[str]) -> re.Match[str]:
    """Of closing tags with neither an answer nor an artifact between them, the last: those before it are quoted."""
    while True:
        following = _AFTER_THINK.search(text, _after_tag(text, close))
        if following is None or not following[0].startswith("</"):
            return close
        close = following
