from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from tests.fakes import FakeJudge, Script
from tests.reward.values import visit
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.reward import Judge, Judgement, MixtureJudge
from webgen_env.reward.mixture import uncached
from webgen_env.tasks.task import Task

TASK = Task("t", "Build a bakery.")


@dataclass
class Critic(FakeJudge):
    criteria: dict[str, float] = field(default_factory=dict)
    concurrency: int | None = None

    async def grade(self, task, visit, *, timeout_s=None):
        await self.script.play()
        return Judgement(self.grade_, self.criteria, self.identity, f"I give {self.grade_}.", {"x": self.grade_})


async def test_grades_are_weighted():
    mixture = MixtureJudge([(Critic(grade_=1.0), 1.0), (Critic(grade_=5.0), 3.0)])
    judgement = await mixture.grade(TASK, visit())
    assert judgement.grade == pytest.approx(4.0)
    assert judgement.measures == {"part1.grade": 1.0, "part1.x": 1.0, "part2.grade": 5.0, "part2.x": 5.0}
    assert judgement.rationale == "I give 1.0. I give 5.0."
    assert judgement.judge == mixture.identity


async def test_a_criterion_is_weighted_over_those_that_have_it():
    parts = [Critic(criteria={"layout": 2.0}), Critic(criteria={"layout": 4.0, "beauty": 1.0})]
    judgement = await MixtureJudge([(parts[0], 3.0), (parts[1], 1.0)]).grade(TASK, visit())
    assert judgement.criteria == pytest.approx({"layout": 2.5, "beauty": 1.0})


async def test_a_fault_of_one_is_a_fault_of_all():
    mixture = MixtureJudge([(Critic(), 1.0), (Critic(script=Script(errors=[JudgeError("no")])), 1.0)])
    with pytest.raises(JudgeError, match=r"^no$"):
        await mixture.grade(TASK, visit())


async def test_the_deadline_holds_for_all_at_once():
    with pytest.raises(JudgeError, match=r"within 0\.05 s"):
        await MixtureJudge([(Critic(script=Script(delay_s=3600)), 1.0)]).grade(TASK, visit(), timeout_s=0.05)


def test_identity_and_weights():
    mixture = MixtureJudge([(Critic(identity="a"), 1.0), (Critic(identity="b"), 3.0)])
    assert mixture.identity == "mix 0.25*(a) + 0.75*(b)"
    assert mixture.weights == (0.25, 0.75)
    assert isinstance(mixture, Judge)


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf"), True])
def test_weights_that_are_none(weight):
    with pytest.raises(ConfigurationError, match="weight"):
        MixtureJudge([(Critic(), weight)])


def test_a_mixture_of_nothing():
    with pytest.raises(ConfigurationError, match="at least one"):
        MixtureJudge([])


@pytest.mark.parametrize(("told", "expected"), [((None, None), None), ((4, None), 4), ((4, 2), 2)])
def test_the_narrowest_part_decides_how_many_at_once(told, expected):
    assert MixtureJudge([(Critic(concurrency=limit), 1.0) for limit in told]).concurrency == expected


def test_closing_closes_every_part():
    parts = [Critic(), Critic()]
    asyncio.run(MixtureJudge([(part, 1.0) for part in parts]).aclose())
    assert [part.script.closed for part in parts] == [1, 1]


def test_uncached_reaches_the_parts():
    class Keeping(Critic):
        def uncached(self):
            return Critic(identity="fresh")

    judge = Critic()
    assert uncached(judge) is judge
    mixture = uncached(MixtureJudge([(Keeping(), 1.0), (judge, 1.0)]))
    assert mixture.judges[0].identity == "fresh"
    assert mixture.judges[1] is judge
