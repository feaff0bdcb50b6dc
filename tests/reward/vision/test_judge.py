from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.openai_server.scripted import grades
from tests.reward.values import page, visit
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.reward import Judge
from webgen_env.reward.vision import AnswerCache, Endpoint, OpenAIModel, VisionJudge, VisionSettings


def by_seed(answers):
    """Answers that depend on the seed of the request, whatever the order in which they come."""
    return lambda request: grades(**answers[request.body["seed"]])


def test_it_is_a_judge(judge_of):
    assert isinstance(judge_of(), Judge)


async def test_the_median_of_the_votes_counts(server, judge_of, task, site):
    server.play(by_seed({42: {"grade": 1, "beauty": 0}, 43: {"grade": 4, "beauty": 5}, 44: {"grade": 5, "beauty": 4}}))
    judgement = await judge_of(settings=VisionSettings(votes=3, temperature=0.7)).grade(task, site)
    assert (judgement.grade, judgement.criteria["beauty"]) == (4.0, 4.0)
    assert (judgement.measures["votes"], judgement.measures["spread"]) == (3.0, 4.0)


async def test_the_rationale_is_that_of_the_median(server, judge_of, task, site):
    server.play(
        by_seed({42: {"grade": 1, "analysis": "Poor."}, 43: {"grade": 4, "analysis": "Good."}, 44: {"grade": 5}})
    )
    assert (await judge_of(settings=VisionSettings(votes=3)).grade(task, site)).rationale == "Good."


async def test_one_vote_that_faults_is_a_fault(server, judge_of, task, site):
    server.play(lambda request: grades(grade=9 if request.body["seed"] % 1_000_003 == 43 else 4))
    with pytest.raises(JudgeError, match="no usable answer"):
        await judge_of(settings=VisionSettings(votes=3)).grade(task, site)


async def test_the_grade_may_be_the_mean_of_the_criteria(server, judge_of, task, site):
    judgement = await judge_of(settings=VisionSettings(grade_from="criteria")).grade(task, site)
    assert judgement.grade == (5 + 4 + 4 + 3) / 4


@pytest.mark.parametrize("changes", [{"blank": True}, {"status": "crashed"}, {"status": "left"}])
async def test_what_did_not_come_up_gets_nothing_unasked(server, judge_of, task, site, changes):
    judgement = await judge_of().grade(task, visit(replace(site.home, **changes)))
    assert judgement.grade == 0.0
    assert set(judgement.criteria.values()) == {0.0}
    assert server.requests == []


async def test_without_a_picture_nothing_is_sent(server, judge_of, task, site):
    with pytest.raises(JudgeError, match="never asked without one"):
        await judge_of().grade(task, visit(replace(site.home, screenshot=None)))
    with pytest.raises(JudgeError, match="no whole PNG"):
        await judge_of().grade(task, visit(replace(site.home, screenshot=b"no picture")))
    assert server.requests == []


async def test_an_analysis_is_made_printable(server, judge_of, task, site):
    server.play(grades(analysis="Fine.\x1b[31m" + "x" * 5000))
    rationale = (await judge_of().grade(task, site)).rationale
    assert "\x1b" not in rationale
    assert len(rationale) == 600


async def test_text_of_any_code_points_is_sent(server, judge_of, task, site):
    home = replace(site.home, text="lone \ud800 surrogate and \x00", title="\u202e")
    judgement = await judge_of().grade(replace(task, instruction="\udfff"), visit(home))
    assert judgement.grade == 4.0


def test_the_identity_tells_all_that_decides_and_no_secret():
    def identity(settings=None, **endpoint):
        endpoint = {"model": "m", "url": "http://127.0.0.1:1/v1", **endpoint}
        return VisionJudge(OpenAIModel(Endpoint(**endpoint)), settings).identity

    plain = identity()
    assert plain == identity(VisionSettings(timeout_s=1.0), retries=0, concurrency=1, key_variable="X")
    others = {
        identity(VisionSettings(votes=2)),
        identity(VisionSettings(seed=1)),
        identity(VisionSettings(pages=1)),
        identity(VisionSettings(grade_from="criteria")),
        identity(model="n"),
        identity(url="http://127.0.0.1:2/v1"),
        identity(answer_form="plain"),
        identity(url="http://127.0.0.1:1/token-of-somebody/v1"),
    }
    assert len(others) == 8
    assert not any("token-of-somebody" in other for other in others)
    assert plain not in others
    assert "m@127.0.0.1:1" in plain


@pytest.mark.parametrize(
    "wrong",
    [
        {"votes": 0}, {"votes": True}, {"pages": 17}, {"temperature": 3.0}, {"temperature": float("nan")}, {"seed": -1},
        {"picture_side": 1}, {"timeout_s": 0.0}, {"grade_from": "all"}, {"max_answer_tokens": 1},
        {"text_characters": -1},
    ],
)  # fmt: skip
def test_settings_that_are_none(wrong):
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        VisionSettings(**wrong)


# --- cache ---


async def test_a_known_answer_is_not_asked_for_again(server, judge_of, task, site, tmp_path):
    cache = AnswerCache(tmp_path)
    judge = judge_of(cache=cache)
    first = await judge.grade(task, site)
    assert await judge.grade(task, site) == first
    assert len(server.requests) == 1
    assert (judge.spending.from_cache, judge.spending.requests) == (1, 1)
    again = await judge_of(cache=AnswerCache(tmp_path)).grade(task, site)
    assert again == first
    assert len(server.requests) == 1


async def test_another_question_is_asked(server, judge_of, task, site, tmp_path):
    cache = AnswerCache(tmp_path)
    await judge_of(cache=cache).grade(task, site)
    await judge_of(cache=cache).grade(replace(task, instruction="Another"), site)
    await judge_of(cache=cache).grade(task, visit(page("/", screenshot=site.home.screenshot)))
    await judge_of(cache=cache, settings=VisionSettings(temperature=0.5)).grade(task, site)
    await judge_of(cache=cache, settings=VisionSettings(seed=1)).grade(task, site)
    assert len(server.requests) == 5


async def test_a_fault_is_not_kept(server, judge_of, task, site, tmp_path):
    judge = judge_of(cache=AnswerCache(tmp_path))
    server.play(grades(grade=7), grades(grade=7), grades(grade=3))
    with pytest.raises(JudgeError):
        await judge.grade(task, site)
    assert (await judge.grade(task, site)).grade == 3.0


async def test_an_uncached_judge_asks_and_shares_the_ledger(server, judge_of, task, site, tmp_path):
    judge = judge_of(cache=AnswerCache(tmp_path))
    await judge.grade(task, site)
    fresh = judge.uncached()
    assert fresh.identity == judge.identity
    await fresh.grade(task, site)
    assert len(server.requests) == 2
    assert judge.spending.requests == 2


async def test_a_broken_cache_does_not_stop_a_judge(server, judge_of, task, site, tmp_path, caplog):
    (tmp_path / "answers-1.sqlite3").write_bytes(b"no database" * 1000)
    judge = judge_of(cache=AnswerCache(tmp_path))
    for _ in range(2):
        assert (await judge.grade(task, site)).grade == 4.0
    assert len(server.requests) == 2
    assert sum("cannot be used" in record.message for record in caplog.records) == 1


async def test_what_stands_in_the_cache_is_parsed_like_an_answer(server, judge_of, task, site, tmp_path):
    import sqlite3

    cache = AnswerCache(tmp_path)
    await judge_of(cache=cache).grade(task, site)
    cache.close()
    database = sqlite3.connect(tmp_path / "answers-1.sqlite3")
    database.execute("UPDATE answers SET text = ?", (json.dumps({"grade": 5}),))
    database.commit()
    database.close()
    assert (await judge_of(cache=cache).grade(task, site)).grade == 4.0
    assert len(server.requests) == 2
