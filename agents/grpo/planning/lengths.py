"""Lengths: how many tokens prompts and sites need, as far as can be said before a tokenizer is there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from agents.grpo.libraries import library
from agents.grpo.settings import TINY

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.grpo.settings import TrainSettings

CHARACTERS_PER_TOKEN = 3.5
"""Assumed for source code in a vocabulary of 150,000 entries, where the model's tokenizer is not at hand."""

TINY_CHARACTERS_PER_TOKEN = 8.0
"""Of the tokenizer that 'tiny' trains on the very completions that it is to write: some 200 tokens for 1,600
characters, measured."""

TYPICAL_CHARACTERS = 20_000
"""A website of several pages: the shortest of the bundled showcase has 21,069 characters."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """What prompts and completions need, in tokens.

    Attributes:
        system_prompt: The system prompt.
        smallest_site: The smallest complete site, which leaves to the scaffold what the scaffold has.
        whole_site: The same with every file of the scaffold written out, as models do that were asked for whole
            projects.
        typical_site: A website of several pages.
        counted: Whether the model's own tokenizer counted them; otherwise they are estimated from characters.
    """

    system_prompt: int
    smallest_site: int
    whole_site: int
    typical_site: int
    counted: bool


def lengths_for(settings: TrainSettings) -> Lengths:
    """Say what prompts and completions need.

    Args:
        settings: The settings. With a local folder as ``model.path``, its tokenizer counts.

    Returns:
        The lengths.
    """
    from agents.grpo.prompts import messages_for

    smallest, whole = _sites()
    prompt = "".join(message["content"] for message in messages_for("", settings.tasks.system_prompt))
    counter = _counter(Path(settings.model.path))
    ratio = TINY_CHARACTERS_PER_TOKEN if settings.model.path == TINY else CHARACTERS_PER_TOKEN
    count = counter or (lambda text: math.ceil(len(text) / ratio))
    size = count(whole) / len(whole)
    return Lengths(
        system_prompt=count(prompt) if prompt else 0,
        smallest_site=count(smallest),
        whole_site=count(whole),
        typical_site=math.ceil(TYPICAL_CHARACTERS * size),
        counted=counter is not None,
    )


@lru_cache(maxsize=1)
def _sites() -> tuple[str, str]:
    """Completions of the smallest complete site: what differs from the scaffold, and all of it."""
    from agents.slots import fitting_choices, render, slot_tasks
    from webgen_env.manifest import render_completion
    from webgen_env.scaffold import default_scaffold

    drafts = [render(task.instruction, fitting_choices(task.instruction), form="compact") for task in slot_tasks(8)]
    draft = min(drafts, key=lambda one: len(one.completion()))
    files = {**default_scaffold().files, **draft.files}
    return draft.completion(), render_completion(
        files, title=draft.title, think=draft.think, shell=draft.shell, start=draft.start
    )


def _counter(folder: Path) -> Callable[[str], int] | None:
    """What counts tokens with the tokenizer of a local model; ``None`` where there is none."""
    file = folder / "tokenizer.json"
    if not file.is_file():
        return None
    tokenizer = library("tokenizers").Tokenizer.from_file(str(file))

    def count(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False).ids)

    return count
