"""Memory: what a GPU holds in each part of a run, item by item.

An estimate is within some gigabytes of the truth: buffers of NCCL and DeepSpeed, CUDA graphs and what an allocator
cannot use are lumps that are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from agents.grpo.planning.formulas import (
    HEAD_COLUMNS,
    HEAD_TOKENS,
    activation_bytes,
    head_bytes,
    plain_state_bytes,
    zero_state_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.grpo.planning.architecture import Architecture
    from agents.grpo.settings import TrainSettings

GIGA = 10**9

OVERHEAD_BYTES = 3 * GIGA
"""Assumed for the CUDA context, NCCL, buckets of the reduction and what the allocator cannot use."""

ENGINE_OVERHEAD_BYTES = 2 * GIGA
"""Assumed for vLLM's own activations and CUDA graphs inside its share."""

ASLEEP_BYTES = 1 * GIGA
"""Assumed for what an engine that sleeps keeps: context and graphs."""

ELEMENT_BYTES = {"bfloat16": 2, "float16": 2, "float32": 4}

Phase = Literal["always", "update", "generation"]


@dataclass(frozen=True, slots=True)
class MemoryItem:
    """One thing that lies in a GPU's memory.

    Attributes:
        name: What it is.
        bytes: How much, in bytes.
        phase: When: ``"always"``, or only while weights are updated or completions are generated.
        formula: How it was computed, in a few words.
    """

    name: str
    bytes: float
    phase: Phase
    formula: str


@dataclass(frozen=True, slots=True)
class MemoryEstimate:
    """What one GPU holds.

    Attributes:
        items: The parts.
        capacity: Memory of the GPU in bytes.
    """

    items: tuple[MemoryItem, ...]
    capacity: float

    def total(self, phase: Phase) -> float:
        """Bytes of a phase, with what is always there."""
        return sum(item.bytes for item in self.items if item.phase in {"always", phase})

    @property
    def peak(self) -> float:
        """Bytes of the fullest phase."""
        return max(self.total("update"), self.total("generation"))

    @property
    def fits(self) -> bool:
        """Whether the fullest phase is within the GPU."""
        return self.peak <= self.capacity


@dataclass(frozen=True, slots=True)
class EngineEstimate:
    """What the vLLM engine has room for, on the GPUs that it is spread over.

    Attributes:
        kv_bytes: Bytes of its KV cache, on all of its GPUs together; 0 where the weights alone fill its share.
        kv_bytes_per_token: Bytes of a token in it.
        sequence_tokens: Tokens of the longest prompt and completion together.
        sequences: Sequences that it writes at once, if there is room.
    """

    kv_bytes: float
    kv_bytes_per_token: int
    sequence_tokens: int
    sequences: int

    @property
    def tokens(self) -> int:
        """Tokens that its KV cache holds."""
        return int(self.kv_bytes // self.kv_bytes_per_token)

    @property
    def whole_sequences(self) -> int:
        """Sequences of full length that it holds at once; shorter ones fit in greater number, others wait."""
        return self.tokens // self.sequence_tokens


def estimate_grpo(settings: TrainSettings, architecture: Architecture) -> MemoryEstimate:
    """Estimate what each GPU of the trainer holds during GRPO.

    Args:
        settings: The settings, with at least one GPU.
        architecture: The model.

    Returns:
        The estimate, for a micro-batch of prompts and completions of full length.
    """
    grpo, generation = settings.grpo, settings.generation
    length = grpo.max_prompt_length + grpo.max_completion_length
    capacity = settings.hardware.gpu_memory_gb * GIGA
    items = [
        *_state(settings, architecture),
        *_reference(settings, architecture),
        *_working(
            settings, architecture, grpo.per_device_train_batch_size, length, checkpointing=grpo.gradient_checkpointing
        ),
    ]
    if generation.engine == "vllm-colocate":
        engine = generation.gpu_memory_utilization * capacity
        share = f"{generation.gpu_memory_utilization:g} of the GPU: weights and KV cache"
        if generation.sleep:
            items.append(MemoryItem("vLLM awake", engine, "generation", share))
            items.append(MemoryItem("vLLM asleep", ASLEEP_BYTES, "update", "assumed"))
        else:
            items.append(MemoryItem("vLLM", engine, "always", share))
    elif generation.engine == "transformers":
        sequences = settings.rewards_per_step // settings.ranks
        cache = float(sequences * length * architecture.kv_bytes_per_token(_element(settings)))
        items.append(MemoryItem("KV cache", cache, "generation", f"{sequences} sequences at once"))
    return MemoryEstimate(tuple(items), capacity)


def estimate_sft(settings: TrainSettings, architecture: Architecture) -> MemoryEstimate | None:
    """Estimate what each GPU holds during the warm start.

    Args:
        settings: The settings, with at least one GPU.
        architecture: The model.

    Returns:
        The estimate, for examples of full length; ``None`` without a warm start.
    """
    sft = settings.sft
    if sft is None:
        return None
    items = [
        *_state(settings, architecture),
        *_working(
            settings,
            architecture,
            sft.per_device_train_batch_size,
            sft.max_length,
            checkpointing=sft.gradient_checkpointing,
        ),
    ]
    return MemoryEstimate(tuple(items), settings.hardware.gpu_memory_gb * GIGA)


def estimate_engine(settings: TrainSettings, architecture: Architecture) -> EngineEstimate | None:
    """Estimate what the vLLM engine has room for.

    Args:
        settings: The settings; a server is taken to have GPUs like the trainer's.
        architecture: The model.

    Returns:
        The estimate; ``None`` where the model itself writes.
    """
    generation = settings.generation
    if not settings.uses_vllm:
        return None
    server = generation.engine == "vllm-server"
    gpus = generation.server_gpus if server else generation.tensor_parallel_size
    share = generation.gpu_memory_utilization * settings.hardware.gpu_memory_gb * GIGA - ENGINE_OVERHEAD_BYTES
    room = gpus * share - _element(settings) * architecture.parameters
    engines = 1 if server else settings.ranks / generation.tensor_parallel_size
    return EngineEstimate(
        max(0.0, room),
        architecture.kv_bytes_per_token(_element(settings)),
        settings.grpo.max_prompt_length + settings.grpo.max_completion_length,
        int(settings.rewards_per_step / engines),
    )


def _element(settings: TrainSettings) -> int:
    return ELEMENT_BYTES[settings.model.dtype]


def _working(
    settings: TrainSettings, architecture: Architecture, batch: int, length: int, *, checkpointing: bool
) -> Iterator[MemoryItem]:
    """What a micro-batch needs while it is worked on, and what is always lost."""
    tokens, trains_all = batch * length, settings.model.lora is None
    yield MemoryItem(
        "activations",
        activation_bytes(
            architecture,
            tokens,
            checkpointing=checkpointing,
            sequence=length if settings.model.attention == "eager" else 0,
        ),
        "update",
        f"{tokens:,} tokens, " + ("blocks recomputed" if checkpointing else "all kept"),
    )
    yield MemoryItem(
        "output layer",
        head_bytes(architecture, tokens, trained=trains_all, element_bytes=_element(settings)),
        "update",
        f"tiles of {HEAD_TOKENS:,} x {HEAD_COLUMNS:,} logits" + (", float32 gradient" if trains_all else ""),
    )
    yield MemoryItem("context and buffers", float(OVERHEAD_BYTES), "always", "assumed")


def _state(settings: TrainSettings, architecture: Architecture) -> Iterator[MemoryItem]:
    """Weights, gradients and optimiser."""
    gpus, stage, lora = settings.hardware.gpus, settings.hardware.zero_stage, settings.model.lora
    if lora is not None:
        yield _shared("frozen weights", _element(settings), architecture.parameters, gpus, divided=stage >= 3)
        adapters = architecture.adapter_parameters(lora)
        # PEFT keeps adapters in float32; with DeepSpeed they come to as much.
        state = zero_state_bytes(adapters, gpus, stage) if stage else plain_state_bytes(adapters, gpus, 4)
        yield MemoryItem("adapters, their state", state.total, "always", f"16 B x {_count(adapters)}")
        return
    total = architecture.parameters
    state = zero_state_bytes(total, gpus, stage) if stage else plain_state_bytes(total, gpus, _element(settings))
    yield _divided("weights", "always", total, state.weights, gpus, stage >= 3)
    yield _divided("gradients", "update", total, state.gradients, gpus, stage >= 2)
    if settings.hardware.offload_optimizer and stage:
        yield MemoryItem("optimiser", 0.0, "always", "in the machine's memory")
    else:
        yield _divided("optimiser", "always", total, state.optimizer, gpus, stage >= 1)


def _reference(settings: TrainSettings, architecture: Architecture) -> Iterator[MemoryItem]:
    """The frozen copy that the KL divergence is taken from; with adapters they are switched off instead."""
    if settings.grpo.beta > 0 and settings.model.lora is None:
        divided = settings.hardware.zero_stage >= 3
        yield _shared(
            "reference (beta > 0)", _element(settings), architecture.parameters, settings.hardware.gpus, divided=divided
        )


def _shared(name: str, element: int, parameters: int, gpus: int, *, divided: bool) -> MemoryItem:
    formula = f"{element} B x {_count(parameters)}" + (f" / {gpus}" if divided else "")
    return MemoryItem(name, element * parameters / (gpus if divided else 1), "always", formula)


def _divided(name: str, phase: Phase, parameters: int, size: float, gpus: int, divided: bool) -> MemoryItem:
    each = round(size * (gpus if divided else 1) / parameters)
    return MemoryItem(name, size, phase, f"{each} B x {_count(parameters)}" + (f" / {gpus}" if divided else ""))


def _count(number: int) -> str:
    return f"{number / GIGA:.2f} B" if number >= GIGA else f"{number / 10**6:.1f} M"
