"""The conformance check: bundled agents pass, and each breach is named."""

from __future__ import annotations

import pytest

import agents
from webgen_env.errors import ConfigurationError

LIGHT = [name for name in agents.names() if name not in {"chat", "transformers", "vllm", "sb3", "best-of-n", "repair"}]


class Good:
    def act(self, observation, info):
        return f"{observation} {info.get('task_id')}"


class NoText(Good):
    def act(self, observation, info):
        return b"bytes"


class Meddler(Good):
    def act(self, observation, info):
        info["messages"].append({"role": "user", "content": "mine"})
        return "text"


class Short(Good):
    def act_batch(self, observations, infos):
        return ["only one"]


class Greedy(Good):
    def act_batch(self, observations, infos):
        return [self.act(o, i) for o, i in zip(observations, infos, strict=True)] or ["something for nothing"]


class Joined(Good):
    def act_batch(self, observations, infos):
        return "".join(observations)


class ClosesOnce(Good):
    closed = 0

    def close(self):
        self.closed += 1
        if self.closed > 1:
            raise RuntimeError("closed twice")


@pytest.mark.parametrize("name", LIGHT)
def test_every_bundled_agent_conforms(name):
    agents.check_agent(agents.make(name))


def test_a_class_with_one_method_conforms():
    agents.check_agent(Good())


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (object(), "has no method act"),
        (NoText(), r"NoText\.act returned a bytes"),
        (Meddler(), "changed the info"),
        (Short(), "returned 1 results for 2"),
        (Greedy(), "returned 1 results for 0"),
        (Joined(), "must return a list"),
    ],
)
def test_each_breach_is_named(agent, said):
    with pytest.raises(ConfigurationError, match=said):
        agents.check_agent(agent)


def test_closing_twice_is_part_of_the_protocol():
    with pytest.raises(RuntimeError, match="closed twice"):
        agents.check_agent(ClosesOnce())
    agents.check_agent(ClosesOnce(), closes=False)
