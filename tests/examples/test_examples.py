"""The examples run, with short settings, and do what they say."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agents.slots import fitting_choices, render
from tests.agents.chat.conftest import server  # noqa: F401  # a fixture
from tests.openai_server.scripted import completion
from webgen_env.tasks import TaskSet

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples"


def run(name, *arguments, folder, status=0, **variables):
    """Run an example in a folder of its own, as a user does; gives what it says, or says of an error."""
    done = subprocess.run(
        [sys.executable, str(FOLDER / name), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "OMP_NUM_THREADS": "1", **variables},
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stderr if status else done.stdout


@pytest.mark.slow
def test_a_random_episode(tmp_path):
    told = run("random_episode.py", "--seed", 3, "--picture", "site.png", folder=tmp_path)
    assert re.search(r"reward \d\.\d+ of .*stage scored, ended True", told)
    assert "background: " in told
    with Image.open(tmp_path / "site.png") as picture:
        assert picture.size == (1024, 768)


@pytest.mark.slow
def test_reinforce_writes_a_curve_of_real_rewards(tmp_path):
    run("reinforce_slots.py", "--updates", 2, "--batch", 4, "--curve", "curve.csv", folder=tmp_path)
    with (tmp_path / "curve.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["4", "8"]
    assert all(0.2 <= float(row["reward"]) <= 5.2 for row in rows)
    assert 0.9 < float(rows[-1]["entropy"]) <= 1


def test_reinforce_climbs():
    """The gradient by hand: the chance of an action that pays rises, and of one that does not falls."""
    sys.path.insert(0, str(FOLDER))
    try:
        from reinforce_slots import Adam, softmax
    finally:
        sys.path.remove(str(FOLDER))
    rng = np.random.default_rng(0)
    weights = np.zeros((2, 3))
    step = Adam(weights.shape, 0.1)
    for _ in range(60):
        # What pays is the index of what is seen.
        seen = np.eye(2)[rng.integers(2, size=16)]
        chances = softmax(seen @ weights)
        drawn = (chances.cumsum(axis=1) > rng.random((16, 1))).argmax(axis=1)
        rewards = (drawn == seen.argmax(axis=1)).astype(float)
        weights += step(seen.T @ ((rewards - rewards.mean())[:, None] * (np.eye(3)[drawn] - chances)) / 16)
    assert softmax(weights).argmax(axis=1).tolist() == [0, 1]
    assert softmax(weights).max(axis=1).min() > 0.9


@pytest.mark.slow
def test_ppo_trains_compares_and_draws_and_is_not_done_twice(tmp_path):
    short = ["--seeds", 0, 1, "--episodes", 8, "--batch", 4, "--tasks", 4, "--held-out", 2, "--search", 2]
    short += ["--evaluate-every", 8, "--free", "component", "contrast", "--out", "run"]
    told = run("sb3_ppo.py", *short, folder=tmp_path)
    assert re.search(r"best fixed choice: \d\.\d+; PPO earns [+-]\d\.\d+ \[", told)
    assert re.search(r"seed 1: .* as asked for: component \d+%", told)
    with Image.open(tmp_path / "run" / "curve.png") as picture:
        assert picture.size[0] > 800
    summary = json.loads((tmp_path / "run" / "summary.json").read_text("utf-8"))
    assert summary["PPO"]["low"] <= summary["PPO"]["mean"] <= summary["PPO"]["high"]
    references = json.loads((tmp_path / "run" / "references.json").read_text("utf-8"))["rewards"]
    mean = sum(references["best fixed choice"]) / 2
    assert summary["best fixed choice"]["mean"] == pytest.approx(mean, abs=1e-4)
    assert mean <= sum(references["rules written by hand"]) / 2
    with (tmp_path / "run" / "curve.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["seed"], row["step"]) for row in csv.DictReader(file)] == [
            ("0", "0"), ("0", "8"), ("1", "0"), ("1", "8"),
        ]  # fmt: skip
    curve = (tmp_path / "run" / "seed-0" / "curve.csv").read_bytes()
    again = run("sb3_ppo.py", *short, folder=tmp_path)
    assert again == told
    refused = run("sb3_ppo.py", *short, "--held-out", 3, "--entropy", 0.1, folder=tmp_path, status=1)
    assert refused.strip() == "run was begun with other values of --entropy, --held-out; give another --out."
    assert (tmp_path / "run" / "seed-0" / "curve.csv").read_bytes() == curve


@pytest.mark.slow
def test_a_reward_of_ones_own_tells_the_policies_apart(tmp_path):
    told = run("own_reward.py", folder=tmp_path)
    found = {
        (preset, policy): (float(reward), stage)
        for preset, policy, reward, stage in re.findall(r"(\S+) +(slots|careless): ([\d.]+) at stage (\w+)", told)
    }
    assert found["webgen-r1", "careless"][0] == 0
    # What does not build gets what the gate says.
    assert found["concise", "careless"][0] in {0.1, 0.15, 0.2}
    assert found["concise", "slots"][1] == "scored"
    assert "reward/brevity" in told


@pytest.mark.slow
def test_the_benchmark_measures_batches(tmp_path):
    told = run("benchmark_environment.py", "--batches", 1, 3, "--steps", 1, folder=tmp_path)
    rows = re.findall(r"^ +(\d+) +([\d.]+) +([\d.]+) +([\d.]+) s$", told, flags=re.MULTILINE)
    assert [row[0] for row in rows] == ["1", "3"]
    assert all(float(row[1]) > 0 for row in rows)


@pytest.mark.slow
def test_a_chat_model_is_evaluated(tmp_path, server):  # noqa: F811  # the fixture
    task = TaskSet.bundled()[0]
    site = render(task.instruction, fitting_choices(task.instruction), form="compact").completion()
    server.play(completion(site), completion("I would rather not."))
    arguments = ["--model", "tiny", "--url", server.url, "--limit", 2, "--batch", 1]
    told = run("evaluate_chat_model.py", *arguments, folder=tmp_path, WEBGEN_POLICY_API_KEY="sk-of-the-test-123")
    assert "stage scored" in told
    assert "stage format" in told
    assert "2 episodes, 0 without a reward" in told
    assert "rendered 50%" in told
    assert "sk-of-the-test" not in told


@pytest.mark.slow
def test_a_tiny_model_is_trained_by_grpo(tmp_path):
    short = {
        "sft.examples": 16,
        "sft.max_steps": 3,
        "grpo.max_steps": 2,
        "grpo.prompts_per_step": 1,
        "grpo.num_generations": 2,
        "grpo.per_device_train_batch_size": 2,
        "tasks.number": 4,
        "tasks.held_out": 2,
    }
    changes = [part for name, value in short.items() for part in ("--set", f"{name}={value}")]
    told = run("grpo_tiny.py", "--seeds", "3", *changes, "--out", "runs", folder=tmp_path)
    assert "seed 3: 2 steps" in told
    assert "intervals apart: no" in told  # two steps teach nothing
    assert re.search(r"best slot sites: [2-5]\.\d", told)
    assert (tmp_path / "runs" / "curve.png").read_bytes().startswith(b"\x89PNG")
    assert len((tmp_path / "runs" / "curve.csv").read_text().splitlines()) == 3


@pytest.mark.slow
def test_the_dry_run_of_a_7b_model_needs_no_gpu(tmp_path):
    told = run("grpo_7b.py", "--preset", "7b-one-gpu", "--dry-run", folder=tmp_path)
    assert re.search(r"GRPO: [\d.]+ GB on each GPU", told)
    assert "rewards a step" in told
    assert "start it with:" in told
    assert not list(tmp_path.iterdir())
