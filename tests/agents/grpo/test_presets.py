"""The bundled presets: what they promise, and that their launchers agree with them."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from agents.grpo.loading import load_settings, preset_names, preset_path
from agents.grpo.planning import architecture_of, look_at
from agents.grpo.planning.launch import launch_lines
from agents.grpo.planning.memory import estimate_engine, estimate_grpo, estimate_sft

LARGE = ["webgen-r1-7b", "7b-one-gpu", "7b-server"]


def test_recipe_is_that_of_the_paper() -> None:
    settings = load_settings("webgen-r1-7b")
    grpo, sft = settings.grpo, settings.sft
    assert sft is not None
    assert settings.rewards_per_step * grpo.max_steps == 51_200
    assert (grpo.num_generations, grpo.prompts_per_step, grpo.max_steps) == (16, 8, 400)
    assert (grpo.epsilon, grpo.beta, grpo.learning_rate, grpo.min_lr_rate, grpo.warmup_steps) == (
        0.2, 0.01, 5e-6, 0.1, 0.03,
    )  # fmt: skip
    assert (grpo.max_prompt_length, grpo.max_completion_length, grpo.temperature) == (4096, 8192, 1.0)
    assert (grpo.loss_type, grpo.scale_rewards, grpo.mask_truncated_completions) == ("bnpo", "group", False)
    assert (sft.examples, sft.learning_rate, sft.epochs, sft.batch_size) == (600, 1e-5, 2.0, 32)
    assert (sft.max_length, sft.max_grad_norm, sft.min_lr_rate, sft.warmup_steps) == (32_768, 0.2, 0.1, 0.03)
    assert (settings.seed, settings.hardware.gpus, settings.hardware.zero_stage) == (42, 8, 2)
    assert (settings.model.dtype, settings.generation.engine) == ("bfloat16", "vllm-colocate")


@pytest.mark.parametrize("name", ["webgen-r1-7b", "7b-one-gpu", "7b-server", "tiny-cpu"])
def test_nothing_stands_in_the_way_of_a_preset(name: str) -> None:
    assert name in preset_names()
    assert [str(remark) for remark in look_at(load_settings(name)) if remark.level == "stop"] == []


@pytest.mark.parametrize("name", LARGE)
def test_large_presets_fit_into_their_gpus_with_room_to_spare(name: str) -> None:
    settings = load_settings(name)
    architecture = architecture_of(settings.model)
    assert architecture is not None
    grpo, sft, engine = (
        estimate(settings, architecture) for estimate in (estimate_grpo, estimate_sft, estimate_engine)
    )
    assert sft is not None
    assert grpo.peak < 0.9 * grpo.capacity
    assert sft.peak < 0.9 * sft.capacity
    assert engine is not None
    assert engine.whole_sequences >= 4


@pytest.mark.parametrize("name", LARGE)
def test_launcher_divides_as_the_settings_say(name: str) -> None:
    settings = load_settings(name)
    line = launch_lines(settings, ["train", "--preset", name])[-1]
    file = line.split("--config_file ")[1].split()[0]
    launcher = yaml.safe_load(
        resources.files("agents.grpo").joinpath("presets/accelerate", file.split("/")[-1]).read_text()
    )
    assert launcher.get("deepspeed_config", {}).get("zero_stage", 0) == settings.hardware.zero_stage
    assert launcher["mixed_precision"] == "bf16"
    assert f"--num_processes {settings.hardware.gpus} " in line


def test_every_launcher_has_the_stage_of_its_name() -> None:
    folder = resources.files("agents.grpo").joinpath("presets/accelerate")
    for stage in (1, 2, 3):
        launcher = yaml.safe_load(folder.joinpath(f"zero{stage}.yaml").read_text())
        assert launcher["deepspeed_config"]["zero_stage"] == stage
        assert launcher["deepspeed_config"]["zero3_init_flag"] is (stage == 3)
    assert "deepspeed_config" not in yaml.safe_load(folder.joinpath("ddp.yaml").read_text())


@pytest.mark.parametrize("name", ["webgen-r1-7b", "7b-one-gpu", "7b-server", "tiny-cpu"])
def test_presets_explain_themselves(name: str) -> None:
    lines = preset_path(name).read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert sum(line.lstrip().startswith("#") for line in lines) >= 8


def test_recipe_explains_what_the_libraries_dropped() -> None:
    text = preset_path("webgen-r1-7b").read_text("utf-8")
    for name in ("max_prompt_length", "warmup_ratio", "loss_type", "torch_dtype"):
        assert any(line.startswith(f"#   {name}") for line in text.splitlines()), name
