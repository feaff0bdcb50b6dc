"""Steadiness of a judge: what repeating a question, and turning it round, changes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from webgen_env.errors import JudgeError
from webgen_env.reward.vision.group import same_side

if TYPE_CHECKING:
    from webgen_env.calibration.items import CalibrationItem
    from webgen_env.reward.vision.comparer import Comparer


@dataclass(frozen=True, slots=True)
class SelfVariance:
    """How much a judge differs from itself on the same site.

    Attributes:
        repeats: Times that each site was graded.
        sites: Sites that were graded more than once without a fault.
        mean_deviation: Mean over the sites of the standard deviation of a site's grades.
        largest_spread: Largest difference between two grades of the same site.
        steady: Share of the sites whose grades are all equal.
        reliability: Share of the variance of all grades that lies between the sites, 0–1: 1 if repeating changes
            nothing; ``None`` where all grades are equal.
    """

    repeats: int
    sites: int
    mean_deviation: float
    largest_spread: float
    steady: float
    reliability: float | None


@dataclass(frozen=True, slots=True)
class PositionBias:
    """Whether a judge that compares prefers what it sees first.

    Attributes:
        comparer: Identity of what compared.
        pairs: Pairs of sites that were shown in both orders.
        faults: Pairs without an answer.
        consistent: Share of the pairs judged alike in both orders.
        first: Share of the looks without a tie that preferred the site shown first; 0.5 without a bias. ``None`` where
            every look ended in a tie.
    """

    comparer: str
    pairs: int
    faults: int
    consistent: float
    first: float | None


def self_variance(grades: Sequence[Sequence[float]], repeats: int) -> SelfVariance | None:
    """Measure how much a judge differs from itself.

    Args:
        grades: Grades of each site; faults are left out.
        repeats: Times that each was asked for.

    Returns:
        The measures over sites with at least two grades; ``None`` if there are none.
    """
    repeated = [given for given in grades if len(given) > 1]
    if not repeated:
        return None
    everything = [grade for given in repeated for grade in given]
    middle, within = fmean(everything), sum(len(given) * pstdev(given) ** 2 for given in repeated)
    total = sum((grade - middle) ** 2 for grade in everything)
    return SelfVariance(
        repeats=repeats,
        sites=len(repeated),
        mean_deviation=fmean(pstdev(given) for given in repeated),
        largest_spread=max(max(given) - min(given) for given in repeated),
        steady=fmean(max(given) == min(given) for given in repeated),
        reliability=max(0.0, 1.0 - within / total) if total > 0 else None,
    )


def chosen_pairs(items: Sequence[CalibrationItem], most: int) -> list[tuple[CalibrationItem, CalibrationItem]]:
    """Choose pairs of the same group, evenly over all of them.

    Args:
        items: The sites.
        most: Most pairs.

    Returns:
        The pairs; the same for the same arguments.
    """
    pairs = [(a, b) for a, b in combinations(items, 2) if a.group == b.group]
    if len(pairs) <= most:
        return pairs
    return [pairs[index * len(pairs) // most] for index in range(most)]


async def position_bias(
    comparer: Comparer,
    pairs: Sequence[tuple[CalibrationItem, CalibrationItem]],
    *,
    timeout_s: float = 120.0,
) -> PositionBias:
    """Show each pair in both orders.

    Args:
        comparer: What compares.
        pairs: Pairs of sites of the same task.
        timeout_s: Deadline in seconds for each look.

    Returns:
        The measures over the pairs that got two answers.
    """
    consistent = faults = 0
    firsts: list[bool] = []
    for one, other in pairs:
        try:
            given = await _look(comparer, one, other, timeout_s)
            turned = (await _look(comparer, other, one, timeout_s))[::-1]
        except JudgeError:
            faults += 1
            continue
        consistent += same_side(given, turned, 0, 1)
        # Places in the order shown: the turned look showed the other one first.
        firsts += [a < b for a, b in (given, turned[::-1]) if a != b]
    answered = len(pairs) - faults
    return PositionBias(
        comparer=comparer.identity,
        pairs=answered,
        faults=faults,
        consistent=consistent / answered if answered else 0.0,
        first=fmean(firsts) if firsts else None,
    )


async def _look(comparer: Comparer, one: CalibrationItem, other: CalibrationItem, limit: float) -> tuple[int, ...]:
    try:
        async with asyncio.timeout(limit):
            deadline = asyncio.get_running_loop().time() + limit
            return await comparer.places(one.task, (one.visit, other.visit), deadline=deadline)
    except TimeoutError:
        raise JudgeError(f"No comparison within {limit:g} s.") from None
