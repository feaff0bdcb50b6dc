"""Arguments: what settings come to in TRL's own words.

The dry run and the trainer take the same two mappings, so what was checked is what runs. Nothing here imports TRL but
the check of ``extra``, which asks its classes for their fields.
"""

from __future__ import annotations

import difflib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from agents.grpo.libraries import library
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peft import LoraConfig
    from trl import GRPOConfig, SFTConfig

    from agents.grpo.settings import ModelSettings, SftSettings, TrainSettings

_ATTENTION = ("q_proj", "k_proj", "v_proj", "o_proj")

_Config = TypeVar("_Config")


def grpo_arguments(settings: TrainSettings, folder: str | Path) -> dict[str, Any]:
    """Keyword arguments for TRL's ``GRPOConfig``.

    One generation batch serves one step, so a run that is resumed at a checkpoint goes on exactly where it was:
    ``steps_per_generation`` is ``gradient_accumulation_steps``.

    Args:
        settings: The settings.
        folder: Where the trainer writes.

    Returns:
        The arguments.

    Raises:
        ConfigurationError: The completions of a step cannot be divided among GPUs and micro-batches, or ``grpo.extra``
            names what the settings decide.

    Example:
        >>> from agents.grpo.settings import TrainSettings
        >>> grpo_arguments(TrainSettings(), "out")["gradient_accumulation_steps"]
        16
    """
    grpo, generation = settings.grpo, settings.generation
    accumulation = _accumulation(
        settings.rewards_per_step, grpo.per_device_train_batch_size, settings.ranks,
        "grpo.prompts_per_step x grpo.num_generations", "grpo.per_device_train_batch_size",
    )  # fmt: skip
    arguments: dict[str, Any] = {
        **_common(settings, folder, grpo.gradient_checkpointing),
        "learning_rate": grpo.learning_rate,
        **_schedule(grpo.lr_scheduler_type, grpo.min_lr_rate, grpo.warmup_steps),
        "max_grad_norm": grpo.max_grad_norm,
        "max_steps": grpo.max_steps,
        "num_generations": grpo.num_generations,
        "per_device_train_batch_size": grpo.per_device_train_batch_size,
        "gradient_accumulation_steps": accumulation,
        "steps_per_generation": accumulation,
        "max_completion_length": grpo.max_completion_length,
        "temperature": grpo.temperature,
        "top_p": grpo.top_p,
        "top_k": grpo.top_k,
        "epsilon": grpo.epsilon,
        "epsilon_high": grpo.epsilon_high,
        "beta": grpo.beta,
        "num_iterations": grpo.num_iterations,
        "loss_type": grpo.loss_type,
        "scale_rewards": grpo.scale_rewards,
        "importance_sampling_level": grpo.importance_sampling_level,
        "mask_truncated_completions": grpo.mask_truncated_completions,
        "save_strategy": "steps",
        "save_steps": grpo.save_steps,
        "save_total_limit": grpo.save_total_limit,
        "eval_strategy": "steps" if grpo.eval_steps else "no",
        # One completion for each held-out prompt; as many at once as in an update.
        "num_generations_eval": 1,
        "per_device_eval_batch_size": grpo.per_device_train_batch_size,
        # The prompts are laid out for the whole run, so that a resumed one sees the same.
        "shuffle_dataset": False,
        "logging_steps": grpo.logging_steps,
        "log_completions": grpo.log_completions,
        # They go into a file. On the terminal the text of a policy would be printed as it is.
        "num_completions_to_print": 0,
        # The reward needs the task's own columns.
        "remove_unused_columns": False,
        "use_vllm": settings.uses_vllm,
    }
    if grpo.eval_steps:
        arguments["eval_steps"] = grpo.eval_steps
    if generation.engine == "vllm-colocate":
        arguments |= {
            "vllm_mode": "colocate",
            "vllm_gpu_memory_utilization": generation.gpu_memory_utilization,
            "vllm_tensor_parallel_size": generation.tensor_parallel_size,
            "vllm_enable_sleep_mode": generation.sleep,
            "vllm_max_model_length": grpo.max_prompt_length + grpo.max_completion_length,
        }
    elif generation.engine == "vllm-server":
        arguments["vllm_mode"] = "server"
        if generation.server_url is not None:
            arguments["vllm_server_base_url"] = generation.server_url
    return _with_extra(arguments, grpo.extra, "grpo")


def sft_arguments(settings: TrainSettings, folder: str | Path) -> dict[str, Any]:
    """Keyword arguments for TRL's ``SFTConfig``.

    Args:
        settings: The settings.
        folder: Where the trainer writes.

    Returns:
        The arguments.

    Raises:
        ConfigurationError: There is no warm start in these settings, its batch cannot be divided among GPUs, or
            ``sft.extra`` names what the settings decide.
    """
    sft = _warm_start(settings)
    arguments: dict[str, Any] = {
        **_common(settings, folder, sft.gradient_checkpointing),
        "learning_rate": sft.learning_rate,
        **_schedule(sft.lr_scheduler_type, sft.min_lr_rate, sft.warmup_steps),
        "max_grad_norm": sft.max_grad_norm,
        "num_train_epochs": float(sft.epochs),
        "max_steps": sft.max_steps or -1,
        "per_device_train_batch_size": sft.per_device_train_batch_size,
        "gradient_accumulation_steps": _accumulation(
            sft.batch_size, sft.per_device_train_batch_size, settings.ranks,
            "sft.batch_size", "sft.per_device_train_batch_size",
        ),
        "max_length": sft.max_length,
        # Only what the policy shall write is learnt, not the prompt.
        "completion_only_loss": True,
        "logging_steps": 1,
        "save_strategy": "steps" if sft.save_steps else "no",
        "save_total_limit": 1,
        "eval_strategy": "no",
    }  # fmt: skip
    if sft.save_steps:
        arguments["save_steps"] = sft.save_steps
    return _with_extra(arguments, sft.extra, "sft")


def grpo_config(settings: TrainSettings, folder: str | Path, **changes: Any) -> GRPOConfig:
    """TRL's own configuration of the reinforcement learning.

    Args:
        settings: The settings.
        folder: Where the trainer writes.
        **changes: Arguments that replace those of the settings.

    Returns:
        The configuration, checked by TRL.

    Raises:
        ConfigurationError: TRL refuses it, or does not know a key of ``grpo.extra``.
        MissingDependencyError: TRL is absent.
    """
    return _made(
        library("trl").GRPOConfig, {**grpo_arguments(settings, folder), **changes}, settings.grpo.extra, "grpo"
    )


def sft_config(settings: TrainSettings, folder: str | Path, **changes: Any) -> SFTConfig:
    """TRL's own configuration of the warm start.

    Args:
        settings: The settings, with a warm start.
        folder: Where the trainer writes.
        **changes: Arguments that replace those of the settings.

    Returns:
        The configuration, checked by TRL.

    Raises:
        ConfigurationError: TRL refuses it, or does not know a key of ``sft.extra``; or there is no warm start.
        MissingDependencyError: TRL is absent.
    """
    return _made(
        library("trl").SFTConfig, {**sft_arguments(settings, folder), **changes}, _warm_start(settings).extra, "sft"
    )


def lora_config(model: ModelSettings) -> LoraConfig | None:
    """PEFT's configuration of the adapters.

    Args:
        model: What is trained.

    Returns:
        The configuration; ``None`` where all weights are trained.

    Raises:
        MissingDependencyError: PEFT is absent.
    """
    lora = model.lora
    if lora is None:
        return None
    targets = list(_ATTENTION) if lora.targets == "attention" else lora.targets
    found: LoraConfig = library("peft").LoraConfig(
        r=lora.rank,
        lora_alpha=lora.alpha,
        lora_dropout=lora.dropout,
        target_modules=targets if isinstance(targets, str) else list(targets),
        task_type="CAUSAL_LM",
    )
    return found


def _common(settings: TrainSettings, folder: str | Path, checkpointing: bool) -> dict[str, Any]:
    """What both trainers are told alike."""
    model, on_gpu = settings.model, settings.hardware.gpus > 0
    loading: dict[str, Any] = {"dtype": model.dtype}
    if model.attention != "auto":
        loading["attn_implementation"] = model.attention
    return {
        "output_dir": str(folder),
        "seed": settings.seed,
        "data_seed": settings.seed,
        "model_init_kwargs": loading,
        "gradient_checkpointing": checkpointing,
        # Both default to what needs a GPU.
        "use_cpu": not on_gpu,
        "bf16": on_gpu and model.dtype == "bfloat16",
        "fp16": on_gpu and model.dtype == "float16",
        "dataloader_pin_memory": on_gpu,
        "report_to": settings.output.report_to,
        "run_name": settings.output.run_name or Path(settings.output.folder).name,
        "disable_tqdm": True,
    }


def _schedule(name: str, min_lr_rate: float, warmup: float) -> dict[str, Any]:
    found: dict[str, Any] = {"lr_scheduler_type": name, "warmup_steps": warmup}
    if name == "cosine_with_min_lr":
        found["lr_scheduler_kwargs"] = {"min_lr_rate": min_lr_rate}
    return found


def _accumulation(total: int, per_device: int, ranks: int, of: str, by: str) -> int:
    at_once = per_device * ranks
    if total % at_once:
        raise ConfigurationError(
            f"{of} is {total}, which cannot be divided by {by} x GPUs = {per_device} x {ranks} = {at_once}. Choose "
            f"numbers of which the product divides {total}."
        )
    return total // at_once


def _warm_start(settings: TrainSettings) -> SftSettings:
    if settings.sft is None:
        raise ConfigurationError("These settings have no warm start; add a part 'sft' to have one.")
    return settings.sft


def _with_extra(arguments: dict[str, Any], extra: Mapping[str, Any], part: str) -> dict[str, Any]:
    for name in extra:
        if name in arguments:
            raise ConfigurationError(
                f"{part}.extra.{name}: the settings decide {name} themselves, as {arguments[name]!r:.60}. Change the "
                "field that does, and take it out of 'extra'."
            )
    return arguments | dict(extra)


def _made(config: type[_Config], arguments: dict[str, Any], extra: Mapping[str, Any], part: str) -> _Config:
    known = [field.name for field in fields(config) if field.init]  # type: ignore[arg-type]
    for name in extra:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
            hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "no field of it is close to that."
            raise ConfigurationError(f"{part}.extra.{name}: TRL's {config.__name__} has no such field; {hint}")
    try:
        return config(**arguments)
    except (ValueError, TypeError) as error:
        raise ConfigurationError(f"{part}: TRL's {config.__name__} refuses these settings: {error}") from error
