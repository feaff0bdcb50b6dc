"""Warm start: supervised training on demonstrations, until the policy writes sites that build."""

from __future__ import annotations

import gc
import itertools
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.grpo.checkpoints import last_checkpoint
from agents.grpo.libraries import library
from agents.grpo.sampling import sample
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from trl import SFTConfig

    from agents.grpo.demonstrations import Demonstration
    from agents.grpo.prompts import SystemPrompt
    from webgen_env.scorer import Scorer
    from webgen_env.tasks import Task

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Probe:
    """How it is found out whether the policy can build already.

    Attributes:
        scorer: What scores the samples.
        tasks: Tasks to sample for, one completion each.
        until_built: Share of the samples that builds at which the training stops, 0–1.
        every: Updates between two probes.
        max_tokens: Most tokens of a completion.
        system_prompt: What stands before an instruction.
        seed: Seed of the sampling.
    """

    scorer: Scorer
    tasks: Sequence[Task]
    until_built: float
    every: int
    max_tokens: int
    system_prompt: SystemPrompt = "none"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class WarmStart:
    """What the supervised training came to.

    Attributes:
        steps: Updates.
        loss: Loss of the last logged update; ``None`` if none was.
        probes: By number of updates: the share of sampled completions that built, and their mean reward.
    """

    steps: int
    loss: float | None
    probes: tuple[Mapping[str, float], ...] = field(default=())


def warm_start(
    model: str | Path,
    demonstrations: Sequence[Demonstration],
    configuration: SFTConfig,
    folder: Path,
    *,
    probe: Probe | None = None,
    lora: Any = None,
    resume: bool = False,
) -> WarmStart:
    """Train a model on demonstrations with TRL's SFT trainer; only the completions are learnt.

    Args:
        model: Folder or hub id of the model.
        demonstrations: What to learn.
        configuration: TRL's; its ``output_dir`` takes the checkpoints.
        folder: Where the trained model and its tokenizer are saved; it is there only when they are complete.
        probe: When to stop early; ``None`` for never.
        lora: A ``peft.LoraConfig``; its adapters are merged into the saved model. ``None`` trains all weights.
        resume: Go on from the last checkpoint in ``output_dir``, if there is one.

    Returns:
        What it came to.

    Raises:
        ConfigurationError: The tokenizer has no chat template, or a probe was asked for with several processes.
        MissingDependencyError: A package is not installed.
    """
    datasets, transformers, trl = library("datasets"), library("transformers"), library("trl")
    if probe is not None and configuration.world_size > 1:
        raise ConfigurationError(
            "sft.until_built samples in one process, and this run has "
            f"{configuration.world_size}; set it to 0 and bound the training by max_steps or epochs."
        )
    tokenizer = transformers.AutoTokenizer.from_pretrained(model, padding_side="left")
    if not tokenizer.chat_template:
        raise ConfigurationError(
            f"The model {str(model)!r} has no chat template, as base models have none; take an instruction-tuned one."
        )
    callback = None if probe is None else _probing(probe, tokenizer)
    trainer = trl.SFTTrainer(
        model=str(model),
        args=configuration,
        train_dataset=datasets.Dataset.from_dict(tokenized(demonstrations, tokenizer)),
        processing_class=tokenizer,
        peft_config=lora,
        callbacks=[callback] if callback else None,
    )
    trainer.remove_callback(transformers.PrinterCallback)
    checkpoint = last_checkpoint(configuration.output_dir) if resume else None
    trainer.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
    _save(trainer, tokenizer, folder, merge=lora is not None)
    losses = [line["loss"] for line in trainer.state.log_history if "loss" in line]
    steps = trainer.state.global_step
    del trainer
    _free()
    return WarmStart(steps, losses[-1] if losses else None, tuple(callback.found) if callback else ())


def tokenized(demonstrations: Sequence[Demonstration], tokenizer: Any) -> dict[str, list[list[int]]]:
    """Turn demonstrations into tokens, all of them at once: TRL does it one by one, which takes minutes.

    Args:
        demonstrations: What to learn.
        tokenizer: The model's, with a chat template.

    Returns:
        Columns ``input_ids`` and ``labels``, as TRL's trainer takes them; labels are -100 where nothing is learnt, that
        is in the prompt.
    """
    chats = [[*one.prompt, {"role": "assistant", "content": one.completion}] for one in demonstrations]
    asked = [_template(tokenizer, list(one.prompt), add_generation_prompt=True) for one in demonstrations]
    prompts = tokenizer(asked, add_special_tokens=False)["input_ids"]
    whole = tokenizer([_template(tokenizer, chat) for chat in chats], add_special_tokens=False)["input_ids"]
    labels = []
    for prompt, tokens in zip(prompts, whole, strict=True):
        # Where the two differ first: tokens may merge across the end of the prompt.
        same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(prompt, tokens, strict=False)))
        labels.append([-100] * same + tokens[same:])
    return {"input_ids": whole, "labels": labels}


def _template(tokenizer: Any, chat: list[dict[str, str]], *, add_generation_prompt: bool = False) -> str:
    return str(tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=add_generation_prompt))


def _save(trainer: Any, tokenizer: Any, folder: Path, *, merge: bool) -> None:
    trainer.accelerator.wait_for_everyone()
    if merge:
        model = trainer.accelerator.unwrap_model(trainer.model).merge_and_unload()
        save: Callable[[str], Any] = model.save_pretrained
    else:
        save = trainer.save_model
    scratch = folder.with_name(f"{folder.name}.partial")
    # Every process takes part: with ZeRO-3 each holds a part of the weights. The first one writes.
    if not merge or trainer.is_world_process_zero():
        save(str(scratch))
    if trainer.is_world_process_zero():
        tokenizer.save_pretrained(str(scratch))
        scratch.replace(folder)
    trainer.accelerator.wait_for_everyone()
    trainer.accelerator.free_memory()


def _free() -> None:
    """Give back what the trainer held: its optimiser would stay beside GRPO's on the GPU."""
    gc.collect()
    torch = library("torch")
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _probing(probe: Probe, tokenizer: Any) -> Any:
    """A callback of the trainer. Made here, because its base class comes with a package that may be absent."""
    from agents.grpo.prompts import messages_for

    base: Any = library("transformers").TrainerCallback
    prompts = [messages_for(task.instruction, probe.system_prompt) for task in probe.tasks]

    class Probing(base):  # type: ignore[misc, unused-ignore]
        """Samples and scores now and then, and stops the training when enough builds."""

        def __init__(self) -> None:
            self.found: list[Mapping[str, float]] = []

        def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:  # noqa: ARG002
            if state.global_step % probe.every:
                return
            samples = sample(
                kwargs["model"], tokenizer, prompts, max_tokens=probe.max_tokens, seed=probe.seed + state.global_step
            )
            results = probe.scorer.score_batch_sync(list(probe.tasks), [one.text for one in samples])
            scored = [result for result in results if result.reward is not None]
            if not scored:
                return
            built = sum(result.stage in ("render", "scored") for result in scored) / len(scored)
            reward = sum(result.reward or 0.0 for result in scored) / len(scored)
            self.found.append({"step": state.global_step, "built": built, "reward": reward})
            logger.info("after %d updates %.0f %% of %d samples build, mean reward %.3f",
                        state.global_step, 100 * built, len(scored), reward)  # fmt: skip
            if built >= probe.until_built:
                control.should_training_stop = True

    return Probing()
