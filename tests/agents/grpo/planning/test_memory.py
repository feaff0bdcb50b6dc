"""What a GPU holds: which items there are, when, and how they answer to settings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agents.grpo.loading import load_settings
from agents.grpo.planning.architecture import KNOWN
from agents.grpo.planning.memory import GIGA, MemoryEstimate, estimate_engine, estimate_grpo, estimate_sft

QWEN = KNOWN["Qwen/Qwen2.5-Coder-7B-Instruct"]


def _grpo(*assignments: str, preset: str = "webgen-r1-7b") -> MemoryEstimate:
    return estimate_grpo(load_settings(preset, assignments), QWEN)


def _gigabytes(estimate: MemoryEstimate) -> dict[str, float]:
    return {item.name: round(item.bytes / GIGA, 1) for item in estimate.items}


def test_items_of_the_recipe() -> None:
    found = _gigabytes(_grpo())
    assert found == {
        "weights": 15.2, "gradients": 1.9, "optimiser": 11.4, "reference (beta > 0)": 15.2, "activations": 10.5,
        "output layer": 3.9, "context and buffers": 3.0, "vLLM awake": 24.0, "vLLM asleep": 1.0,
    }  # fmt: skip


def test_phases_hold_what_is_there_and_the_peak_is_the_fuller_one() -> None:
    estimate = _grpo()
    always = sum(item.bytes for item in estimate.items if item.phase == "always")
    assert estimate.total("always") == always
    assert estimate.total("generation") == always + 24 * GIGA
    assert estimate.peak == max(estimate.total("update"), estimate.total("generation"))


def test_engine_that_stays_awake_counts_in_both_phases() -> None:
    awake, asleep = _grpo("generation.sleep=false"), _grpo()
    assert awake.total("update") - asleep.total("update") == pytest.approx(23 * GIGA)
    assert not awake.fits
    assert asleep.fits


@pytest.mark.parametrize(
    ("assignments", "item"),
    [
        (["grpo.beta=0.0"], "reference (beta > 0)"),
        (["generation.engine=transformers"], "vLLM awake"),
        (["generation.engine=vllm-server"], "vLLM asleep"),
        (["model.lora.rank=8"], "optimiser"),
        (["model.lora.rank=8"], "reference (beta > 0)"),
    ],
)
def test_what_is_not_asked_for_takes_nothing(assignments: Sequence[str], item: str) -> None:
    assert item in _gigabytes(_grpo())
    assert item not in _gigabytes(_grpo(*assignments))


@pytest.mark.parametrize(
    ("assignments", "item", "gigabytes"),
    [
        (["hardware.zero_stage=3"], "weights", 1.9),
        (["hardware.zero_stage=3"], "reference (beta > 0)", 1.9),
        (["hardware.zero_stage=1"], "gradients", 15.2),
        (["hardware.offload_optimizer=true"], "optimiser", 0.0),
        # Without DeepSpeed everything has the type of the weights: 2 + 2 + 2 (buckets) + 4 bytes.
        (["hardware.zero_stage=0"], "optimiser", 30.5),
        (["hardware.zero_stage=0"], "gradients", 30.5),
        (["hardware.zero_stage=0", "hardware.gpus=1"], "gradients", 15.2),
        (["grpo.gradient_checkpointing=false"], "activations", 155.0),
        (["grpo.per_device_train_batch_size=1"], "activations", 5.2),
        (["generation.engine=transformers"], "KV cache", 11.3),
    ],
)
def test_settings_move_what_they_should(assignments: Sequence[str], item: str, gigabytes: float) -> None:
    assert _gigabytes(_grpo(*assignments))[item] == pytest.approx(gigabytes, abs=0.06)


def test_adapters_take_sixteen_bytes_each_with_or_without_deepspeed() -> None:
    plain = _gigabytes(_grpo(preset="7b-one-gpu"))
    divided = _gigabytes(_grpo("hardware.zero_stage=1", preset="7b-one-gpu"))
    assert plain["adapters, their state"] == divided["adapters, their state"] == 2.6
    assert plain["frozen weights"] == 15.2


def test_written_out_attention_is_what_nobody_wants_at_this_length() -> None:
    assert _gigabytes(_grpo("model.attention=eager"))["activations"] > 40


def test_warm_start_has_no_reference_and_no_engine() -> None:
    estimate = estimate_sft(load_settings("webgen-r1-7b"), QWEN)
    assert estimate is not None
    assert set(_gigabytes(estimate)) == {
        "weights", "gradients", "optimiser", "activations", "output layer", "context and buffers",
    }  # fmt: skip
    assert estimate_sft(load_settings("webgen-r1-7b", ["sft=null"]), QWEN) is None


def test_engine_has_room_for_what_its_share_leaves() -> None:
    engine = estimate_engine(load_settings("webgen-r1-7b"), QWEN)
    assert engine is not None
    # 0.3 of 80 GB, less 2 GB assumed and 15.23 GB of weights.
    assert engine.kv_bytes / GIGA == pytest.approx(24 - 2 - 15.231, abs=0.001)
    assert engine.tokens == int(engine.kv_bytes // 57_344) == 118_037
    assert (engine.sequence_tokens, engine.whole_sequences, engine.sequences) == (12_288, 9, 16)


def test_engine_that_is_spread_has_more_room_and_more_to_write() -> None:
    one = estimate_engine(load_settings("webgen-r1-7b"), QWEN)
    two = estimate_engine(load_settings("webgen-r1-7b", ["generation.tensor_parallel_size=2"]), QWEN)
    assert one is not None
    assert two is not None
    assert two.kv_bytes > 2 * one.kv_bytes
    assert two.sequences == 2 * one.sequences


def test_server_writes_the_whole_step_and_too_small_a_share_has_no_room() -> None:
    server = estimate_engine(load_settings("7b-server"), QWEN)
    assert server is not None
    assert server.sequences == 128
    full = estimate_engine(load_settings("webgen-r1-7b", ["generation.gpu_memory_utilization=0.2"]), QWEN)
    assert full is not None
    assert (full.kv_bytes, full.tokens, full.whole_sequences) == (0.0, 0, 0)
    assert estimate_engine(load_settings("tiny-cpu"), QWEN) is None
