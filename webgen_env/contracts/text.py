"""TextMatch: what a text has to be, as contracts write it; Remembered: a text that the site gave itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

MAX_TEXT_CHARACTERS = 500

# What Python's engine reads and JavaScript's does not, or reads differently: the pattern is matched in the browser.
_NOT_JAVASCRIPT = re.compile(r"\(\?(?:P|#|>|[aiLmsux-]+[:)]|\()|\\[AZz]|(?<!\\)[*+?}]\+")

_FORM = re.compile(r"/(?P<pattern>.*)/(?P<flags>[A-Za-z]*)", re.DOTALL)
_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL}


@dataclass(frozen=True, slots=True)
class TextMatch:
    """What a text has to be.

    Attributes:
        kind: ``"contains"``: holds the value, whatever the case; ``"exact"``: is the value; ``"regex"``: the pattern is
            found in it. White space of the text is folded first.
        value: The words, or the pattern in what Python's and JavaScript's syntax have in common.
        flags: Flags of the pattern: ``"i"`` and ``"s"``.
    """

    kind: Literal["contains", "exact", "regex"]
    value: str
    flags: str = ""

    def __str__(self) -> str:
        if self.kind == "regex":
            return f"/{self.value}/{self.flags}"
        return f'"{self.value}"' if self.kind == "contains" else f'exactly "{self.value}"'

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled; of the kind ``"regex"`` only."""
        flags = re.RegexFlag(0)
        for flag in self.flags:
            flags |= _FLAGS[flag]
        return re.compile(self.value, flags)


class Remembered(BaseModel):
    """A text that was remembered before, used as plain words.

    Attributes:
        remembered: The name under which it was remembered.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    remembered: Annotated[str, StringConstraints(min_length=1, max_length=60)]

    def __str__(self) -> str:
        return f"the remembered {self.remembered!r}"


def parse_text(written: str) -> TextMatch:
    """Read a text as contracts write it.

    Args:
        written: ``"words"``, ``"=exact words"`` or ``"/pattern/flags"``.

    Returns:
        What it means.

    Raises:
        ValueError: It is empty or too long, or the pattern is none.

    Example:
        >>> parse_text("/saved|added/i")
        TextMatch(kind='regex', value='saved|added', flags='i')
    """
    if len(written) > MAX_TEXT_CHARACTERS:
        raise ValueError(f"expected a text of at most {MAX_TEXT_CHARACTERS} characters, got {len(written)}")
    if written.startswith("="):
        return TextMatch("exact", _folded(written[1:]))
    if not written.startswith("/"):
        return TextMatch("contains", _folded(written))
    form = _FORM.fullmatch(written)
    if form is None or not form["pattern"]:
        raise ValueError(f"expected /pattern/ or /pattern/i, got {written!r}; write '={written}' for the text itself")
    if unknown := set(form["flags"]) - set(_FLAGS):
        raise ValueError(f"expected the flags i and s, got {''.join(sorted(unknown))!r} in {written!r}")
    if odd := _NOT_JAVASCRIPT.search(form["pattern"]):
        raise ValueError(f"bad regular expression {written!r}: {odd[0]!r} is not known to browsers")
    match = TextMatch("regex", form["pattern"], "".join(sorted(set(form["flags"]))))
    try:
        compiled = match.pattern
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"bad regular expression {written!r}: {error}") from None
    if compiled.groups > 20:
        raise ValueError(f"bad regular expression {written!r}: more than 20 groups")
    return match


def _folded(words: str) -> str:
    folded = " ".join(words.split())
    if not folded:
        raise ValueError("expected words, got an empty text; leave the field out, or count with 'absent'")
    return folded


def _validate(value: Any) -> TextMatch | Remembered:
    if isinstance(value, (TextMatch, Remembered)):
        return value
    if isinstance(value, dict):
        return Remembered.model_validate(value)
    return _match_only(value)


def _match_only(value: Any) -> TextMatch:
    if isinstance(value, TextMatch):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("text", "expected a text, got {got}", {"got": repr(value)[:80]})
    try:
        return parse_text(value)
    except ValueError as error:
        raise PydanticCustomError("text", "{reason}", {"reason": str(error)}) from None


def _pattern_only(value: Any) -> TextMatch:
    match = _match_only(value)
    if match.kind != "regex" or match.pattern.groups > 1:
        raise PydanticCustomError(
            "text", "expected a regular expression with at most one group, such as '/(\\d+) left/'"
        )
    return match


Text = Annotated[TextMatch | Remembered, PlainValidator(_validate)]
"""A text to compare with, in the file a string or ``{"remembered": "n"}``."""

Match = Annotated[TextMatch, PlainValidator(_match_only)]
"""A text to compare with that is fixed, in the file a string."""

Pattern = Annotated[TextMatch, PlainValidator(_pattern_only)]
"""A regular expression that picks a part of a text: its group, or else the whole of what it finds."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
"""A name under which something is remembered."""
