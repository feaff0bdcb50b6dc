"""WebGenSpec: the environment as what plugs into TRL's trainer."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

from agents.grpo.prompts import SystemPrompt, prompt_dataset
from agents.grpo.reward import WebGenReward
from webgen_env.scorer import Scorer
from webgen_env.tasks import TaskSet, load_tasks

if TYPE_CHECKING:
    from datasets import Dataset


class WebGenSpec:
    """Names the tasks and the scorer once; its properties have the names of the trainer's arguments.

    Args:
        tasks: A task set, or the name or path of one; ``None`` for the bundled tasks.
        split: Split to train on; ``None`` for all tasks.
        eval_split: Split to evaluate on; ``None`` for none.
        tokenizer: The model's tokenizer; needed with ``max_prompt_length``.
        max_prompt_length: Most tokens of a prompt; tasks with longer ones are left out.
        system_prompt: What stands before an instruction: ``"full"``, ``"short"`` or ``"none"``.
        scorer: A scorer; ``None`` makes one of ``options``.
        **options: Arguments of :class:`~webgen_env.scorer.Scorer`, such as ``preset="executable"``.

    Raises:
        ConfigurationError: An argument is not what was expected.

    Example:
        >>> spec = WebGenSpec("bundled", split="train", eval_split="test", routes=0)
        >>> trainer = GRPOTrainer(  # doctest: +SKIP
        ...     model, spec.reward_funcs, train_dataset=spec.train_dataset, eval_dataset=spec.eval_dataset
        ... )
    """

    def __init__(
        self,
        tasks: TaskSet | str | os.PathLike[str] | None = None,
        *,
        split: str | None = "train",
        eval_split: str | None = None,
        tokenizer: Any = None,
        max_prompt_length: int | None = None,
        system_prompt: SystemPrompt = "full",
        scorer: Scorer | None = None,
        **options: Any,
    ) -> None:
        if tasks is None:
            self._tasks = TaskSet.bundled()
        else:
            self._tasks = tasks if isinstance(tasks, TaskSet) else load_tasks(tasks)
        self._split = split
        self._eval_split = eval_split
        self._tokenizer = tokenizer
        self._max_prompt_length = max_prompt_length
        self._system_prompt = system_prompt
        self._reward = WebGenReward(self._tasks, scorer=Scorer(**options) if scorer is None else scorer)

    @property
    def reward_funcs(self) -> WebGenReward:
        """The reward function, always the same object."""
        return self._reward

    @cached_property
    def train_dataset(self) -> Dataset:
        """The prompts to train on."""
        return self._dataset(self._split)

    @cached_property
    def eval_dataset(self) -> Dataset | None:
        """The prompts to evaluate on; ``None`` without a split for them."""
        return None if self._eval_split is None else self._dataset(self._eval_split)

    def close(self) -> None:
        """Close the scorer. Idempotent; it closes with the process too."""
        self._reward.close()

    def _dataset(self, split: str | None) -> Dataset:
        return prompt_dataset(
            self._tasks if split is None else self._tasks.filter(split=split),
            system_prompt=self._system_prompt,
            tokenizer=self._tokenizer,
            max_prompt_length=self._max_prompt_length,
        ).dataset
