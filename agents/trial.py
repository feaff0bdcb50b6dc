"""Trial: what agents share that try a completion in the environment before they answer."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from agents.agent import Agent, close
from agents.answer import Answer, answer_batch
from agents.registry import make
from webgen_env.errors import ConfigurationError
from webgen_env.tasks.task import Task

if TYPE_CHECKING:
    from webgen_env.reward.result import RewardResult
    from webgen_env.scorer import Scorer

TRIAL_SPLIT = "trial"
"""Split of the tasks that attempts are scored as: the instruction alone, without what only a scorer may know."""


@dataclass(frozen=True)
class Attempt:
    """One episode of a trial.

    Attributes:
        answer: What the policy wrote.
        result: The verdict on it.
    """

    answer: Answer
    result: RewardResult

    @property
    def worth(self) -> float:
        """The reward; less than any where a fault of ours or of the policy's server prevented one."""
        if self.result.reward is None or self.answer.finish == "failed":
            return float("-inf")
        return self.result.reward


class Trials:
    """A policy, and a scorer that its attempts are tried with.

    Args:
        policy: Name of an agent, or an agent.
        config: Its configuration, where it is named.
        preset: Reward preset that attempts are judged by.
        judge: Judge that grades attempts.
        evidence: Folder for the evidence bundles of all attempts, or ``None``.
        scorer: A scorer to share; then preset, judge and evidence are its own, and it is not closed here.

    Raises:
        ConfigurationError: The policy is unknown, or an agent was given with a configuration.
    """

    def __init__(
        self,
        policy: str | Agent,
        config: Mapping[str, Any] | None,
        *,
        preset: str,
        judge: str,
        evidence: str | os.PathLike[str] | None,
        scorer: Scorer | None,
    ) -> None:
        if not isinstance(policy, str) and config:
            raise ConfigurationError("Got an agent and a configuration for one; give the name of the agent with it.")
        self.policy: Agent = make(policy, **(config or {})) if isinstance(policy, str) else policy
        self._owns_policy = isinstance(policy, str)
        self._scorer = scorer
        self._owns_scorer = scorer is None
        self._options: dict[str, Any] = {"preset": preset, "judge": judge, "evidence": evidence}

    def attempt(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Attempt]:
        """Let the policy answer, and score what it writes.

        Args:
            observations: The specifications.
            infos: One ``info`` for each.

        Returns:
            One attempt for each, in order.
        """
        answers = answer_batch(self.policy, observations, infos)
        tasks = [
            Task(id=str(info.get("task_id") or "trial"), instruction=observation, split=TRIAL_SPLIT)
            for observation, info in zip(observations, infos, strict=True)
        ]
        results = self._open().score_batch_sync(tasks, [answer.text for answer in answers])
        return [Attempt(answer, result) for answer, result in zip(answers, results, strict=True)]

    def close(self) -> None:
        """Release what was opened here. Idempotent."""
        if self._owns_policy:
            close(self.policy)
        if self._owns_scorer and self._scorer is not None:
            self._scorer.close()
            self._scorer = None

    def _open(self) -> Scorer:
        if self._scorer is None:
            # Imported with the first attempt: naming an agent must be fast.
            from webgen_env.scorer import Scorer

            self._scorer = Scorer(**self._options)
        return self._scorer


def best(attempts: Sequence[Attempt]) -> Answer:
    """The answer with the highest reward, the first of equals, with the cost of all.

    Args:
        attempts: At least one.

    Returns:
        The answer; its tokens, cost, requests and seconds are those of all attempts.
    """
    answers = [attempt.answer for attempt in attempts]
    return replace(
        max(attempts, key=lambda attempt: attempt.worth).answer,
        input_tokens=sum(answer.input_tokens for answer in answers),
        output_tokens=sum(answer.output_tokens for answer in answers),
        cost=sum(answer.cost for answer in answers),
        requests=sum(answer.requests for answer in answers),
        seconds=sum(answer.seconds for answer in answers),
    )
