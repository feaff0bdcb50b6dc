"""Policies that Stable-Baselines3 trains on the numeric wrappers: PPO above all, and any other of its algorithms.

A specification is observed as a vector of hashed words; the action chooses among the components of ``agents.slots``.
With one step to an episode this is a contextual bandit, so that a policy can be trained with some hundred sites.

Example:
    >>> from agents.sb3 import SB3Settings, train  # doctest: +SKIP
    >>> from agents.slots import slot_tasks  # doctest: +SKIP
    >>> report = train(SB3Settings(episodes=512), "runs/ppo", tasks=slot_tasks(2000))  # doctest: +SKIP
    >>> agents.make("sb3", model="runs/ppo").act("A shop for tea.", {})  # doctest: +SKIP
"""

from __future__ import annotations

from agents.sb3.agent import SB3Agent
from agents.sb3.algorithms import algorithm_class, choice_form
from agents.sb3.design import Design
from agents.sb3.evaluating import Evaluation, evaluate, score_choices
from agents.sb3.fixed_choice import FixedChoice, find_fixed_choice
from agents.sb3.settings import SB3Settings
from agents.sb3.training import TrainingReport, train

__all__ = [
    "Design",
    "Evaluation",
    "FixedChoice",
    "SB3Agent",
    "SB3Settings",
    "TrainingReport",
    "algorithm_class",
    "choice_form",
    "evaluate",
    "find_fixed_choice",
    "score_choices",
    "train",
]
