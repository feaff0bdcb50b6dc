"""Summary: what a run came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from webgen_env.reward.result import STAGES

_RESAMPLES = 2000
_INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Attributes:
        episodes: Episodes with a verdict.
        faults: Episodes without one, through a fault of ours; in no mean.
        failed: Episodes whose policy could not be asked; they count as what they are, empty completions.
        cut: Completions that were cut at a limit of tokens.
        reward: Mean reward; ``None`` without a verdict.
        interval: 95 % bootstrap interval of the mean over tasks, two numbers; ``None`` for fewer than two tasks.
        best: Mean over tasks of the best reward of each.
        terms: Mean of each term.
        stages: Episodes by the stage where they ended.
        categories: Mean reward by category of the task.
        input_tokens: Tokens sent to the policy.
        output_tokens: Tokens that it wrote.
        cost: Price of both.
        first_problem: The first reason why the policy could not be asked; empty if there is none.
    """

    episodes: int
    faults: int
    failed: int
    cut: int
    reward: float | None
    interval: tuple[float, float] | None
    best: float | None
    terms: Mapping[str, float]
    stages: Mapping[str, int]
    categories: Mapping[str, float]
    input_tokens: int
    output_tokens: int
    cost: float
    first_problem: str


def summarize(records: Sequence[Mapping[str, Any]]) -> Summary:
    """Sum up the records of a run.

    Args:
        records: Records of episodes, each once.

    Returns:
        The summary. The same records give the same numbers.
    """
    scored = [record for record in records if record["reward"] is not None]
    by_task: dict[str, list[float]] = {}
    by_category: dict[str, list[float]] = {}
    for record in scored:
        by_task.setdefault(record["task_id"], []).append(record["reward"])
        by_category.setdefault(record["category"] or "none", []).append(record["reward"])
    names = sorted({name for record in scored for name in record["terms"]})
    stages = Counter(record["stage"] for record in scored)
    return Summary(
        episodes=len(scored),
        faults=len(records) - len(scored),
        failed=sum(record["finish"] == "failed" for record in records),
        cut=sum(record["finish"] == "length" for record in records),
        reward=_mean([record["reward"] for record in scored]),
        interval=_interval(list(by_task.values())),
        best=_mean([max(rewards) for rewards in by_task.values()]),
        terms={name: _mean([record["terms"].get(name, 0.0) for record in scored]) or 0.0 for name in names},
        stages={stage: stages[stage] for stage in STAGES if stages[stage]},
        categories={name: _mean(rewards) or 0.0 for name, rewards in sorted(by_category.items())},
        input_tokens=sum(record["input_tokens"] for record in records),
        output_tokens=sum(record["output_tokens"] for record in records),
        cost=sum(record["cost"] for record in records),
        first_problem=next((r["answer_problem"] for r in records if r["finish"] == "failed"), ""),
    )


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _interval(groups: Sequence[Sequence[float]]) -> tuple[float, float] | None:
    """Percentile bootstrap over tasks: completions of one task are no independent draws."""
    if len(groups) < 2:
        return None
    sums = np.array([sum(group) for group in groups])
    sizes = np.array([len(group) for group in groups])
    drawn = np.random.default_rng(0).integers(len(groups), size=(_RESAMPLES, len(groups)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), _INTERVAL)
    return float(low), float(high)
