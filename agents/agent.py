"""Agent: anything that answers a specification with a completion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from webgen_env.errors import ConfigurationError


@runtime_checkable
class Agent(Protocol):
    """A policy: one method makes one.

    Two further methods are used where a class has them: ``act_batch(observations, infos) -> list[str]`` answers several
    observations at once, and ``close() -> None`` releases what the agent holds and may be called twice.

    Example:
        >>> class Shy:
        ...     def act(self, observation: str, info: Mapping[str, Any]) -> str:
        ...         return "I would rather not."
        >>> isinstance(Shy(), Agent)
        True
    """

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification, as ``WebGenEnv.reset`` returns it.
            info: The ``info`` that came with it; ``info["messages"]`` is the chat that a language model needs. May be
                empty: an agent that needs a key says which one is absent.

        Returns:
            The completion: the action for ``WebGenEnv.step``.
        """
        ...


@runtime_checkable
class BatchAgent(Agent, Protocol):
    """An agent that answers several observations faster together than one after another."""

    def act_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[str]:
        """Answer several observations.

        Args:
            observations: The specifications.
            infos: One ``info`` for each.

        Returns:
            One completion for each, in the same order.
        """
        ...


def act_batch(agent: Agent, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[str]:
    """Answer several observations with any agent, together where it can.

    Args:
        agent: The agent.
        observations: The specifications.
        infos: One ``info`` for each.

    Returns:
        One completion for each, in the same order.

    Raises:
        ConfigurationError: The two sequences differ in length, or the agent gave another number of completions.
    """
    if len(observations) != len(infos):
        raise ConfigurationError(
            f"Got {len(observations)} observations and {len(infos)} infos; give one info for each."
        )
    if not isinstance(agent, BatchAgent):
        return [agent.act(observation, info) for observation, info in zip(observations, infos, strict=True)]
    completions = list(agent.act_batch(observations, infos))
    if len(completions) != len(observations):
        raise ConfigurationError(
            f"{type(agent).__name__}.act_batch returned {len(completions)} completions for {len(observations)} "
            "observations; it must return one for each, in order."
        )
    return completions


def close(agent: Agent) -> None:
    """Release what an agent holds; does nothing for an agent without a ``close`` method.

    Args:
        agent: The agent.
    """
    release = getattr(agent, "close", None)
    if callable(release):
        release()
