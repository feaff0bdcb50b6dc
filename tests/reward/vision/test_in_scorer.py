"""The judge as a scorer asks it: from a string, over the wire, on the scorer's own loop."""

from __future__ import annotations

import pickle

import pytest

from tests.fakes import FakeBrowser, FakeBuilder
from tests.openai_server.scripted import error, grades
from tests.test_scorer import GOOD, TASK
from webgen_env.errors import JudgeError
from webgen_env.scorer import Scorer


@pytest.fixture
def scorer(server, monkeypatch):
    monkeypatch.delenv("WEBGEN_JUDGE_API_KEY", raising=False)
    made = Scorer(
        judge=f"vision:{server.url}#tiny", builder=FakeBuilder, browser=FakeBrowser, builders=1, browsers=1, retries=0
    )
    with made:
        yield made


async def test_the_grade_is_the_visual_term(server, scorer):
    server.play(grades(grade=5))
    result = await scorer.score(TASK, GOOD)
    assert (result.stage, result.fault, result.terms["visual"]) == ("scored", None, 5.0)
    assert "tiny@127.0.0.1" in result.provenance["judge"]
    assert result.judgement.rationale


@pytest.mark.parametrize(
    ("step", "message"),
    [(grades(grade=7), "Got 7 as grade"), (error(401), "status 401"), (grades(grade="five"), "five")],
)
async def test_a_fault_of_the_judge_is_never_a_reward(server, scorer, step, message):
    server.play(step)
    result = await scorer.score(TASK, GOOD)
    assert (result.reward, result.fault) == (None, "judge")
    assert message in result.fault_message


async def test_a_batch_is_judged_at_once(server, scorer):
    server.delay_s = 0.05
    completions = [GOOD.replace("Bread", f"Bread {number}") for number in range(6)]
    results = await scorer.score_batch([TASK] * 6, completions)
    assert [result.terms["visual"] for result in results] == [4.0] * 6
    assert len(server.requests) == 6


def test_whether_another_try_can_help_crosses_processes():

    fault = pickle.loads(pickle.dumps(JudgeError("no key", retryable=False)))
    assert (str(fault), fault.retryable) == ("no key", False)
    assert pickle.loads(pickle.dumps(JudgeError("busy"))).retryable
