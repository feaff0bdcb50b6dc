"""Plan: what a run would do and need, found out without a GPU."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.grpo.planning.architecture import architecture_of
from agents.grpo.planning.arguments import grpo_arguments, grpo_config, sft_arguments, sft_config
from agents.grpo.planning.guards import look_at
from agents.grpo.planning.launch import launch_lines
from agents.grpo.planning.lengths import lengths_for
from agents.grpo.planning.memory import GIGA, estimate_engine, estimate_grpo, estimate_sft
from agents.grpo.planning.remarks import Remark
from webgen_env.benchmark.meaning import Trainer, what_it_means
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.grpo.planning.architecture import Architecture
    from agents.grpo.planning.lengths import Lengths
    from agents.grpo.planning.memory import EngineEstimate, MemoryEstimate
    from agents.grpo.settings import TrainSettings

SECONDS_PER_REWARD = 1.5
"""Seconds of one core for one reward, distinct sites, bundled judge, as `webgen bench` measured (see the README)."""

WAITS_S = (60.0, 30.0, 15.0)
"""Seconds that a trainer may wait for the rewards of a step, where its own step time is not known."""


@dataclass(frozen=True, slots=True)
class Feeding:
    """What keeps the trainer in rewards.

    Attributes:
        rewards_per_step: Rewards that a step waits for.
        rewards: Rewards of the whole run.
        seconds_per_reward: Seconds of one core for one of them, without a judge's model.
        measured: Whether that number was given; otherwise it is assumed.
        cores: Cores with which the rewards of a step are ready within a time, by that time in seconds: that of a step
            where it is known, and else each of :data:`WAITS_S`.
        step_known: Whether the time of a step was given.
        wait_seconds: Seconds that the rewards of a step take on the cores that are named; ``None`` without.
    """

    rewards_per_step: int
    rewards: int
    seconds_per_reward: float
    measured: bool
    cores: Mapping[float, int]
    step_known: bool
    wait_seconds: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do and need.

    Attributes:
        settings: Its settings.
        architecture: The model's; ``None`` where it is neither a local folder nor known.
        remarks: What stops it, warnings and notes.
        grpo: Memory of a GPU during GRPO; ``None`` without a GPU or an architecture.
        sft: The same during the warm start.
        engine: What vLLM has room for; ``None`` without.
        checkpoint_bytes: What one checkpoint takes on disk, with its optimiser; ``None`` without an architecture.
        lengths: What prompts and completions need.
        feeding: What keeps it in rewards.
        arguments: What the settings come to in TRL's words, for ``grpo`` and ``sft``; a part that cannot be divided is
            left out.
        checked: What TRL's own classes have checked.
        unchecked: What can only be found out on the machine that trains.
        launch: The lines that start it.
    """

    settings: TrainSettings
    architecture: Architecture | None
    remarks: tuple[Remark, ...]
    grpo: MemoryEstimate | None
    sft: MemoryEstimate | None
    engine: EngineEstimate | None
    checkpoint_bytes: float | None
    lengths: Lengths
    feeding: Feeding
    arguments: Mapping[str, Mapping[str, Any]]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]
    launch: tuple[str, ...]

    @property
    def stops(self) -> tuple[Remark, ...]:
        """What stops the run."""
        return tuple(remark for remark in self.remarks if remark.level == "stop")

    @property
    def fits(self) -> bool | None:
        """Whether every part fits into a GPU; ``None`` where that is not known."""
        estimates = [estimate for estimate in (self.grpo, self.sft) if estimate is not None]
        return all(estimate.fits for estimate in estimates) if estimates else None

    @property
    def can_run(self) -> bool:
        """Whether nothing stops the run, and the memory suffices as far as is known."""
        return not self.stops and self.fits is not False


def make_plan(settings: TrainSettings, command: Sequence[str] = ("train",)) -> Plan:
    """Find out what a run would do and need. Nothing is loaded or downloaded, and no GPU is asked for.

    Args:
        settings: The settings.
        command: The command's own words after ``webgen``, for the lines that start the run.

    Returns:
        The plan.

    Raises:
        MissingDependencyError: TRL is absent; names the pip line.
    """
    remarks = look_at(settings)
    try:
        architecture = architecture_of(settings.model)
    except ConfigurationError:
        architecture = None  # a remark says so
    checked, refused = _resolve(settings)
    known = {str(remark) for remark in remarks}
    remarks = [*(remark for remark in refused if str(remark) not in known), *remarks]
    on_gpu = architecture is not None and settings.hardware.gpus > 0
    grpo = estimate_grpo(settings, architecture) if on_gpu and architecture else None
    sft = estimate_sft(settings, architecture) if on_gpu and architecture else None
    return Plan(
        settings=settings,
        architecture=architecture,
        remarks=(*_memory_remarks(settings, grpo, sft), *remarks),
        grpo=grpo,
        sft=sft,
        engine=estimate_engine(settings, architecture) if on_gpu and architecture else None,
        checkpoint_bytes=_checkpoint(settings, architecture),
        lengths=lengths_for(settings),
        feeding=_feeding(settings),
        arguments=_arguments(settings),
        checked=checked,
        unchecked=_unchecked(settings, architecture),
        launch=launch_lines(settings, command),
    )


def _resolve(settings: TrainSettings) -> tuple[tuple[str, ...], list[Remark]]:
    """Let TRL's own classes check the settings, as far as they can without a GPU and in one process."""
    checked, refused = [], []
    folder = settings.output.folder
    here = {"use_cpu": True, "bf16": False, "fp16": False, "dataloader_pin_memory": False, "report_to": "none"}
    for part, arguments, config in (("grpo", grpo_arguments, grpo_config), ("sft", sft_arguments, sft_config)):
        if part == "sft" and settings.sft is None:
            continue
        try:
            # One process stands for all of them: it accumulates as often as they do together.
            accumulated = arguments(settings, folder)["gradient_accumulation_steps"] * settings.ranks
            alone = {"gradient_accumulation_steps": accumulated}
            if part == "grpo":
                alone["steps_per_generation"] = accumulated
            made = config(settings, folder, **here, **alone)
        except ConfigurationError as error:
            refused.append(Remark("stop", part, str(error)))
        else:
            checked.append(type(made).__name__)
    return tuple(checked), refused


def _arguments(settings: TrainSettings) -> dict[str, dict[str, Any]]:
    found = {}
    for part, arguments in (("grpo", grpo_arguments), ("sft", sft_arguments)):
        try:
            found[part] = arguments(settings, settings.output.folder)
        except ConfigurationError:
            continue  # a remark says so, or there is no warm start
    return found


def _memory_remarks(settings: TrainSettings, grpo: MemoryEstimate | None, sft: MemoryEstimate | None) -> list[Remark]:
    found = []
    for part, estimate in (("grpo", grpo), ("sft", sft)):
        if estimate is None:
            continue
        share = estimate.peak / estimate.capacity
        if share > 1:
            found.append(
                Remark(
                    "stop",
                    part,
                    f"needs about {estimate.peak / GIGA:.0f} GB on each GPU of {estimate.capacity / GIGA:g} GB. "
                    + _relief(settings, part),
                )
            )
        elif share > 0.92:  # the estimate is no better than that
            found.append(
                Remark("warning", part, f"fills about {share:.0%} of a GPU; it may not fit. {_relief(settings, part)}")
            )
    return found


def _relief(settings: TrainSettings, part: str) -> str:
    """What would help, nearest first."""
    grpo, ways = settings.grpo, []
    section = settings.sft if part == "sft" else grpo
    if section is not None and not section.gradient_checkpointing:
        ways.append(f"{part}.gradient_checkpointing=true")
    if section is not None and section.per_device_train_batch_size > 1:
        ways.append(f"{part}.per_device_train_batch_size=1")
    if part == "grpo" and settings.generation.engine == "vllm-colocate" and not settings.generation.sleep:
        ways.append("generation.sleep=true")
    if part == "grpo" and grpo.beta > 0 and settings.model.lora is None:
        ways.append("grpo.beta=0.0")
    if settings.model.lora is None:
        if settings.hardware.gpus > 1 and settings.hardware.zero_stage < 3:
            ways.append(f"hardware.zero_stage={settings.hardware.zero_stage + 1}")
        elif settings.hardware.zero_stage:
            ways.append("hardware.offload_optimizer=true")
        ways.append("adapters (model.lora)")
    elif part == "grpo" and settings.generation.engine == "vllm-colocate":
        ways.append("a lower generation.gpu_memory_utilization")
    return f"What helps: {', '.join(ways) or 'shorter completions, or a larger GPU'}."


def _checkpoint(settings: TrainSettings, architecture: Architecture | None) -> float | None:
    """Weights in their own type and the optimiser; of adapters in float32 the same for them alone."""
    if architecture is None:
        return None
    if settings.model.lora is not None:
        return 12.0 * architecture.adapter_parameters(settings.model.lora)
    element = 4 if settings.model.dtype == "float32" else 2
    return float(architecture.parameters * (element + (12 if settings.hardware.zero_stage else 2 * element)))


def _feeding(settings: TrainSettings) -> Feeding:
    grpo, given = settings.grpo, settings.environment.seconds_per_reward
    seconds = given or SECONDS_PER_REWARD
    step = settings.hardware.step_seconds
    times = (step,) if step else WAITS_S
    meanings = [
        what_it_means(1 / seconds, 1, Trainer(grpo.num_generations, grpo.prompts_per_step, time)) for time in times
    ]
    cores, wait = settings.hardware.cores, None
    if cores is not None:
        wait = round(_wait(settings.rewards_per_step * seconds, cores, meanings[0].efficiency), 1)
    return Feeding(
        rewards_per_step=settings.rewards_per_step,
        rewards=settings.rewards_per_step * grpo.max_steps,
        seconds_per_reward=seconds,
        measured=given is not None,
        cores={time: meaning.cores_to_keep_up for time, meaning in zip(times, meanings, strict=True)},
        step_known=step is not None,
        wait_seconds=wait,
    )


def _wait(core_seconds: float, cores: int, efficiency: float) -> float:
    """Seconds on some cores, of which those beyond the first count less."""
    return core_seconds / (1 + (cores - 1) * efficiency)


def _unchecked(settings: TrainSettings, architecture: Architecture | None) -> tuple[str, ...]:
    if settings.hardware.gpus == 0:
        return ()
    found = ["that the GPUs are there, hold as much, and know " + settings.model.dtype]
    if architecture is None:
        found.append(f"anything that depends on {settings.model.path!r:.80}, which is neither a folder here nor known")
    if not Path(settings.model.path).is_dir():
        found.append("that the model is in the hub's cache or can be downloaded")
    if settings.hardware.zero_stage:
        found.append(f"that DeepSpeed works{_absent('deepspeed', 'deepspeed')}")
    vllm = _absent("vllm", "'webgen-env[vllm]'")
    if settings.generation.engine == "vllm-colocate":
        found.append(f"that vLLM starts beside the trainer and takes its weights{vllm}")
    elif settings.generation.engine == "vllm-server":
        found.append(f"that the server is up and takes the trainer's weights{vllm}")
    if settings.model.attention == "flash_attention_2":
        found.append(f"that flash-attn works{_absent('flash_attn', 'flash-attn')}")
    return tuple(found)


def _absent(module: str, package: str) -> str:
    """The line that installs a package, if it is not there."""
    return "" if importlib.util.find_spec(module) else f" (not installed here: pip install {package})"
