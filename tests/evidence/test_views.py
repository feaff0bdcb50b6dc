from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.evidence.values import failed, faulty, item, scored
from webgen_env.evidence import _views as views
from webgen_env.findings import Finding
from webgen_env.reward.presets import PRESETS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.8, "3.8"),
        (4.0, "4"),
        (0.0, "0"),
        (-0.001, "0"),
        (-0.25, "−0.25"),
        (100.0, "100"),
        (None, "–"),
        (math.nan, "–"),
    ],
)
def test_numbers_are_short(value: float | None, text: str):
    assert views.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0 ms"), (0.0031, "3 ms"), (0.0994, "99 ms"), (0.0999, "0.10 s"), (1.126, "1.13 s")]
)
def test_durations_are_short(value: float, text: str):
    assert views.seconds(value) == text


def test_rewards_have_two_decimals():
    assert views.reward_text(scored(4.2)) == "4.20"
    assert views.reward_text(failed(reward=-1.0)) == "−1.00"
    assert views.reward_text(faulty()) == "–"


def test_the_headline_is_the_fault_then_errors_then_violations():
    note = Finding("a.note", "note", severity="note")
    violation = Finding("a.violation", "violation")
    assert views.headline(scored()) is None
    assert views.headline(scored(violations=(note, violation))) == violation
    both = scored(functional=0.0, violations=(violation,))
    assert views.headline(both) == both.errors[0]
    fault = views.headline(faulty())
    assert fault is not None
    assert fault.rule == "fault.infra"


def test_the_formula_adds_up():
    result = scored(4.1, functional=0.0)
    terms = views.term_views(result)
    assert [(term.name, term.weight, term.product) for term in terms] == [
        ("visual", "1", "4"), ("functional", "0.1", "0"), ("reasoning", "0.1", "0.1"),
    ]  # fmt: skip
    assert views.formula(result) == "R = visual + 0.1 · functional + 0.1 · reasoning = 4.1"
    assert views.formula(replace(result, reward=5.0)).endswith("= 5, kept within the bounds of the preset")


def test_the_formula_of_a_gate():
    assert views.formula(failed("build")) == "R = 0 for every completion that ends at build"
    assert all(not term.weight for term in views.term_views(failed("build")))


def test_no_formula_is_made_up():
    assert views.formula(scored(preset="mine")) == ""
    assert views.formula(faulty()) == ""
    assert views.formula(scored(provenance={"preset": "webgen-r1-of-somebody-else"})) == ""
    assert views.formula(scored(provenance={"preset": PRESETS["webgen-r1"].identity})) != ""


def test_policies_are_summarised():
    first, second, third = views.policy_views(
        [
            item("good", scored(4.0)),
            item("good", failed(), ),
            item("good", faulty()),
            item("bad", failed("format")),
            item("unlucky", faulty()),
        ]
    )  # fmt: skip
    assert (first.name, first.mean, first.scored, first.rollouts, first.faults) == ("good", "2.00", "50 %", 3, 1)
    assert first.stages == (0, 0, 0, 1, 0, 1)
    assert first.bar == 100.0
    assert (second.name, second.mean, second.bar) == ("bad", "0.00", 0.0)
    assert (third.name, third.mean, third.scored) == ("unlucky", "–", "–")
    assert [view.index for view in (first, second, third)] == [0, 1, 2]


def test_negative_means_have_no_bar():
    (view,) = views.policy_views([item("bad", failed(reward=-1.0))])
    assert (view.mean, view.bar) == ("−1.00", 0.0)


def test_time_bars_are_shares_of_the_whole():
    bars = views.time_bars({"parse": 0.5, "build": 1.5, "bundle": 1.0, "total": 2.0, "odd": math.nan})
    assert [(bar.name, bar.length) for bar in bars] == [("parse", 25.0), ("build", 75.0), ("bundle", 50.0)]
    assert [bar.length for bar in views.time_bars({"parse": 1.0, "build": 4.0})] == [25.0, 100.0]
    assert views.time_bars({"total": 2.0})[0].length == 100.0
    assert views.time_bars({}) == ()
    assert views.time_bars({"parse": 0.0})[0].length == 0.0


def test_grade_bars_stay_inside():
    bars = views.grade_bars({"layout": 2.5, "beauty": 9.0, "odd": math.inf, "low": -1.0}, 5.0)
    assert [(bar.name, bar.length) for bar in bars] == [("layout", 50.0), ("beauty", 100.0), ("low", 0.0)]


def test_long_texts_are_cut_at_a_word():
    assert views.shortened("one\n two") == "one two"
    cut = views.shortened("word " * 400)
    assert len(cut) <= views.INSTRUCTION_CHARACTERS + 2
    assert cut.endswith("word …")
    assert len(views.shortened("x" * 100_000)) <= views.INSTRUCTION_CHARACTERS + 2
    assert views.shortened(" " * 100_000 + "end") == " …"
