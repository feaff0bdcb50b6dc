"""Formulas: what training and generating cost in memory.

Sources: ZeRO (arXiv 1910.02054) for weights, gradients and optimiser; Korthikanti et al. 2022 (arXiv 2205.05198) for
activations; TRL 1.16 for its output layer, which never holds the logits of a whole sequence. The KV cache is a matter
of the :class:`~agents.grpo.planning.architecture.Architecture`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.grpo.planning.architecture import Architecture

ADAM_BYTES = 12
"""Bytes of a parameter in the optimiser's state under mixed precision: a float32 copy, momentum and variance (ZeRO,
section 3.1, K = 12)."""

HEAD_TOKENS = 4096
HEAD_COLUMNS = 32_768
"""Tile of the output layer in TRL 1.16: tokens, and entries of the vocabulary."""


@dataclass(frozen=True, slots=True)
class StateBytes:
    """What Adam needs on one GPU, in bytes.

    Attributes:
        weights: The weights.
        gradients: Their gradients.
        optimizer: The optimiser's state.
    """

    weights: float
    gradients: float
    optimizer: float

    @property
    def total(self) -> float:
        """Their sum."""
        return self.weights + self.gradients + self.optimizer


def zero_state_bytes(parameters: float, gpus: int, stage: int) -> StateBytes:
    """Memory of mixed-precision Adam under ZeRO (its figure 1 and table 1).

    2Ψ weights, 2Ψ gradients and 12Ψ optimiser, of which a stage divides the optimiser (1), the gradients too (2), or
    all (3) among the GPUs.

    Args:
        parameters: Trained parameters, Ψ.
        gpus: GPUs, N.
        stage: 0–3; 0 divides nothing.

    Returns:
        Bytes on each GPU.

    Example:
        >>> round(zero_state_bytes(7.5e9, 64, 2).total / 1e9, 1)
        16.6
    """
    return StateBytes(
        2 * parameters / (gpus if stage >= 3 else 1),
        2 * parameters / (gpus if stage >= 2 else 1),
        ADAM_BYTES * parameters / (gpus if stage >= 1 else 1),
    )


def plain_state_bytes(parameters: float, gpus: int, element_bytes: int) -> StateBytes:
    """Memory of Adam without DeepSpeed.

    Everything has the type of the weights; with several GPUs gradients lie in the buckets of the reduction once more.

    Args:
        parameters: Trained parameters.
        gpus: GPUs.
        element_bytes: Bytes of a weight.

    Returns:
        Bytes on each GPU.
    """
    size = element_bytes * parameters
    return StateBytes(size, size * (2 if gpus > 1 else 1), 2 * size)


def block_activation_bytes(
    architecture: Architecture, tokens: int, *, sequence: int = 0, dropout: bool = False, upcast: bool = True
) -> float:
    """What the backward pass of one block needs: Korthikanti et al. 2022, equation 1, with grouped queries and a gate.

    With dropout, everything in 16 bits, attention that is written out, as many key heads as heads, and a plain
    feed-forward layer of width 4h, it is their s·b·h·(34 + 5·a·s/h).

    Args:
        architecture: The model.
        tokens: Tokens of the micro-batch, s · b.
        sequence: Length of a sequence, s, for attention that is written out; 0 for fused attention, which keeps none
            of its scores.
        dropout: Whether there are dropout masks, one byte an element.
        upcast: Whether norms keep their input in float32 beside what they scale, and written-out attention its softmax,
            as transformers does.

    Returns:
        Bytes.

    Example:
        >>> from agents.grpo.planning.architecture import Architecture
        >>> gpt3 = Architecture("GPT-3", 96, 12288, 96, 96, 128, 4 * 12288, 51200, gated=False)
        >>> block = block_activation_bytes(gpt3, 2048, sequence=2048, dropout=True, upcast=False)
        >>> block / (2048 * 12288)
        114.0
    """
    h, i = architecture.hidden_size, architecture.intermediate_size
    norms = 2 * (6 if upcast else 2) * h
    attention = 2 * h + 2 * (architecture.query_size + 2 * architecture.kv_size) + 2 * architecture.query_size
    feed_forward = 2 * h + (8 if architecture.gated else 4) * i
    masks = 2 * h if dropout else 0
    scores = architecture.heads * sequence * (2 + (4 if upcast else 0) + (3 if dropout else 0))
    return float(tokens * (norms + attention + feed_forward + masks + scores))


def activation_bytes(architecture: Architecture, tokens: int, *, checkpointing: bool, sequence: int = 0) -> float:
    """What the backward pass of all blocks needs.

    Args:
        architecture: The model.
        tokens: Tokens of the micro-batch.
        checkpointing: Whether only the input of each block is kept, 2·s·b·h bytes, and one block at a time is computed
            again (Korthikanti et al. 2022, section 5).
        sequence: As for :func:`block_activation_bytes`.

    Returns:
        Bytes.
    """
    block = block_activation_bytes(architecture, tokens, sequence=sequence)
    if checkpointing:
        return architecture.layers * 2.0 * tokens * architecture.hidden_size + block
    return architecture.layers * block


def head_bytes(architecture: Architecture, tokens: int, *, trained: bool, element_bytes: int = 2) -> float:
    """What TRL's output layer needs.

    One tile of logits and the gradient of the states in float32; and, if its weights are trained, their gradient in
    float32 and once more in their own type.

    Args:
        architecture: The model.
        tokens: Tokens of the micro-batch.
        trained: Whether the output's weights are.
        element_bytes: Bytes of a weight.

    Returns:
        Bytes.
    """
    tile = min(tokens, HEAD_TOKENS) * min(architecture.vocabulary, HEAD_COLUMNS) * element_bytes
    weight = architecture.vocabulary * architecture.hidden_size * (4 + element_bytes) if trained else 0
    return float(tile + 4 * tokens * architecture.hidden_size + weight)
