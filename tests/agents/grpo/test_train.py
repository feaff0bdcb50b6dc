"""A whole run with nothing faked: a model made on the spot, real builds, a real browser, the real judge.

The model is so small that it learns one site by heart, whatever it is asked; that is enough for sites that build.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import agents
from agents.grpo import TrainResult, TrainSettings, messages_for, slots_demonstrations, train
from agents.slots import slot_tasks
from webgen_env.errors import ConfigurationError
from webgen_env.evidence import find_bundles, read_bundle

pytestmark = pytest.mark.slow

STEPS = 4
SIZES = {
    "layers": 2,
    "hidden_size": 64,
    "heads": 2,
    "kv_heads": 1,
    "intermediate_size": 128,
    "vocabulary": 1300,
    "context": 416,
}


def settings(folder: Path, source: Path, **more: Any) -> TrainSettings:
    parts: dict[str, Any] = {
        "seed": 3,
        "model": {"path": "tiny", "dtype": "float32", "tiny": SIZES},
        "tasks": {"set": "slots", "number": 4, "held_out": 2, "system_prompt": "none"},
        "environment": {"routes": 0, "evidence": "best", "cache": False, "builders": 1, "browsers": 1},
        "sft": {
            "source": str(source),
            "max_steps": 160,
            "batch_size": 4,
            "per_device_train_batch_size": 4,
            "max_length": 400,
            "learning_rate": 1e-2,
            "max_grad_norm": 1.0,
            "gradient_checkpointing": False,
            "until_built": 0.5,
            "check_every": 40,
            "check_samples": 4,
            "save_steps": 0,
        },
        "grpo": {
            "num_generations": 3,
            "prompts_per_step": 1,
            "per_device_train_batch_size": 3,
            "max_steps": STEPS,
            "max_prompt_length": 96,
            "max_completion_length": 280,
            "learning_rate": 1e-4,
            "beta": 0.0,
            "gradient_checkpointing": False,
            "save_steps": 2,
        },
        "generation": {"engine": "transformers"},
        "hardware": {"gpus": 0, "threads": 1, "zero_stage": 0},
        "output": {"folder": str(folder), "report_to": "tensorboard"},
    }
    return TrainSettings.model_validate_json(json.dumps({**parts, **more}))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many questions and one answer, as ``webgen export`` writes them."""
    tasks = slot_tasks(24, seed=9)
    [answer] = slots_demonstrations(tasks[:1], fitting=1.0)
    file = tmp_path_factory.mktemp("demonstrations") / "sft.jsonl"
    with file.open("w") as lines:
        for task in tasks:
            said = {"role": "assistant", "content": answer.completion}
            lines.write(json.dumps({"messages": [*messages_for(task.instruction, "none"), said]}) + "\n")
    return file


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, source: Path) -> TrainResult:
    return train(settings(tmp_path_factory.mktemp("grpo") / "run", source))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def decided(path: Path) -> list[dict[str, str]]:
    """What of a curve does not depend on the clock."""
    return [
        {name: value for name, value in row.items() if name != "seconds" and not name.endswith("_s")}
        for row in rows(path)
    ]


def test_sites_were_built_and_rewarded(run: TrainResult) -> None:
    assert run.steps == STEPS
    written = rows(run.curve)
    assert [int(row["step"]) for row in written] == list(range(1, STEPS + 1))
    assert max(float(row["reward"]) for row in written) > 1.0
    assert max(float(row["built"]) for row in written) > 0.5
    assert {row["seed"] for row in written} == {"3"}


def test_the_time_of_a_step_is_split(run: TrainResult) -> None:
    for row in rows(run.curve):
        assert min(float(row[name]) for name in ("generation_s", "reward_s", "update_s")) > 0
    seconds = [float(row["seconds"]) for row in rows(run.curve)]
    assert seconds == sorted(seconds)


def test_the_warm_start_stopped_when_half_of_the_samples_built(run: TrainResult) -> None:
    came_to = json.loads((run.folder / "sft.json").read_text())
    assert came_to["steps"] == came_to["probes"][-1]["step"]
    assert came_to["probes"][-1]["built"] >= 0.5
    assert all(probe["built"] < 0.5 for probe in came_to["probes"][:-1])


def test_it_was_assessed_before_and_after_on_both_kinds_of_tasks(run: TrainResult) -> None:
    for found in (run.start, run.end, run.best):
        assert set(found) == {"train", "held_out"}
        assert all(len(one.rewards) == 2 for one in found.values())
    assert run.best["held_out"].built == 1.0
    assert run.best["held_out"].mean > run.start["held_out"].mean


def test_the_best_of_each_step_left_evidence(run: TrainResult) -> None:
    bundles = find_bundles(run.folder / "evidence")
    assert 1 <= len(bundles) <= STEPS + 4
    best = max((read_bundle(path) for path in bundles), key=lambda bundle: bundle.verdict["reward"])
    assert best.verdict["stage"] == "scored"


def test_completions_are_logged_with_their_evidence(run: TrainResult) -> None:
    import pandas

    tables = {path.stem: path for path in (run.folder / "grpo" / "completions").glob("*.parquet")}
    steps = [f"completions_{step:05}" for step in range(1, STEPS + 1)]
    assert set(steps) <= set(tables)
    table = pandas.read_parquet(tables[steps[0]])
    assert {"task_id", "stage", "problem", "evidence", "webgen", "advantage"} <= set(table.columns)
    assert any(table["evidence"])


def test_metrics_went_to_tensorboard(run: TrainResult) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    names: set[str] = set()
    for file in (run.folder / "grpo").rglob("events.out.tfevents.*"):
        events = EventAccumulator(str(file))
        events.Reload()
        names.update(events.Tags()["scalars"])
    assert {"train/webgen/built", "train/time/reward_s", "train/webgen/term/visual", "train/reward"} <= names


def test_the_policy_can_be_asked(run: TrainResult) -> None:
    agent = agents.make("transformers", model=str(run.model), max_tokens=280, seed=1)
    instruction = slot_tasks(1)[0].instruction
    assert "<answer>" in agent.act(instruction, {"messages": messages_for(instruction, "none")})


def test_the_card_says_where_the_policy_comes_from(run: TrainResult) -> None:
    card = (run.model / "README.md").read_text("utf-8")
    assert "slots" in card
    assert "seed" in card.lower()


def test_a_run_is_not_begun_twice(run: TrainResult, source: Path) -> None:
    with pytest.raises(ConfigurationError, match="holds a run already"):
        train(settings(run.folder, source))


def test_a_tiny_model_needs_a_warm_start(tmp_path: Path, source: Path) -> None:
    with pytest.raises(ConfigurationError, match="add a part 'sft'"):
        train(settings(tmp_path, source, sft=None))


def test_a_run_that_is_done_is_not_done_again(run: TrainResult, source: Path) -> None:
    before = (run.model / "model.safetensors").read_bytes()
    again = train(settings(run.folder, source), resume=True)
    assert (again.steps, again.end) == (run.steps, run.end)
    assert (run.model / "model.safetensors").read_bytes() == before


KILLED = """
import json, sys
from agents.grpo import TrainSettings, train
train(TrainSettings.model_validate_json(sys.argv[1]), resume=True)
"""


def test_a_killed_run_ends_as_if_it_had_not_been(run: TrainResult, source: Path, tmp_path: Path) -> None:
    """SIGKILL once the checkpoint of step 2 is there; nothing of the parts before is done again."""
    folder = tmp_path / "killed"
    shutil.copytree(
        run.folder, folder, ignore=shutil.ignore_patterns("grpo", "model", "curve.csv", "end.json", "evidence")
    )
    shutil.copytree(run.folder / "sft" / "model", folder / "sft" / "model")
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, settings(folder, source).model_dump_json()],
        cwd=Path(__file__).parents[3],
        start_new_session=True,
        env={**os.environ, "TOKENIZERS_PARALLELISM": "false"},
    )
    state = folder / "grpo" / "checkpoint-2" / "trainer_state.json"
    try:
        while not state.exists():
            assert process.poll() is None, "the run ended before it could be killed"
            time.sleep(0.02)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert not (folder / "model").exists()
    resumed = train(settings(folder, source), resume=True)
    assert resumed.steps == STEPS
    weights = [(path / "model.safetensors").read_bytes() for path in (run.model, resumed.model)]
    assert weights[0] == weights[1]
    assert decided(resumed.curve) == decided(run.curve)
    assert resumed.end == run.end
