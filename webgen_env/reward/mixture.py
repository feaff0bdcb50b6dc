"""MixtureJudge: several judges, weighted."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.findings import printable
from webgen_env.reward._gather import gathered
from webgen_env.reward.judge import Judge, Judgement

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.tasks.task import Task

_MAX_RATIONALE = 600


class MixtureJudge:
    """The weighted mean of several judges' grades.

    All are asked at once. A fault of one is a fault of the mixture: a mean over the others would be a grade of another
    judge, and not comparable.

    Args:
        parts: Judges with their weights, above 0; they are divided by their sum.

    Raises:
        ConfigurationError: There is no part, or a weight is not a number above 0.

    Example:
        >>> from webgen_env.reward.design import DesignJudge
        >>> MixtureJudge([(DesignJudge(), 1.0), (DesignJudge(), 3.0)]).weights
        (0.25, 0.75)
    """

    def __init__(self, parts: Sequence[tuple[Judge, float]]) -> None:
        if not parts:
            raise ConfigurationError("A mixture needs at least one judge.")
        for judge, weight in parts:
            if isinstance(weight, bool) or not math.isfinite(weight) or weight <= 0:
                raise ConfigurationError(f"The weight of {judge.identity} must be a number above 0, got {weight!r}.")
        total = math.fsum(weight for _, weight in parts)
        self._judges = tuple(judge for judge, _ in parts)
        self._weights = tuple(weight / total for _, weight in parts)

    @property
    def identity(self) -> str:
        """Weights and identities of the parts."""
        parts = (f"{weight:.6g}*({judge.identity})" for judge, weight in zip(self._judges, self._weights, strict=True))
        return f"mix {' + '.join(parts)}"

    @property
    def judges(self) -> tuple[Judge, ...]:
        """The parts."""
        return self._judges

    @property
    def weights(self) -> tuple[float, ...]:
        """Weight of each part; they add up to 1."""
        return self._weights

    @property
    def concurrency(self) -> int | None:
        """The least of the parts' that say theirs; ``None`` if none does."""
        told = [limit for judge in self._judges if (limit := getattr(judge, "concurrency", None)) is not None]
        return min(told, default=None)

    def uncached(self) -> MixtureJudge:
        """The same mixture of judges that ask every time."""
        judges = [uncached(judge) for judge in self._judges]
        return MixtureJudge(list(zip(judges, self._weights, strict=True)))

    async def grade(self, task: Task, visit: Visit, *, timeout_s: float | None = None) -> Judgement:
        """Grade what was seen; see :class:`~webgen_env.reward.Judge`.

        Args:
            task: The specification.
            visit: What the browser saw.
            timeout_s: Deadline in seconds for all parts at once; ``None`` leaves each its own.

        Returns:
            The judgement. A criterion is the weighted mean over the parts that have it. ``measures`` holds the grade of
            each part as ``part1.grade``, ``part2.grade``, …, and the parts' own measures under the same prefix.

        Raises:
            JudgeError: A part gave no usable grade.
        """
        try:
            async with asyncio.timeout(timeout_s):
                given = await gathered([judge.grade(task, visit, timeout_s=timeout_s) for judge in self._judges])
        except TimeoutError:
            raise JudgeError(f"The mixture did not finish within {timeout_s} s.") from None
        measures: dict[str, float] = {}
        for number, judgement in enumerate(given, start=1):
            measures[f"part{number}.grade"] = judgement.grade
            measures |= {f"part{number}.{name}": value for name, value in judgement.measures.items()}
        names = list(dict.fromkeys(name for judgement in given for name in judgement.criteria))
        return Judgement(
            grade=math.fsum(w * judgement.grade for w, judgement in zip(self._weights, given, strict=True)),
            criteria={name: self._criterion(name, given) for name in names},
            judge=self.identity,
            rationale=printable(" ".join(judgement.rationale for judgement in given).strip(), _MAX_RATIONALE),
            measures=measures,
        )

    async def aclose(self) -> None:
        """Close every part. Idempotent."""
        for judge in self._judges:
            await judge.aclose()

    def _criterion(self, name: str, given: Sequence[Judgement]) -> float:
        told = [
            (weight, judgement.criteria[name])
            for weight, judgement in zip(self._weights, given, strict=True)
            if name in judgement.criteria
        ]
        return math.fsum(weight * value for weight, value in told) / math.fsum(weight for weight, _ in told)


def uncached(judge: Judge) -> Judge:
    """A judge that looks anew each time it is asked.

    Args:
        judge: Any judge; one that keeps answers offers ``uncached()``.

    Returns:
        That, or the judge itself.
    """
    make = getattr(judge, "uncached", None)
    if make is None:
        return judge
    fresh: Judge = make()
    return fresh
