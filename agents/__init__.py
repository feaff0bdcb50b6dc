"""agents: policies and trainers for WebGen-v0.

Make one by name, give it an observation, and step the environment with what it returns:

Example:
    >>> import agents
    >>> completion = agents.make("scaffold").act("A site for a bakery with a menu and a contact form.", {})
    >>> "<webArtifact" in completion
    True
"""

from __future__ import annotations

from agents.agent import Agent, BatchAgent, act_batch, close
from agents.draft import Draft, Drafter
from agents.flawed import (
    Blank,
    BrokenRoute,
    Careless,
    Chatty,
    Crasher,
    Flawed,
    Hallucinator,
    Incomplete,
    Intruder,
    Looper,
    OffTopic,
    Silent,
    Thinker,
    Truncated,
    Unstyled,
)
from agents.registry import make, names, register
from agents.scaffold import ScaffoldAgent
from agents.showcase import ShowcaseAgent, showcase_task_ids

__all__ = [
    "Agent",
    "BatchAgent",
    "Blank",
    "BrokenRoute",
    "Careless",
    "Chatty",
    "Crasher",
    "Draft",
    "Drafter",
    "Flawed",
    "Hallucinator",
    "Incomplete",
    "Intruder",
    "Looper",
    "OffTopic",
    "ScaffoldAgent",
    "ShowcaseAgent",
    "Silent",
    "Thinker",
    "Truncated",
    "Unstyled",
    "act_batch",
    "close",
    "make",
    "names",
    "register",
    "showcase_task_ids",
]
