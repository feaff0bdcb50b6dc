"""Evaluation: what a policy, or a choice, earns on given tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.agent import act_batch
from webgen_env.errors import InfrastructureError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.agent import Agent
    from webgen_env.scorer import Scorer
    from webgen_env.tasks.task import Task
    from webgen_env.wrappers import ChoiceWriter


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a policy earns on given tasks.

    Attributes:
        rewards: One for each task; ``None`` where a fault of ours prevented one.
    """

    rewards: tuple[float | None, ...]

    @property
    def known(self) -> tuple[float, ...]:
        """The rewards there are."""
        return tuple(reward for reward in self.rewards if reward is not None)

    @property
    def mean(self) -> float:
        """Mean of the rewards there are.

        Raises:
            InfrastructureError: There is none.
        """
        known = self.known
        if not known:
            raise InfrastructureError(
                f"None of {len(self.rewards)} episodes of an evaluation has a reward: every one ended in a fault of "
                "ours. Run: webgen doctor",
                stage="render",
            )
        return sum(known) / len(known)


def evaluate(agent: Agent, tasks: Iterable[Task], scorer: Scorer) -> Evaluation:
    """Give an agent each task once.

    Args:
        agent: Any agent.
        tasks: The tasks.
        scorer: What scores.

    Returns:
        What it earned.
    """
    given = list(tasks)
    completions = act_batch(agent, [task.instruction for task in given], [{} for _ in given])
    return Evaluation(tuple(result.reward for result in scorer.score_batch_sync(given, completions)))


def score_choices(
    choices: Sequence[Sequence[int]], tasks: Sequence[Task], scorer: Scorer, writer: ChoiceWriter
) -> Evaluation:
    """Score given choices.

    Args:
        choices: Choices for each task.
        tasks: As many tasks.
        scorer: What scores.
        writer: What writes the completions.

    Returns:
        What each earned.
    """
    completions = [writer(task.instruction, choice) for task, choice in zip(tasks, choices, strict=True)]
    return Evaluation(tuple(result.reward for result in scorer.score_batch_sync(list(tasks), completions)))
