from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

import pytest

from tests.calibration.test_steadiness import Comparer, item
from tests.openai_server.scripted import GOOD, ScriptedServer, completion
from webgen_env.calibration import calibrate, items_from_bundles, read_grades
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.evidence import write_bundle
from webgen_env.reward import Judgement, RewardResult
from webgen_env.reward.design import DesignJudge
from webgen_env.reward.vision import AnswerCache, Endpoint, OpenAIModel, VisionJudge


@dataclass
class Judge:
    """Grades the quality that stands on the page, plus a step per repeat; faults on negative ones."""

    step: float = 0.0
    identity: str = "scripted"
    concurrency: int = 1
    asked: dict[str, int] = field(default_factory=dict)

    async def grade(self, task, visit, *, timeout_s=None):
        quality = visit.home.text
        before = self.asked.get(quality, 0)
        self.asked[quality] = before + 1
        if quality.startswith("-"):
            raise JudgeError("no grade")
        return Judgement(float(quality) + self.step * before, {}, self.identity)

    async def aclose(self):
        pass


class ComparingJudge(Judge):
    def comparer(self):
        return Comparer("first")


def items():
    return [replace(item(quality), human=human) for quality, human in ((1, 2.0), (2, 1.0), (4, 5.0))]


async def test_a_report_on_a_steady_judge():
    told = []
    report = await calibrate(Judge(), items(), repeats=2, progress=lambda done, of: told.append((done, of)))
    assert (report.judge, report.repeats, report.faults, report.position) == ("scripted", 2, 0, None)
    assert [result.grades for result in report.items] == [(1.0, 1.0), (2.0, 2.0), (4.0, 4.0)]
    assert report.variance.steady == 1.0
    assert report.agreement.pairwise.value == pytest.approx(2 / 3)
    assert told == [(number, 6) for number in range(1, 7)]


async def test_variance_is_seen_and_the_mean_agrees():
    report = await calibrate(Judge(step=0.5), items(), repeats=3)
    assert report.variance.largest_spread == 1.0
    assert [result.mean for result in report.items] == [1.5, 2.5, 4.5]


async def test_a_judge_that_compares_is_asked_in_both_orders():
    report = await calibrate(ComparingJudge(), items(), repeats=1)
    assert (report.position.pairs, report.position.first, report.variance) == (3, 1.0, None)
    assert (await calibrate(ComparingJudge(), items(), repeats=1, pairs=0)).position is None


async def test_faults_are_counted_and_named_and_grade_nothing():
    broken = replace(item(-1), human=0.0)
    report = await calibrate(Judge(), [*items(), broken], repeats=2)
    assert report.faults == 2
    assert (report.items[-1].grades, report.items[-1].mean, report.items[-1].fault) == ((), None, "no grade")
    assert report.agreement.sites == 3


async def test_without_people_there_is_no_agreement():
    assert (await calibrate(Judge(), [item(1), item(2)])).agreement is None


async def test_the_record_is_json():
    record = (await calibrate(ComparingJudge(), items())).as_record()
    assert json.loads(json.dumps(record)) == json.loads(json.dumps(record, allow_nan=False))
    assert record["format"] == 1


@pytest.mark.parametrize("wrong", [{"repeats": 0}, {"pairs": -1}, {"resamples": -1}, {"items": []}])
async def test_numbers_that_are_none(wrong):
    with pytest.raises(ConfigurationError, match="1 or more repeats"):
        await calibrate(Judge(), **{"items": items(), **wrong})


async def test_a_vision_judge_is_asked_anew_each_time(tmp_path):
    async with ScriptedServer().serving() as server:
        answers = iter(range(100))
        server.play(lambda request: completion(json.dumps({**GOOD, "grade": next(answers) % 6})))
        judge = VisionJudge(OpenAIModel(Endpoint("tiny", server.url)), cache=AnswerCache(tmp_path))
        report = await calibrate(judge, items()[:1], repeats=4)
        await judge.aclose()
    assert len(server.requests) == 4
    assert report.variance.largest_spread == 3.0


# --- bundles ---


def bundle(folder, quality, **changes):
    made = item(quality)
    visit = replace(made.visit, pages=(replace(made.visit.home, **changes),))
    result = RewardResult(reward=1.0, terms={}, stage="scored", task_id="t", visit=visit)
    write_bundle(folder / f"site-{quality}", result=result, task=made.task, completion=str(quality))


@pytest.fixture
def folder(tmp_path):
    for quality in (1, 2, 4):
        bundle(tmp_path, quality)
    bundle(tmp_path, 5, blank=True)
    return tmp_path


def test_items_of_bundles(folder):
    found = items_from_bundles(folder)
    assert [(each.name, each.group, each.human) for each in found] == [
        ("site-1", "t", None), ("site-2", "t", None), ("site-4", "t", None)
    ]  # fmt: skip
    assert found[0].visit.home.screenshot


def test_items_with_grades(folder):
    (folder / "grades.csv").write_text("bundle,grade,group\nsite-4,5,\nsite-1,2,mine\n")
    found = items_from_bundles(folder, read_grades(folder / "grades.csv"))
    assert [(each.name, each.group, each.human) for each in found] == [("site-1", "mine", 2.0), ("site-4", "t", 5.0)]


def test_grades_of_what_is_not_there(folder):
    (folder / "grades.csv").write_text("bundle,grade\nsite-1,5\nsite-9,2\n")
    with pytest.raises(ConfigurationError, match=r"1 of 2 grades name no bundle.*'site-9'"):
        items_from_bundles(folder, read_grades(folder / "grades.csv"))


def test_a_folder_without_sites(tmp_path):
    with pytest.raises(ConfigurationError, match="no bundle of a site that came up"):
        items_from_bundles(tmp_path)


async def test_the_embedded_judge_is_steady(folder):
    report = await calibrate(DesignJudge(), items_from_bundles(folder), repeats=3)
    assert (report.faults, report.variance.steady) == (0, 1.0)
