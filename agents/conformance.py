"""Conformance: a check that anyone can run on an agent of their own."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from agents.agent import Agent, BatchAgent
from agents.answer import Answerer
from webgen_env.errors import ConfigurationError

_INSTRUCTION = (
    "Build Tidewater, a website for a harbour. Pages: Home, Boats and Contact. Boats lists six boats with name and "
    "length. Use aliceblue for the background and navy for components."
)
_OTHER = 'Erstelle eine Seite für den Chor „Süd“ 🎶 with <b>bold</b> wishes & "quotes".\nLine two.'


def check_agent(agent: Agent, *, closes: bool = True) -> None:
    """Check that an agent keeps the protocol. It is asked four times, and at the end closed.

    Checked are: ``act`` takes an observation and its info and returns a string; it leaves the info as it was; it does
    without keys that no protocol promises; ``act_batch`` and ``answer_batch``, where there are any, return one result
    for each observation, in order and for none of them too; ``close`` may be called twice.

    Args:
        agent: The agent.
        closes: Whether to close it.

    Raises:
        ConfigurationError: It does not keep the protocol; says what was got and what was expected.

    Example:
        >>> import agents
        >>> agents.check_agent(agents.make("scaffold"))
    """
    name = type(agent).__name__
    if not isinstance(agent, Agent):
        raise ConfigurationError(f"{name} has no method act(observation, info); add one.")
    infos = _infos()
    untouched = copy.deepcopy(infos)
    for observation, info in zip((_INSTRUCTION, _OTHER), infos, strict=True):
        _is_text(f"{name}.act", agent.act(observation, info))
    if infos != untouched:
        raise ConfigurationError(f"{name}.act changed the info that it was given; copy what you change.")
    if isinstance(agent, BatchAgent):
        texts = agent.act_batch([_INSTRUCTION, _OTHER], infos)
        _is_list(f"{name}.act_batch", texts, 2)
        for text in texts:
            _is_text(f"{name}.act_batch", text)
        _is_list(f"{name}.act_batch", agent.act_batch([], []), 0)
    if isinstance(agent, Answerer):
        _is_list(f"{name}.answer_batch", agent.answer_batch([], []), 0)
    if closes:
        release = getattr(agent, "close", None)
        if release is not None:
            release()
            release()


def _infos() -> list[dict[str, Any]]:
    """One info as the environment gives it, and one that has hardly anything."""
    full: Mapping[str, Any] = {
        "task_id": "tidewater",
        "split": "check",
        "category": "",
        "messages": [
            {"role": "system", "content": "You build websites."},
            {"role": "user", "content": _INSTRUCTION},
        ],
    }
    return [dict(full), {"messages": [{"role": "user", "content": _OTHER}]}]


def _is_text(where: str, value: object) -> None:
    if not isinstance(value, str):
        raise ConfigurationError(f"{where} returned a {type(value).__name__}; it must return the completion, a string.")


def _is_list(where: str, value: object, length: int) -> None:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ConfigurationError(f"{where} returned a {type(value).__name__}; it must return a list.")
    if len(value) != length:
        raise ConfigurationError(f"{where} returned {len(value)} results for {length} observations; one for each.")
