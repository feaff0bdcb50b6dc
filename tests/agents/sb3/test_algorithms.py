"""Algorithms by name."""

from __future__ import annotations

import pytest

from agents.sb3 import algorithm_class, choice_form
from agents.sb3.algorithms import BUNDLED
from webgen_env.errors import ConfigurationError


@pytest.mark.parametrize("name", BUNDLED)
def test_the_algorithms_of_stable_baselines_are_found(name):
    assert algorithm_class(name).__name__ == name


def test_another_algorithm_is_found_where_it_is():
    assert algorithm_class("stable_baselines3.a2c:A2C") is algorithm_class("A2C")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ppo2", "did you mean 'PPO'"),
        ("REINFORCE!", "known are"),
        ("nowhere_at_all:PPO", "could not be loaded"),
        ("stable_baselines3:Nothing", "could not be loaded"),
        ("collections:Counter", "no subclass"),
        ("stable_baselines3:HerReplayBuffer", "no subclass"),
    ],
)
def test_what_is_no_algorithm_is_said(name, said):
    with pytest.raises(ConfigurationError, match=said):
        algorithm_class(name)


def test_each_algorithm_gets_actions_that_it_takes():
    forms = {name: choice_form(name) for name in (*BUNDLED, "sb3_contrib:TQC", "sb3_contrib:TRPO", "sb3_contrib:QRDQN")}
    assert {name for name, form in forms.items() if form == "box"} == {"DDPG", "SAC", "TD3", "sb3_contrib:TQC"}
    assert {name for name, form in forms.items() if form == "discrete"} == {"DQN", "sb3_contrib:QRDQN"}
