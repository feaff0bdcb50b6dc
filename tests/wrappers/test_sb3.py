"""The batch as Stable-Baselines3 knows it."""

from __future__ import annotations

import subprocess
import sys

import gymnasium
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode

import webgen_env  # noqa: F401  # registers WebGen-v0
from agents.slots import slot_tasks
from tests.wrappers.seams import Deaf, fitting_scorer
from tests.wrappers.test_single import Silent
from webgen_env.errors import ConfigurationError
from webgen_env.wrappers import HashedNgrams, SB3VecEnv, SlotWriter, numeric_vector

TASKS = slot_tasks(20)


def make(number=3, **options):
    texts = gymnasium.make_vec("WebGen-v0", num_envs=number, tasks=TASKS, **options)
    return SB3VecEnv(numeric_vector(texts, encoder=HashedNgrams(32), writer=Silent()))


def test_a_step_answers_in_the_form_of_stable_baselines():
    envs = make()
    envs.seed(7)
    first = envs.reset()
    assert first.shape == (3, 32)
    assert [info["split"] for info in envs.reset_infos] == ["train"] * 3
    observations, rewards, dones, infos = envs.step(np.array([[0, 1], [2, 1], [1, 0]]))
    assert rewards.dtype == np.float32
    assert rewards.tolist() == [0, 0, 0]
    assert dones.tolist() == [True] * 3
    assert (observations != first).any()
    for info in infos:
        assert info["stage"] == "format"
        assert info["fault"] is None
        assert info["TimeLimit.truncated"] is False
        assert info["terminal_observation"].shape == (32,)
        assert not any(name.startswith("_") for name in info)
    envs.close()


def test_seeds_and_options_hold_for_the_next_reset_only():
    envs = make()
    envs.seed(3)
    before = envs.reset()
    assert (envs.reset() != before).any()
    envs.seed(3)
    assert (envs.reset() == before).all()
    envs.set_options([{"task_id": TASKS[index].id} for index in (4, 5, 6)])
    envs.reset()
    assert [info["task_id"] for info in envs.reset_infos] == [TASKS[index].id for index in (4, 5, 6)]
    envs.reset()
    assert [info["task_id"] for info in envs.reset_infos] != [TASKS[index].id for index in (4, 5, 6)]
    envs.close()


def test_a_fault_is_cut_off_at_what_was_acted_on():
    with fitting_scorer(Deaf) as scorer:
        texts = gymnasium.make_vec("WebGen-v0", num_envs=3, tasks=TASKS, scorer=scorer)
        envs = SB3VecEnv(numeric_vector(texts, writer=SlotWriter()))
        envs.seed(0)
        acted_on = envs.reset()
        _, rewards, dones, infos = envs.step(np.zeros((3, 12), int))
        (faulty,) = [index for index, info in enumerate(infos) if info["fault"] is not None]
        assert infos[faulty]["fault"] == "infra"
        assert infos[faulty]["TimeLimit.truncated"] is True
        assert (infos[faulty]["terminal_observation"] == acted_on[faulty]).all()
        assert rewards[faulty] == 0
        assert dones.all()
        whole = (faulty + 1) % 3
        assert infos[whole]["TimeLimit.truncated"] is False
        assert (infos[whole]["terminal_observation"] != acted_on[whole]).any()


def test_nothing_is_learned_from_a_fault():
    from stable_baselines3 import PPO

    with fitting_scorer(Deaf) as scorer:
        texts = gymnasium.make_vec("WebGen-v0", num_envs=6, tasks=TASKS, scorer=scorer)
        envs = SB3VecEnv(numeric_vector(texts, encoder=HashedNgrams(32)))
        model = PPO("MlpPolicy", envs, n_steps=1, batch_size=6, n_epochs=1, gamma=1.0, seed=0, device="cpu")
        seen = {}

        def look(found, _):
            seen["faults"] = [info["fault"] is not None for info in found["infos"]]
            return True

        model.learn(6, callback=look)
        advantages = np.abs(model.rollout_buffer.advantages.reshape(-1))
        assert sum(seen["faults"]) == 2
        assert advantages[seen["faults"]] == pytest.approx(0, abs=1e-6)
        assert (advantages[np.logical_not(seen["faults"])] > 0.1).all()


def test_what_cannot_be_done_on_one_episode_of_a_batch_is_said():
    envs = make(2)
    assert envs.get_attr("num_envs") == [2, 2]
    assert not envs.has_attr("nothing_of_this_name")
    assert envs.env_is_wrapped(gymnasium.Wrapper, [0]) == [False]
    with pytest.raises(NotImplementedError, match=r"\.envs"):
        envs.set_attr("split", "test")
    with pytest.raises(NotImplementedError, match=r"\.envs"):
        envs.env_method("reset")
    with pytest.raises(ConfigurationError, match="step_async"):
        envs.step_wait()
    envs.close()
    envs.close()


def test_pictures_are_those_of_the_sites():
    envs = make(2, render_mode="rgb_array")
    envs.reset()
    assert [picture.shape for picture in envs.get_images()] == [(768, 1024, 3)] * 2
    envs.close()
    envs = make(2)
    assert envs.get_images() == [None, None]
    envs.close()


def test_other_ways_of_resetting_are_refused():
    envs = gymnasium.vector.SyncVectorEnv(
        [lambda: gymnasium.make("WebGen-v0", tasks=TASKS)], autoreset_mode=AutoresetMode.NEXT_STEP
    )
    with pytest.raises(ConfigurationError, match="SAME_STEP"):
        SB3VecEnv(envs)
    envs.close()


def test_without_stable_baselines_the_pip_line_is_named():
    code = (
        "import sys; sys.modules['stable_baselines3'] = None\n"
        "from webgen_env.errors import MissingDependencyError\n"
        "try:\n    from webgen_env.wrappers import SB3VecEnv\n"
        "except MissingDependencyError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'webgen-env[sb3]'" in done.stdout
