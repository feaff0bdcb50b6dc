"""Prompts of local models: a chat as the model's own template writes it, and whether it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webgen_env.errors import ConfigurationError

PLAIN = "plain"
"""Value of ``chat_template`` for a model that was never taught a form of chat: the texts, one after another."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt that was looked at before the model is asked.

    Attributes:
        text: What the model reads.
        tokens: Its length in tokens.
        room: Tokens that are left for the completion; 0 where the prompt does not fit.
        problem: Why the model is not asked; empty where it is.
    """

    text: str
    tokens: int
    room: int
    problem: str


def read_template(chat_template: str | None, own: str | None, model: str) -> str:
    """Find the chat template of a model.

    Args:
        chat_template: ``None`` for the model's own, ``"plain"`` for none, or the path of a Jinja file.
        own: The model's own; ``None`` if it has none.
        model: Name of the model, for messages.

    Returns:
        The template, or ``"plain"``.

    Raises:
        ConfigurationError: The model has none and none was given, or the file cannot be read.
    """
    if chat_template == PLAIN:
        return PLAIN
    if chat_template is None:
        if not own:
            raise ConfigurationError(
                f"The model {model!r} has no chat template, as base models have none. Give chat_template='plain' to "
                "send the texts one after another, or the path of a Jinja file; or take an instruction-tuned model."
            )
        return own
    try:
        return Path(chat_template).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"The chat template {chat_template!r} cannot be read ({error}); give 'plain' or the path of a Jinja file."
        ) from None


def write_prompt(tokenizer: Any, template: str, messages: Sequence[Mapping[str, str]]) -> str:
    """Write a chat as text.

    Args:
        tokenizer: The model's tokenizer, with ``apply_chat_template``.
        template: What :func:`read_template` found.
        messages: The chat.

    Returns:
        The text up to where the model goes on.

    Raises:
        ConfigurationError: The template refuses the chat, for instance one with a system message.
    """
    if template == PLAIN:
        return "\n\n".join(message["content"] for message in messages) + "\n\n"
    try:
        text = tokenizer.apply_chat_template(
            list(messages), chat_template=template, tokenize=False, add_generation_prompt=True
        )
    except Exception as error:  # noqa: BLE001  # templates are code of a stranger and raise what they like
        raise ConfigurationError(
            f"The chat template refuses the messages ({type(error).__name__}: {error}). Give another chat_template."
        ) from None
    return str(text)


def room_for(prompt_tokens: int, wanted: int, context: int) -> tuple[int, str]:
    """How many tokens a completion may have.

    Args:
        prompt_tokens: Length of the prompt.
        wanted: Most tokens that the completion is meant to have.
        context: Tokens that the model can hold; 0 if unknown.

    Returns:
        The number, and why it is 0 where it is.

    Example:
        >>> room_for(900, 512, 1024)
        (124, '')
        >>> room_for(1024, 512, 1024)[0]
        0
    """
    if not context or prompt_tokens + wanted <= context:
        return wanted, ""
    room = max(0, context - prompt_tokens)
    if room:
        return room, ""
    return 0, f"the prompt has {prompt_tokens} tokens and the model holds {context}; it was not asked"


def cut_message(room: int, wanted: int) -> str:
    """Say that a completion was cut, and by which of the two limits.

    Args:
        room: Tokens that it had.
        wanted: Tokens that it was meant to have.

    Returns:
        One clause.
    """
    if room < wanted:
        return f"cut at {room} tokens, where the model's context ends"
    return f"cut at max_tokens={wanted}"
