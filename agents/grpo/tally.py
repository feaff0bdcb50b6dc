"""Tally: what a batch of verdicts tells about the training, as numbers to log."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from webgen_env.reward.result import STAGES

if TYPE_CHECKING:
    from webgen_env.reward.result import RewardResult

PREFIX = "webgen/"
"""Begins the name of every metric of this package, beside TRL's own."""

_BUILT = frozenset(("render", "scored"))


def tally(
    results: Sequence[RewardResult],
    groups: Sequence[Hashable],
    completions: Sequence[str],
    *,
    truncated: Sequence[bool] | None = None,
) -> dict[str, float]:
    """Count what a batch of verdicts came to.

    Args:
        results: The verdicts.
        groups: What each one is compared within, such as the id of its task.
        completions: What was scored.
        truncated: Whether each completion was cut at the limit; ``None`` where that is not known.

    Returns:
        By name: ``webgen/term/NAME``, mean of a term over the verdicts without a fault; ``webgen/stage/NAME``, share of
        those that ended at the stage; ``webgen/built``, share that built; ``webgen/fault/infra`` and
        ``webgen/fault/judge``, shares of all; ``webgen/duplicates``, share of completions that another one of the same
        group equals; ``webgen/cached``, share of verdicts that cost nothing; ``webgen/zero_spread_groups``, share of
        the groups of two and more whose rewards are all equal and therefore teach nothing; ``webgen/truncated``.
        What there is nothing to take from is left out.
    """
    if not results:
        return {}
    number = len(results)
    scored = [result for result in results if result.reward is not None]
    counts = {
        "duplicates": 1 - len(set(zip(groups, completions, strict=True))) / number,
        "cached": sum(result.cached for result in results) / number,
        **{f"fault/{kind}": sum(result.fault == kind for result in results) / number for kind in ("infra", "judge")},
    }
    if scored:
        counts |= {f"stage/{stage}": sum(r.stage == stage for r in scored) / len(scored) for stage in STAGES}
        counts["built"] = sum(result.stage in _BUILT for result in scored) / len(scored)
        counts |= {f"term/{name}": value for name, value in _terms(scored).items()}
    spread = _zero_spread(results, groups)
    if spread is not None:
        counts["zero_spread_groups"] = spread
    if truncated is not None:
        counts["truncated"] = sum(truncated) / number
    return {PREFIX + name: value for name, value in counts.items()}


def _terms(scored: Sequence[RewardResult]) -> Mapping[str, float]:
    names = dict.fromkeys(name for result in scored for name in result.terms)
    return {name: sum(result.terms.get(name, 0.0) for result in scored) / len(scored) for name in names}


def _zero_spread(results: Sequence[RewardResult], groups: Sequence[Hashable]) -> float | None:
    rewards: dict[Hashable, list[float]] = {}
    for group, result in zip(groups, results, strict=True):
        if result.reward is not None:
            rewards.setdefault(group, []).append(result.reward)
    compared = [values for values in rewards.values() if len(values) > 1]
    if not compared:
        return None
    return sum(math.isclose(min(values), max(values), abs_tol=1e-9) for values in compared) / len(compared)
