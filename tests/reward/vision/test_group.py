"""Ranking a group: with scripted comparers, with a judge's grades, and over the wire."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from tests.fakes import FakeJudge
from tests.openai_server.scripted import SILENCE, completion, error
from tests.reward.values import page, png, visit
from tests.reward.vision.comparers import ScriptedComparer, quality
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.reward import Judgement
from webgen_env.reward.vision import Comparer, GradeComparer, GroupJudge, VisionComparer

PICTURE = png(size=(8, 6))


def site(quality):
    return visit(replace(page("/", screenshot=PICTURE), text=f"quality {quality}"))


SITES = [site(number) for number in (3, 9, 1, 7)]


@pytest.mark.parametrize(
    "options", [{}, {"per_comparison": 4}, {"per_comparison": 3, "rounds": 2}, {"method": "win-rate"}]
)
async def test_better_sites_rank_higher(task, options):
    ranking = await GroupJudge(ScriptedComparer(), **options).rank(task, SITES)
    assert ranking.order == (1, 3, 0, 2)
    assert sorted(ranking.scores, reverse=True) == [ranking.scores[index] for index in ranking.order]
    assert all(0 <= score <= 5 for score in ranking.scores)
    assert (ranking.missing, ranking.consistent) == (0, 1.0)


async def test_every_comparison_is_asked_in_both_orders(task):
    comparer = ScriptedComparer()
    ranking = await GroupJudge(comparer, rounds=None).rank(task, SITES)
    assert ranking.comparisons == 6
    assert len(comparer.asked) == 12
    assert {shown[::-1] for shown in comparer.asked} == set(comparer.asked)


@pytest.mark.parametrize("per_comparison", [2, 4])
async def test_who_likes_what_comes_first_says_nothing(task, per_comparison):
    ranking = await GroupJudge(ScriptedComparer(likes_first=True), per_comparison=per_comparison).rank(task, SITES)
    assert ranking.scores == pytest.approx([2.5] * 4)
    assert ranking.consistent == 0.0


async def test_what_did_not_come_up_is_last_and_not_compared(task):
    comparer = ScriptedComparer()
    blank = visit(replace(SITES[0].home, blank=True))
    bare = visit(replace(SITES[0].home, screenshot=None))
    ranking = await GroupJudge(comparer).rank(task, [blank, SITES[0], None, bare, SITES[1]])
    assert ranking.order[:2] == (4, 1)
    assert [ranking.scores[index] for index in (0, 2, 3)] == [0.0] * 3
    assert sorted(set(comparer.asked)) == [(3, 9), (9, 3)]


async def test_sites_that_are_alike_are_compared_once(task):
    comparer = ScriptedComparer()
    ranking = await GroupJudge(comparer).rank(task, [site(1), site(5), site(1), site(5)])
    assert len(comparer.asked) == 2
    assert ranking.scores[0] == ranking.scores[2] < ranking.scores[1] == ranking.scores[3]


@pytest.mark.parametrize(
    ("group", "expected"), [([], ()), ([None], (0.0,)), ([SITES[0]], (2.5,)), ([SITES[0]] * 3, (2.5,) * 3)]
)
async def test_groups_with_nothing_to_compare(task, group, expected):
    comparer = ScriptedComparer()
    assert (await GroupJudge(comparer).rank(task, group)).scores == expected
    assert comparer.asked == []


# --- faults and deadlines ---


async def test_comparisons_that_are_missing_are_counted(task):
    class OnePair(ScriptedComparer):
        async def places(self, task, visits, *, deadline):
            if {quality(seen) for seen in visits} == {3, 9}:
                raise JudgeError("no answer")
            return await super().places(task, visits, deadline=deadline)

    ranking = await GroupJudge(OnePair()).rank(task, SITES)
    assert (ranking.comparisons, ranking.missing) == (5, 1)
    assert ranking.order == (1, 3, 0, 2)


async def test_a_site_without_a_comparison_is_a_fault(task):
    with pytest.raises(JudgeError, match=r"Only 3 of 6 comparisons of 4 sites.*no answer"):
        await GroupJudge(ScriptedComparer(faults=frozenset({9}))).rank(task, SITES)


async def test_a_comparer_that_hangs_costs_its_deadline(task):
    with pytest.raises(JudgeError, match=r"Only 3 of 6.*deadline of 0\.2 s"):
        await GroupJudge(ScriptedComparer(hangs=frozenset({9}))).rank(task, SITES, timeout_s=0.2)


@pytest.mark.parametrize(
    "wrong", [{"per_comparison": 1}, {"per_comparison": 9}, {"rounds": 0}, {"method": "elo"}, {"timeout_s": -1.0}]
)
def test_arguments_that_are_none(wrong):
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        GroupJudge(ScriptedComparer(), **wrong)


def test_the_identity_tells_how():
    identities = {
        GroupJudge(ScriptedComparer(), **options).identity
        for options in ({}, {"per_comparison": 3}, {"rounds": None}, {"method": "win-rate"})
    }
    assert len(identities) == 4


# --- a judge's grades ---


class QualityJudge(FakeJudge):
    async def grade(self, task, visit, *, timeout_s=None):
        return Judgement(float(quality(visit)), {}, self.identity)


async def test_any_judge_can_rank(task):
    comparer = GradeComparer(QualityJudge())
    assert isinstance(comparer, Comparer)
    assert (await GroupJudge(comparer, per_comparison=4).rank(task, SITES)).order == (1, 3, 0, 2)


async def test_grades_within_the_margin_are_ties(task):
    ranking = await GroupJudge(GradeComparer(QualityJudge(), margin=2.0)).rank(task, [site(3), site(5), site(9)])
    assert ranking.scores[0] == pytest.approx(ranking.scores[1])
    assert ranking.scores[2] > ranking.scores[1]


async def test_a_judge_of_groups_is_made_of_any_judge(task, judge_of):
    assert (await GroupJudge.of(QualityJudge()).rank(task, SITES)).order == (1, 3, 0, 2)
    assert "compare-1" in GroupJudge.of(judge_of(), per_comparison=4).identity


# --- over the wire ---


def by_quality(request):
    """Places by the quality that stands in the fenced text of each site."""
    found = re.findall(r"Site ([A-H]), page 1.*?quality (\d+)", request.text, re.DOTALL)
    places = {label: 1 + sum(int(other) > int(own) for _, other in found) for label, own in found}
    return completion(json.dumps({"analysis": "ok", "places": places}))


async def test_a_group_is_ranked_over_the_wire(server, judge_of, task):
    server.play(by_quality)
    comparer = judge_of().comparer()
    assert isinstance(comparer, VisionComparer)
    ranking = await GroupJudge(comparer, per_comparison=4).rank(task, SITES)
    assert ranking.order == (1, 3, 0, 2)
    assert len(server.requests) == 2
    assert all(len(request.pictures) == 4 for request in server.requests)
    assert server.requests[0].body["response_format"]["json_schema"]["name"] == "site_places"


async def test_a_comparison_outside_the_form_is_a_fault(server, judge_of, task):
    server.play(completion('{"analysis": "ok", "places": {"A": 1}}'))
    with pytest.raises(JudgeError, match="no usable answer in 2 tries"):
        await GroupJudge(judge_of().comparer()).rank(task, SITES[:2])
    server.play(error(401))
    with pytest.raises(JudgeError, match="status 401"):
        await GroupJudge(judge_of().comparer()).rank(task, SITES[:2])
    server.play(SILENCE)
    with pytest.raises(JudgeError, match="Only 0 of 1"):
        await GroupJudge(judge_of().comparer()).rank(task, SITES[:2], timeout_s=0.2)
