"""Training: what it leaves, that it learns to read, and that an interruption changes nothing."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from agents.curves import read_curves
from agents.sb3 import Design, SB3Agent, SB3Settings, evaluate, train
from agents.slots import SLOTS, slot_tasks
from tests.agents.sb3.conftest import DESIGN, FIXED, HELD_OUT, TASKS
from tests.wrappers.seams import Deaf, Paint, fitting_scorer
from webgen_env.errors import ConfigurationError
from webgen_env.tasks import TaskSet

ROOT = Path(__file__).parents[3]

KILLED = """
import sys
from agents.sb3 import SB3Settings, train
from tests.agents.sb3.conftest import DESIGN, HELD_OUT, TASKS
from tests.wrappers.seams import fitting_scorer

settings = SB3Settings(design=DESIGN, episodes=100_000, seed=5, evaluate_every=64, checkpoint_every=32)
with fitting_scorer() as scorer:
    train(settings, sys.argv[1], tasks=TASKS, held_out=HELD_OUT, scorer=scorer)
"""


def rows(path, without=("seconds",)):
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: cell for name, cell in row.items() if name not in without} for row in csv.DictReader(file)]


def weights(agent):
    return [value.detach().numpy().copy() for value in agent.algorithm.policy.parameters()]


def test_the_curve_has_a_row_for_each_update_and_evaluations_where_they_are_due(trained):
    curve = rows(trained.curve)
    assert [int(row["step"]) for row in curve] == [0, 32, 64, 96]
    assert [bool(row["held_out"]) for row in curve] == [True, False, True, True]
    assert [bool(row["reward"]) for row in curve] == [False, True, True, True]
    assert {row["seed"] for row in curve} == {"1"}
    assert float(curve[-1]["held_out"]) == pytest.approx(trained.held_out.mean, abs=1e-4)
    assert read_curves([trained.curve], value="seconds")[0].values[-1] <= round(trained.seconds, 1) + 0.1


def test_the_folder_holds_the_policy_and_what_decided_it(trained):
    assert trained.episodes == 96
    told = json.loads((trained.folder / "settings.json").read_text("utf-8"))
    assert told["options"]["n_steps"] == 2
    assert told["design"]["fixed"] == FIXED
    # The latest two; what came of the last update is the model itself.
    assert sorted(path.name for path in (trained.folder / "checkpoints").iterdir()) == [
        "000000032.zip",
        "000000064.zip",
    ]
    again = SB3Agent(trained.folder)
    instructions = [task.instruction for task in HELD_OUT]
    assert again.choices(instructions) == trained.agent.choices(instructions)


@pytest.mark.slow
def test_it_learns_to_read(tmp_path):
    settings = SB3Settings(design=DESIGN, episodes=512, seed=0, evaluate_every=0)
    with fitting_scorer() as scorer:
        report = train(settings, tmp_path / "run", tasks=TASKS, held_out=HELD_OUT, scorer=scorer)
    # 0.2 for a site; a table is a point that any constant can earn, the kind one in six times.
    assert report.held_out.mean > 1.2 + 0.5
    chosen = report.agent.choices([task.instruction for task in HELD_OUT])
    right = [choice["kind"] == task.metadata["slots"]["kind"] for choice, task in zip(chosen, HELD_OUT, strict=True)]
    assert np.mean(right) > 0.5


@pytest.mark.slow
def test_it_finds_the_one_word_that_decides(tmp_path):
    """The defaults are for this: one of some fifty words says which of four colours pays."""
    colours = ("indigo", "forestgreen", "tomato", "steelblue")
    fixed = {slot.name: slot.options[0] for slot in SLOTS if slot.name not in {"component", "contrast"}}
    design = Design(fixed={**fixed, "kind": "shop"}, offered={"component": colours})
    asked = {
        split: [task for task in slot_tasks(1600, split=split) if task.metadata["component_color"] in colours]
        for split in ("train", "test")
    }
    settings = SB3Settings(design=design, episodes=1024, seed=0, evaluate_every=0)
    with fitting_scorer(judge=Paint) as scorer:
        report = train(settings, tmp_path / "run", tasks=TaskSet(asked["train"]), scorer=scorer)
    held_out = asked["test"][:80]
    chosen = report.agent.choices([task.instruction for task in held_out])
    right = [
        choice["component"] == task.metadata["component_color"] for choice, task in zip(chosen, held_out, strict=True)
    ]
    assert np.mean(right) > 0.8


@pytest.mark.slow
def test_a_run_that_was_killed_ends_as_one_that_was_not(tmp_path):
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    with subprocess.Popen([sys.executable, "-c", KILLED, str(killed)], cwd=ROOT) as process:
        while not (killed / "checkpoints" / "000000064.zip").exists():
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    settings = SB3Settings(design=DESIGN, episodes=100_000, seed=5, evaluate_every=64, checkpoint_every=32)
    told = json.loads((killed / "settings.json").read_text("utf-8"))
    saved = max(int(path.stem) for path in (killed / "checkpoints").glob("[0-9]*.zip"))
    ends = replace(settings, episodes=saved + 64)
    # The length was out of reach so that the kill would come before the end.
    (killed / "settings.json").write_text(json.dumps({**told, "episodes": ends.episodes}), "utf-8")
    with fitting_scorer() as scorer:
        one = train(ends, killed, tasks=TASKS, held_out=HELD_OUT, scorer=scorer, resume=True)
        other = train(ends, whole, tasks=TASKS, held_out=HELD_OUT, scorer=scorer)
    assert rows(one.curve) == rows(other.curve)
    assert all((a == b).all() for a, b in zip(weights(one.agent), weights(other.agent), strict=True))


def test_the_same_seed_gives_the_same_run_and_another_does_not(trained, tmp_path):
    curves = []
    for seed in (1, 2):
        settings = SB3Settings(design=DESIGN, episodes=96, seed=seed, evaluate_every=64, checkpoint_every=32)
        with fitting_scorer() as scorer:
            report = train(settings, tmp_path / str(seed), tasks=TASKS, held_out=HELD_OUT, scorer=scorer)
        curves.append(rows(report.curve, without=("seconds", "seed")))
    assert curves[0] == rows(trained.curve, without=("seconds", "seed"))
    assert curves[1] != curves[0]


@pytest.mark.parametrize(
    ("algorithm", "open_slots", "options"),
    [
        ("A2C", {"kind", "extra"}, {"n_steps": 2}),
        ("DQN", {"extra", "layout"}, {"learning_starts": 8, "train_freq": 2, "buffer_size": 100}),
        ("SAC", {"extra", "layout"}, {"learning_starts": 8, "train_freq": 2, "buffer_size": 100}),
    ],
)
def test_other_algorithms_train_and_go_on(algorithm, open_slots, options, tmp_path):
    fixed = {slot.name: slot.options[0] for slot in SLOTS if slot.name not in open_slots}
    design = Design(algorithm=algorithm, size=32, fixed=fixed)
    settings = SB3Settings(design=design, episodes=32, batch=4, options=options, checkpoint_every=8)
    with fitting_scorer() as scorer:
        report = train(settings, tmp_path / "run", tasks=TASKS, held_out=HELD_OUT[:4], scorer=scorer)
        again = train(settings, tmp_path / "run", tasks=TASKS, held_out=HELD_OUT[:4], scorer=scorer, resume=True)
        assert len(evaluate(SB3Agent(again.folder), HELD_OUT[:4], scorer).known) == 4
    assert report.episodes == again.episodes == 32
    assert (tmp_path / "run" / "checkpoints" / "000000024.buffer.pkl").exists() == (algorithm != "A2C")


def test_faults_are_counted_and_in_no_mean(tmp_path):
    settings = SB3Settings(design=DESIGN, episodes=32, evaluate_every=0)
    with fitting_scorer(Deaf) as scorer:
        report = train(settings, tmp_path / "run", tasks=TASKS, held_out=HELD_OUT[:6], scorer=scorer)
    last = rows(report.curve)[-1]
    assert 8 <= int(last["faults"]) <= 12
    assert float(last["reward"]) >= 0.2
    assert len(report.held_out.known) == 4


def test_a_folder_with_a_run_is_not_overwritten(trained):
    settings = SB3Settings(design=DESIGN, episodes=96, seed=1, evaluate_every=64, checkpoint_every=32)
    with pytest.raises(ConfigurationError, match="holds a training already"):
        train(settings, trained.folder, tasks=TASKS)
    with pytest.raises(ConfigurationError, match="another value of seed"):
        train(replace(settings, seed=2), trained.folder, tasks=TASKS, resume=True)


def test_an_option_that_the_algorithm_does_not_take_is_said(tmp_path):
    with fitting_scorer() as scorer, pytest.raises(ConfigurationError, match=r"PPO cannot be made with .*n_step"):
        train(SB3Settings(options={"n_step": 2}), tmp_path / "run", tasks=TASKS, scorer=scorer)


@pytest.mark.parametrize("numbers", [{"episodes": 0}, {"batch": True}, {"seed": -1}, {"checkpoint_every": 0}])
def test_numbers_out_of_range_are_refused(numbers):
    with pytest.raises(ConfigurationError, match=next(iter(numbers))):
        SB3Settings(**numbers)
