"""Answers of a model: JSON of one exact form, or no answer at all. No number is ever taken from prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, NoReturn

from webgen_env.findings import printable

CRITERIA = ("rendering", "relevance", "layout", "beauty")
"""The four criteria of the paper: successful rendering, content relevance, layout harmony, modernness and beauty."""

LEAST, MOST = 0, 5
MAX_ANSWER_CHARACTERS = 50_000
_MAX_ANALYSIS_CHARACTERS = 20_000
_LEAST_ECHO = 24

_FENCE = re.compile(r"\A```(?:json)?[ \t]*\n(.*)\n```\Z", re.DOTALL | re.IGNORECASE)
_NO_SENSE = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset({
    "a", "an", "and", "are", "as", "at", "but", "by", "for", "from", "has", "have", "in", "is", "it",
    "its", "no", "not", "of", "on", "that", "the", "this", "to", "with",
})  # fmt: skip
_TELLING_WORDS = 20


class AnswerError(ValueError):
    """A model's answer is not of the form that it was asked for; says what was got and what was expected."""


@dataclass(frozen=True, slots=True)
class Grades:
    """A model's grades of one site.

    Attributes:
        overall: Overall grade, 0–5.
        criteria: Grade of each of :data:`CRITERIA`, 0–5.
        analysis: What the model says about the site.
    """

    overall: int
    criteria: Mapping[str, int]
    analysis: str

    @property
    def mean(self) -> float:
        """Mean of the criteria."""
        return fmean(self.criteria.values())


def grades_schema() -> dict[str, Any]:
    """JSON schema of :class:`Grades`; the analysis comes first, so that the grades follow from it."""
    grade = {"type": "integer", "enum": list(range(LEAST, MOST + 1))}
    properties = {"analysis": {"type": "string"}, **dict.fromkeys((*CRITERIA, "grade"), grade)}
    return _object(properties)


def places_schema(labels: Sequence[str]) -> dict[str, Any]:
    """JSON schema of the places of compared sites.

    Args:
        labels: Names of the sites in the question, such as ``"A"`` and ``"B"``.

    Returns:
        The schema.
    """
    place = {"type": "integer", "enum": list(range(1, len(labels) + 1))}
    return _object({"analysis": {"type": "string"}, "places": _object(dict.fromkeys(labels, place))})


def parse_grades(text: str) -> Grades:
    """Read grades.

    Args:
        text: The whole answer.

    Returns:
        The grades.

    Raises:
        AnswerError: It is anything but one JSON object of the schema.

    Example:
        >>> answer = '{"analysis": "Plain.", "rendering": 5, "relevance": 3, "layout": 3, "beauty": 2, "grade": 3}'
        >>> parse_grades(answer).overall
        3
    """
    content = _content(text, ("analysis", *CRITERIA, "grade"), "the answer")
    return Grades(
        overall=_whole(content["grade"], LEAST, MOST, "grade"),
        criteria={name: _whole(content[name], LEAST, MOST, name) for name in CRITERIA},
        analysis=_analysis(content["analysis"]),
    )


def parse_places(text: str, labels: Sequence[str]) -> dict[str, int]:
    """Read places of compared sites.

    Args:
        text: The whole answer.
        labels: Names of the sites in the question.

    Returns:
        The place of each, from 1 (best); equal places are ties.

    Raises:
        AnswerError: It is anything but one JSON object of the schema.
    """
    content = _content(text, ("analysis", "places"), "the answer")
    _analysis(content["analysis"])
    places = _exactly(content["places"], labels, "places")
    return {label: _whole(places[label], 1, len(labels), f"places.{label}") for label in labels}


def check_own_words(text: str, quoted: Iterable[str]) -> None:
    """Refuse an answer that a site wrote.

    Args:
        text: The whole answer.
        quoted: Texts of the sites that were asked about.

    Raises:
        AnswerError: The answer, or its analysis, stands word for word on a page.
    """
    said = [text]
    try:
        content = json.loads(_unfenced(text))
        if isinstance(content, dict) and isinstance(content.get("analysis"), str):
            said.append(content["analysis"])
    except (ValueError, RecursionError):
        pass  # that it is no JSON is somebody else's to say
    pages = [_bare(page) for page in quoted]
    for words in map(_bare, said):
        # A short remark may stand on a page by chance.
        if len(words) >= _LEAST_ECHO and any(words in page for page in pages):
            raise AnswerError("Got text that stands on the page itself; expected the judge's own words.")


def _content(text: str, keys: Sequence[str], what: str) -> dict[str, Any]:
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise AnswerError(f"Got {len(text)} characters; expected at most {MAX_ANSWER_CHARACTERS}.")
    try:
        content = json.loads(_unfenced(text), parse_constant=_no_number, object_pairs_hook=_once)
    except AnswerError:
        raise
    except (ValueError, RecursionError):
        raise AnswerError(f"Got {_shown(text)}; expected one JSON object and nothing else.") from None
    return _exactly(content, keys, what)


def _unfenced(text: str) -> str:
    """Without surrounding white space, and without a code fence if that holds the whole answer."""
    stripped = text.strip()
    found = _FENCE.match(stripped)
    return found[1] if found else stripped


def _exactly(content: Any, keys: Sequence[str], what: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise AnswerError(f"Got {_shown(content)} as {what}; expected an object.")
    if set(content) != set(keys):
        raise AnswerError(f"Got the keys {_shown(sorted(content))} in {what}; expected {', '.join(keys)}.")
    return content


def _whole(value: Any, least: int, most: int, name: str) -> int:
    # JSON Schema counts 4.0 as an integer; true and "4" are none.
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in range(least, most + 1):
        raise AnswerError(f"Got {_shown(value)} as {name}; expected a whole number of {least}–{most}.")
    return int(value)


def _analysis(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _MAX_ANALYSIS_CHARACTERS:
        raise AnswerError(f"Got {_shown(value)} as analysis; expected a text of at most {_MAX_ANALYSIS_CHARACTERS}.")
    if not _is_english(value):
        raise AnswerError(f"Got the analysis {_shown(value)}; expected it in English.")
    return value


def _is_english(text: str) -> bool:
    """Whether a text may be English; short ones get the benefit of the doubt where the letters are Latin."""
    letters = [character for character in text if character.isalpha()]
    if letters and sum(character < "\u0250" for character in letters) * 2 < len(letters):
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    # Every fourth word of English prose is one of these; other languages share a few of them.
    return len(words) < _TELLING_WORDS or sum(word in _ENGLISH for word in words) * 16 >= len(words)


def _bare(text: str) -> str:
    return _NO_SENSE.sub("", text.casefold())


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise AnswerError("Got a key twice; expected each once.")
    return content


def _no_number(name: str) -> NoReturn:
    raise AnswerError(f"Got {name}; expected numbers of JSON.")


def _shown(value: Any) -> str:
    return printable(repr(value)[:200], 120)
