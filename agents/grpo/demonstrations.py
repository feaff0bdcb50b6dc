"""Demonstrations: completions to learn from before the reinforcement learning begins."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.grpo.prompts import SystemPrompt, messages_for
from agents.slots import SLOTS, fitting_choices, render
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.tasks import Task

MAX_LINE_BYTES = 1 << 24

_CLOSING = "</main>"
"""What a flawed site lacks."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One completion to learn from.

    Attributes:
        prompt: Messages of the system and the user.
        completion: What the policy should write.
    """

    prompt: tuple[dict[str, str], ...]
    completion: str


def slots_demonstrations(
    tasks: Iterable[Task],
    *,
    fitting: float = 0.5,
    flawed: float = 0.0,
    seed: int = 0,
    system_prompt: SystemPrompt = "none",
) -> list[Demonstration]:
    """Let the slots policy write one site for each task, in its compact form, now well and now badly.

    Args:
        tasks: The tasks.
        fitting: Probability with which each choice is the one that fits the instruction; the others are drawn at
            random, so that there is something left to learn from rewards.
        flawed: Probability with which a site does not build, because an element is left open.
        seed: Seed of the drawing.
        system_prompt: What stands before an instruction.

    Returns:
        A demonstration for each task.

    Raises:
        ConfigurationError: ``fitting`` or ``flawed`` is not from 0 to 1.
    """
    if not 0 <= fitting <= 1 or not 0 <= flawed <= 1:
        raise ConfigurationError(f"fitting and flawed must be from 0 to 1, got {fitting!r} and {flawed!r}.")
    source = random.Random(seed)  # noqa: S311  # variety, not secrecy
    demonstrations = []
    for task in tasks:
        choices = [
            best if source.random() < fitting else source.randrange(slot.size)
            for best, slot in zip(fitting_choices(task.instruction), SLOTS, strict=True)
        ]
        completion = render(task.instruction, choices, form="compact").completion()
        if flawed and source.random() < flawed:
            completion = completion.replace(_CLOSING, "")
        demonstrations.append(Demonstration(tuple(messages_for(task.instruction, system_prompt)), completion))
    return demonstrations


def read_demonstrations(path: str | os.PathLike[str], *, most: int = 0) -> list[Demonstration]:
    """Read completions that ``webgen export --format sft`` wrote: one JSON object with ``messages`` a line.

    Args:
        path: The JSONL file.
        most: Most demonstrations to read; 0 for all.

    Returns:
        The demonstrations.

    Raises:
        ConfigurationError: The file cannot be read, or a line is not a chat that ends with the assistant; names file
            and line.
    """
    file = Path(path)
    found: list[Demonstration] = []
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(iter(lambda: lines.readline(MAX_LINE_BYTES), b""), start=1):
                if line.strip():
                    found.append(_parse(line, f"{file}:{number}"))
                if most and len(found) == most:
                    break
    except OSError as error:
        raise ConfigurationError(f"The demonstrations {str(file)!r} cannot be read: {error}.") from error
    if not found:
        raise ConfigurationError(f"{file} holds no demonstration; 'webgen export --format sft' writes them.")
    return found


def _parse(line: bytes, place: str) -> Demonstration:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{place}: not a JSON object ({error}).") from None
    messages = record.get("messages") if isinstance(record, dict) else None
    if not isinstance(messages, list) or not all(_is_message(message) for message in messages):
        raise ConfigurationError(f"{place}: expected 'messages', a list of objects with 'role' and 'content' as texts.")
    if len(messages) < 2 or messages[-1]["role"] != "assistant":
        raise ConfigurationError(f"{place}: the last of 'messages' must be the assistant's, after at least one other.")
    prompt: Sequence[dict[str, str]] = [{"role": m["role"], "content": m["content"]} for m in messages[:-1]]
    return Demonstration(tuple(prompt), messages[-1]["content"])


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("role"), str) and isinstance(value.get("content"), str)
