"""Rewards relative to their batch."""

from __future__ import annotations

import gymnasium
import numpy as np
import pytest

import webgen_env  # noqa: F401  # registers WebGen-v0
from agents.sb3.centring import CentredReward
from agents.slots import fitting_choices
from tests.agents.sb3.conftest import TASKS
from tests.wrappers.seams import Carrier, Deaf, fitting_scorer
from webgen_env.wrappers import SB3VecEnv, SlotWriter, numeric_vector


def step(builder, number):
    """One step with fitting choices for every task but the first."""
    with fitting_scorer(builder) as scorer:
        texts = gymnasium.make_vec("WebGen-v0", num_envs=number, tasks=TASKS, scorer=scorer)
        envs = CentredReward(SB3VecEnv(numeric_vector(texts, writer=SlotWriter())))
        envs.set_options([{"task_id": TASKS[index].id} for index in range(number)])
        envs.reset()
        actions = np.array([fitting_choices(TASKS[index].instruction) for index in range(number)])
        actions[0, 2] = (actions[0, 2] + 1) % 6
        return envs.step(actions)


def test_the_mean_of_the_batch_is_subtracted_and_the_reward_still_told():
    _, rewards, dones, infos = step(Carrier, 4)
    assert [info["reward"] for info in infos] == pytest.approx([1.2, 2.2, 2.2, 2.2])
    assert rewards == pytest.approx([-0.75, 0.25, 0.25, 0.25])
    assert dones.all()


def test_a_fault_is_neither_good_nor_bad_and_in_no_mean():
    _, rewards, _, infos = step(Deaf, 6)
    faulty = np.array([info["fault"] is not None for info in infos])
    assert faulty.sum() == 2
    assert (rewards[faulty] == 0).all()
    known = np.array([info["reward"] for info in infos])[~faulty]
    assert rewards[~faulty] == pytest.approx(known - known.mean())
    assert rewards.sum() == pytest.approx(0, abs=1e-5)
