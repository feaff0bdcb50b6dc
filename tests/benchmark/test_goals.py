"""Goals, and reports held against them."""

from __future__ import annotations

from dataclasses import replace

from tests.benchmark.values import bare_report, full_report, soak_report
from webgen_env.benchmark import GOALS, ScalingPoint, outcomes_of
from webgen_env.benchmark.facts import facts_of


def met(**changes: object) -> dict[str, bool]:
    return {outcome.what: outcome.met for outcome in outcomes_of(full_report(**changes))}


def test_every_goal_finds_its_number() -> None:
    outcomes = outcomes_of(full_report())
    assert [outcome.what for outcome in outcomes] == [goal.what for goal in GOALS]
    assert [outcome.what for outcome in outcomes if not outcome.met] == ["one site, warm, p50"]


def test_what_was_not_measured_has_no_outcome() -> None:
    assert outcomes_of(bare_report()) == ()


def test_at_most_and_at_least_include_the_bound() -> None:
    assert met(soak=soak_report(ratio=1.05))["soak, last quarter over second"]
    assert not met(soak=soak_report(ratio=1.06))["soak, last quarter over second"]
    report = full_report()
    assert report.comparison is not None
    for ratio, reached in ((25.0, True), (24.99, False)):
        comparison = replace(report.comparison, single_ratio=ratio)
        assert met(comparison=comparison)["one site, against released"] is reached


def test_two_workers_need_both_points() -> None:
    one, two, four = ScalingPoint(1, 1.0, 1.0, 0.9), ScalingPoint(2, 1.6, 0.8, 0.9), ScalingPoint(4, 3.0, 0.75, 0.9)
    assert met(scaling=(one, two))["two workers over one"] is False
    assert "two workers over one" not in met(scaling=(one, four))
    assert "two workers over one" not in met(scaling=(one,))


def test_goals_are_told_on_the_machine_that_they_are_for() -> None:
    assert any(fact.note == "missed: at most 0.8 s" for fact in facts_of(full_report()))
    assert any(fact.note == "met: at least 2 sites/s" for fact in facts_of(full_report()))
    elsewhere = facts_of(full_report(machine={"cores": 64}))
    assert not any(fact.group.startswith("Goals") for fact in elsewhere)
