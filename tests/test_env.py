"""WebGenEnv and WebGenVectorEnv over fakes at the three seams."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import gymnasium
import numpy as np
import pytest
from gymnasium import error
from gymnasium.vector import AutoresetMode

import webgen_env
from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge, Script
from tests.test_scorer import GOOD, Parts
from webgen_env import TaskSet, WebGenEnv, WebGenVectorEnv
from webgen_env.errors import ConfigurationError, InfrastructureError, JudgeError
from webgen_env.scorer import Scorer


@pytest.fixture
def parts() -> Parts:
    return Parts()


@pytest.fixture
def scorer(parts: Parts) -> Iterator[Scorer]:
    with parts.scorer() as scorer:
        yield scorer


@pytest.fixture
def env(scorer: Scorer) -> Iterator[WebGenEnv]:
    env = WebGenEnv(scorer=scorer, render_mode="rgb_array")
    yield env
    env.close()


# --- registration and import ---


def test_import_registers_string_entry_points() -> None:
    spec = gymnasium.spec("WebGen-v0")
    assert spec.entry_point == "webgen_env.env:WebGenEnv"
    assert spec.vector_entry_point == "webgen_env.vector_env:WebGenVectorEnv"


def test_make_works_without_the_import_and_import_is_light() -> None:
    code = """
import sys, gymnasium
env = gymnasium.make("webgen_env:WebGen-v0")
env.reset(seed=0)
heavy = {"torch", "playwright", "transformers"} & set(sys.modules)
env.close()
assert "webgen_env" in sys.modules
print(sorted(heavy))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_public_names_are_few_and_all_resolve() -> None:
    assert len(webgen_env.__all__) <= 30
    assert dir(webgen_env) == sorted(webgen_env.__all__)
    for name in webgen_env.__all__:
        assert getattr(webgen_env, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'Nope'"):
        _ = webgen_env.Nope


def test_constructing_opens_nothing() -> None:
    made: list[str] = []
    scorer = Scorer(builder=lambda: made.append("builder"), browser=lambda: made.append("browser"))  # type: ignore[arg-type,return-value]
    env = WebGenEnv(scorer=scorer)
    env.reset(seed=1)
    env.step("no project")
    assert made == []
    scorer.close()


# --- reset ---


def test_reset_gives_a_specification_and_a_chat(env: WebGenEnv) -> None:
    observation, info = env.reset(seed=3)
    assert observation in env.observation_space
    assert observation == env.tasks.get(info["task_id"]).instruction
    assert [message["role"] for message in info["messages"]] == ["system", "user"]
    assert info["messages"][1]["content"] == observation
    assert "webArtifact" in info["messages"][0]["content"]


def test_seeds_decide_the_task(env: WebGenEnv) -> None:
    drawn = [env.reset(seed=seed)[1]["task_id"] for seed in range(20)]
    assert drawn == [env.reset(seed=seed)[1]["task_id"] for seed in range(20)]
    assert len(set(drawn)) > 5


def test_reset_options(env: WebGenEnv) -> None:
    first = env.tasks[0]
    assert env.reset(options={"task_id": first.id})[0] == first.instruction
    assert {env.reset(options={"split": "test"})[1]["split"] for _ in range(10)} == {"test"}
    observation, info = env.reset(options={"instruction": "Ein Café für Füchse 🦊"})
    assert (observation, info["task_id"]) == ("Ein Café für Füchse 🦊", "custom")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"task_id": "no-such-task"}, "no-such-task"),
        ({"split": "nope"}, "nope"),
        ({"tusk_id": "x"}, "Unknown reset options"),
        ({"task_id": 3}, "must be a string, got int"),
        ({"instruction": ""}, "1 to 65536 characters"),
        ({"instruction": "x" * 70_000}, "1 to 65536 characters"),
        ({"task_id": "a", "instruction": "b"}, "one of them"),
    ],
)
def test_wrong_options_are_gymnasium_errors(env: WebGenEnv, options: dict[str, object], message: str) -> None:
    with pytest.raises(error.Error, match=message):
        env.reset(options=options)


# --- step ---


def test_a_step_is_an_episode(env: WebGenEnv) -> None:
    env.reset(options={"task_id": env.tasks[0].id})
    observation, reward, terminated, truncated, info = env.step(GOOD)
    assert observation in env.observation_space
    assert "graded" in observation
    assert (reward, terminated, truncated) == (pytest.approx(4.2), True, False)
    assert type(reward) is float
    assert {name: info[f"reward/{name}"] for name in ("visual", "functional", "reasoning")} == {
        "visual": 4.0,
        "functional": 1.0,
        "reasoning": 1.0,
    }
    assert (info["stage"], info["fault"], info["task_id"], info["errors"]) == ("scored", None, env.tasks[0].id, [])


def test_terms_are_reported_at_every_stage(env: WebGenEnv) -> None:
    env.reset()
    _, reward, terminated, _, info = env.step("no project here")
    assert (reward, terminated, info["stage"]) == (0.0, True, "format")
    assert all(isinstance(info[f"reward/{name}"], float) for name in ("visual", "functional", "reasoning"))
    assert info["violations"]
    assert set(info["violations"][0]) == {"rule", "place", "message", "severity"}


def test_step_needs_reset_each_time(env: WebGenEnv) -> None:
    with pytest.raises(error.ResetNeeded, match="reset"):
        env.step(GOOD)
    env.reset()
    env.step("once")
    with pytest.raises(error.ResetNeeded, match="one step"):
        env.step("twice")


@pytest.mark.parametrize("action", [None, 3, b"bytes", np.array("text"), ["text"]])
def test_actions_must_be_strings(env: WebGenEnv, action: object) -> None:
    env.reset()
    with pytest.raises(error.InvalidAction, match=type(action).__name__):
        env.step(action)  # type: ignore[arg-type]
    assert env.step("a string is fine afterwards")[2]


def test_a_fault_truncates_and_is_never_a_reward(env: WebGenEnv, parts: Parts) -> None:
    parts.builder.script.errors = [InfrastructureError("registry down", stage="install")] * 2
    env.reset()
    observation, reward, terminated, truncated, info = env.step(GOOD)
    assert (reward, terminated, truncated, info["fault"]) == (0.0, False, True, "infra")
    assert "fault of the environment" in observation


@pytest.mark.parametrize(
    ("part", "raised", "expected"),
    [
        ("browser", InfrastructureError("browser gone", stage="render"), InfrastructureError),
        ("judge", JudgeError("no answer"), JudgeError),
    ],
)
def test_on_fault_raise(scorer: Scorer, parts: Parts, part: str, raised: Exception, expected: type) -> None:
    getattr(parts, part).script.errors = [raised] * 2
    env = WebGenEnv(scorer=scorer, on_fault="raise")
    env.reset()
    with pytest.raises(expected, match=str(raised)):
        env.step(GOOD)
    getattr(parts, part).script.errors = [raised] * 2
    envs = WebGenVectorEnv(1, scorer=scorer, on_fault="raise")
    envs.reset()
    with pytest.raises(expected, match=str(raised)):
        envs.step([GOOD])


def test_a_deadline_for_the_step(scorer: Scorer, parts: Parts) -> None:
    parts.judge.script = Script(delay_s=30)
    env = WebGenEnv(scorer=scorer, timeout_s=0.2)
    env.reset()
    assert env.step(GOOD)[3] is True


@pytest.mark.parametrize(
    "option",
    [{"render_mode": "ansi"}, {"on_fault": "ignore"}, {"split": "nope"}, {"preset": "webgen-r2"}, {"judge": "desing"}],
)
def test_wrong_arguments_are_refused(option: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(option.values()))):
        WebGenEnv(**option).step  # type: ignore[arg-type] # noqa: B018


# --- render and close ---


def test_render_gives_the_screenshot(env: WebGenEnv) -> None:
    env.reset()
    before = env.render()
    assert before is not None
    assert (before.shape, before.dtype, int(before.min())) == ((768, 1024, 3), np.uint8, 255)
    env.step(GOOD)
    after = env.render()
    assert after is not None
    assert after[0, 0].tolist() == [0, 128, 128]
    after[:] = 0
    assert env.render() is not None
    assert env.picture()[0, 0].tolist() == [0, 128, 128], "what render returns is the caller's to change"


def test_render_human_opens_the_gallery_page(parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    with parts.scorer(evidence=tmp_path) as scorer:
        env = WebGenEnv(scorer=scorer, render_mode="human")
        env.reset()
        assert env.render() is None
        assert opened == []
        env.step(GOOD)
    assert len(opened) == 1
    assert Path(opened[0].removeprefix("file://")).is_file()


def test_close_is_idempotent_and_leaves_a_shared_scorer_open(env: WebGenEnv, scorer: Scorer) -> None:
    env.close()
    env.close()
    env.reset()
    assert env.step(GOOD)[1] == pytest.approx(4.2)


# --- the vector environment ---


@pytest.fixture
def envs(scorer: Scorer) -> Iterator[WebGenVectorEnv]:
    envs = gymnasium.make_vec("WebGen-v0", num_envs=3, scorer=scorer, render_mode="rgb_array")
    yield envs  # type: ignore[misc]
    envs.close()


def test_make_vec_takes_the_vector_environment(envs: WebGenVectorEnv) -> None:
    assert isinstance(envs.unwrapped, WebGenVectorEnv)
    assert envs.metadata["autoreset_mode"] is AutoresetMode.SAME_STEP
    assert envs.num_envs == 3


def test_every_action_gets_a_reward_and_its_final_info(envs: WebGenVectorEnv) -> None:
    observations, infos = envs.reset(seed=0)
    assert observations in envs.observation_space
    assert len(infos["task_id"]) == 3
    before = infos["task_id"].tolist()
    observations, rewards, terminations, truncations, infos = envs.step([GOOD, "nothing", GOOD])
    assert rewards.tolist() == [pytest.approx(4.2), 0.0, pytest.approx(4.2)]
    assert (rewards.dtype, terminations.dtype) == (np.float64, np.bool_)
    assert terminations.all()
    assert not truncations.any()
    assert infos["final_info"]["stage"].tolist() == ["scored", "format", "scored"]
    assert infos["final_info"]["task_id"].tolist() == before
    assert infos["final_info"]["reward/visual"].tolist() == [4.0, 0.0, 4.0]
    assert "no website project" in infos["final_obs"][1]
    assert observations in envs.observation_space


def test_one_task_for_all_makes_a_group_that_stays(envs: WebGenVectorEnv) -> None:
    task = envs.unwrapped._single.tasks[2]  # type: ignore[attr-defined]
    envs.reset(options={"task_id": task.id})
    for _ in range(2):
        observations, *_, infos = envs.step([GOOD] * 3)
        assert set(observations) == {task.instruction}
        assert set(infos["task_id"]) == {task.id}


def test_tasks_per_environment(envs: WebGenVectorEnv) -> None:
    ids = [task.id for task in TaskSet.bundled()][:3]
    assert envs.reset(options={"task_id": ids})[1]["task_id"].tolist() == ids
    with pytest.raises(error.Error, match="3 values; got 2"):
        envs.reset(options={"task_id": ids[:2]})


def test_seeding_is_gymnasiums(scorer: Scorer) -> None:
    envs = WebGenVectorEnv(3, scorer=scorer)
    single = WebGenEnv(scorer=scorer)
    drawn = envs.reset(seed=7)[1]["task_id"].tolist()
    assert drawn == [single.reset(seed=7 + index)[1]["task_id"] for index in range(3)]
    assert envs.np_random_seed == (7, 8, 9)
    with pytest.raises(error.Error, match="3 seeds"):
        envs.reset(seed=[1, 2])


@pytest.mark.parametrize("actions", [["a"], "aaa", ["a", "b", 3]])
def test_wrong_actions(envs: WebGenVectorEnv, actions: object) -> None:
    envs.reset()
    with pytest.raises(error.InvalidAction):
        envs.step(actions)  # type: ignore[arg-type]


def test_vector_step_needs_reset(envs: WebGenVectorEnv) -> None:
    with pytest.raises(error.ResetNeeded):
        envs.step(["a"] * 3)


def test_faults_in_a_batch_touch_their_own_episode_only(envs: WebGenVectorEnv, parts: Parts) -> None:
    parts.builder.script.errors = [InfrastructureError("registry down", stage="install", retryable=False)]
    envs.reset(seed=0)
    _, rewards, terminations, truncations, _ = envs.step([GOOD, "nothing", GOOD + " "])
    assert sorted(rewards.tolist()) == [0.0, 0.0, pytest.approx(4.2)]
    assert (terminations ^ truncations).all()
    assert truncations.sum() == 1


def test_vector_render(envs: WebGenVectorEnv) -> None:
    envs.reset()
    envs.step([GOOD, "nothing", GOOD])
    pictures = envs.render()
    assert pictures is not None
    assert [int(picture[0, 0, 1]) for picture in pictures] == [128, 255, 128]


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.slow
def test_other_vectorization_modes_give_real_rewards(mode: str) -> None:
    options: dict[str, object] = {"autoreset_mode": AutoresetMode.SAME_STEP}
    if mode == "async":
        options |= {"shared_memory": False, "context": "spawn"}
    envs = gymnasium.make_vec(
        "WebGen-v0",
        num_envs=2,
        vectorization_mode=mode,
        vector_kwargs=options,
        scorer=Scorer(builder=FakeBuilder, browser=FakeBrowser, judge=FakeJudge(), builders=1, browsers=1),
    )
    try:
        envs.reset(seed=0)
        _, rewards, terminations, _, _ = envs.step([GOOD, GOOD])
        assert rewards.tolist() == [pytest.approx(4.2)] * 2
        assert terminations.all()
    finally:
        envs.close()
