"""From comparisons of sites to scores: who is compared with whom, and what comes of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

Method = Literal["bradley-terry", "win-rate"]

_ROUNDS = 500
_ENOUGH = 1e-10
_PRIOR = 0.5


def plan_comparisons(count: int, per_comparison: int, rounds: int | None) -> list[tuple[int, ...]]:
    """Choose which sites are compared with each other.

    Args:
        count: Number of sites.
        per_comparison: Most sites of one comparison, 2 or more.
        rounds: In each round the sites stand in a ring, in an order of its own, and neighbouring stretches that overlap
            by one site are compared: ``count`` comparisons of two, or a third as many of four. Even one round joins
            all sites. ``None``: every two sites are compared, whatever ``per_comparison``.

    Returns:
        Index tuples; the same for the same arguments. A single one where all sites fit into it.
    """
    if count < 2:
        return []
    every = list(combinations(range(count), 2))
    if count <= per_comparison and not (rounds is None and per_comparison == 2):
        return [tuple(range(count))]
    if rounds is None or (per_comparison == 2 and rounds * count >= len(every)):
        return [*every]
    plan: dict[frozenset[int], tuple[int, ...]] = {}
    for number in range(rounds):
        ring = list(range(count))
        if number:
            random.Random(number).shuffle(ring)  # noqa: S311  # a fixed plan, no secret
        for start in range(0, count, per_comparison - 1):
            sites = tuple(ring[(start + step) % count] for step in range(per_comparison))
            plan.setdefault(frozenset(sites), sites)
    return list(plan.values())


def agreed_wins(sites: Sequence[int], first: Sequence[int], second: Sequence[int]) -> list[tuple[int, int, float]]:
    """Join two looks at the same sites, shown in opposite orders.

    Args:
        sites: Indices of the sites.
        first: Their places in the one look.
        second: Their places in the other, by the same indices.

    Returns:
        For every two of them: ``(i, j, share)`` with the share of a win that goes to ``i``: 1 or 0 where both looks say
        so, 0.5 (a tie) where they disagree or either sees a tie.
    """
    wins = []
    for (a, i), (b, j) in combinations(enumerate(sites), 2):
        signs = {(first[b] > first[a]) - (first[b] < first[a]), (second[b] > second[a]) - (second[b] < second[a])}
        wins.append((i, j, 1.0 if signs == {1} else 0.0 if signs == {-1} else 0.5))
    return wins


def joined(count: int, pairs: Sequence[tuple[int, int, float]]) -> bool:
    """Whether comparisons join all sites, directly or through others; without that they have no common scale."""
    group = list(range(count))

    def root(site: int) -> int:
        while group[site] != site:
            group[site] = group[group[site]]
            site = group[site]
        return site

    for i, j, _ in pairs:
        group[root(i)] = root(j)
    return len({root(site) for site in range(count)}) <= 1


def scores(count: int, pairs: Sequence[tuple[int, int, float]], method: Method) -> list[float]:
    """Score sites by their comparisons.

    ``"win-rate"``: the share of its comparisons that a site won, ties as half.

    ``"bradley-terry"``: the model of Bradley and Terry (Biometrika 39, 1952), in which site i beats site j with the
    probability p_i / (p_i + p_j), fitted by the iteration of Hunter (Annals of Statistics 32, 2004), with ties as half
    a win each, and with half a win and half a loss of every site against one of strength 1, which keeps a site that won
    or lost all finite. The score is the mean probability of beating each of the other sites, so that who was met by
    chance matters less than in the win rate.

    Args:
        count: Number of sites, 1 or more.
        pairs: ``(i, j, share of the win of i)``.
        method: Either of the two.

    Returns:
        One score per site, 0–1, whose mean is 0.5 where every site was compared equally often; 0.5 for a single site.
    """
    if count == 1:
        return [0.5]
    won: npt.NDArray[np.float64] = np.zeros((count, count))
    for i, j, share in pairs:
        won[i, j] += share
        won[j, i] += 1.0 - share
    met = won + won.T
    if method == "win-rate":
        return [float(row.sum() / times.sum()) if times.sum() else 0.5 for row, times in zip(won, met, strict=True)]
    strength = np.ones(count)
    for _ in range(_ROUNDS):
        expected = (met / (strength[:, None] + strength[None, :])).sum(axis=1) + 2 * _PRIOR / (strength + 1.0)
        new = (won.sum(axis=1) + _PRIOR) / expected
        change = float(np.abs(np.log(new / strength)).max())
        strength = new
        if change < _ENOUGH:
            break
    beats = strength[:, None] / (strength[:, None] + strength[None, :])
    np.fill_diagonal(beats, 0.0)
    return [float(value) for value in beats.sum(axis=1) / (count - 1)]
