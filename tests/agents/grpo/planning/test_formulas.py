"""Formulas of memory, against the figures of the papers that they come from."""

from __future__ import annotations

import pytest

from agents.grpo.planning.architecture import KNOWN, Architecture
from agents.grpo.planning.formulas import (
    activation_bytes,
    block_activation_bytes,
    head_bytes,
    plain_state_bytes,
    zero_state_bytes,
)

QWEN = KNOWN["Qwen/Qwen2.5-Coder-7B-Instruct"]


@pytest.mark.parametrize(
    ("billions", "gpus", "stages"),
    [
        # ZeRO, figure 1 (first row) and table 1: GB on each GPU.
        (7.5, 64, (120, 31.4, 16.6, 1.88)),
        (7.5, 4, (120, 52.5, 41.3, 30)),
        (7.5, 16, (120, 35.6, 21.6, 7.5)),
        (7.5, 1024, (120, 30.1, 15.1, 0.12)),
        (128, 64, (2048, 536, 284, 32)),
        (1000, 64, (16_000, 4187, 2218, 250)),
    ],
)
def test_state_is_that_of_the_zero_paper(billions: float, gpus: int, stages: tuple[float, ...]) -> None:
    found = [zero_state_bytes(billions * 1e9, gpus, stage).total / 1e9 for stage in range(4)]
    # As many digits as are printed there.
    assert found == pytest.approx(stages, rel=0.005, abs=0.005)


def test_state_without_zero_has_the_type_of_the_weights() -> None:
    assert plain_state_bytes(1e9, 1, 4).total == 16e9
    assert plain_state_bytes(1e9, 1, 2).total == 8e9
    # Gradients lie in the buckets of the reduction too.
    assert plain_state_bytes(1e9, 8, 4).total == 20e9


@pytest.mark.parametrize(
    ("heads", "hidden", "scores"),
    # Korthikanti et al. 2022, section 5: 5as/h is 80 for GPT-3 and 64 for MT-NLG 530B, at a length of 2,048.
    [(96, 12_288, 80), (128, 20_480, 64)],
)
def test_activations_of_a_block_are_those_of_the_paper(heads: int, hidden: int, scores: int) -> None:
    architecture = Architecture("", 1, hidden, heads, heads, hidden // heads, 4 * hidden, 51_200, gated=False)
    tokens = 2048 * 2
    written_out = block_activation_bytes(architecture, tokens, sequence=2048, dropout=True, upcast=False)
    assert written_out == tokens * hidden * (34 + scores)
    fused = block_activation_bytes(architecture, tokens, dropout=True, upcast=False)
    assert fused == tokens * hidden * 34


def test_checkpointing_keeps_two_bytes_of_each_state_and_one_block() -> None:
    tokens = 12_288
    kept = activation_bytes(QWEN, tokens, checkpointing=True)
    block = block_activation_bytes(QWEN, tokens)
    assert kept == 2 * QWEN.layers * tokens * QWEN.hidden_size + block
    assert activation_bytes(QWEN, tokens, checkpointing=False) == QWEN.layers * block
    assert activation_bytes(QWEN, tokens, checkpointing=True, sequence=tokens) > kept


@pytest.mark.parametrize("attention", ["sdpa", "eager"])
def test_activations_are_what_transformers_keeps(attention: str) -> None:
    import torch
    from transformers import Qwen2Config, Qwen2Model

    sequence, batch = 128, 2
    architecture = Architecture("", 1, 256, 8, 2, 32, 1024, 128)

    def kept(layers: int, *, checkpointing: bool = False) -> int:
        """Bytes that autograd keeps for the backward pass, each storage once and the weights not at all."""
        model = Qwen2Model(
            Qwen2Config(
                num_hidden_layers=layers, hidden_size=256, num_attention_heads=8, num_key_value_heads=2,
                intermediate_size=1024, vocab_size=128, attn_implementation=attention,
            )
        ).to(torch.bfloat16).train()  # fmt: skip
        if checkpointing:
            model.gradient_checkpointing_enable()
        weights = {parameter.untyped_storage().data_ptr() for parameter in model.parameters()}
        found: list[torch.Tensor] = []
        with torch.autograd.graph.saved_tensors_hooks(lambda tensor: found.append(tensor) or tensor, lambda kept: kept):
            model(torch.zeros(batch, sequence, dtype=torch.long), use_cache=False)
        storages = {tensor.untyped_storage().data_ptr(): tensor.untyped_storage().nbytes() for tensor in found}
        return sum(size for place, size in storages.items() if place not in weights)

    tokens = batch * sequence
    written_out = sequence if attention == "eager" else 0
    expected = block_activation_bytes(architecture, tokens, sequence=written_out)
    assert kept(2) - kept(1) == pytest.approx(expected, rel=0.05)
    assert kept(3, checkpointing=True) - kept(2, checkpointing=True) == 2 * tokens * architecture.hidden_size


def test_activations_grow_with_the_tokens() -> None:
    assert activation_bytes(QWEN, 2000, checkpointing=True) == 2 * activation_bytes(QWEN, 1000, checkpointing=True)


def test_output_layer_never_holds_the_logits_of_a_whole_sequence() -> None:
    tokens = 12_288
    logits = 4 * tokens * QWEN.vocabulary
    frozen = head_bytes(QWEN, tokens, trained=False)
    assert frozen == 2 * 4096 * 32_768 + 4 * tokens * QWEN.hidden_size
    assert frozen < logits / 10
    assert head_bytes(QWEN, tokens, trained=True) - frozen == 6 * QWEN.vocabulary * QWEN.hidden_size


def test_output_layer_of_a_small_model_is_smaller_than_a_tile() -> None:
    tiny = Architecture("", 2, 64, 4, 4, 16, 128, 1000, tied=True)
    assert head_bytes(tiny, 10, trained=False) == 2 * 10 * 1000 + 4 * 10 * 64
