"""Objects with exactly one key that says what they are."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Discriminator, Tag
from pydantic_core import PydanticCustomError

from webgen_env.contracts._nearest import hint

TAG_PREFIX = "·"
"""Stands before the parts of a place in an error that are no part of the file."""


def key_of(model: type[BaseModel]) -> str:
    """The one key of such an object in the file."""
    ((name, field),) = model.model_fields.items()
    return field.alias or name


def one_of(what: str, models: tuple[type[BaseModel], ...]) -> Any:
    """A type for pydantic: an object with exactly one key, which chooses the model.

    Args:
        what: What such an object is called, such as ``"step"``.
        models: Models of one field each.

    Returns:
        The annotated union.
    """
    known = {key_of(model): model for model in models}

    def choose(value: Any) -> Any:
        if isinstance(value, models):
            return value
        if not isinstance(value, dict):
            raise PydanticCustomError("one_of", "expected {what}, got {got}", {"what": what, "got": repr(value)[:80]})
        if len(value) != 1:
            keys = ", ".join(repr(str(key)[:30]) for key in list(value)[:6]) or "none"
            raise PydanticCustomError(
                "one_of",
                "expected {what} with exactly one key, got {keys}",
                {"what": what, "keys": keys},
            )
        (key,) = value
        if key not in known:
            raise PydanticCustomError(
                "one_of",
                "unknown {what} {key}{hint} Known: {known}",
                {
                    "what": what,
                    "key": repr(str(key)[:60]),
                    "hint": hint(key, known) or ".",
                    "known": ", ".join(sorted(known)),
                },
            )
        return value

    def tag(value: Any) -> str:
        key = next(iter(value)) if isinstance(value, dict) else key_of(type(value))
        return f"{TAG_PREFIX}{key}"

    members = [Annotated[model, Tag(f"{TAG_PREFIX}{key}")] for key, model in known.items()]
    union = members[0]
    for member in members[1:]:
        union = union | member
    return Annotated[union, Discriminator(tag), BeforeValidator(choose)]
