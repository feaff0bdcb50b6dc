"""The protocol: what counts as an agent, and the helpers over any agent."""

from __future__ import annotations

import pytest

import agents
from webgen_env.errors import ConfigurationError


class OneMethod:
    def act(self, observation, info):
        return f"{observation}/{info.get('n')}"


class Together(OneMethod):
    def __init__(self):
        self.calls = 0
        self.closed = 0

    def act_batch(self, observations, infos):
        self.calls += 1
        return [self.act(observation, info) for observation, info in zip(observations, infos, strict=True)]

    def close(self):
        self.closed += 1


class Forgetful(OneMethod):
    def act_batch(self, observations, infos):
        return ["only one"]


def test_a_class_with_one_method_is_an_agent():
    assert isinstance(OneMethod(), agents.Agent)
    assert not isinstance(OneMethod(), agents.BatchAgent)
    assert not isinstance(object(), agents.Agent)


def test_a_batch_goes_one_by_one_or_together():
    infos = [{"n": 1}, {"n": 2}]
    assert agents.act_batch(OneMethod(), ["a", "b"], infos) == ["a/1", "b/2"]
    together = Together()
    assert agents.act_batch(together, ["a", "b"], infos) == ["a/1", "b/2"]
    assert together.calls == 1


def test_a_batch_of_the_wrong_length_is_refused():
    with pytest.raises(ConfigurationError, match="2 observations and 1 infos"):
        agents.act_batch(OneMethod(), ["a", "b"], [{}])
    with pytest.raises(ConfigurationError, match=r"Forgetful\.act_batch returned 1 completions for 2"):
        agents.act_batch(Forgetful(), ["a", "b"], [{}, {}])


def test_closing_is_optional():
    together = Together()
    agents.close(together)
    agents.close(OneMethod())
    assert together.closed == 1
