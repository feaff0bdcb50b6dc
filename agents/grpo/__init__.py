"""GRPO: this environment as the reward of TRL, and whole training runs from settings.

Somebody with a trainer of his own takes the reward and the prompts:

Example:
    >>> from trl import GRPOTrainer  # doctest: +SKIP
    >>> from agents.grpo import WebGenSpec
    >>> spec = WebGenSpec("webgen-instruct")  # doctest: +SKIP
    >>> GRPOTrainer(model, reward_funcs=spec.reward_funcs, train_dataset=spec.train_dataset)  # doctest: +SKIP

A whole run, warm start and assessments included, is :func:`train` with settings; ``webgen train`` reads them from a
preset. Importing this package loads neither torch nor trl.
"""

from __future__ import annotations

from agents.grpo.assessment import Assessment, assess_slots
from agents.grpo.completions import completion_text
from agents.grpo.demonstrations import Demonstration, read_demonstrations, slots_demonstrations
from agents.grpo.prompts import Prompts, messages_for, prompt_dataset
from agents.grpo.reward import WebGenReward
from agents.grpo.scoring import scorer_of
from agents.grpo.settings import TrainSettings
from agents.grpo.spec import WebGenSpec
from agents.grpo.tally import tally
from agents.grpo.tiny import make_tiny
from agents.grpo.train import TrainResult, train

__all__ = [
    "Assessment",
    "Demonstration",
    "Prompts",
    "TrainResult",
    "TrainSettings",
    "WebGenReward",
    "WebGenSpec",
    "assess_slots",
    "completion_text",
    "make_tiny",
    "messages_for",
    "prompt_dataset",
    "read_demonstrations",
    "scorer_of",
    "slots_demonstrations",
    "tally",
    "train",
]
