"""The reward function, called as TRL calls it, over fakes at the three seams."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from agents.grpo import WebGenReward
from agents.grpo.clock import StepClock
from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge, Script
from webgen_env.build.site import BuildOutcome
from webgen_env.errors import ConfigurationError, JudgeError, UnknownTaskError
from webgen_env.findings import Finding
from webgen_env.manifest import render_completion
from webgen_env.scorer import Scorer
from webgen_env.tasks import Task, TaskSet

TASKS = TaskSet([Task("tea", "A shop for tea."), Task("boats", "A dashboard about boats.")])
APP = "export default function App() { return <h1>Tea</h1>; }\n"
GOOD = render_completion({"src/App.tsx": APP}, title="Tea")
OTHER = render_completion({"src/App.tsx": APP.replace("Tea", "Boats")}, title="Tea")


def scorer(**options: Any) -> Scorer:
    defaults: dict[str, Any] = {"builder": FakeBuilder, "browser": FakeBrowser, "judge": FakeJudge(), "retries": 0}
    return Scorer(builders=1, browsers=1, **{**defaults, **options})


class Log:
    """What TRL's trainer collects."""

    def __init__(self) -> None:
        self.metrics: dict[str, list[float]] = defaultdict(list)
        self.columns: dict[str, list[Any]] = {}

    def call(self, reward: WebGenReward, completions: list[Any], ids: list[str], **more: Any) -> list[float | None]:
        prompts = [[{"role": "user", "content": "Make it."}]] * len(completions)
        return asyncio.run(
            reward(
                prompts,
                completions,
                more.pop("completion_ids", [[1, 2]] * len(completions)),
                task_id=ids,
                trainer_state=object(),
                log_metric=lambda name, value: self.metrics[name].append(value),
                log_extra=self.columns.__setitem__,
                **more,
            )
        )

    def __getitem__(self, name: str) -> float:
        [value] = self.metrics["webgen/" + name]
        return value


def test_good_sites_are_rewarded_and_nothing_is_not() -> None:
    with scorer() as one:
        assert Log().call(WebGenReward(TASKS, scorer=one), [GOOD, "nothing"], ["tea", "boats"]) == [
            pytest.approx(4.2),
            0.0,
        ]


def test_messages_are_read_like_texts() -> None:
    with scorer() as one:
        reward = WebGenReward(TASKS, scorer=one)
        chats = [[{"role": "assistant", "content": GOOD}], [{"role": "assistant", "content": None}]]
        assert Log().call(reward, chats, ["tea", "tea"]) == Log().call(reward, [GOOD, ""], ["tea", "tea"])


def test_what_the_batch_came_to_is_logged() -> None:
    log = Log()
    with scorer() as one:
        log.call(
            WebGenReward(TASKS, scorer=one, ends=[2]),
            [GOOD, GOOD, GOOD, "nothing"],
            ["tea", "tea", "boats", "boats"],
            completion_ids=[[1, 2], [1, 2], [1, 1], []],
        )
    assert log["zero_spread_groups"] == 0.5  # tea's two are equal, boats' are not
    assert log["duplicates"] == 0.25
    assert log["truncated"] == 0.5
    assert log["built"] == 0.75
    assert (log["stage/scored"], log["stage/format"]) == (0.75, 0.25)
    assert log["term/visual"] == pytest.approx(3.0)
    assert (log["fault/infra"], log["fault/judge"]) == (0.0, 0.0)
    assert log["wait_s"] > 0
    assert log["rewards_per_s"] > 0
    assert log.columns["stage"] == ["scored", "scored", "scored", "format"]
    assert log.columns["task_id"] == ["tea", "tea", "boats", "boats"]
    assert log.columns["problem"][0] == ""
    assert log.columns["problem"][3]


def test_truncation_is_left_to_trl_where_the_ends_are_not_known() -> None:
    log = Log()
    with scorer() as one:
        log.call(WebGenReward(TASKS, scorer=one), [GOOD], ["tea"])
    assert "webgen/truncated" not in log.metrics


def test_a_fault_is_no_reward_and_no_zero() -> None:
    log = Log()
    judge = FakeJudge(Script(errors=[JudgeError("silent", retryable=False)]))
    with scorer(judge=judge) as one:
        rewards = log.call(WebGenReward(TASKS, scorer=one), [GOOD, OTHER], ["tea", "tea"])
    assert sorted(rewards, key=lambda reward: reward is None) == [pytest.approx(4.2), None]
    assert log["fault/judge"] == 0.5
    assert log["built"] == 1.0  # of what was scored
    assert sorted(log.columns["stage"]) == ["judge", "scored"]


def test_hostile_text_comes_printable_into_the_table() -> None:
    outcome = BuildOutcome(None, "build", (Finding("build.syntax", "\x1b[31m" + "x" * 5000, "src/App.tsx:1"),))
    log = Log()
    with scorer(builder=partial(FakeBuilder, outcome=outcome)) as one:
        log.call(WebGenReward(TASKS, scorer=one), [GOOD], ["tea"])
    [problem] = log.columns["problem"]
    assert "\x1b" not in problem
    assert len(problem) <= 200


def test_a_specification_of_ones_own_comes_in_a_column() -> None:
    with scorer() as one:
        reward = WebGenReward(TASKS, scorer=one)
        got = asyncio.run(reward(["p"], [GOOD], instruction=["A bakery."]))
        assert got == [pytest.approx(4.2)]


@pytest.mark.parametrize(
    ("columns", "says"),
    [({}, "task_id"), ({"kind": ["x"]}, r"\['kind'\]"), ({"task_id": ["tea", "tea"]}, "2 values")],
)
def test_a_data_set_without_tasks_is_told_so(columns: dict[str, list[str]], says: str) -> None:
    with scorer() as one, pytest.raises(ConfigurationError, match=says):
        asyncio.run(WebGenReward(TASKS, scorer=one)(["p"], [GOOD], **columns))


def test_an_unknown_task_names_the_nearest() -> None:
    with scorer() as one, pytest.raises(UnknownTaskError, match="boats"):
        Log().call(WebGenReward(TASKS, scorer=one), [GOOD], ["boat"])


def test_as_many_prompts_as_completions() -> None:
    with scorer() as one, pytest.raises(ConfigurationError, match="2 completions"):
        asyncio.run(WebGenReward(TASKS, scorer=one)(["p"], [GOOD, GOOD], task_id=["tea", "tea"]))


def test_it_pickles_as_its_configuration_alone() -> None:
    with scorer() as one:
        reward = WebGenReward(TASKS, scorer=one, ends=[2], timeout_s=30.0)
        reward.clock = StepClock()
        Log().call(reward, [GOOD], ["tea"])
        copy = pickle.loads(pickle.dumps(reward))
    assert copy.clock is None
    try:
        log = Log()
        assert log.call(copy, [GOOD, ""], ["tea", "boats"]) == [pytest.approx(4.2), 0.0]
        assert log["truncated"] == 0.0
    finally:
        copy.close()


def test_trl_takes_it_for_asynchronous_and_logs_it_under_its_name() -> None:
    reward = WebGenReward(TASKS, scorer=scorer())
    assert inspect.iscoroutinefunction(reward.__call__)
    assert reward.__name__ == "webgen"


def test_the_clock_is_told_when_the_trainer_waits() -> None:
    clock = StepClock()
    with scorer(judge=FakeJudge(Script(delay_s=0.05))) as one:
        reward = WebGenReward(TASKS, scorer=one)
        reward.clock = clock
        clock.begin()
        Log().call(reward, [GOOD], ["tea"])
        clock.end()
    assert clock.take()["time/reward_s"] >= 0.05


def test_verdicts_are_collected_while_asked_for() -> None:
    with scorer() as one:
        reward = WebGenReward(TASKS, scorer=one)
        with reward.collecting() as results:
            Log().call(reward, [GOOD, ""], ["tea", "tea"])
        Log().call(reward, [GOOD], ["tea"])
    assert [result.stage for result in results] == ["scored", "format"]


@pytest.mark.parametrize(("keep", "bundles"), [("all", 3), ("best", 1)])
def test_evidence_is_kept_and_linked(tmp_path: Path, keep: Any, bundles: int) -> None:
    log = Log()
    with scorer(evidence=tmp_path) as one:
        log.call(WebGenReward(TASKS, scorer=one, keep=keep), ["", GOOD, "nothing"], ["tea", "tea", "tea"])
    kept = [path for path in tmp_path.iterdir() if path.is_dir() and not path.name.startswith(".")]
    assert len(kept) == bundles
    linked = log.columns["evidence"]
    assert Path(linked[1]) in kept
    assert [bool(link) for link in linked].count(True) == bundles


def test_a_bundle_that_was_the_best_stays(tmp_path: Path) -> None:
    with scorer(evidence=tmp_path) as one:
        reward = WebGenReward(TASKS, scorer=one, keep="best")
        Log().call(reward, ["", "nothing"], ["tea", "tea"])
        before = {path for path in tmp_path.iterdir() if path.is_dir()}
        Log().call(reward, ["", GOOD], ["tea", "tea"])
        assert before <= set(tmp_path.iterdir())


def test_an_unknown_way_of_keeping_is_said() -> None:
    with pytest.raises(ConfigurationError, match="'some'"):
        WebGenReward(TASKS, scorer=scorer(), keep="some")  # type: ignore[arg-type]
