"""agents: policies and trainers for WebGen-v0.

This package comes with webgen-env. Another popular distribution, openai-agents, installs a package of the same name:
with both in one environment, one of them overwrites files of the other, and ``agents`` is a mixture of the two. Keep
them in separate environments. The command line says so where it meets the wrong one.

Make one by name, give it an observation, and step the environment with what it returns:

Example:
    >>> import agents
    >>> completion = agents.make("scaffold").act("A site for a bakery with a menu and a contact form.", {})
    >>> "<webArtifact" in completion
    True
"""

from __future__ import annotations

from agents.agent import Agent, BatchAgent, act_batch, close
from agents.answer import Answer, Answerer, answer_batch
from agents.best_of_n import BestOfN
from agents.conformance import check_agent
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
from agents.repair import Repair
from agents.scaffold import ScaffoldAgent
from agents.showcase import ShowcaseAgent, showcase_task_ids
from agents.slots import SlotsAgent

__all__ = [
    "Agent",
    "Answer",
    "Answerer",
    "BatchAgent",
    "BestOfN",
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
    "Repair",
    "ScaffoldAgent",
    "ShowcaseAgent",
    "Silent",
    "SlotsAgent",
    "Thinker",
    "Truncated",
    "Unstyled",
    "act_batch",
    "answer_batch",
    "check_agent",
    "close",
    "make",
    "names",
    "register",
    "showcase_task_ids",
]
