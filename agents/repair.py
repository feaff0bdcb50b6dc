"""Repair: a policy that sees what became of its completion, and may write it again."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from agents.answer import messages_of
from agents.trial import Attempt, Trials, best
from webgen_env.errors import ConfigurationError
from webgen_env.feedback import describe

if TYPE_CHECKING:
    from agents.agent import Agent
    from agents.answer import Answer
    from webgen_env.scorer import Scorer

MAX_K = 100

_AGAIN = (
    "Your website was built and opened. This is what was found:\n\n{feedback}\n\n"
    "Mend it, and write the whole website again in the same form, every file in full."
)


class Repair:
    """Lets a policy try again with the terminal observation before it, and gives its best attempt.

    Each attempt is an episode: a completion, its verdict, and the feedback text that ``WebGenEnv.step`` returns. A
    further attempt is made while the latest one has problems or a reward below ``enough``. Its ``info["messages"]``
    is the chat so far: the completion as the assistant's, the feedback as the user's; ``info["feedback"]`` holds the
    text and ``info["attempt"]`` its number, from 1. A policy that looks at none of these writes what it wrote before,
    and then it is not asked again.

    Args:
        policy: Name of an agent, or an agent.
        k: Most further attempts after the first, 0–100.
        enough: Reward from which a site without problems is left as it is; the default suits ``webgen-r1``, whose best
            is 5.2.
        config: Configuration of the policy, where it is named.
        preset: Reward preset that attempts are judged by.
        judge: Judge that grades attempts.
        evidence: Folder for the evidence bundles of all attempts, or ``None``.
        scorer: A scorer to share; then preset, judge and evidence are its own, and it is not closed here.

    Raises:
        ConfigurationError: An argument is not what was expected.
    """

    def __init__(
        self,
        policy: str | Agent = "scaffold",
        k: int = 3,
        *,
        enough: float = 4.5,
        config: Mapping[str, Any] | None = None,
        preset: str = "webgen-r1",
        judge: str = "design",
        evidence: str | os.PathLike[str] | None = None,
        scorer: Scorer | None = None,
    ) -> None:
        if isinstance(k, bool) or not isinstance(k, int) or not 0 <= k <= MAX_K:
            raise ConfigurationError(f"k must be a whole number from 0 to {MAX_K}, got {k!r}.")
        self._k = k
        self._enough = float(enough)
        self._trials = Trials(policy, config, preset=preset, judge=judge, evidence=evidence, scorer=scorer)

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification.
            info: The ``info`` that came with it.

        Returns:
            The best of at most ``k + 1`` completions.
        """
        return self.answer_batch([observation], [info])[0].text

    def act_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[str]:
        """Answer several observations, round by round."""
        return [answer.text for answer in self.answer_batch(observations, infos)]

    def answer_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """Answer several observations, with the record of each; see :class:`~agents.Answerer`."""
        return [best(attempts) for attempts in self.attempts(observations, infos)]

    def attempts(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[list[Attempt]]:
        """Make the attempts.

        Args:
            observations: The specifications.
            infos: One ``info`` for each.

        Returns:
            For each observation its attempts in order, one to ``k + 1``.
        """
        made: list[list[Attempt]] = [[] for _ in observations]
        current = [dict(info) for info in infos]
        waiting = list(range(len(observations)))
        while waiting:
            round_ = self._trials.attempt([observations[i] for i in waiting], [current[i] for i in waiting])
            for index, attempt in zip(waiting, round_, strict=True):
                made[index].append(attempt)
            waiting = [index for index in waiting if self._goes_on(made[index])]
            for index in waiting:
                current[index] = _with_feedback(observations[index], current[index], made[index])
        return made

    def close(self) -> None:
        """Release the policy and the scorer. Idempotent."""
        self._trials.close()

    def _goes_on(self, attempts: Sequence[Attempt]) -> bool:
        latest = attempts[-1]
        if len(attempts) > self._k or latest.answer.finish == "failed" or latest.result.reward is None:
            return False
        if any(latest.answer.text == earlier.answer.text for earlier in attempts[:-1]):
            return False
        return bool(latest.result.problems) or latest.result.reward < self._enough


def _with_feedback(observation: str, info: Mapping[str, Any], attempts: Sequence[Attempt]) -> dict[str, Any]:
    latest = attempts[-1]
    feedback = describe(latest.result)
    messages = [
        *messages_of(observation, info),
        {"role": "assistant", "content": latest.answer.text},
        {"role": "user", "content": _AGAIN.format(feedback=feedback)},
    ]
    return {**info, "messages": messages, "feedback": feedback, "attempt": len(attempts)}
