"""Runs: what is written, what is taken up, and what ends in a record instead of a crash."""

from __future__ import annotations

import json
import shutil
from typing import ClassVar

import pytest
from filelock import FileLock

import agents
from agents import Answer, registry
from agents.runs import Run, RunSettings, summarize
from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge, Script
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.evidence import find_bundles
from webgen_env.scorer import Scorer


class Recorded:
    """An agent that writes a site for each episode and remembers whom it was asked by."""

    asked: ClassVar[list] = []
    failing: ClassVar[set] = set()
    closed: ClassVar[int] = 0

    def __init__(self, *, colour: str = "red"):
        self.colour = colour

    def act(self, observation, info):
        return self.answer_batch([observation], [info])[0].text

    def answer_batch(self, observations, infos):
        answers = []
        for info in infos:
            key = (info["task_id"], info["sample"])
            Recorded.asked.append(key)
            if key in Recorded.failing:
                answers.append(Answer("", "failed", "no server", requests=3))
            else:
                text = agents.make("slots", form="compact", choose="random").act(f"{self.colour} {key}", info)
                answers.append(Answer(text, input_tokens=100, output_tokens=10, cost=0.25, requests=1))
        return answers

    def close(self):
        Recorded.closed += 1


@pytest.fixture(autouse=True)
def recorded(monkeypatch):
    monkeypatch.setattr(registry, "_AGENTS", dict(registry._AGENTS))
    agents.register("recorded", "tests.agents.runs.test_runner:Recorded")
    Recorded.asked, Recorded.failing, Recorded.closed = [], set(), 0
    return Recorded


def settings(**changes):
    return RunSettings(**{"agent": "recorded", "limit": 3, "samples": 2, "chunk": 2, **changes})


def scorer(folder, judge=None):
    return Scorer(
        judge=judge or FakeJudge(), builder=FakeBuilder, browser=FakeBrowser, cache=False, evidence=folder / "evidence",
        builders=1, browsers=1, retries=0,
    )  # fmt: skip


def execute(folder, judge=None, tell=None, **changes):
    with scorer(folder, judge) as shared:
        return Run(settings(**changes), folder, scorer=shared).execute(tell)


def lines(folder, name="results.jsonl"):
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


def test_every_episode_gets_a_record_a_bundle_and_a_place_in_the_gallery(tmp_path):
    told = []
    report = execute(tmp_path, tell=lambda finished, total: told.append((finished, total)))
    assert told == [(number, 6) for number in range(1, 7)]
    assert len({(r["task_id"], r["sample"]) for r in lines(tmp_path)}) == 6
    assert report.summary.episodes == 6
    assert report.summary.reward == pytest.approx(4.2)
    assert (report.summary.input_tokens, report.summary.cost) == (600, 1.5)
    assert len(find_bundles(tmp_path / "evidence")) == 6
    assert all((tmp_path / record["evidence"] / "verdict.json").is_file() for record in report.records)
    assert report.gallery == tmp_path / "gallery" / "index.html"
    assert report.gallery.is_file()
    assert json.loads((tmp_path / "summary.json").read_text())["episodes"] == 6
    assert Recorded.closed == 1


def test_one_completion_of_each_task_comes_first(tmp_path):
    execute(tmp_path)
    assert [sample for _, sample in Recorded.asked] == [0, 0, 0, 1, 1, 1]


def test_a_run_that_is_done_is_not_run_again(tmp_path):
    first = execute(tmp_path)
    Recorded.asked.clear()
    again = execute(tmp_path)
    assert Recorded.asked == []
    assert again.taken_up == 6
    assert again.records == first.records
    assert again.summary == first.summary


class Killed(BaseException):
    """Ends a run as a signal would: nothing after it is done."""


def test_an_interrupted_run_goes_on_to_the_same_result(tmp_path):
    whole = execute(tmp_path / "whole")

    def kill(finished, total):
        if finished == 3:
            raise Killed

    with pytest.raises(Killed):
        execute(tmp_path / "torn", tell=kill)
    done = len(lines(tmp_path / "torn"))
    assert 3 <= done < 6
    # what a process that dies in the middle of a line leaves
    with (tmp_path / "torn" / "results.jsonl").open("ab") as file:
        file.write(b'{"task_id": "half')
    Recorded.asked.clear()
    report = execute(tmp_path / "torn")
    assert report.taken_up == done
    assert len(Recorded.asked) < 6
    for one, other in zip(report.records, whole.records, strict=True):
        for name in ("task_id", "sample", "reward", "terms", "stage"):
            assert one[name] == other[name]


def test_completions_that_were_written_are_not_written_again(tmp_path):
    execute(tmp_path)
    (tmp_path / "results.jsonl").unlink()
    Recorded.asked.clear()
    assert execute(tmp_path).summary.episodes == 6
    assert Recorded.asked == []


def test_more_samples_and_tasks_go_on_with_the_same_run(tmp_path):
    execute(tmp_path)
    Recorded.asked.clear()
    report = execute(tmp_path, samples=3, limit=4)
    assert report.taken_up == 6
    assert len(report.records) == 12
    assert len(Recorded.asked) == 6


@pytest.mark.parametrize("changes", [{"preset": "executable"}, {"config": {"colour": "blue"}}, {"agent": "scaffold"}])
def test_another_run_in_the_same_folder_is_refused(tmp_path, changes):
    execute(tmp_path)
    with pytest.raises(ConfigurationError, match=f"{next(iter(changes))}=.*choose another folder"):
        execute(tmp_path, **changes)


def test_a_run_that_could_not_begin_is_in_nobodys_way(tmp_path):
    with pytest.raises(ConfigurationError, match="'colour'"):
        execute(tmp_path, config={"color": "blue"})
    assert execute(tmp_path, config={"colour": "blue"}).summary.episodes == 6


def test_two_runs_at_once_in_one_folder_are_refused(tmp_path):
    with FileLock(tmp_path / ".lock"), pytest.raises(ConfigurationError, match="Another process runs"):
        execute(tmp_path)


def test_a_policy_that_cannot_be_asked_is_recorded_and_asked_again_later(tmp_path):
    first = Run(settings(), tmp_path).plan[0]
    Recorded.failing = {first}
    report = execute(tmp_path)
    assert (report.summary.failed, report.summary.first_problem) == (1, "no server")
    [record] = [record for record in report.records if record["finish"] == "failed"]
    assert (record["task_id"], record["reward"], record["stage"], record["requests"]) == (first[0], 0.0, "format", 3)
    Recorded.failing, Recorded.asked = set(), []
    report = execute(tmp_path)
    assert (report.summary.failed, report.taken_up, Recorded.asked) == (0, 5, [first])


def test_a_fault_of_ours_is_in_no_mean_and_is_tried_again(tmp_path):
    broken = FakeJudge(Script(errors=[JudgeError("no grade")]))
    report = execute(tmp_path, judge=broken)
    assert (report.summary.faults, report.summary.episodes) == (1, 5)
    report = execute(tmp_path)
    assert (report.summary.faults, report.summary.episodes, report.taken_up) == (0, 6, 5)


def test_a_bundle_that_was_taken_away_costs_its_place_in_the_gallery_only(tmp_path):
    report = execute(tmp_path)
    shutil.rmtree(tmp_path / report.records[0]["evidence"])
    assert execute(tmp_path).summary.episodes == 6


@pytest.mark.parametrize(
    ("changes", "said"), [({"split": "nowhere"}, "no split 'nowhere'"), ({"agent": "recordet"}, "'recorded'")]
)
def test_what_cannot_be_run_is_said(tmp_path, changes, said):
    with pytest.raises(ConfigurationError, match=said):
        execute(tmp_path, **changes)


def record(task, reward, **changes):
    return {
        "task_id": task, "category": "c" + task, "reward": reward, "terms": {"visual": 1.0}, "stage": "scored",
        "finish": "stop", "answer_problem": "", "input_tokens": 1, "output_tokens": 2, "cost": 0.0, **changes,
    }  # fmt: skip


def test_a_summary_counts_what_there_is():
    records = [record("a", 1.0), record("a", 3.0), record("b", 2.0, stage="build"), record("b", None)]
    summary = summarize(records)
    assert (summary.episodes, summary.faults, summary.reward, summary.best) == (3, 1, 2.0, 2.5)
    assert summary.stages == {"build": 1, "scored": 2}
    assert summary.categories == {"ca": 2.0, "cb": 2.0}
    low, high = summary.interval
    assert low <= summary.reward <= high
    assert summarize(records) == summary
    empty = summarize([])
    assert (empty.reward, empty.interval, empty.best) == (None, None, None)
