"""BestOfN: n completions of any policy, of which the best is given."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from agents.trial import Trials, best
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.agent import Agent
    from agents.answer import Answer
    from webgen_env.scorer import Scorer

MAX_N = 1024


class BestOfN:
    """Asks a policy n times, scores each completion in the environment, and gives the one with the highest reward.

    Attempts are scored by the instruction alone: what only the task's own scorer knows, such as its contracts, has no
    part in the choice. The same completion is scored once; a policy that always writes the same gains nothing.

    Args:
        policy: Name of an agent, or an agent.
        n: Completions for each observation, 1–1024.
        config: Configuration of the policy, where it is named.
        preset: Reward preset that the choice goes by.
        judge: Judge that the choice goes by. Take another one than that of the evaluation to see what the choice is
            worth, and not how well it fits the judge.
        evidence: Folder for the evidence bundles of all attempts, or ``None``.
        scorer: A scorer to share; then preset, judge and evidence are its own, and it is not closed here.

    Raises:
        ConfigurationError: An argument is not what was expected.

    Example:
        >>> import agents
        >>> agent = agents.make("best-of-n", policy="slots", n=4, config={"choose": "random"})
        >>> completion = agent.act("A website for a choir.", {})  # doctest: +SKIP
    """

    def __init__(
        self,
        policy: str | Agent = "scaffold",
        n: int = 4,
        *,
        config: Mapping[str, Any] | None = None,
        preset: str = "webgen-r1",
        judge: str = "design",
        evidence: str | os.PathLike[str] | None = None,
        scorer: Scorer | None = None,
    ) -> None:
        if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= MAX_N:
            raise ConfigurationError(f"n must be a whole number from 1 to {MAX_N}, got {n!r}.")
        self._n = n
        self._trials = Trials(policy, config, preset=preset, judge=judge, evidence=evidence, scorer=scorer)

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification.
            info: The ``info`` that came with it.

        Returns:
            The best of n completions.
        """
        return self.answer_batch([observation], [info])[0].text

    def act_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[str]:
        """Answer several observations; all attempts are made and scored together."""
        return [answer.text for answer in self.answer_batch(observations, infos)]

    def answer_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """Answer several observations, with the record of each; see :class:`~agents.Answerer`."""
        n = self._n
        attempts = self._trials.attempt(
            [observation for observation in observations for _ in range(n)],
            [info for info in infos for _ in range(n)],
        )
        return [best(attempts[start : start + n]) for start in range(0, len(attempts), n)]

    def close(self) -> None:
        """Release the policy and the scorer. Idempotent."""
        self._trials.close()
