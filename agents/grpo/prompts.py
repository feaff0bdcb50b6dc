"""Prompts: tasks as the data set that TRL trains on."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from agents.grpo.libraries import library
from webgen_env.errors import ConfigurationError
from webgen_env.scaffold import default_scaffold

if TYPE_CHECKING:
    from datasets import Dataset

    from webgen_env.tasks import Task

logger = logging.getLogger(__name__)

SystemPrompt = Literal["full", "short", "none"]

SHORT_PROMPT = (
    "Write a website as a Vite, React and TypeScript project. Answer with <think> a plan </think> and <answer> one "
    '<webArtifact> with a <webAction type="file" filePath="…"> for each file </answer>.'
)
"""System prompt ``"short"``: for a model that was taught the response form by a warm start."""


@dataclass(frozen=True)
class Prompts:
    """Tasks as prompts.

    Attributes:
        dataset: Columns ``prompt``, a chat of messages, and ``task_id``.
        dropped: Ids of the tasks whose prompt is too long.
        longest: Tokens of the longest prompt that stayed; 0 where they were not counted.
    """

    dataset: Dataset
    dropped: tuple[str, ...]
    longest: int


def messages_for(instruction: str, system_prompt: SystemPrompt = "full") -> list[dict[str, str]]:
    """The chat that a policy is asked with.

    Args:
        instruction: The specification.
        system_prompt: ``"full"``: the environment's own, which explains the response form and the rules; ``"short"``:
            one line; ``"none"``.

    Returns:
        A new list of messages.

    Raises:
        ConfigurationError: The kind of system prompt is unknown.

    Example:
        >>> messages_for("A bakery website.", "none")
        [{'role': 'user', 'content': 'A bakery website.'}]
    """
    user = {"role": "user", "content": instruction}
    if system_prompt == "none":
        return [user]
    if system_prompt == "short":
        return [{"role": "system", "content": SHORT_PROMPT}, user]
    if system_prompt == "full":
        return [{"role": "system", "content": default_scaffold().system_prompt()}, user]
    raise ConfigurationError(f"Got the system prompt {system_prompt!r}; expected 'full', 'short' or 'none'.")


def prompt_dataset(
    tasks: Iterable[Task],
    *,
    system_prompt: SystemPrompt = "full",
    tokenizer: Any = None,
    max_prompt_length: int | None = None,
) -> Prompts:
    """Make the data set that TRL's trainer takes.

    TRL no longer bounds prompts, and a prompt that leaves no room for a website is a wasted group; so prompts that are
    too long are dropped here, and said. They are not cut, because half a specification is another one.

    Args:
        tasks: The tasks.
        system_prompt: What stands before an instruction, as in :func:`messages_for`.
        tokenizer: The model's tokenizer, with a chat template; needed to count tokens.
        max_prompt_length: Most tokens of a prompt, the chat template's own included; ``None`` for no bound.

    Returns:
        The prompts.

    Raises:
        ConfigurationError: There is a bound and no tokenizer, the tokenizer has no chat template, or no prompt is left.
        MissingDependencyError: ``datasets`` is not installed.
    """
    if max_prompt_length is not None and tokenizer is None:
        raise ConfigurationError("max_prompt_length is counted in tokens: give the model's tokenizer too.")
    count = None if tokenizer is None else _counter(tokenizer)
    rows, dropped, longest = [], [], 0
    for task in tasks:
        prompt = messages_for(task.instruction, system_prompt)
        tokens = count(prompt) if count else 0
        if max_prompt_length is not None and tokens > max_prompt_length:
            dropped.append(task.id)
            continue
        longest = max(longest, tokens)
        rows.append({"prompt": prompt, "task_id": task.id})
    if dropped:
        logger.warning(
            "%d of %d tasks were left out: their prompts have more than %s tokens",
            len(dropped), len(dropped) + len(rows), max_prompt_length,
        )  # fmt: skip
    if not rows:
        why = f"all {len(dropped)} prompts have more than {max_prompt_length} tokens" if dropped else "there is no task"
        raise ConfigurationError(
            f"Nothing is left to train on: {why}. Raise max_prompt_length, or take a shorter system "
            "prompt or other tasks."
        )
    return Prompts(library("datasets").Dataset.from_list(rows), tuple(dropped), longest)


def in_order(dataset: Dataset, number: int, seed: int) -> Dataset:
    """Lay out a data set for a whole run: pass after pass over it, each in an order of its own.

    TRL's sampler draws a new order for each pass from a state that no checkpoint has; a run that is resumed in its
    second pass would see other prompts. Laid out beforehand, the prompts of a step follow from its number alone.

    Args:
        dataset: The prompts.
        number: Prompts that the run takes.
        seed: Seed of the orders.

    Returns:
        A view of ``number`` rows, to be taken as they come (``shuffle_dataset=False``).
    """
    indices: list[int] = []
    source = random.Random(seed)  # noqa: S311  # variety, not secrecy
    while len(indices) < number:
        indices += source.sample(range(len(dataset)), len(dataset))
    return dataset.select(indices[:number])


def _counter(tokenizer: Any) -> Callable[[list[dict[str, str]]], int]:
    if not getattr(tokenizer, "chat_template", None):
        raise ConfigurationError(
            "The tokenizer has no chat template, as those of base models have none. Take an instruction-tuned model, "
            "or set tokenizer.chat_template."
        )

    def count(prompt: list[dict[str, str]]) -> int:
        text = tokenizer.apply_chat_template(prompt, tokenize=False, add_generation_prompt=True)
        return len(tokenizer(text, add_special_tokens=False)["input_ids"])

    return count
