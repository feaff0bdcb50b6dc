"""Completions as TRL hands them to a reward function: a text, or a chat of messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webgen_env.errors import ConfigurationError


def completion_text(completion: Any) -> str:
    """The text that the policy wrote.

    Args:
        completion: A string, or messages in the form ``[{"role": "assistant", "content": …}]``; the content may be a
            list of parts of which those of type ``text`` count. Of several messages the last one of the assistant
            counts: one episode is one completion.

    Returns:
        The text; empty where the assistant said nothing.

    Raises:
        ConfigurationError: It is neither.

    Example:
        >>> completion_text([{"role": "assistant", "content": "<answer>"}])
        '<answer>'
    """
    if isinstance(completion, str):
        return completion
    if isinstance(completion, Sequence) and all(isinstance(message, Mapping) for message in completion):
        own = [message for message in completion if message.get("role") == "assistant"]
        return _content(own[-1].get("content")) if own else ""
    raise ConfigurationError(
        f"Got a completion of type {type(completion).__name__}; expected a string, or a list of messages with role "
        "and content, as TRL gives them."
    )


def _content(content: Any) -> str:
    if content is None:  # a message that holds nothing but calls of tools
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, Sequence):
        parts = (part.get("text") for part in content if isinstance(part, Mapping) and part.get("type") == "text")
        return "".join(part for part in parts if isinstance(part, str))
    raise ConfigurationError(f"Got a message whose content is {type(content).__name__}; expected text or parts of it.")
