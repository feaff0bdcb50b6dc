"""A batch of episodes of numbers, scored at once."""

from __future__ import annotations

import gymnasium
import numpy as np
import pytest
from gymnasium import error
from gymnasium.vector import AutoresetMode

import webgen_env  # noqa: F401  # registers WebGen-v0
from agents.slots import fitting_choices, slot_tasks
from tests.wrappers.seams import fitting_scorer
from tests.wrappers.test_single import Silent
from webgen_env.errors import ConfigurationError
from webgen_env.wrappers import HashedNgrams, VectorEncodeText, VectorWriteChoices, numeric, numeric_vector

TASKS = slot_tasks(20)


@pytest.fixture
def scorer():
    with fitting_scorer() as scorer:
        yield scorer


@pytest.fixture
def texts(scorer):
    envs = gymnasium.make_vec("WebGen-v0", num_envs=3, tasks=TASKS, scorer=scorer)
    yield envs
    envs.close()


def test_spaces_are_those_of_one_environment_batched(texts):
    envs = numeric_vector(texts)
    assert envs.single_observation_space.shape == (1024,)
    assert envs.observation_space.shape == (3, 1024)
    assert envs.single_action_space.nvec.shape == (12,)
    observations, _ = envs.reset(seed=0)
    assert envs.observation_space.contains(observations)
    assert envs.action_space.contains(envs.action_space.sample())
    envs.step(envs.action_space.sample())


def test_each_action_is_written_for_its_own_specification_and_scored_in_one_batch(texts, scorer, monkeypatch):
    batches = []
    score = scorer.score_batch_sync
    monkeypatch.setattr(scorer, "score_batch_sync", lambda *a, **k: batches.append(len(a[1])) or score(*a, **k))
    envs = numeric_vector(texts)
    envs.reset(seed=0, options={"task_id": [TASKS[index].id for index in range(3)]})
    fitting = np.array([fitting_choices(TASKS[index].instruction) for index in range(3)])
    fitting[1, 2] = (fitting[1, 2] + 1) % 6
    _, rewards, terminations, truncations, infos = envs.step(fitting)
    assert rewards.tolist() == [2.2, 1.2, 2.2]
    assert terminations.all()
    assert not truncations.any()
    assert infos["final_info"]["stage"].tolist() == ["scored"] * 3
    assert batches == [3]


def test_the_next_actions_are_written_for_the_next_specifications(texts):
    envs = VectorWriteChoices(texts, Silent())
    _, infos = envs.reset(seed=0)
    before = [messages[-1]["content"] for messages in infos["messages"]]
    _, _, _, _, infos = envs.step([[0, 0]] * 3)
    after = [messages[-1]["content"] for messages in infos["messages"]]
    assert before != after
    assert envs.last_completions == tuple(f"(0, 0) for {text}" for text in before)
    envs.step([[1, 1]] * 3)
    assert envs.last_completions == tuple(f"(1, 1) for {text}" for text in after)


def test_it_answers_as_single_environments_do(texts, scorer):
    envs = numeric_vector(texts, encoder=HashedNgrams(32), writer=Silent())
    env = numeric(gymnasium.make("WebGen-v0", tasks=TASKS, scorer=scorer), encoder=HashedNgrams(32), writer=Silent())
    observations, _ = envs.reset(seed=5)
    _, rewards, _, _, infos = envs.step([[2, 0]] * 3)
    for index in range(3):
        observation, _ = env.reset(seed=5 + index)
        assert (observation == observations[index]).all()
        feedback, reward, _, _, _ = env.step([2, 0])
        assert reward == rewards[index]
        assert (infos["final_obs"][index] == feedback).all()
    env.close()


def test_the_wrappers_work_in_either_order(texts):
    first = VectorEncodeText(VectorWriteChoices(texts, Silent()), HashedNgrams(16))
    second = VectorWriteChoices(VectorEncodeText(texts, HashedNgrams(16)), Silent())
    answers = []
    for envs in (first, second):
        envs.reset(seed=4)
        answers.append(envs.step([[0, 1]] * 3)[0])
    assert (answers[0] == answers[1]).all()


def test_actions_are_checked(texts):
    envs = VectorWriteChoices(texts, Silent())
    with pytest.raises(error.ResetNeeded):
        envs.step([[0, 0]] * 3)
    envs.reset()
    with pytest.raises(error.InvalidAction, match="Expected 3 actions"):
        envs.step([[0, 0]])
    with pytest.raises(error.InvalidAction, match="Expected an element of"):
        envs.step([[0, 0], [0, 0], [9, 9]])


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.DISABLED])
def test_an_environment_that_ignores_every_second_action_is_refused(mode):
    envs = gymnasium.vector.SyncVectorEnv([lambda: gymnasium.make("WebGen-v0", tasks=TASKS)], autoreset_mode=mode)
    with pytest.raises(ConfigurationError, match="SAME_STEP"):
        VectorWriteChoices(envs, Silent())
    envs.close()
