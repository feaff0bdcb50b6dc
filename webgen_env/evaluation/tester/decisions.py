"""Decisions: what a tester's model may answer, read strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from webgen_env.evaluation.outcomes import ANSWERS, Answer
from webgen_env.findings import printable
from webgen_env.reward.vision.answers import AnswerError

Action = Literal["click", "type", "select", "press", "scroll", "wait", "back", "reload", "answer"]
ACTIONS: tuple[Action, ...] = get_args(Action)
KEYS = (
    "Enter", "Escape", "Tab", "Space", "Backspace", "Delete", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight",
    "Home", "End", "PageUp", "PageDown",
)  # fmt: skip
DIRECTIONS = ("up", "down")

MAX_ANSWER_CHARACTERS = 20_000
MAX_TEXT_CHARACTERS = 500
MAX_THOUGHT_CHARACTERS = 4000

_NEEDS_REF = ("click", "type", "select")
_REF = re.compile(r"e?(\d{1,9})\Z")
_FENCE = re.compile(r"\A```(?:json)?[ \t]*\n(.*)\n```\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a tester does next.

    Attributes:
        thought: Why, in its words.
        action: What.
        ref: Reference of the element; empty where none is meant.
        text: What to type, the option to select, the key to press, or the direction to scroll; empty otherwise.
        verdict: The answer to the case; ``None`` unless the action is ``"answer"``.
    """

    thought: str
    action: Action
    ref: str = ""
    text: str = ""
    verdict: Answer | None = None

    def __str__(self) -> str:
        parts = [self.action, self.ref, json.dumps(self.text, ensure_ascii=False) if self.text else ""]
        return " ".join(part for part in (*parts, self.verdict or "") if part)


class _Wire(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    thought: str = Field(max_length=MAX_THOUGHT_CHARACTERS)
    action: Action
    ref: str = Field(max_length=20)
    text: str = Field(max_length=MAX_TEXT_CHARACTERS)
    verdict: Literal["YES", "PARTIAL", "NO", ""]


def decision_schema(*, final: bool) -> dict[str, Any]:
    """JSON schema of a decision; every field is there, empty where it means nothing.

    Args:
        final: Whether only an answer is left.

    Returns:
        The schema.
    """
    text = {"type": "string"}
    properties = {
        "thought": text,
        "action": {"type": "string", "enum": ["answer"] if final else list(ACTIONS)},
        "ref": text,
        "text": text,
        "verdict": {"type": "string", "enum": [*ANSWERS] if final else [*ANSWERS, ""]},
    }
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def parse_decision(text: str, refs: Collection[str], *, final: bool) -> Decision:
    """Read a decision.

    Args:
        text: The whole answer of the model.
        refs: References that it was shown.
        final: Whether only an answer is left.

    Returns:
        The decision.

    Raises:
        AnswerError: It is anything but one JSON object of the schema that can be carried out.

    Example:
        >>> parse_decision('{"thought":"","action":"click","ref":"7","text":"","verdict":""}', {"e7"}, final=False).ref
        'e7'
    """
    wire = _wire(text)
    ref = _ref(wire.ref, refs)
    if final and wire.action != "answer":
        raise AnswerError(f"Got the action {wire.action!r}; expected 'answer', because no action is left.")
    if (wire.action == "answer") != bool(wire.verdict):
        raise AnswerError(f"Got the verdict {wire.verdict!r} with {wire.action!r}; a verdict goes with 'answer' alone.")
    if wire.action in _NEEDS_REF and not ref:
        raise AnswerError(f"Got {wire.action!r} without a ref; expected one of those shown.")
    for action, allowed in (("press", KEYS), ("scroll", DIRECTIONS)):
        if wire.action == action and wire.text not in allowed:
            raise AnswerError(f"Got the text {printable(wire.text, 40)!r} for {action!r}; expected one of {allowed}.")
    return Decision(printable(wire.thought, 600), wire.action, ref, wire.text, wire.verdict or None)


def _wire(text: str) -> _Wire:
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise AnswerError(f"Got {len(text)} characters; expected at most {MAX_ANSWER_CHARACTERS}.")
    stripped = text.strip()
    fence = _FENCE.match(stripped)
    try:
        content = json.loads(fence[1] if fence else stripped, object_pairs_hook=_once)
        return _Wire.model_validate(content)
    except AnswerError:
        raise
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the answer"
        raise AnswerError(f"Got something else than was asked for in {where}: {first['msg']}.") from None
    except (ValueError, RecursionError):
        raise AnswerError(f"Got {printable(repr(text[:200]), 120)}; expected one JSON object and no more.") from None


def _ref(given: str, refs: Collection[str]) -> str:
    if not given:
        return ""
    found = _REF.match(given.strip())
    ref = f"e{found[1]}" if found else ""
    if ref not in refs:
        raise AnswerError(f"Got the ref {printable(given, 20)!r}; expected one of those shown, such as 'e5'.")
    return ref


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise AnswerError("Got a key twice; expected each once.")
    return content
