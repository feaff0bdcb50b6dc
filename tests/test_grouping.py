"""A scorer with a judge of groups: sites of one task are graded by how they compare with each other."""

from __future__ import annotations

import pickle
from dataclasses import dataclass

import pytest

from tests.fakes import FakeBrowser, FakeBuilder, png
from tests.reward.vision.comparers import ScriptedComparer
from tests.test_scorer import GOOD, TASK
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.build.site import BuildOutcome, Site
from webgen_env.errors import ConfigurationError
from webgen_env.evidence import read_bundle
from webgen_env.reward import make_judge
from webgen_env.reward.judges import make_group_judge
from webgen_env.reward.vision import GroupJudge
from webgen_env.scorer import Scorer
from webgen_env.tasks import Task

OTHER = Task(id="choir", instruction="A choir with a page about songs.")


def completion(quality: int) -> str:
    return GOOD.replace("Bread", f"quality {quality}")


@dataclass
class PlainBuilder(FakeBuilder):
    """Builds a project into the text of its page."""

    async def build(self, project, *, timeout_s=None):
        await self.script.play()
        text = project.files["src/pages/Home.tsx"].partition("<h1>")[2].partition("</h1>")[0]
        return BuildOutcome(site=Site({"index.html": text.encode()}), stage="build")


@dataclass
class PlainBrowser(FakeBrowser):
    """Sees that text; a site of quality 0 is blank."""

    async def visit(self, site, *, timeout_s=None):
        await self.script.play()
        text = site.files["index.html"].decode()
        return Visit((PageVisit("/", screenshot=png(), title="Site", text=text, blank=text == "quality 0"),))


def scorer_of(comparer=None, **options):
    judge = GroupJudge(comparer or ScriptedComparer())
    return Scorer(
        **{"judge": judge, "builder": PlainBuilder, "browser": PlainBrowser, "builders": 1, "browsers": 1, **options}
    )


def visual(results):
    return [result.terms["visual"] for result in results]


def test_better_sites_of_a_group_get_more():
    comparer = ScriptedComparer()
    with scorer_of(comparer) as scorer:
        results = scorer.score_batch_sync([TASK] * 4, [completion(quality) for quality in (3, 9, 1, 7)])
    assert sorted(visual(results)) == [visual(results)[index] for index in (2, 0, 3, 1)]
    assert sum(visual(results)) == pytest.approx(10.0)
    assert [result.reward for result in results] == [pytest.approx(grade + 0.2) for grade in visual(results)]
    best = results[1]
    assert best.judgement.judge == best.provenance["judge"] == scorer_of(comparer)._judge_spec.identity
    assert (best.judgement.measures["place"], best.judgement.measures["sites"]) == (1.0, 4.0)
    assert "Place 1 of 4" in best.judgement.rationale


def test_tasks_are_groups_of_their_own():
    comparer = ScriptedComparer()
    with scorer_of(comparer) as scorer:
        results = scorer.score_batch_sync([TASK, OTHER, TASK, OTHER], [completion(quality) for quality in (1, 9, 2, 8)])
    assert {frozenset(shown) for shown in comparer.asked} == {frozenset({1, 2}), frozenset({8, 9})}
    assert visual(results)[0] == visual(results)[3] < visual(results)[2] == visual(results)[1]


def test_what_fails_or_is_blank_is_not_compared():
    comparer = ScriptedComparer()
    with scorer_of(comparer) as scorer:
        written = [completion(5), "no website", completion(0), completion(4)]
        results = scorer.score_batch_sync([TASK] * 4, written)
    assert {frozenset(shown) for shown in comparer.asked} == {frozenset({5, 4})}
    assert [result.stage for result in results] == ["scored", "format", "render", "scored"]
    assert results[1].reward == results[2].reward == 0.0
    assert results[0].reward > results[3].reward > 0.0


def test_one_site_alone_is_neither_good_nor_bad():
    comparer = ScriptedComparer()
    with scorer_of(comparer) as scorer:
        results = scorer.score_batch_sync([TASK] * 3, [completion(5)] * 3)
    assert visual(results) == [2.5] * 3
    assert [result.cached for result in results] == [False, True, True]
    assert comparer.asked == []


def test_a_fault_of_the_judge_leaves_the_whole_group_without_a_reward():
    with scorer_of(ScriptedComparer(faults=frozenset({5}))) as scorer:
        results = scorer.score_batch_sync(
            [TASK, TASK, OTHER, OTHER, TASK], [completion(5), completion(6), completion(7), completion(8), "nothing"]
        )
    assert [(result.reward is None, result.fault) for result in results] == [
        (True, "judge"), (True, "judge"), (False, None), (False, None), (False, None),
    ]  # fmt: skip
    assert "no answer" in results[0].fault_message
    assert results[0].judgement is None


def test_progress_and_evidence_have_the_final_verdict(tmp_path):
    told = {}
    with scorer_of(evidence=tmp_path) as scorer:
        results = scorer.score_batch_sync([TASK] * 2, [completion(1), completion(2)], progress=told.__setitem__)
    assert told == dict(enumerate(results))
    stored = [read_bundle(result.evidence).result for result in results]
    assert [result.reward for result in stored] == [result.reward for result in results]
    assert stored[1].judgement.measures["place"] == 1.0


def test_a_judge_that_grades_alone_puts_a_group_in_order():
    with scorer_of(judge="group:design", evidence=None) as scorer:
        results = scorer.score_batch_sync([TASK] * 2, [completion(1), completion(2)])
        copy = pickle.loads(pickle.dumps(scorer))
    assert sum(visual(results)) == pytest.approx(5.0)
    copy.close()


def test_a_copy_of_a_scorer_with_a_judge_of_groups_scores_alike():
    written = [completion(3), completion(4)]
    with scorer_of() as scorer:
        copy = pickle.loads(pickle.dumps(scorer))
        first = visual(scorer.score_batch_sync([TASK] * 2, written))
    with copy:
        assert visual(copy.score_batch_sync([TASK] * 2, written)) == first


def test_what_is_a_judge_of_groups():
    assert make_group_judge("design") is None
    assert make_group_judge(make_judge("design")) is None
    assert "of=256" in make_group_judge("group:design").identity
    assert "of=2 " in make_group_judge("group:vision:http://127.0.0.1:9/v1#tiny").identity
    with pytest.raises(ConfigurationError, match="no grade for a single one"):
        make_judge("group:design")
    with pytest.raises(ConfigurationError, match="Unknown judge 'desing'"):
        Scorer(judge="group:desing")
    with pytest.raises(ConfigurationError, match="group:…"):
        make_judge("grup")
