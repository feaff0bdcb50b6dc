"""Assessment: how good a policy is on some tasks, before and after it is trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from agents.slots import SlotsAgent
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.reward.result import RewardResult
    from webgen_env.scorer import Scorer
    from webgen_env.tasks import Task


@dataclass(frozen=True, slots=True)
class Assessment:
    """How good a policy is on some tasks.

    Attributes:
        rewards: Reward of each completion; those without one, through a fault of ours, are left out.
        stages: How many walks ended at each stage.
        faults: Completions without a reward.
    """

    rewards: tuple[float, ...]
    stages: Mapping[str, int]
    faults: int = 0

    @property
    def mean(self) -> float | None:
        """Mean reward; ``None`` without any."""
        return sum(self.rewards) / len(self.rewards) if self.rewards else None

    @property
    def built(self) -> float | None:
        """Share of the completions that built, 0–1; ``None`` without any."""
        if not self.rewards:
            return None
        return (self.stages.get("render", 0) + self.stages.get("scored", 0)) / len(self.rewards)

    @classmethod
    def of(cls, results: Sequence[RewardResult]) -> Assessment:
        """Sum up verdicts.

        Args:
            results: The verdicts.

        Returns:
            The assessment.
        """
        stages: dict[str, int] = {}
        rewards = []
        for result in results:
            if result.reward is not None:
                rewards.append(result.reward)
                stages[result.stage] = stages.get(result.stage, 0) + 1
        return cls(tuple(rewards), stages, len(results) - len(rewards))

    def record(self) -> dict[str, Any]:
        """As a JSON-like object; :meth:`parse` reads it."""
        return {**asdict(self), "mean": self.mean, "built": self.built}

    @classmethod
    def merged(cls, parts: Sequence[Assessment]) -> Assessment:
        """Put together what several processes found.

        Args:
            parts: Their assessments.

        Returns:
            The assessment of all of it.
        """
        names = dict.fromkeys(name for part in parts for name in part.stages)
        return cls(
            tuple(reward for part in parts for reward in part.rewards),
            {name: sum(part.stages.get(name, 0) for part in parts) for name in names},
            sum(part.faults for part in parts),
        )

    @classmethod
    def parse(cls, record: Any) -> Assessment:
        """Read what :meth:`record` gave.

        Args:
            record: The object.

        Returns:
            The assessment.

        Raises:
            ConfigurationError: It is something else.
        """
        try:
            return cls(
                tuple(float(value) for value in record["rewards"]),
                {str(name): int(number) for name, number in record["stages"].items()},
                int(record["faults"]),
            )
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise ConfigurationError(f"Got no record of an assessment ({type(error).__name__}: {error}).") from None


def assess_slots(scorer: Scorer, tasks: Sequence[Task], *, choose: str = "fit", seed: int = 0) -> Assessment:
    """How good the slots policy is: with fitting choices about the best that its sites can be, a bound to aim for.

    Args:
        scorer: What scores.
        tasks: The tasks.
        choose: ``"fit"`` or ``"random"``.
        seed: Seed of random choices.

    Returns:
        The assessment.
    """
    agent = SlotsAgent(choose=choose, form="compact", seed=seed)
    completions = [agent.act(task.instruction, {"sample": 0}) for task in tasks]
    return Assessment.of(scorer.score_batch_sync(list(tasks), completions))
