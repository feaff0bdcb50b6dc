"""Registry: agents by name."""

from __future__ import annotations

import difflib
import importlib
import inspect
import re
from collections.abc import Callable
from importlib import metadata
from typing import Any

from agents.agent import Agent
from webgen_env.errors import ConfigurationError

ENTRY_POINT_GROUP = "webgen_env.agents"
"""Other distributions offer agents by declaring entry points in this group."""

_ENTRY_POINT = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")

_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)

# Strings, so that naming an agent imports nothing of it.
_AGENTS: dict[str, str] = {
    "scaffold": "agents.scaffold:ScaffoldAgent",
    "showcase": "agents.showcase:ShowcaseAgent",
    "slots": "agents.slots:SlotsAgent",
    "chat": "agents.chat:ChatAgent",
    "transformers": "agents.local:TransformersAgent",
    "vllm": "agents.local:VllmAgent",
    "sb3": "agents.sb3:SB3Agent",
    "best-of-n": "agents.best_of_n:BestOfN",
    "repair": "agents.repair:Repair",
    "silent": "agents.flawed:Silent",
    "chatty": "agents.flawed:Chatty",
    "thinker": "agents.flawed:Thinker",
    "truncated": "agents.flawed:Truncated",
    "incomplete": "agents.flawed:Incomplete",
    "intruder": "agents.flawed:Intruder",
    "hallucinator": "agents.flawed:Hallucinator",
    "careless": "agents.flawed:Careless",
    "crasher": "agents.flawed:Crasher",
    "blank": "agents.flawed:Blank",
    "broken-route": "agents.flawed:BrokenRoute",
    "unstyled": "agents.flawed:Unstyled",
    "off-topic": "agents.flawed:OffTopic",
    "looper": "agents.flawed:Looper",
}


def names() -> list[str]:
    """Names of every agent that :func:`make` knows, sorted: bundled, registered and of other distributions."""
    return sorted({*_AGENTS, *_third_party()})


def register(name: str, entry_point: str) -> None:
    """Make an agent known by a name, for this process.

    Args:
        name: The name for :func:`make`.
        entry_point: Where its class or factory is, ``"package.module:Name"``. It is imported when it is first made.

    Raises:
        ConfigurationError: The entry point has another form, or the name already stands for something else.

    Example:
        >>> register("mine", "my_package.policies:MyAgent")
    """
    if not _ENTRY_POINT.fullmatch(entry_point):
        raise ConfigurationError(
            f"Got the entry point {entry_point!r} for agent {name!r}; expected a form like 'package.module:ClassName'."
        )
    known = _AGENTS.get(name)
    if known is not None and known != entry_point:
        raise ConfigurationError(f"Agent {name!r} is already registered as {known!r}; choose another name.")
    _AGENTS[name] = entry_point


def make(name: str, **config: Any) -> Agent:
    """Make an agent.

    Args:
        name: One of :func:`names`.
        **config: Keyword arguments of the agent's class.

    Returns:
        A new agent.

    Raises:
        ConfigurationError: No agent has this name, it cannot be imported, it lacks or does not take one of the keys, or
            what it makes has no ``act`` method. The message names the nearest known name or key.
        MissingDependencyError: It needs a package that is not installed; names the pip line.

    Example:
        >>> make("scaffold").act("A bakery website with a menu and a contact form.", {})[:7]
        '<think>'
    """
    factory = _load(name)
    _check_keys(name, factory, config)
    agent = factory(**config)
    if not isinstance(agent, Agent):
        raise ConfigurationError(
            f"Agent {name!r} is a {type(agent).__name__}, which has no method act(observation, info); add one."
        )
    return agent


def _load(name: str) -> Callable[..., Any]:
    entry_point = _AGENTS.get(name) or _third_party().get(name)
    if entry_point is None:
        raise ConfigurationError(f"No agent is called {name!r}.{_nearest(name, names())}")
    module, _, attribute = entry_point.partition(":")
    try:
        factory = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise ConfigurationError(f"Agent {name!r} could not be loaded from {entry_point!r}: {error}") from error
    if not callable(factory):
        raise ConfigurationError(f"Agent {name!r} is at {entry_point!r}, which is no class or function.")
    return factory  # type: ignore[no-any-return]


def _third_party() -> dict[str, str]:
    return {entry.name: entry.value for entry in metadata.entry_points(group=ENTRY_POINT_GROUP)}


def _check_keys(name: str, factory: Callable[..., Any], config: dict[str, Any]) -> None:
    parameters = inspect.signature(factory).parameters.values()
    if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        known = [parameter.name for parameter in parameters if parameter.kind is not parameter.VAR_POSITIONAL]
        for key in config:
            if key not in known:
                raise ConfigurationError(f"Agent {name!r} takes no key {key!r}.{_nearest(key, known)}")
    absent = [p.name for p in parameters if p.default is p.empty and p.kind in _NAMED and p.name not in config]
    if absent:
        raise ConfigurationError(f"Agent {name!r} needs the key {' and '.join(map(repr, absent))}.")


def _nearest(word: str, known: list[str]) -> str:
    if not known:
        return " It takes none."
    close = difflib.get_close_matches(word[:100], known, n=3, cutoff=0.5)
    if close:
        return f" Did you mean {' or '.join(repr(match) for match in close)}?"
    return f" Known: {', '.join(known)}."
