"""Guards: each with settings on which it speaks, and the preset, on which it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from agents.grpo.loading import load_settings
from agents.grpo.planning.guards import check, look_at
from webgen_env.errors import ConfigurationError


def _said(preset: str, assignments: Sequence[str]) -> list[tuple[str, str, str]]:
    return [(remark.level, remark.field, remark.message) for remark in look_at(load_settings(preset, assignments))]


_CASES = [
    ("stop", "grpo", "128, which cannot be divided by .* 2 x 7 = 14", ["hardware.gpus=7"]),
    ("stop", "sft", "32, which cannot be divided", ["sft.per_device_train_batch_size=3"]),
    ("stop", "generation.engine", "hands weights to vLLM through CUDA", ["hardware.gpus=0", "hardware.zero_stage=0"]),
    ("stop", "hardware.zero_stage", "with hardware.gpus 0", ["hardware.gpus=0"]),
    ("warning", "model.dtype", "on the CPU", ["hardware.gpus=0"]),
    ("warning", "generation.engine", "vLLM writes completions", ["generation.engine=transformers"]),
    ("stop", "generation.tensor_parallel_size", "does not divide hardware.gpus", ["generation.tensor_parallel_size=3"]),
    ("stop", "generation.tensor_parallel_size", "28 heads", ["generation.tensor_parallel_size=8"]),
    ("warning", "hardware.offload_optimizer", "nothing", ["hardware.offload_optimizer=true", "hardware.zero_stage=0"]),
    ("warning", "hardware.zero_stage", "rounded away", ["hardware.zero_stage=0"]),
    ("stop", "hardware.zero_stage", "cannot be merged", ["hardware.zero_stage=3", "model.lora.rank=8"]),
    ("warning", "hardware.zero_stage", "are gathered", ["hardware.zero_stage=3", "model.lora.rank=8", "sft=null"]),
    ("note", "hardware.zero_stage", "little to divide", ["model.lora.rank=8"]),
    ("warning", "grpo.num_generations", "often equal", ["grpo.num_generations=2", "grpo.prompts_per_step=64"]),
    ("note", "grpo.loss_type", "like 'grpo'", ["grpo.per_device_train_batch_size=1"]),
    ("warning", "grpo.importance_sampling_level", "GSPO", ["grpo.importance_sampling_level=sequence"]),
    ("warning", "grpo.extra.vllm_importance_sampling_mode", "token_truncate", ["grpo.extra={}"]),
    ("warning", "grpo.save_steps", "begins anew", ["grpo.save_steps=500"]),
    ("warning", "grpo.warmup_steps", "never gets to its peak", ["grpo.warmup_steps=400"]),
    ("stop", "tasks.number", "give a number", ["tasks.set=slots"]),
    ("warning", "tasks.number", "fewer than the 8 prompts", ["tasks.number=4"]),
    ("warning", "tasks.set", "is not there yet", ["tasks.set=absent/tasks.jsonl"]),
    ("stop", "sft.until_built", "samples in one process", ["sft.until_built=0.5"]),
    ("stop", "environment.preset", "Did you mean 'webgen-r1'", ["environment.preset=webgenr1"]),
    ("stop", "environment.judge", "Did you mean 'design'", ["environment.judge=desing"]),
    ("warning", "environment.judges", "3 x 8 = 24 questions", ["environment.judge=vision:m", "environment.judges=3"]),
    ("warning", "environment.builders", "32 on 16 cores", ["environment.builders=4", "hardware.cores=16"]),
    ("stop", "grpo.max_completion_length", "smallest complete site", ["grpo.max_completion_length=512"]),
    ("warning", "grpo.max_completion_length", "several pages", ["grpo.max_completion_length=2048"]),
    ("warning", "grpo.max_prompt_length", "system prompt alone", ["grpo.max_prompt_length=1000"]),
    ("stop", "grpo.max_completion_length", "context of 32,768", ["grpo.max_completion_length=30000"]),
    ("warning", "sft.max_length", "context of 32,768", ["sft.max_length=40000"]),
    ("stop", "model.dtype", "30 GB on each GPU", ["model.dtype=float32"]),
    ("stop", "generation.gpu_memory_utilization", "would not start", ["generation.gpu_memory_utilization=0.2"]),
]  # fmt: skip


@pytest.mark.parametrize(("level", "field", "message", "assignments"), _CASES)
def test_guard_speaks_where_it_should(level: str, field: str, message: str, assignments: Sequence[str]) -> None:
    before = _said("webgen-r1-7b", ())
    after = _said("webgen-r1-7b", assignments)
    assert not [1 for said in before if said[:2] == (level, field) and re.search(message, said[2])]
    assert [said for said in after if said[:2] == (level, field) and re.search(message, said[2])], after


def test_full_kv_cache_is_worth_a_note() -> None:
    assert ("note", "generation.gpu_memory_utilization") in [said[:2] for said in _said("webgen-r1-7b", ())]
    roomy = _said("webgen-r1-7b", ["generation.gpu_memory_utilization=0.5"])
    assert "generation.gpu_memory_utilization" not in [field for _, field, _ in roomy]


def test_cutting_and_masking_everything_is_said() -> None:
    cut = ["grpo.max_completion_length=512", "grpo.mask_truncated_completions=true"]
    [message] = [text for level, _, text in _said("webgen-r1-7b", cut) if level == "stop"]
    assert "nothing at all would be learnt" in message


def test_a_tiny_model_needs_room_for_the_smallest_site_only() -> None:
    assert [said for said in _said("tiny-cpu", ()) if said[0] == "stop"] == []
    short = _said("tiny-cpu", ["grpo.max_completion_length=100"])
    assert [field for level, field, _ in short if level == "stop"] == ["grpo.max_completion_length"]


def test_missing_warm_start_is_said_until_it_is_there(tmp_path: Path) -> None:
    assert "sft.source" in [field for _, field, _ in _said("webgen-r1-7b", ())]
    (tmp_path / "distilled.jsonl").write_text("{}\n")
    there = [f"sft.source={tmp_path / 'distilled.jsonl'}"]
    assert "sft.source" not in [field for _, field, _ in _said("webgen-r1-7b", there)]


def test_broken_folder_of_a_model_stops(tmp_path: Path) -> None:
    said = _said("webgen-r1-7b", [f"model.path={tmp_path}"])
    assert ("stop", "model") in [entry[:2] for entry in said]


def test_stops_come_first_and_check_tells_all_of_them() -> None:
    settings = load_settings("webgen-r1-7b", ["hardware.gpus=7", "model.dtype=float32", "tasks.number=4"])
    levels = [remark.level for remark in look_at(settings)]
    assert levels == sorted(levels, key=("stop", "warning", "note").index)
    with pytest.raises(ConfigurationError, match="cannot work") as caught:
        check(settings)
    lines = str(caught.value).splitlines()[1:]
    assert len(lines) == levels.count("stop") >= 3
    assert not any("tasks.number" in line for line in lines)


def test_check_lets_warnings_pass() -> None:
    check(load_settings("webgen-r1-7b", ["tasks.number=4"]))
