"""Plans: the verdict on a machine, and what keeps it in rewards."""

from __future__ import annotations

import json
from functools import cache

import pytest

from agents.grpo.loading import load_settings
from agents.grpo.planning import make_plan
from agents.grpo.planning.plan import SECONDS_PER_REWARD, Plan
from webgen_env.cli.output import results
from webgen_env.cli.training_plan import plan_record, show_plan

pytestmark = pytest.mark.filterwarnings("default")


@cache
def _plan(preset: str, *assignments: str) -> Plan:
    return make_plan(load_settings(preset, assignments), ["train", "--preset", preset])


@pytest.fixture
def recipe() -> Plan:
    return _plan("webgen-r1-7b")


def test_recipe_can_run_and_was_checked_by_trl(recipe: Plan) -> None:
    assert recipe.can_run
    assert recipe.fits
    assert recipe.checked == ("GRPOConfig", "SFTConfig")
    assert any("DeepSpeed" in thing for thing in recipe.unchecked)
    assert any("vLLM" in thing for thing in recipe.unchecked)
    assert recipe.launch[0].startswith("accelerate launch")


def test_recipe_is_fed_as_the_paper_says(recipe: Plan) -> None:
    feeding = recipe.feeding
    assert (feeding.rewards_per_step, feeding.rewards) == (128, 51_200)
    assert (feeding.seconds_per_reward, feeding.measured, feeding.step_known) == (SECONDS_PER_REWARD, False, False)
    # 128 x 1.5 s = 192 core seconds; cores beyond the first count 0.85.
    assert dict(feeding.cores) == {60.0: 4, 30.0: 8, 15.0: 15}
    assert feeding.wait_seconds is None


def test_measured_times_take_the_place_of_assumed_ones() -> None:
    measured = ["environment.seconds_per_reward=0.5", "hardware.step_seconds=16.0", "hardware.cores=2"]
    feeding = _plan("webgen-r1-7b", *measured, "sft=null").feeding
    assert (feeding.measured, feeding.step_known) == (True, True)
    assert dict(feeding.cores) == {16.0: 5}
    assert feeding.wait_seconds == pytest.approx(64 / 1.85, abs=0.1)


def test_checkpoints_hold_weights_and_optimiser(recipe: Plan) -> None:
    assert recipe.architecture is not None
    assert recipe.checkpoint_bytes == 14 * recipe.architecture.parameters
    adapters = _plan("7b-one-gpu").checkpoint_bytes
    assert adapters == pytest.approx(12 * 161.5e6, rel=0.001)


def test_machine_that_is_too_small_is_told_so_with_what_helps() -> None:
    plan = _plan("webgen-r1-7b", "hardware.gpu_memory_gb=40.0", "generation.gpu_memory_utilization=0.6")
    assert plan.fits is False
    assert not plan.can_run
    [grpo] = [remark for remark in plan.stops if remark.field == "grpo"]
    assert "on each GPU of 40 GB" in grpo.message
    for help_ in ("grpo.per_device_train_batch_size=1", "grpo.beta=0.0", "hardware.zero_stage=3", "model.lora"):
        assert help_ in grpo.message


def test_tight_fit_is_a_warning() -> None:
    plan = _plan("webgen-r1-7b", "hardware.gpu_memory_gb=74.0", "generation.gpu_memory_utilization=0.33")
    assert plan.can_run
    assert any("it may not fit" in remark.message for remark in plan.remarks if remark.level == "warning")


def test_what_trl_refuses_stops_the_plan_once() -> None:
    plan = _plan("webgen-r1-7b", "grpo.extra.vllm_importance_samplin_mode=1", "hardware.gpus=7")
    assert [remark.field for remark in plan.stops].count("grpo") == 1
    assert plan.checked == ()
    wrong = _plan("webgen-r1-7b", "grpo.extra.vllm_importance_samplin_mode=1")
    assert any("no such field" in remark.message for remark in wrong.stops)
    assert wrong.checked == ("SFTConfig",)


def test_unknown_model_is_planned_without_its_memory() -> None:
    plan = _plan("webgen-r1-7b", "model.path=somebody/unheard-of")
    assert plan.can_run
    assert (plan.fits, plan.grpo, plan.checkpoint_bytes) == (None, None, None)
    assert any("somebody/unheard-of" in thing for thing in plan.unchecked)


def test_cpu_has_no_memory_of_gpus_and_nothing_left_unchecked() -> None:
    plan = _plan("tiny-cpu")
    assert plan.can_run
    assert (plan.grpo, plan.engine, plan.unchecked) == (None, None, ())


def test_record_is_json_and_has_the_verdict(recipe: Plan) -> None:
    record = json.loads(json.dumps(plan_record(recipe), allow_nan=False))
    assert (record["can_run"], record["fits"]) == (True, True)
    assert record["memory"]["grpo"]["peak"] == recipe.grpo.peak  # type: ignore[union-attr]
    assert record["feeding"]["cores"] == {"60": 4, "30": 8, "15": 15}
    assert record["engine"]["whole_sequences"] == 9
    assert record["arguments"]["grpo"]["num_generations"] == 16


def _shown(plan: Plan, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int = 100) -> str:
    monkeypatch.setattr(results, "_width", width)
    show_plan(plan)
    return capsys.readouterr().out


def test_page_says_the_verdict_first(
    recipe: Plan, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _shown(recipe, capsys, monkeypatch)
    assert "7.62 B parameters" in page.splitlines()[0]
    assert "about 69 of 80 GB" in page
    assert "= 128 rewards" in page
    assert "51,200" in page
    assert page.rstrip().endswith("train --preset webgen-r1-7b")
    assert max(map(len, page.splitlines()[:-1])) <= 100


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["webgen-r1-7b", "7b-one-gpu", "7b-server", "tiny-cpu"])
def test_pages_keep_to_the_width_of_the_terminal(
    name: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _shown(_plan(name), capsys, monkeypatch, width)
    text, _, start = page.partition("To start it")
    assert max(map(len, text.splitlines())) <= width
    # What is copied into a shell is not broken.
    assert start.splitlines()[-1].endswith(f"train --preset {name}")


def test_page_says_what_is_asked_and_how_it_is_rewarded(
    recipe: Plan, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(_shown(recipe, capsys, monkeypatch).split())
    assert "'webgen-instruct', split train: all; 32 are held out, to measure before and after" in words
    assert "reward webgen-r1, judged by design; the home page and 2 more, at most 120 s for a site" in words
    assert "192 s for those of a step" in words
    assert "waits for them, by cores: at most 60 s with 4, 30 s with 8, 15 s with 15" in words


def test_page_compares_with_a_step_that_is_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = _plan("webgen-r1-7b", "hardware.step_seconds=16.0", "hardware.cores=2")
    words = " ".join(_shown(plan, capsys, monkeypatch).split())
    assert "14 cores to have them within the 16 s of a step. The 2 that are named take 103.8 s" in words


def test_page_starts_the_server_first(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    *_, said, server, trainer = _shown(_plan("7b-server"), capsys, monkeypatch).splitlines()
    assert said == "To start it: the server first, and the trainer when the server answers."
    assert " vllm serve " in server
    assert " accelerate launch " in trainer


def test_packages_that_are_absent_are_named_with_their_pip_line(monkeypatch: pytest.MonkeyPatch) -> None:
    there: set[str] = set()
    monkeypatch.setattr("agents.grpo.planning.plan.importlib.util.find_spec", lambda name: name in there or None)
    settings = load_settings("webgen-r1-7b", ["model.attention=flash_attention_2", "output.report_to=none"])
    said = "; ".join(make_plan(settings).unchecked)
    for package in ("deepspeed", "'webgen-env[vllm]'", "flash-attn"):
        assert f"(not installed here: pip install {package})" in said
    there |= {"deepspeed", "vllm", "flash_attn"}
    assert "not installed" not in "; ".join(make_plan(settings).unchecked)


def test_page_of_what_cannot_run_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    page = _shown(_plan("tiny-cpu", "grpo.max_completion_length=20"), capsys, monkeypatch)
    assert "CANNOT RUN as it is: 1 thing stands in the way" in page
    assert "every completion would be cut" in " ".join(page.split())
    assert "once that is mended" in page


def test_hostile_names_are_printed_as_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _shown(_plan("tiny-cpu", "name=[red]\x1b[31mx", "tasks.set=[bold]\x1b]0;t\x07.jsonl"), capsys, monkeypatch)
    assert "\x1b" not in page
    assert "[red]" in page
