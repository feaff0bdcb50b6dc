"""Guards: settings that cannot work or will not do what is wanted, found before anything is loaded."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from agents.grpo.planning.architecture import architecture_of
from agents.grpo.planning.arguments import grpo_arguments, sft_arguments
from agents.grpo.planning.lengths import Lengths, lengths_for
from agents.grpo.planning.memory import GIGA, estimate_engine
from agents.grpo.planning.remarks import Remark
from agents.grpo.settings import SLOTS, TINY
from webgen_env.errors import ConfigurationError, WebGenError

if TYPE_CHECKING:
    from agents.grpo.planning.architecture import Architecture
    from agents.grpo.settings import TrainSettings

LARGE_PARAMETERS = 3 * GIGA
"""From this size on float32 is refused: a GPU has no room for twice the memory."""

LONG_COMPLETION = 1024
"""From this length on rounding alone moves the probability of a whole completion by a factor of 3."""

_REPORTERS = {"tensorboard": "tensorboard", "wandb": "wandb"}


def check(settings: TrainSettings) -> None:
    """Refuse settings that cannot work.

    Args:
        settings: The settings.

    Raises:
        ConfigurationError: They cannot; says everything that stands in the way.
    """
    stops = [remark for remark in look_at(settings) if remark.level == "stop"]
    if stops:
        raise ConfigurationError("These settings cannot work.\n" + "\n".join(f"- {remark}" for remark in stops))


def look_at(settings: TrainSettings) -> list[Remark]:
    """Look at settings without loading anything.

    Args:
        settings: The settings.

    Returns:
        What there is to say: first what stops the run, then warnings, then notes.
    """
    found: list[Remark] = []
    architecture = None
    try:
        architecture = architecture_of(settings.model)
    except ConfigurationError as error:
        found.append(Remark("stop", "model", str(error)))
    for guard in _GUARDS:
        found.extend(guard(settings))
    found.extend(_lengths(settings, lengths_for(settings)))
    if architecture is not None:
        found.extend(_model(settings, architecture))
        found.extend(_engine(settings, architecture))
    return sorted(found, key=lambda remark: ("stop", "warning", "note").index(remark.level))


def _division(settings: TrainSettings) -> Iterator[Remark]:
    for part, arguments in (("grpo", grpo_arguments), ("sft", sft_arguments)):
        if part == "sft" and settings.sft is None:
            continue
        try:
            arguments(settings, settings.output.folder)
        except ConfigurationError as error:
            yield Remark("stop", part, str(error))


def _hardware(settings: TrainSettings) -> Iterator[Remark]:
    hardware, generation = settings.hardware, settings.generation
    if hardware.gpus == 0:
        if settings.uses_vllm:
            yield Remark(
                "stop",
                "generation.engine",
                f"is {generation.engine!r} with hardware.gpus 0: TRL hands weights to vLLM through CUDA. Set it to "
                "'transformers'.",
            )
        if hardware.zero_stage:
            yield Remark(
                "stop",
                "hardware.zero_stage",
                f"is {hardware.zero_stage} with hardware.gpus 0: DeepSpeed divides among GPUs. Set it to 0.",
            )
        if settings.model.dtype != "float32":
            yield Remark(
                "warning",
                "model.dtype",
                f"is {settings.model.dtype!r} on the CPU, where it is slow and imprecise; 'float32' is meant for it.",
            )
    elif generation.engine == "transformers":
        yield Remark(
            "warning",
            "generation.engine",
            "is 'transformers': on GPUs vLLM writes completions ten times as fast or more.",
        )
    if generation.engine == "vllm-colocate" and hardware.gpus % generation.tensor_parallel_size:
        yield Remark(
            "stop",
            "generation.tensor_parallel_size",
            f"is {generation.tensor_parallel_size}, which does not divide hardware.gpus {hardware.gpus}.",
        )
    if hardware.offload_optimizer and not hardware.zero_stage:
        yield Remark("warning", "hardware.offload_optimizer", "does nothing with hardware.zero_stage 0; set 1, 2 or 3.")


def _adapters(settings: TrainSettings) -> Iterator[Remark]:
    hardware, model = settings.hardware, settings.model
    if model.lora is None:
        if hardware.gpus and not hardware.zero_stage and model.dtype != "float32":
            yield Remark(
                "warning",
                "hardware.zero_stage",
                f"is 0, so {model.dtype} weights are updated without a float32 copy: steps of a learning rate of "
                f"{settings.grpo.learning_rate:g} are rounded away. Set 1, 2 or 3, also on one GPU, or model.lora.",
            )
        return
    if hardware.zero_stage == 3 and settings.sft is not None:
        yield Remark(
            "stop",
            "hardware.zero_stage",
            "is 3 with model.lora: the adapters of the warm start cannot be merged into weights that are divided among "
            "GPUs. Set 0 to 2, or sft to null.",
        )
    elif hardware.zero_stage == 3:
        yield Remark(
            "warning",
            "hardware.zero_stage",
            "is 3 with model.lora: frozen weights are gathered for every forward pass and for every hand-over to "
            "vLLM. Where a GPU holds them, 0 to 2 is faster.",
        )
    elif hardware.zero_stage:
        yield Remark(
            "note", "hardware.zero_stage", f"is {hardware.zero_stage} with model.lora, where there is little to divide."
        )


def _batches(settings: TrainSettings) -> Iterator[Remark]:
    grpo = settings.grpo
    if grpo.num_generations < 4:
        yield Remark(
            "warning",
            "grpo.num_generations",
            f"is {grpo.num_generations}: rewards of so small a group are often equal, and then nothing is learnt.",
        )
    if grpo.loss_type == "bnpo" and grpo.per_device_train_batch_size == 1:
        yield Remark(
            "note",
            "grpo.loss_type",
            "is 'bnpo' with one completion at a time, which divides each loss by its own length, like 'grpo'.",
        )
    if grpo.importance_sampling_level == "sequence" and grpo.loss_type not in {"grpo", "luspo"}:
        yield Remark(
            "warning",
            "grpo.importance_sampling_level",
            f"is 'sequence' with loss_type {grpo.loss_type!r}, which weighs completions by their length; GSPO is "
            "loss_type 'grpo'.",
        )
    mode = grpo.extra.get("vllm_importance_sampling_mode", "sequence_mask")
    corrected = grpo.extra.get("vllm_importance_sampling_correction", True)
    if settings.uses_vllm and corrected and mode == "sequence_mask" and grpo.max_completion_length > LONG_COMPLETION:
        yield Remark(
            "warning",
            "grpo.extra.vllm_importance_sampling_mode",
            "is 'sequence_mask', TRL's default: a completion whose probabilities under vLLM and the trainer differ by "
            f"a factor of 3 is dropped, which rounding alone brings about over {grpo.max_completion_length:,} tokens. "
            "'token_truncate' weighs each token.",
        )
    if grpo.save_steps > grpo.max_steps:
        yield Remark(
            "warning",
            "grpo.save_steps",
            f"is {grpo.save_steps}, more than grpo.max_steps {grpo.max_steps}: a run that is killed begins anew.",
        )
    if grpo.warmup_steps >= 1 and grpo.warmup_steps >= grpo.max_steps:
        yield Remark(
            "warning",
            "grpo.warmup_steps",
            f"is {grpo.warmup_steps:g} of {grpo.max_steps} steps: the learning rate never gets to its peak.",
        )


def _tasks(settings: TrainSettings) -> Iterator[Remark]:
    tasks, prompts = settings.tasks, settings.grpo.prompts_per_step
    if tasks.set == SLOTS and not tasks.number:
        yield Remark("stop", "tasks.number", "is 0, but 'slots' makes as many tasks as it is told; give a number.")
    elif tasks.number and tasks.number < prompts:
        yield Remark(
            "warning",
            "tasks.number",
            f"is {tasks.number}, fewer than the {prompts} prompts of a step: the same task turns up twice in one.",
        )
    for field, file in (("tasks.set", tasks.set), ("sft.source", settings.sft.source if settings.sft else "")):
        if file.endswith((".jsonl", ".json", ".gz")) and not Path(file).is_file():
            hint = " 'webgen export' writes one; --set sft=null goes without." if field == "sft.source" else ""
            yield Remark("warning", field, f"{file!r:.120} is not there yet.{hint}")
    if settings.sft is not None and settings.sft.until_built > 0 and settings.ranks > 1:
        yield Remark(
            "stop",
            "sft.until_built",
            f"samples in one process, but there are {settings.ranks}. Set it to 0, or warm up on one GPU.",
        )


def _rewards(settings: TrainSettings) -> Iterator[Remark]:
    from agents.grpo.scoring import judge_of, preset_of
    from webgen_env.reward import get_preset, make_judge

    environment, ranks = settings.environment, settings.ranks
    concurrency = environment.judges
    try:
        get_preset(preset_of(environment))
    except WebGenError as error:
        yield Remark("stop", "environment.preset", str(error))
    try:
        judge = make_judge(judge_of(environment))
        concurrency = concurrency or getattr(judge, "concurrency", None)
    except WebGenError as error:
        yield Remark("stop", "environment.judge", str(error))
    if ranks > 1:
        yield from _workers(settings)
        if _asks_server(environment.judge):
            at_once = f"{concurrency} x {ranks} = {concurrency * ranks}" if concurrency else f"its own number x {ranks}"
            yield Remark(
                "warning",
                "environment.judges",
                f"each of {ranks} ranks has a judge of its own: the server meets {at_once} questions at once. Set "
                "environment.judges to what it bears, divided by the ranks.",
            )
    package = _REPORTERS.get(settings.output.report_to)
    if package is not None and importlib.util.find_spec(package) is None:
        yield Remark("stop", "output.report_to", f"needs the package {package}; run: pip install {package}")


def _workers(settings: TrainSettings) -> Iterator[Remark]:
    environment, ranks, cores = settings.environment, settings.ranks, settings.hardware.cores
    builders = environment.builders
    if builders is not None and cores is not None and builders * ranks > cores:
        yield Remark(
            "warning",
            "environment.builders",
            f"{builders} builders in each of {ranks} ranks are {builders * ranks} on {cores} cores. "
            f"{max(1, cores // ranks)} would use them all.",
        )


def _lengths(settings: TrainSettings, lengths: Lengths) -> Iterator[Remark]:
    grpo, sure = settings.grpo, "" if lengths.counted else "about "
    limit = grpo.max_completion_length
    # A model that was asked for whole projects writes what the scaffold has too.
    least = lengths.smallest_site if settings.model.path == TINY else lengths.whole_site
    masked = (
        " With mask_truncated_completions nothing at all would be learnt." if grpo.mask_truncated_completions else ""
    )
    if limit < least:
        yield Remark(
            "stop", "grpo.max_completion_length",
            f"is {limit:,} tokens, but the smallest complete site needs {sure}{least:,}: every completion would be cut "
            f"and none would build.{masked}",
        )  # fmt: skip
    elif settings.model.path != TINY and limit < lengths.typical_site:
        yield Remark(
            "warning", "grpo.max_completion_length",
            f"is {limit:,} tokens; a website of several pages needs {sure}{lengths.typical_site:,}: most may be "
            f"cut.{masked}",
        )  # fmt: skip
    if settings.tasks.system_prompt != "none" and grpo.max_prompt_length < lengths.system_prompt:
        yield Remark(
            "stop" if lengths.counted else "warning", "grpo.max_prompt_length",
            f"is {grpo.max_prompt_length:,} tokens, but the system prompt alone has {sure}{lengths.system_prompt:,}: "
            "no task would be left. Raise it, or set tasks.system_prompt to 'short'.",
        )  # fmt: skip


def _model(settings: TrainSettings, architecture: Architecture) -> Iterator[Remark]:
    grpo, context = settings.grpo, architecture.context
    needed = grpo.max_prompt_length + grpo.max_completion_length
    if context and needed > context:
        yield Remark(
            "stop",
            "grpo.max_completion_length",
            f"{grpo.max_prompt_length:,} tokens of prompt and {grpo.max_completion_length:,} of completion are "
            f"{needed:,}, but {architecture.name} has a context of {context:,}.",
        )
    if context and settings.sft is not None and settings.sft.max_length > context:
        yield Remark(
            "warning",
            "sft.max_length",
            f"is {settings.sft.max_length:,} tokens, but {architecture.name} has a context of {context:,}.",
        )
    if settings.hardware.gpus and settings.model.dtype == "float32" and architecture.parameters >= LARGE_PARAMETERS:
        size = 4 * architecture.parameters / GIGA
        yield Remark(
            "stop",
            "model.dtype",
            f"is 'float32': the weights of {architecture.name} alone take {size:.0f} GB on each GPU, twice those of "
            "'bfloat16', and so do the reference and vLLM. Set 'bfloat16'; with ZeRO a float32 copy is updated all the "
            "same.",
        )


def _engine(settings: TrainSettings, architecture: Architecture) -> Iterator[Remark]:
    engine, generation = estimate_engine(settings, architecture), settings.generation
    if engine is None:
        return
    spread, field = (
        (generation.server_gpus, "generation.server_gpus")
        if generation.engine == "vllm-server"
        else (generation.tensor_parallel_size, "generation.tensor_parallel_size")
    )
    if architecture.heads % spread:
        yield Remark(
            "stop", field, f"is {spread}, which does not divide the {architecture.heads} heads of {architecture.name}."
        )
    if engine.whole_sequences == 0:
        yield Remark(
            "stop", "generation.gpu_memory_utilization",
            f"{generation.gpu_memory_utilization:g} of {settings.hardware.gpu_memory_gb:g} GB leaves vLLM room for "
            f"about {engine.tokens:,} tokens beside its weights, fewer than one completion with its prompt, "
            f"{engine.sequence_tokens:,}: it would not start.",
        )  # fmt: skip
    elif engine.whole_sequences < engine.sequences:
        yield Remark(
            "note",
            "generation.gpu_memory_utilization",
            f"the KV cache has room for {engine.whole_sequences} completions of full length of the {engine.sequences} "
            "that are written at once; some may wait.",
        )


_GUARDS: tuple[Callable[[TrainSettings], Iterator[Remark]], ...] = (
    _division, _hardware, _adapters, _batches, _tasks, _rewards,
)  # fmt: skip


def _asks_server(judge: str) -> bool:
    """Whether a judge's specification names a model behind a server; a file may too."""
    return judge.startswith("vision:") and not judge.startswith("vision:hf:")
