"""agents: policies and trainers for WebGen-v0."""

from __future__ import annotations

from agents.agent import Agent, BatchAgent, act_batch, close
from agents.draft import Draft
from agents.registry import make, names, register
from agents.scaffold import ScaffoldAgent

__all__ = ["Agent", "BatchAgent", "Draft", "ScaffoldAgent", "act_batch", "close", "make", "names", "register"]
