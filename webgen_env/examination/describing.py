"""Steps and expectations in words, for evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from webgen_env.contracts.steps import Expect, OptionalSteps
from webgen_env.contracts.target import Target, target_of
from webgen_env.findings import printable

if TYPE_CHECKING:
    from webgen_env.contracts.steps import Step

MAX_CHARACTERS = 300


def describe(step: Step) -> str:
    """A step in words.

    Args:
        step: The step.

    Returns:
        One line of at most 300 characters, such as ``'fill element labelled "Name": value Linden'``.
    """
    if isinstance(step, OptionalSteps):
        return printable(f"optional: {'; '.join(describe(part) for part in step.optional)}", MAX_CHARACTERS)
    if isinstance(step, Expect):
        return printable(f"expect {_words(step.expect)}", MAX_CHARACTERS)
    return printable(_words(step), MAX_CHARACTERS)


def _words(part: Any) -> str:
    """An object with one key, in words."""
    (name,) = type(part).model_fields
    body = getattr(part, name)
    key = type(part).model_fields[name].alias or name
    return f"{key.replace('_', ' ')} {_body(body)}".strip()


def _body(body: Any) -> str:
    if body is True:
        return ""
    if isinstance(body, tuple):
        if all(isinstance(item, BaseModel) and len(type(item).model_fields) == 1 for item in body):
            return f"({'; '.join(_words(item) for item in body)})"
        return ", ".join(str(item) for item in body)
    if isinstance(body, Target):
        return _target_with_more(body)
    if isinstance(body, BaseModel):
        if len(type(body).model_fields) == 1:
            return _words(body)
        return _fields(body, skip=())
    return str(body)


def _target_with_more(body: Target) -> str:
    target = getattr(body, "target", None) or target_of(body)
    own = tuple(name for name in Target.model_fields if name in type(target).model_fields)
    if not any(name in body.model_fields_set for name in own):
        return _fields(body, skip=own)
    more = _fields(body, skip=own if "content" not in type(body).model_fields else tuple(set(own) - {"name"}))
    return f"{target}: {more}" if more else str(target)


def _fields(body: BaseModel, *, skip: tuple[str, ...]) -> str:
    words = []
    for name, field in type(body).model_fields.items():
        value = getattr(body, name)
        if name in skip or value is None or name not in body.model_fields_set:
            continue
        words.append(f"{(field.alias or name).replace('_', ' ')} {_body(value)}")
    return ", ".join(words)
