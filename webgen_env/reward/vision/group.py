"""GroupJudge: the sites of a group, ranked against each other."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webgen_env.bounds import positive, within
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.reward.judge import MAX_GRADE
from webgen_env.reward.site_errors import rendered
from webgen_env.reward.vision.comparer import GradeComparer
from webgen_env.reward.vision.prompts import quoted_texts
from webgen_env.reward.vision.ranking import Method, agreed_wins, joined, plan_comparisons, scores

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.reward.judge import Judge
    from webgen_env.reward.vision.comparer import Comparer
    from webgen_env.tasks.task import Task

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sites of a group against each other.

    Attributes:
        scores: Score of each site, 0–5, by index: five times the chance of beating another site of the group. It says
            nothing about other groups: in each, the sites that came up average 2.5, or nearly so.
        order: Indices, best first; equal scores by index.
        judge: Identity of what decided.
        comparisons: Comparisons that counted, each asked in both orders.
        missing: Comparisons that were planned and came to nothing: a fault of the judge, or the deadline.
        consistent: Share of the compared pairs of sites on which both orders agreed; 1 where nothing was compared.
    """

    scores: tuple[float, ...]
    order: tuple[int, ...]
    judge: str
    comparisons: int = 0
    missing: int = 0
    consistent: float = 1.0


@dataclass(slots=True)
class _Outcomes:
    pairs: list[tuple[int, int, float]]
    agreed: int = 0
    asked: int = 0
    done: int = 0
    fault: JudgeError | None = None


class GroupJudge:
    """Ranks the sites that a policy made for one task, instead of grading each alone.

    Every comparison is asked twice, with the sites in opposite orders; where the two disagree about a pair it is a tie,
    so that a judge who likes what it sees first says nothing. Sites that did not come up get 0 and are not compared,
    and sites that look and read alike are compared once and share their score.

    A comparison that faults, or does not end in time, is left out; the others count as long as they join all sites.

    Args:
        comparer: Who compares, such as ``VisionJudge(...).comparer()``, or a
            :class:`~webgen_env.reward.vision.GradeComparer` of any judge.
        per_comparison: Sites of one comparison, 2 or more. Two is the most reliable; four take a third of the requests.
        rounds: How thoroughly the sites of a large group are compared; see
            :func:`~webgen_env.reward.vision.plan_comparisons`. ``None``: every two of them. A group of 16 takes 96
            requests with three rounds of pairs, 240 with all pairs, and 24 with two rounds of four.
        method: How scores are made of comparisons; see :func:`~webgen_env.reward.vision.scores`.
        timeout_s: Deadline in seconds unless the caller says otherwise.

    Raises:
        ConfigurationError: An argument is not what was expected.
    """

    def __init__(
        self,
        comparer: Comparer,
        *,
        per_comparison: int = 2,
        rounds: int | None = 3,
        method: Method = "bradley-terry",
        timeout_s: float = 300.0,
    ) -> None:
        within("per_comparison", per_comparison, 2, comparer.max_sites)
        if rounds is not None:
            within("rounds", rounds, 1, 100)
        if method not in ("bradley-terry", "win-rate"):
            raise ConfigurationError(f"method must be 'bradley-terry' or 'win-rate', got {method!r}.")
        positive("timeout_s", timeout_s)
        self._comparer = comparer
        self._per_comparison = per_comparison
        self._rounds = rounds
        self._method: Method = method
        self._timeout_s = timeout_s

    @classmethod
    def of(cls, judge: Judge, **options: Any) -> GroupJudge:
        """Make a judge of groups from any judge.

        Args:
            judge: One with a method ``comparer()`` compares; any other grades each site alone.
            options: Further arguments of the class.

        Returns:
            The judge of groups.

        Example:
            >>> from webgen_env.reward import make_judge
            >>> GroupJudge.of(make_judge("design"), rounds=None).identity.startswith("group-1 bradley-terry of=2")
            True
        """
        make = getattr(judge, "comparer", None)
        return cls(GradeComparer(judge) if make is None else make(), **options)

    @property
    def identity(self) -> str:
        """How sites are compared and scored, and by whom."""
        rounds = "all" if self._rounds is None else self._rounds
        return f"group-1 {self._method} of={self._per_comparison} rounds={rounds} {self._comparer.identity}"

    async def rank(self, task: Task, visits: Sequence[Visit | None], *, timeout_s: float | None = None) -> Ranking:
        """Rank sites.

        Args:
            task: The specification that all of them were made to.
            visits: What the browser saw of each; ``None`` where there was nothing to see.
            timeout_s: Deadline in seconds; ``None`` takes the judge's own.

        Returns:
            The ranking.

        Raises:
            JudgeError: Too few comparisons came to an end to put all sites on one scale.
        """
        firsts: dict[str, int] = {}
        places: list[int | None] = []
        seen: list[Visit] = []
        for visit in visits:
            if visit is None or not rendered(visit):
                places.append(None)
                continue
            number = firsts.setdefault(_digest(visit), len(seen))
            if number == len(seen):
                seen.append(visit)
            places.append(number)
        outcomes, planned = await self._compare(task, seen, self._timeout_s if timeout_s is None else timeout_s)
        fine = scores(len(seen), outcomes.pairs, self._method) if seen else []
        all_scores = tuple(0.0 if number is None else MAX_GRADE * fine[number] for number in places)
        return Ranking(
            scores=all_scores,
            order=tuple(sorted(range(len(visits)), key=lambda index: (-all_scores[index], index))),
            judge=self.identity,
            comparisons=outcomes.done,
            missing=planned - outcomes.done,
            consistent=outcomes.agreed / outcomes.asked if outcomes.asked else 1.0,
        )

    async def aclose(self) -> None:
        """Release connections. Idempotent."""
        await self._comparer.aclose()

    async def _compare(self, task: Task, seen: Sequence[Visit], limit: float) -> tuple[_Outcomes, int]:
        plan = plan_comparisons(len(seen), self._per_comparison, self._rounds)
        outcomes = _Outcomes([])
        deadline = asyncio.get_running_loop().time() + limit
        try:
            async with asyncio.timeout(limit), asyncio.TaskGroup() as group:
                for sites in plan:
                    group.create_task(self._both_ways(task, seen, sites, outcomes, deadline))
        except TimeoutError:
            outcomes.fault = outcomes.fault or JudgeError(f"The deadline of {limit:g} s passed.", retryable=False)
        if not joined(len(seen), outcomes.pairs):
            raise JudgeError(
                f"Only {outcomes.done} of {len(plan)} comparisons of {len(seen)} sites came to an end, too few for one "
                f"scale. {outcomes.fault}",
                retryable=False,
            )
        if outcomes.done < len(plan):
            logger.warning("%d of %d comparisons are missing: %s", len(plan) - outcomes.done, len(plan), outcomes.fault)
        return outcomes, len(plan)

    async def _both_ways(
        self, task: Task, seen: Sequence[Visit], sites: tuple[int, ...], outcomes: _Outcomes, deadline: float
    ) -> None:
        shown = [seen[index] for index in sites]
        try:
            # One after the other: where the first faults, the second need not be paid for.
            first = await self._comparer.places(task, shown, deadline=deadline)
            second = (await self._comparer.places(task, shown[::-1], deadline=deadline))[::-1]
        except JudgeError as error:
            outcomes.fault = outcomes.fault or error
            return
        wins = agreed_wins(sites, first, second)
        outcomes.pairs += wins
        outcomes.done += 1
        outcomes.asked += len(wins)
        outcomes.agreed += sum(same_side(first, second, a, b) for a in range(len(sites)) for b in range(a))


def same_side(first: Sequence[int], second: Sequence[int], a: int, b: int) -> bool:
    """Whether two looks agree about two sites.

    Args:
        first: Places in the one look.
        second: Places in the other.
        a: Index of the one site.
        b: Index of the other.

    Returns:
        Whether both prefer the same, or neither prefers any.
    """
    return (first[a] > first[b]) == (second[a] > second[b]) and (first[a] < first[b]) == (second[a] < second[b])


def _digest(visit: Visit) -> str:
    """What of a visit a comparer may look at: pictures and texts."""
    hasher = hashlib.sha256()
    for page in visit.pages:
        picture = page.screenshot or b""
        hasher.update(f"{page.route!a} {page.status} {len(picture)}:".encode())
        hasher.update(picture)
    hasher.update(ascii(quoted_texts(visit)).encode())
    return hasher.hexdigest()
