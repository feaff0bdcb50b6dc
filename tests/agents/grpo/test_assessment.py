from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from agents.grpo import Assessment, assess_slots
from agents.slots import slot_tasks
from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge
from webgen_env.build.site import BuildOutcome
from webgen_env.errors import ConfigurationError
from webgen_env.findings import Finding
from webgen_env.reward.result import RewardResult
from webgen_env.scorer import Scorer

RESULTS = [
    RewardResult(3.0, {}, "scored"),
    RewardResult(0.0, {}, "build"),
    RewardResult(0.0, {}, "render"),
    RewardResult(None, {}, "render", fault="infra"),
]


def test_faults_are_counted_apart() -> None:
    found = Assessment.of(RESULTS)
    assert (found.mean, found.faults) == (1.0, 1)
    assert found.built == pytest.approx(2 / 3)
    assert found.stages == {"scored": 1, "build": 1, "render": 1}


def test_nothing_has_no_mean() -> None:
    empty = Assessment.of([])
    assert (empty.mean, empty.built) == (None, None)


def test_what_is_written_is_read() -> None:
    found = Assessment.of(RESULTS)
    assert Assessment.parse(found.record()) == found


@pytest.mark.parametrize("record", [None, [], {}, {"rewards": 1, "stages": {}, "faults": 0}, {"rewards": ["x"]}])
def test_something_else_is_said(record: Any) -> None:
    with pytest.raises(ConfigurationError, match="assessment"):
        Assessment.parse(record)


def test_processes_are_put_together() -> None:
    one, other = Assessment.of(RESULTS[:2]), Assessment.of(RESULTS[2:])
    assert Assessment.merged([one, other]) == Assessment.of(RESULTS)


def test_the_slots_policy_is_assessed() -> None:
    outcome = BuildOutcome(None, "build", (Finding("build.syntax", "no"),))
    options: dict[str, Any] = {"browser": FakeBrowser, "judge": FakeJudge(), "builders": 1, "browsers": 1}
    with Scorer(builder=FakeBuilder, **options) as scorer:
        assert assess_slots(scorer, slot_tasks(3)).mean == pytest.approx(4.2)
    with Scorer(builder=partial(FakeBuilder, outcome=outcome), **options) as scorer:
        assert assess_slots(scorer, slot_tasks(3), choose="random").built == 0.0
