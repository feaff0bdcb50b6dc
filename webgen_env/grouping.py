"""Grouping: the sites of a batch that were made for one task, graded by how they compare with each other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from webgen_env.errors import JudgeError
from webgen_env.reward.judge import Judgement

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.cascade import Scored
    from webgen_env.reward.presets import Preset
    from webgen_env.reward.vision import GroupJudge, Ranking
    from webgen_env.tasks.task import Task


class UngradedJudge:
    """Stands where a judge would, for sites whose grade is not known before those of their neighbours are seen.

    Args:
        group: Who grades them in the end; closed with this one.
    """

    identity = "ungraded"
    concurrency = 64

    def __init__(self, group: GroupJudge) -> None:
        self.group = group

    async def grade(self, task: Task, visit: Visit, *, timeout_s: float | None = None) -> Judgement:  # noqa: ARG002
        """Grade nothing; see :class:`~webgen_env.reward.Judge`."""
        return Judgement(0.0, {}, self.identity)

    async def aclose(self) -> None:
        """Close the judge of groups. Idempotent."""
        await self.group.aclose()


async def grade_groups(walks: Sequence[Scored], judge: GroupJudge, preset: Preset) -> list[Scored]:
    """Give walks that were made with :class:`UngradedJudge` the grades of a judge of groups.

    A group is what was made for one task. A site's grade is its score among its group; a site that did not come up
    keeps its verdict. Where the judge puts a group on no scale, every site that it should have graded is a fault of the
    judge, and none gets a reward.

    Args:
        walks: The walks, of any number of tasks.
        judge: Who compares.
        preset: Composes the rewards.

    Returns:
        The walks with their final verdicts, in order.
    """
    groups = _by_task(walks)
    graded = await asyncio.gather(*(_group([walks[index] for index in group], judge, preset) for group in groups))
    placed: dict[int, Scored] = {}
    for group, members in zip(groups, graded, strict=True):
        placed.update(zip(group, members, strict=True))
    return [placed[index] for index in range(len(walks))]


def _by_task(walks: Sequence[Scored]) -> list[list[int]]:
    groups: dict[tuple[str, str], list[int]] = {}
    for index, scored in enumerate(walks):
        groups.setdefault((scored.task.id, scored.task.instruction), []).append(index)
    return list(groups.values())


async def _group(walks: Sequence[Scored], judge: GroupJudge, preset: Preset) -> list[Scored]:
    named = [_named(scored, judge) for scored in walks]
    visits = [scored.result.visit if _awaits(scored) else None for scored in named]
    if not any(visits):
        return named
    try:
        ranking = await judge.rank(walks[0].task, visits)
    except JudgeError as error:
        return [_faulted(scored, str(error)) if _awaits(scored) else scored for scored in named]
    sites = sum(visit is not None for visit in visits)
    return [
        _graded(scored, _judgement(ranking, index, sites), preset) if _awaits(scored) else scored
        for index, scored in enumerate(named)
    ]


def _awaits(scored: Scored) -> bool:
    """Whether a walk has come as far as a grade."""
    return scored.result.judgement is not None and scored.result.fault is None


def _named(scored: Scored, judge: GroupJudge) -> Scored:
    provenance = {**scored.result.provenance, "judge": judge.identity}
    return replace(scored, result=replace(scored.result, provenance=provenance))


def _judgement(ranking: Ranking, index: int, sites: int) -> Judgement:
    place = ranking.order.index(index) + 1
    return Judgement(
        grade=ranking.scores[index],
        criteria={},
        judge=ranking.judge,
        rationale=f"Place {place} of {sites} sites for this task.",
        measures={
            "place": float(place),
            "sites": float(sites),
            "comparisons": float(ranking.comparisons),
            "missing": float(ranking.missing),
            "consistent": ranking.consistent,
        },
    )


def _graded(scored: Scored, judgement: Judgement, preset: Preset) -> Scored:
    rollout = replace(scored.rollout, judgement=judgement) if scored.rollout is not None else None
    if rollout is None:
        raise RuntimeError("A walk that has a judgement has no rollout.")
    terms = preset.terms_of(rollout)
    reward = preset.reward(terms, scored.result.stage)
    result = replace(scored.result, reward=reward, terms=terms, judgement=judgement)
    return replace(scored, result=result, rollout=rollout)


def _faulted(scored: Scored, message: str) -> Scored:
    terms = dict.fromkeys(scored.result.terms, 0.0)
    result = replace(scored.result, reward=None, terms=terms, fault="judge", fault_message=message, judgement=None)
    return replace(scored, result=result)
