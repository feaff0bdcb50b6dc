"""What settings come to in TRL's words, and what TRL's own classes say to it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from agents.grpo.loading import load_settings, preset_names
from agents.grpo.planning.arguments import grpo_arguments, grpo_config, lora_config, sft_arguments, sft_config
from webgen_env.errors import ConfigurationError

pytestmark = pytest.mark.filterwarnings("default")

CPU = {"use_cpu": True, "bf16": False, "dataloader_pin_memory": False, "report_to": "none"}


@pytest.mark.parametrize("name", preset_names())
def test_every_argument_of_every_preset_is_a_field_of_trl(name: str) -> None:
    from trl import GRPOConfig, SFTConfig

    settings = load_settings(name)
    assert set(grpo_arguments(settings, "out")) <= {field.name for field in fields(GRPOConfig)}
    assert set(sft_arguments(settings, "out")) <= {field.name for field in fields(SFTConfig)}


def test_a_step_is_one_generation_and_one_update_over_all_gpus() -> None:
    found = grpo_arguments(load_settings("webgen-r1-7b"), "out")
    ranks = 8
    assert found["per_device_train_batch_size"] * found["gradient_accumulation_steps"] * ranks == 128
    assert found["steps_per_generation"] == found["gradient_accumulation_steps"]


def test_colocated_engine_gets_its_share_and_its_length() -> None:
    found = grpo_arguments(load_settings("webgen-r1-7b"), "out")
    assert (found["use_vllm"], found["vllm_mode"], found["vllm_max_model_length"]) == (True, "colocate", 12_288)
    assert (found["vllm_gpu_memory_utilization"], found["vllm_enable_sleep_mode"]) == (0.3, True)


def test_server_gets_its_address_and_the_cpu_no_engine() -> None:
    server = grpo_arguments(load_settings("7b-server"), "out")
    assert (server["vllm_mode"], server["vllm_server_base_url"]) == ("server", "http://127.0.0.1:8000")
    assert "vllm_gpu_memory_utilization" not in server
    tiny = grpo_arguments(load_settings("tiny-cpu"), "out")
    assert not tiny["use_vllm"]
    assert "vllm_mode" not in tiny
    assert (tiny["use_cpu"], tiny["bf16"], tiny["fp16"], tiny["dataloader_pin_memory"]) == (True, False, False, False)


def test_weights_are_loaded_in_the_type_that_was_asked_for() -> None:
    found = grpo_arguments(load_settings("webgen-r1-7b", ["model.attention=sdpa"]), "out")
    assert found["model_init_kwargs"] == {"dtype": "bfloat16", "attn_implementation": "sdpa"}
    assert (found["bf16"], found["fp16"]) == (True, False)
    half = grpo_arguments(load_settings("webgen-r1-7b", ["model.dtype=float16"]), "out")
    assert (half["bf16"], half["fp16"]) == (False, True)


def test_evaluation_and_checkpoints_are_as_asked_for() -> None:
    assert grpo_arguments(load_settings("tiny-cpu"), "out")["eval_strategy"] == "no"
    often = grpo_arguments(load_settings("tiny-cpu", ["grpo.eval_steps=5"]), "out")
    assert (often["eval_strategy"], often["eval_steps"]) == ("steps", 5)
    never = sft_arguments(load_settings("tiny-cpu", ["sft.save_steps=0"]), "out")
    assert never["save_strategy"] == "no"
    assert sft_arguments(load_settings("tiny-cpu", ["sft.save_steps=7"]), "out")["save_steps"] == 7


def test_what_cannot_be_divided_is_said_with_its_numbers() -> None:
    with pytest.raises(ConfigurationError, match=r"is 128, which cannot be divided by .* = 2 x 6 = 12"):
        grpo_arguments(load_settings("webgen-r1-7b", ["hardware.gpus=6"]), "out")


def test_settings_without_a_warm_start_have_no_arguments_for_it() -> None:
    with pytest.raises(ConfigurationError, match="no warm start"):
        sft_arguments(load_settings("webgen-r1-7b", ["sft=null"]), "out")


def test_extra_is_for_what_the_settings_do_not_decide() -> None:
    with pytest.raises(ConfigurationError, match=r"grpo.extra.beta: the settings decide beta"):
        grpo_arguments(load_settings("tiny-cpu", ["grpo.extra.beta=0.1"]), "out")
    assert grpo_arguments(load_settings("tiny-cpu", ["grpo.extra.delta=2.0"]), "out")["delta"] == 2.0


def test_trl_takes_the_tiny_preset_as_it_is(tmp_path: Path) -> None:
    settings = load_settings("tiny-cpu")
    made = grpo_config(settings, tmp_path, report_to="none")
    assert made.generation_batch_size == settings.rewards_per_step
    assert made.num_generations == settings.grpo.num_generations
    assert sft_config(settings, tmp_path, report_to="none").max_length == settings.sft.max_length  # type: ignore[union-attr]


def test_schedules_of_the_recipe_reach_trl(tmp_path: Path) -> None:
    settings = load_settings("webgen-r1-7b", ["hardware.gpus=0", "hardware.zero_stage=0"])
    made = grpo_config(settings, tmp_path, **CPU)
    assert made.get_warmup_steps(made.max_steps) == 12  # 3 % of 400
    assert (made.lr_scheduler_type, made.lr_scheduler_kwargs) == ("cosine_with_min_lr", {"min_lr_rate": 0.1})
    assert made.vllm_importance_sampling_mode == "token_truncate"


@pytest.mark.parametrize(
    ("part", "key", "near"),
    [("grpo", "vllm_importance_sampling_moode", "vllm_importance_sampling_mode"), ("sft", "packin", "packing")],
)
def test_unknown_extra_names_the_nearest_of_trl(tmp_path: Path, part: str, key: str, near: str) -> None:
    settings = load_settings("tiny-cpu", [f"{part}.extra.{key}=1"])
    make = grpo_config if part == "grpo" else sft_config
    with pytest.raises(ConfigurationError, match=rf"{part}\.extra\.{key}: TRL's .* did you mean '{near}'"):
        make(settings, tmp_path)


def test_what_trl_refuses_is_said_in_its_words(tmp_path: Path) -> None:
    settings = load_settings("tiny-cpu", ["grpo.extra.auto_find_batch_size=true"])
    with pytest.raises(ConfigurationError, match="GRPOConfig refuses these settings: auto_find_batch_size"):
        grpo_config(settings, tmp_path, report_to="none")


def test_adapters_are_pefts() -> None:
    assert lora_config(load_settings("webgen-r1-7b").model) is None
    found = lora_config(load_settings("7b-one-gpu").model)
    assert found is not None
    assert (found.r, found.lora_alpha, found.target_modules, found.task_type) == (64, 128.0, "all-linear", "CAUSAL_LM")
    attention = lora_config(load_settings("7b-one-gpu", ["model.lora.targets=attention"]).model)
    assert attention is not None
    assert attention.target_modules == {"q_proj", "k_proj", "v_proj", "o_proj"}
