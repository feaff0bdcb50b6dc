"""CalibrationReport: everything that is measured about a judge."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

from webgen_env.calibration.agreement import RESAMPLES, Agreement, agreement
from webgen_env.calibration.steadiness import (
    PositionBias,
    SelfVariance,
    chosen_pairs,
    position_bias,
    self_variance,
)
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.reward._gather import gathered
from webgen_env.reward.judge import Judge, judge_concurrency
from webgen_env.reward.mixture import uncached

if TYPE_CHECKING:
    from webgen_env.calibration.items import CalibrationItem
    from webgen_env.reward.vision.comparer import Comparer

FORMAT = 1
"""Version of the JSON form of a report."""


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What a judge gave to one site.

    Attributes:
        name: Name of the site.
        group: Its group.
        grades: One grade for each repeat that did not fault.
        human: Grade of people; ``None`` if none was given.
        fault: The first fault; empty if there was none.
    """

    name: str
    group: str
    grades: tuple[float, ...]
    human: float | None = None
    fault: str = ""

    @property
    def mean(self) -> float | None:
        """Mean grade; ``None`` if every repeat faulted."""
        return fmean(self.grades) if self.grades else None


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """Everything that was measured about a judge.

    Attributes:
        judge: Identity of the judge.
        items: What it gave to each site.
        repeats: Times that each site was graded.
        faults: Grades that were asked for and not given; they count nowhere else.
        variance: How much it differs from itself; ``None`` with a single repeat, or none that did not fault.
        position: Whether position sways it; ``None`` for a judge that does not compare, or without a pair.
        agreement: How far it agrees with people; ``None`` with fewer than two sites that both graded.
    """

    judge: str
    items: tuple[ItemResult, ...]
    repeats: int
    faults: int
    variance: SelfVariance | None
    position: PositionBias | None
    agreement: Agreement | None

    def as_record(self) -> dict[str, Any]:
        """The report as plain values for JSON."""
        return {"format": FORMAT, **asdict(self)}


async def calibrate(
    judge: Judge,
    items: Sequence[CalibrationItem],
    *,
    repeats: int = 3,
    pairs: int = 50,
    resamples: int = RESAMPLES,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> CalibrationReport:
    """Measure a judge.

    A judge that keeps answers is asked anew each time. Agreement is that of its mean grade over the repeats.

    Args:
        judge: Any judge. One with a method ``comparer()`` is also asked to compare pairs, in both orders.
        items: The sites, at least one.
        repeats: Times that each site is graded, 1 or more.
        pairs: Most pairs of sites that are compared, 0 or more.
        resamples: Bootstrap samples of the intervals.
        seed: Seed of the bootstrap.
        progress: Called with the number of grades asked for so far, and of all.

    Returns:
        The report.

    Raises:
        ConfigurationError: There are no sites, or a number is out of range.
        MissingDependencyError: scipy is not installed and there are grades of people.
    """
    if not items or repeats < 1 or pairs < 0 or resamples < 0:
        raise ConfigurationError(
            f"Expected sites, 1 or more repeats, and 0 or more pairs and resamples; got {len(items)} sites, {repeats} "
            f"repeats, {pairs} pairs and {resamples} resamples."
        )
    fresh = uncached(judge)
    results = await _graded(fresh, items, repeats, progress)
    both = [(result.mean, result.human, result.group) for result in results]
    told = [(mean, human, group) for mean, human, group in both if mean is not None and human is not None]
    compared = chosen_pairs(items, pairs)
    comparer = _comparer(fresh)
    return CalibrationReport(
        judge=judge.identity,
        items=tuple(results),
        repeats=repeats,
        faults=repeats * len(items) - sum(len(result.grades) for result in results),
        variance=self_variance([result.grades for result in results], repeats),
        position=await position_bias(comparer, compared) if comparer is not None and compared else None,
        agreement=agreement(
            [mean for mean, _, _ in told],
            [human for _, human, _ in told],
            [group for _, _, group in told],
            resamples=resamples,
            seed=seed,
        )
        if len(told) > 1
        else None,
    )


async def _graded(
    judge: Judge, items: Sequence[CalibrationItem], repeats: int, progress: Callable[[int, int], None] | None
) -> list[ItemResult]:
    slots = asyncio.Semaphore(judge_concurrency(judge) or 1)
    done = 0

    async def once(item: CalibrationItem) -> float | JudgeError:
        nonlocal done
        async with slots:
            try:
                return (await judge.grade(item.task, item.visit)).grade
            except JudgeError as error:
                return error
            finally:
                done += 1
                if progress is not None:
                    progress(done, repeats * len(items))

    given = await gathered(once(item) for item in items for _ in range(repeats))
    results = []
    for number, item in enumerate(items):
        own = given[number * repeats : (number + 1) * repeats]
        faults = [str(value) for value in own if isinstance(value, JudgeError)]
        grades = tuple(value for value in own if not isinstance(value, JudgeError))
        results.append(ItemResult(item.name, item.group, grades, item.human, faults[0] if faults else ""))
    return results


def _comparer(judge: Judge) -> Comparer | None:
    make = getattr(judge, "comparer", None)
    if make is None:
        return None
    comparer: Comparer = make()
    return comparer
