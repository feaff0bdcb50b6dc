"""One environment of numbers."""

from __future__ import annotations

import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium import error
from gymnasium.utils.env_checker import check_env

import webgen_env  # noqa: F401  # registers WebGen-v0
from agents.slots import fitting_choices, slot_tasks
from tests.wrappers.seams import fitting_scorer
from webgen_env.errors import ConfigurationError
from webgen_env.wrappers import EncodeText, HashedNgrams, SlotWriter, WriteChoices, numeric

TASKS = slot_tasks(20)


class Silent:
    """Writes nothing, which needs neither builder nor browser."""

    sizes = (3, 2)

    def __call__(self, instruction, choices):
        return f"{choices} for {instruction}"


@pytest.fixture
def scorer():
    with fitting_scorer() as scorer:
        yield scorer


@pytest.fixture
def env(scorer):
    env = gymnasium.make("WebGen-v0", tasks=TASKS, scorer=scorer)
    yield env
    env.close()


def test_the_checkers_of_gymnasium_and_stable_baselines_pass():
    from stable_baselines3.common.env_checker import check_env as check_for_sb3

    env = numeric(gymnasium.make("WebGen-v0", tasks=TASKS), encoder=HashedNgrams(32), writer=Silent())
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*is different from the unwrapped version.*")
        check_env(env, skip_render_check=True)
    check_for_sb3(env)
    env.close()


def test_the_specification_is_observed_as_its_vector_and_so_is_the_feedback(env):
    encoder = HashedNgrams(64)
    wrapped = EncodeText(env, encoder)
    observation, info = wrapped.reset(seed=1)
    assert (observation == encoder([info["messages"][-1]["content"]])[0]).all()
    assert wrapped.observation_space.contains(observation)
    feedback, _, _, _, _ = wrapped.step("no site")
    assert wrapped.observation_space.contains(feedback)
    assert (feedback != observation).any()


def test_what_fits_the_specification_earns_more_than_what_does_not(env):
    wrapped = numeric(env, writer=SlotWriter())
    _, info = wrapped.reset(options={"task_id": TASKS[3].id})
    fitting = np.array(fitting_choices(TASKS[3].instruction))
    _, reward, terminated, _, info = wrapped.step(fitting)
    assert (reward, terminated, info["stage"]) == (2.2, True, "scored")
    assert "<webArtifact" in info["completion"]
    wrapped.reset(options={"task_id": TASKS[3].id})
    other = fitting.copy()
    other[2] = (other[2] + 1) % 6
    assert wrapped.step(other)[1] == 1.2


def test_the_wrappers_work_in_either_order(env):
    for wrapped in (WriteChoices(EncodeText(env), Silent()), EncodeText(WriteChoices(env, Silent()))):
        _, info = wrapped.reset(seed=2)
        said = info["messages"][-1]["content"]
        assert wrapped.step(np.array([2, 1]))[4]["completion"] == f"(2, 1) for {said}"


@pytest.mark.parametrize(("form", "action"), [("discrete", 5), ("box", np.array([1.0, 1.0]))])
def test_other_forms_of_action_mean_the_same(env, form, action):
    wrapped = WriteChoices(env, Silent(), form=form)
    wrapped.reset(seed=0)
    assert wrapped.step(action)[4]["completion"].startswith("(2, 1) for")


def test_an_episode_begins_with_reset_and_an_action_is_checked(env):
    wrapped = WriteChoices(env, Silent())
    with pytest.raises(error.ResetNeeded):
        wrapped.step(np.array([0, 0]))
    wrapped.reset()
    with pytest.raises(error.InvalidAction):
        wrapped.step("text")


def test_a_wrapped_environment_can_be_made_again_from_its_spec():
    env = numeric(gymnasium.make("WebGen-v0", tasks=TASKS), encoder=HashedNgrams(8), writer=Silent(), form="discrete")
    copy = env.spec.make()
    assert copy.action_space == env.action_space
    assert copy.observation_space == env.observation_space
    env.close()
    copy.close()


def test_too_many_actions_for_one_number_are_said(env):
    with pytest.raises(ConfigurationError, match="Fix some of them"):
        WriteChoices(env, form="discrete")
