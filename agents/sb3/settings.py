"""SB3Settings: everything that decides a training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

from agents.sb3.design import Design
from webgen_env.errors import ConfigurationError

POLICY_GRADIENT_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        "n_steps": 2,
        "batch_size": 32,
        "n_epochs": 10,
        "learning_rate": 0.05,
        "gamma": 1.0,
        "gae_lambda": 1.0,
        "ent_coef": 0.02,
        "vf_coef": 0.0,
    }
)
"""Options of PPO that learn fast in episodes of one step; see :class:`SB3Settings`."""


@dataclass(frozen=True, slots=True)
class SB3Settings:
    """Everything that decides a training.

    Attributes:
        design: Algorithm, observation and action.
        episodes: Episodes to train for; one episode is one site.
        batch: Episodes that are written and scored together.
        seed: Seed of the network, of the tasks that are drawn, and of the choices.
        options: Keyword arguments of the algorithm's class. ``None`` takes, for PPO, options that suit episodes of one
            step: updates after every second batch, a high learning rate, little entropy bonus, a policy that is
            linear in the words, and no critic, because rewards are centred on their batch; for other algorithms their
            own defaults.
        evaluate_every: Episodes between two evaluations on held-out tasks; 0 evaluates only at the end.
        checkpoint_every: Episodes between two checkpoints: what a kill can lose, and one update more.

    Raises:
        ConfigurationError: A number is out of range.
    """

    design: Design = field(default_factory=Design)
    episodes: int = 1024
    batch: int = 16
    seed: int = 0
    options: Mapping[str, Any] | None = None
    evaluate_every: int = 256
    checkpoint_every: int = 64

    def __post_init__(self) -> None:
        least = {"episodes": 1, "batch": 1, "seed": 0, "evaluate_every": 0, "checkpoint_every": 1}
        for name, bound in least.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < bound:
                raise ConfigurationError(f"{name} must be a whole number, {bound} or more; got {value!r}.")

    @property
    def algorithm_options(self) -> dict[str, Any]:
        """Keyword arguments of the algorithm's class."""
        if self.options is not None:
            return dict(self.options)
        if self.design.algorithm != "PPO":
            return {}
        return {**POLICY_GRADIENT_OPTIONS, "policy_kwargs": {"net_arch": {"pi": [], "vf": []}}}

    def describe(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {**asdict(self), "options": self.algorithm_options}
