from __future__ import annotations

import pytest

from agents.grpo import tally
from webgen_env.reward.result import RewardResult


def verdict(reward: float | None, **more: object) -> RewardResult:
    stage = more.pop("stage", "scored")
    return RewardResult(reward, {"visual": reward or 0.0}, stage, **more)  # type: ignore[arg-type]


def test_nothing_tells_nothing() -> None:
    assert tally([], [], []) == {}


def test_groups_of_equal_rewards_are_counted_and_groups_of_one_are_not() -> None:
    results = [verdict(1.0), verdict(1.0), verdict(1.0), verdict(2.0), verdict(5.0)]
    assert tally(results, ["a", "a", "b", "b", "c"], list("vwxyz"))["webgen/zero_spread_groups"] == 0.5


def test_only_groups_of_one_have_no_spread_to_speak_of() -> None:
    assert "webgen/zero_spread_groups" not in tally([verdict(1.0)], ["a"], ["x"])


def test_a_fault_leaves_the_group_and_the_means() -> None:
    results = [verdict(2.0), verdict(None, fault="infra", stage="build"), verdict(4.0)]
    counts = tally(results, ["a"] * 3, list("xyz"))
    assert counts["webgen/term/visual"] == 3.0
    assert counts["webgen/fault/infra"] == pytest.approx(1 / 3)
    assert counts["webgen/stage/build"] == 0.0
    assert counts["webgen/zero_spread_groups"] == 0.0


def test_nothing_but_faults_has_no_terms() -> None:
    counts = tally([verdict(None, fault="judge")] * 2, ["a", "a"], ["x", "y"])
    assert counts["webgen/fault/judge"] == 1.0
    assert not any(name.startswith(("webgen/term", "webgen/stage", "webgen/built")) for name in counts)


def test_equal_completions_of_other_groups_are_no_duplicates() -> None:
    results = [verdict(1.0)] * 4
    assert tally(results, ["a", "a", "b", "b"], ["x", "x", "x", "y"])["webgen/duplicates"] == 0.25


def test_what_built_need_not_have_rendered() -> None:
    results = [verdict(0.0, stage="build"), verdict(0.0, stage="render"), verdict(3.0), verdict(0.0, stage="static")]
    counts = tally(results, ["a"] * 4, list("wxyz"), truncated=[True, False, False, False])
    assert counts["webgen/built"] == 0.5
    assert counts["webgen/truncated"] == 0.25
    assert sum(value for name, value in counts.items() if name.startswith("webgen/stage/")) == 1.0
