"""Judge: the seam between what was seen of a site and how good it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.tasks.task import Task

MAX_GRADE = 5.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """A visual grade.

    Attributes:
        grade: 0 (fails or blank) to 5 (excellent).
        criteria: Grade of each criterion, 0–5: ``rendering``, ``relevance``, ``layout``, ``beauty``.
        judge: Identity of the judge that graded.
        rationale: Short text for people.
        measures: What the grade was computed from, where a judge has such numbers.
    """

    grade: float
    criteria: Mapping[str, float]
    judge: str
    rationale: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)


@runtime_checkable
class Judge(Protocol):
    """Grades the look of a site. Replaceable; ``DesignJudge`` is the embedded one.

    A judge may have an integer attribute ``concurrency``, 1 or more: how many judgements it serves well at once. One
    that waits for a server elsewhere says a high number; without the attribute it is as many as there are cores.
    """

    @property
    def identity(self) -> str:
        """Name and version of everything that decides the grade; part of every result and cache key."""
        ...

    async def grade(self, task: Task, visit: Visit, *, timeout_s: float | None = None) -> Judgement:
        """Grade what was seen against what was asked for.

        Args:
            task: The specification.
            visit: What the browser saw. At least the home page has a screenshot: a judge is never called without one.
            timeout_s: Deadline in seconds; ``None`` takes the judge's own default.

        Returns:
            The judgement.

        Raises:
            JudgeError: No usable grade, which says nothing about the site.
        """
        ...

    async def aclose(self) -> None:
        """Release connections. Idempotent."""
        ...


def judge_concurrency(judge: Judge) -> int | None:
    """How many judgements a judge serves well at once.

    Args:
        judge: The judge.

    Returns:
        What its attribute ``concurrency`` says; ``None`` if it has none.

    Raises:
        ConfigurationError: The attribute is something else than a positive integer.
    """
    value = getattr(judge, "concurrency", None)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
        raise ConfigurationError(f"A judge's concurrency must be a positive integer, got {value!r}.")
    return value
