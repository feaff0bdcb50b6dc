"""Launch: the lines with which a run is started, and whether it was started with them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.grpo.settings import TrainSettings

_CONFIGURATIONS = {1: "zero1.yaml", 2: "zero2.yaml", 3: "zero3.yaml"}


def launch_lines(settings: TrainSettings, command: Sequence[str]) -> tuple[str, ...]:
    """The shell lines that start a run.

    Args:
        settings: The settings.
        command: The command's own words after ``webgen``, such as ``["train", "--preset", "webgen-r1-7b"]``.

    Returns:
        First the server, if completions come from one; then the trainer.

    Example:
        >>> from agents.grpo.loading import load_settings
        >>> launch_lines(load_settings("tiny-cpu"), ["train", "--preset", "tiny-cpu"])
        ('webgen train --preset tiny-cpu',)
    """
    lines = []
    hardware, generation = settings.hardware, settings.generation
    trainers = ""
    if generation.engine == "vllm-server":
        served = ",".join(str(hardware.gpus + index) for index in range(generation.server_gpus))
        trainers = f"CUDA_VISIBLE_DEVICES={','.join(map(str, range(hardware.gpus)))} "
        length = settings.grpo.max_prompt_length + settings.grpo.max_completion_length
        lines.append(
            f"CUDA_VISIBLE_DEVICES={served} VLLM_SERVER_DEV_MODE=1 vllm serve {shlex.quote(settings.model.path)} "
            f"--dtype {settings.model.dtype} --tensor-parallel-size {generation.server_gpus} "
            f"--gpu-memory-utilization {generation.gpu_memory_utilization:g} --max-model-len {length} "
            '--weight-transfer-config \'{"backend":"nccl"}\' --logprobs-mode processed_logprobs --max-logprobs -1'
        )
    if hardware.gpus == 0:
        lines.append(shlex.join(["webgen", *command]))
        return tuple(lines)
    path = _shortest(Path(str(resources.files("agents.grpo"))) / "presets" / "accelerate" / _configuration(settings))
    lines.append(
        trainers
        + shlex.join(
            ["accelerate", "launch", "--config_file", str(path), "--num_processes", str(hardware.gpus)]
            + (["--offload_optimizer_device", "cpu"] if hardware.offload_optimizer and hardware.zero_stage else [])
            + (["--mixed_precision", "fp16"] if settings.model.dtype == "float16" else [])
            + (["--mixed_precision", "no"] if settings.model.dtype == "float32" else [])
            + ["-m", "webgen_env.cli", *command]
        )
    )
    return tuple(lines)


def check_launch(settings: TrainSettings, environment: Mapping[str, str] | None = None) -> None:
    """Refuse a run that was started with other numbers of processes or another division than its settings say.

    Args:
        settings: The settings.
        environment: Variables of the process; ``None`` takes its own.

    Raises:
        ConfigurationError: Something differs; says what was expected.
    """
    variables = os.environ if environment is None else environment
    processes = _number(variables, "WORLD_SIZE", 1)
    if processes != settings.ranks:
        raise ConfigurationError(
            f"hardware.gpus is {settings.hardware.gpus}, so {settings.ranks} "
            f"{'process' if settings.ranks == 1 else 'processes'} should train, but {processes} "
            f"{'was' if processes == 1 else 'were'} started. 'webgen train … --dry-run' prints the line that starts "
            "them; or set hardware.gpus."
        )
    divided = variables.get("ACCELERATE_USE_DEEPSPEED", "false").lower() in {"1", "true", "yes"}
    stage = _number(variables, "ACCELERATE_DEEPSPEED_ZERO_STAGE", 2) if divided else 0
    if stage != settings.hardware.zero_stage:
        raise ConfigurationError(
            f"hardware.zero_stage is {settings.hardware.zero_stage}, but this process was started "
            + (f"with DeepSpeed ZeRO-{stage}" if divided else "without DeepSpeed")
            + ". 'webgen train … --dry-run' prints the line that starts it; or set hardware.zero_stage."
        )


def _shortest(path: Path) -> Path:
    """A path as seen from the present folder, if it is inside."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _configuration(settings: TrainSettings) -> str:
    if settings.hardware.zero_stage:
        return _CONFIGURATIONS[settings.hardware.zero_stage]
    return "one-gpu.yaml" if settings.hardware.gpus == 1 else "ddp.yaml"


def _number(variables: Mapping[str, str], name: str, default: int) -> int:
    text = variables.get(name, "")
    return int(text) if text.isdecimal() else default
