"""The lines that start a run, and whether it was started with them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from agents.grpo.loading import load_settings
from agents.grpo.planning.launch import check_launch, launch_lines
from webgen_env.errors import ConfigurationError

WORDS = ["train", "--preset", "x", "--set", "tasks.set=a b.jsonl"]


def test_words_survive_the_shell_and_the_launcher_is_there() -> None:
    [line] = launch_lines(load_settings("webgen-r1-7b"), WORDS)
    words = shlex.split(line)
    assert words[:2] == ["accelerate", "launch"]
    assert words[-len(WORDS) - 2 :] == ["-m", "webgen_env.cli", *WORDS]
    assert Path(words[words.index("--config_file") + 1]).name == "zero2.yaml"
    assert Path(words[words.index("--config_file") + 1]).is_file()


def test_a_cpu_needs_no_launcher() -> None:
    assert launch_lines(load_settings("tiny-cpu"), WORDS) == (shlex.join(["webgen", *WORDS]),)


def test_server_comes_first_on_gpus_of_its_own() -> None:
    server, trainer = launch_lines(load_settings("7b-server"), WORDS)
    assert server.startswith("CUDA_VISIBLE_DEVICES=4,5,6,7 VLLM_SERVER_DEV_MODE=1 vllm serve Qwen/Qwen2.5-Coder-7B")
    assert shlex.split(server)[shlex.split(server).index("--weight-transfer-config") + 1] == '{"backend":"nccl"}'
    assert "--max-model-len 12288" in server
    assert "--logprobs-mode processed_logprobs" in server
    assert trainer.startswith("CUDA_VISIBLE_DEVICES=0,1,2,3 accelerate launch")


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        (["hardware.zero_stage=0"], "ddp.yaml --num_processes 8"),
        (["hardware.zero_stage=0", "hardware.gpus=1"], "one-gpu.yaml --num_processes 1"),
        (["hardware.zero_stage=3", "hardware.gpus=4"], "zero3.yaml --num_processes 4"),
        (["hardware.offload_optimizer=true"], "--offload_optimizer_device cpu"),
        (["model.dtype=float16"], "--mixed_precision fp16"),
        (["model.dtype=float32"], "--mixed_precision no"),
    ],
)
def test_line_answers_to_the_hardware(assignments: list[str], expected: str) -> None:
    assert expected in launch_lines(load_settings("webgen-r1-7b", assignments), WORDS)[-1]
    assert expected not in launch_lines(load_settings("webgen-r1-7b"), WORDS)[-1]


def test_run_that_was_started_as_printed_passes() -> None:
    started = {"WORLD_SIZE": "8", "ACCELERATE_USE_DEEPSPEED": "true", "ACCELERATE_DEEPSPEED_ZERO_STAGE": "2"}
    check_launch(load_settings("webgen-r1-7b"), started)
    check_launch(load_settings("tiny-cpu"), {})
    check_launch(load_settings("7b-one-gpu"), {"WORLD_SIZE": "1"})


@pytest.mark.parametrize(
    ("preset", "variables", "message"),
    [
        ("webgen-r1-7b", {}, "8 processes should train, but 1 was started"),
        ("tiny-cpu", {"WORLD_SIZE": "2"}, "1 process should train, but 2 were started"),
        ("webgen-r1-7b", {"WORLD_SIZE": "8"}, "zero_stage is 2, but .* without DeepSpeed"),
        (
            "webgen-r1-7b",
            {"WORLD_SIZE": "8", "ACCELERATE_USE_DEEPSPEED": "true", "ACCELERATE_DEEPSPEED_ZERO_STAGE": "3"},
            "with DeepSpeed ZeRO-3",
        ),
    ],
)
def test_run_that_was_started_otherwise_is_refused(preset: str, variables: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        check_launch(load_settings(preset), variables)
