"""Meaning: what a measured throughput says about a training run."""

from __future__ import annotations

import math
from dataclasses import dataclass

from webgen_env.errors import ConfigurationError

PAPER_REWARDS = 51_200
"""Rewards of WebGen-R1's GRPO run: 400 steps of 8 prompts with 16 completions each (arXiv 2604.20398)."""

PAPER_GROUP_SIZE = 16
PAPER_PROMPTS_PER_STEP = 8

ASSUMED_STEP_SECONDS = 60.0
"""Time of a training step without its rewards. The paper tells none; name your trainer's own."""

ASSUMED_EFFICIENCY = 0.85
"""Share of linear scaling that is assumed beyond the cores that were measured."""


@dataclass(frozen=True, slots=True)
class Trainer:
    """What a trainer asks for.

    Attributes:
        group_size: Completions per prompt, G, at least 1.
        prompts_per_step: Prompts per step, P, at least 1.
        step_seconds: Seconds of a step without its rewards: generating, and updating the weights; more than 0.

    Raises:
        ConfigurationError: A value is out of its range.
    """

    group_size: int = PAPER_GROUP_SIZE
    prompts_per_step: int = PAPER_PROMPTS_PER_STEP
    step_seconds: float = ASSUMED_STEP_SECONDS

    def __post_init__(self) -> None:
        if self.group_size < 1 or self.prompts_per_step < 1 or not 0 < self.step_seconds < math.inf:
            raise ConfigurationError(
                "A trainer has a group size and prompts per step of 1 or more and a step time of more than 0 seconds, "
                f"got {self.group_size}, {self.prompts_per_step} and {self.step_seconds}."
            )

    @property
    def rewards_per_step(self) -> int:
        """Rewards that a step waits for: G · P."""
        return self.group_size * self.prompts_per_step


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a throughput means, without the judge's time if the judge is a model elsewhere.

    Attributes:
        per_second: Rewards per second on this machine, all completions distinct.
        cores: Cores of this machine.
        rewards_per_hour: The same per hour.
        paper_run_hours: Hours that this machine needs for the rewards of WebGen-R1's run, 51,200.
        baseline_run_hours: Hours that it would need the released way; ``None`` where that was not measured.
        trainer: What is asked for.
        step_reward_seconds: Seconds that this machine needs for the rewards of a step.
        cores_to_keep_up: Cores with which the rewards of one step are ready within the time of a step, so that scoring
            hides behind generation of the next one or at most doubles the step.
        efficiency: Share of linear scaling that was assumed for that.
    """

    per_second: float
    cores: int
    rewards_per_hour: float
    paper_run_hours: float
    baseline_run_hours: float | None
    trainer: Trainer
    step_reward_seconds: float
    cores_to_keep_up: int
    efficiency: float


def what_it_means(
    per_second: float,
    cores: int,
    trainer: Trainer,
    *,
    baseline_per_second: float | None = None,
    efficiency: float = ASSUMED_EFFICIENCY,
) -> Meaning:
    """Say what a throughput means for a training run.

    Args:
        per_second: Rewards per second on this machine, more than 0.
        cores: Cores that gave them, at least 1.
        trainer: What is asked for.
        baseline_per_second: Rewards per second the released way, as many at once as our run had workers.
        efficiency: Share of linear scaling for more cores than these, 0–1; fewer are counted as linear.

    Returns:
        The meaning.

    Raises:
        ConfigurationError: A value is out of its range.

    Example:
        >>> what_it_means(2.0, 2, Trainer(16, 8, 32.0), efficiency=1.0).cores_to_keep_up
        4
    """
    if not 0 < per_second < math.inf or cores < 1 or not 0 < efficiency <= 1:
        raise ConfigurationError(
            "Expected a rate of more than 0, one core or more and an efficiency above 0 and up to 1, "
            f"got {per_second}, {cores} and {efficiency}."
        )
    needed = trainer.rewards_per_step / trainer.step_seconds
    return Meaning(
        per_second=per_second,
        cores=cores,
        rewards_per_hour=round(3600 * per_second, 1),
        paper_run_hours=round(PAPER_REWARDS / per_second / 3600, 2),
        baseline_run_hours=round(PAPER_REWARDS / baseline_per_second / 3600, 2) if baseline_per_second else None,
        trainer=trainer,
        step_reward_seconds=round(trainer.rewards_per_step / per_second, 2),
        cores_to_keep_up=_cores(needed, per_second, cores, efficiency),
        efficiency=efficiency,
    )


def _cores(needed: float, per_second: float, cores: int, efficiency: float) -> int:
    """Cores for a rate: linear up to those that were measured, at the assumed efficiency beyond."""
    per_core = per_second / cores
    if needed <= per_second:
        return max(1, math.ceil(needed / per_core - 1e-9))
    return cores + math.ceil((needed - per_second) / (per_core * efficiency) - 1e-9)
