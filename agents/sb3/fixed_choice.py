"""FixedChoice: the best that a policy can do which does not read, to compare one with that does."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agents.sb3.evaluating import score_choices
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from webgen_env.scorer import Scorer
    from webgen_env.tasks.task import Task
    from webgen_env.wrappers import ChoiceWriter

logger = logging.getLogger(__name__)

_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class FixedChoice:
    """One choice for all tasks.

    Attributes:
        choices: One index for each choice.
        reward: Its mean on the tasks that it was compared on: too high by having been the best of several.
        episodes: Episodes that the search took.
    """

    choices: tuple[int, ...]
    reward: float
    episodes: int


def find_fixed_choice(
    tasks: Sequence[Task],
    scorer: Scorer,
    writer: ChoiceWriter,
    *,
    random_episodes: int = 256,
    compared_on: int = 12,
    candidates: Sequence[Sequence[int]] = (),
    seed: int = 0,
) -> FixedChoice:
    """Search the one choice that earns most over all tasks.

    First choices are drawn at random, and the worth of each option is estimated by ridge regression on all of them
    together. What looks best then, and the given candidates, are compared on the same tasks; the winner is improved one
    choice after the other, each option of it on the same tasks again.

    Args:
        tasks: Training tasks.
        scorer: What scores; with a verdict cache, a site that comes up again costs nothing.
        writer: What writes the completions.
        random_episodes: Episodes of the first part.
        compared_on: Tasks of each comparison of the second.
        candidates: Further choices to begin with.
        seed: Seed of tasks and choices.

    Returns:
        The winner.

    Raises:
        ConfigurationError: There is no task, or a number is below 1.
    """
    if not tasks or random_episodes < 1 or compared_on < 1:
        raise ConfigurationError(
            f"Expected a task, and 1 or more for random_episodes and compared_on; got {len(tasks)} tasks, "
            f"{random_episodes} and {compared_on}."
        )
    rng = np.random.default_rng(seed)
    sizes = writer.sizes
    drawn = np.stack([rng.integers(size, size=random_episodes) for size in sizes], axis=1)
    met = [tasks[int(place)] for place in rng.integers(len(tasks), size=random_episodes)]
    rewards = score_choices(drawn.tolist(), met, scorer, writer).rewards
    first = _best_of_each(drawn, rewards, sizes)
    ground = [tasks[int(place)] for place in rng.permutation(len(tasks))[:compared_on]]
    search = _Search(ground, scorer, writer)
    best = max([first, *(tuple(map(int, choice)) for choice in candidates)], key=search.worth)
    for place, size in enumerate(sizes):
        rivals = [(*best[:place], option, *best[place + 1 :]) for option in range(size)]
        best = max(rivals, key=search.worth)
        logger.info("choice %d of %d: %s earns %.3f", place + 1, len(sizes), best, search.worth(best))
    return FixedChoice(best, search.worth(best), random_episodes + search.episodes)


class _Search:
    """Worth of choices on the same tasks, each looked up once."""

    def __init__(self, tasks: Sequence[Task], scorer: Scorer, writer: ChoiceWriter) -> None:
        self._tasks = tasks
        self._scorer = scorer
        self._writer = writer
        self._known: dict[tuple[int, ...], float] = {}

    @property
    def episodes(self) -> int:
        return len(self._known) * len(self._tasks)

    def worth(self, choices: tuple[int, ...]) -> float:
        if choices not in self._known:
            found = score_choices([choices] * len(self._tasks), self._tasks, self._scorer, self._writer)
            self._known[choices] = found.mean
        return self._known[choices]


def _best_of_each(drawn: NDArray[np.int64], rewards: Sequence[float | None], sizes: Sequence[int]) -> tuple[int, ...]:
    """The option of each choice with the highest coefficient: main effects, all estimated at once."""
    known = np.array([reward is not None for reward in rewards])
    values = np.array([reward for reward in rewards if reward is not None], dtype=float)
    columns = np.concatenate([np.eye(size)[drawn[known, place]] for place, size in enumerate(sizes)], axis=1)
    centred = values - values.mean() if len(values) else values
    weights = np.linalg.solve(columns.T @ columns + _RIDGE * np.eye(columns.shape[1]), columns.T @ centred)
    best, start = [], 0
    for size in sizes:
        best.append(int(weights[start : start + size].argmax()))
        start += size
    return tuple(best)
