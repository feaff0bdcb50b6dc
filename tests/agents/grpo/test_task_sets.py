from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agents.grpo import TrainSettings
from agents.grpo.task_sets import choose_demonstrations, choose_tasks
from webgen_env.errors import ConfigurationError
from webgen_env.tasks import Task, TaskSet


def settings(seed: int = 1, sft: dict[str, Any] | None = None, **tasks: Any) -> TrainSettings:
    return TrainSettings.model_validate({"seed": seed, "tasks": tasks, "sft": sft})


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "tasks.jsonl"
    TaskSet(
        Task(f"{split}-{number}", f"Site {number}.", split=split) for split in ("train", "test") for number in range(10)
    ).to_jsonl(path)
    return str(path)


def test_slots_are_made_and_held_out_ones_are_others() -> None:
    tasks = choose_tasks(settings(set="slots", number=20, held_out=6))
    assert (len(tasks.train), len(tasks.held_out)) == (20, 6)
    assert {task.split for task in tasks.train} == {"train"}
    assert {task.split for task in tasks.held_out} == {"test"}
    assert len(tasks.all) == 26


def test_seeds_train_on_other_tasks_and_are_assessed_on_the_same() -> None:
    one, other = (choose_tasks(settings(seed, set="slots", number=20, held_out=6)) for seed in (1, 2))
    assert one.train != other.train
    assert one.held_out == other.held_out
    assert one == choose_tasks(settings(1, set="slots", number=20, held_out=6))


def test_slots_need_a_number() -> None:
    with pytest.raises(ConfigurationError, match=r"tasks\.number"):
        choose_tasks(settings(set="slots"))


def test_a_file_gives_its_split(file: str) -> None:
    tasks = choose_tasks(settings(set=file, split="train", held_out_split="test", held_out=4, number=5))
    assert len(tasks.train) == 5
    assert len(tasks.held_out) == 4
    assert {task.split for task in tasks.train} == {"train"}


def test_held_out_tasks_are_taken_away_from_those_that_are_trained_on(file: str) -> None:
    tasks = choose_tasks(settings(set=file, split=None, held_out=6))
    assert (len(tasks.train), len(tasks.held_out)) == (14, 6)
    assert not set(tasks.train.ids) & set(tasks.held_out.ids)


@pytest.mark.parametrize("wanted", [{"number": 11}, {"held_out": 10}, {"held_out": 11, "held_out_split": "test"}])
def test_too_few_tasks_are_said(file: str, wanted: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="gives"):
        choose_tasks(settings(set=file, split="train", **wanted))


def test_demonstrations_of_slots_are_for_other_tasks() -> None:
    wanted = settings(sft={"source": "slots", "examples": 30}, set="slots", number=20, system_prompt="none")
    tasks = choose_tasks(wanted)
    shown = choose_demonstrations(wanted, tasks)
    assert len(shown) == 30
    asked = {task.instruction for task in tasks.train}
    assert sum(one.prompt[-1]["content"] in asked for one in shown) <= 1


def test_demonstrations_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "sft.jsonl"
    row = {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}
    file.write_text(3 * (json.dumps(row) + "\n"))
    wanted = settings(sft={"source": str(file), "examples": 2}, set="slots", number=2)
    assert [one.completion for one in choose_demonstrations(wanted, choose_tasks(wanted))] == ["b", "b"]


def test_without_a_warm_start_there_are_none() -> None:
    wanted = settings(set="slots", number=2)
    with pytest.raises(ConfigurationError, match="sft is null"):
        choose_demonstrations(wanted, choose_tasks(wanted))
