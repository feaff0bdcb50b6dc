"""Answer: a completion together with how it came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

from agents.agent import Agent, act_batch
from webgen_env.errors import ConfigurationError

Finish = Literal["stop", "length", "failed"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One completion and its record.

    Attributes:
        text: The completion; what there is of it where the model was cut, empty where there is none.
        finish: ``"stop"``: the policy ended it; ``"length"``: it was cut at a limit of tokens; ``"failed"``: the policy
            could not be asked, which says nothing about its ability.
        problem: Why it failed or was cut; empty otherwise. Holds no secret.
        input_tokens: Tokens of the prompt, as the model's side counts them; 0 if unknown.
        output_tokens: Tokens of the completion; 0 if unknown.
        cost: Price of all requests for it; 0 without prices.
        requests: Requests that it took, further tries included.
        seconds: Time that it took.
    """

    text: str
    finish: Finish = "stop"
    problem: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    requests: int = 0
    seconds: float = 0.0


@runtime_checkable
class Answerer(Agent, Protocol):
    """An agent that says how its completions came about."""

    def answer_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """Answer several observations.

        Args:
            observations: The specifications.
            infos: One ``info`` for each.

        Returns:
            One answer for each, in the same order. One that failed is among them; it raises nothing.
        """
        ...


def answer_batch(agent: Agent, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """Answer several observations with any agent; one that keeps no record gets the plain one.

    Args:
        agent: The agent.
        observations: The specifications.
        infos: One ``info`` for each.

    Returns:
        One answer for each, in the same order.

    Raises:
        ConfigurationError: The two sequences differ in length, or the agent gave another number of answers.
    """
    if not isinstance(agent, Answerer):
        return [Answer(text) for text in act_batch(agent, observations, infos)]
    if len(observations) != len(infos):
        raise ConfigurationError(
            f"Got {len(observations)} observations and {len(infos)} infos; give one info for each."
        )
    answers = list(agent.answer_batch(observations, infos))
    if len(answers) != len(observations):
        raise ConfigurationError(
            f"{type(agent).__name__}.answer_batch returned {len(answers)} answers for {len(observations)} "
            "observations; it must return one for each, in order."
        )
    return answers


def messages_of(observation: str, info: Mapping[str, Any]) -> list[dict[str, str]]:
    """The chat that a language model is asked with.

    Args:
        observation: The specification.
        info: The ``info`` that came with it; its ``"messages"`` are taken where there are some.

    Returns:
        A new list of messages with ``role`` and ``content``: the scaffold's system prompt and the specification, unless
        the info has others.

    Raises:
        ConfigurationError: The info's messages have another form.
    """
    given = info.get("messages")
    if given is None:
        from webgen_env.scaffold import default_scaffold

        return [
            {"role": "system", "content": default_scaffold().system_prompt()},
            {"role": "user", "content": observation},
        ]
    fine = isinstance(given, Sequence) and all(
        isinstance(m, Mapping) and isinstance(m.get("role"), str) and isinstance(m.get("content"), str) for m in given
    )
    if not fine or not given:
        raise ConfigurationError(
            "info['messages'] must be a list of objects with the texts 'role' and 'content', as WebGenEnv.reset gives."
        )
    return [{"role": m["role"], "content": m["content"]} for m in given]
