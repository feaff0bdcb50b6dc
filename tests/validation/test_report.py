"""Counting outcomes."""

from __future__ import annotations

import json

from tests.validation.values import outcome
from webgen_env.validation import Proportion, ValidationReport


def report(*outcomes) -> ValidationReport:
    return ValidationReport.of([outcomes])


def test_recall_is_counted_by_mutant_and_by_label() -> None:
    found = report(
        outcome("mutant", "fpp", ("one",)),
        outcome("mutant", "fpp", ("one", "two"), operator="wrong-total"),
        outcome("mutant", "ppf", ("one",), operator="wrong-total"),
    )
    assert (found.recall, found.label_recall) == (Proportion(2, 3), Proportion(2, 4))
    by_operator = found.recall_by(lambda result: result.subject.operator)
    assert by_operator == {"dead-handler": Proportion(1, 1), "wrong-total": Proportion(1, 2)}
    assert [result.missed for result in found.undetected] == [("one",)]
    assert [result.missed for result in found.partly] == [("two",)]


def test_precision_of_labels_counts_what_else_broke_where_all_contracts_ran() -> None:
    assert report(outcome("mutant", "ffp", ("one",))).label_precision == Proportion(1, 2)
    assert report(outcome("mutant", "f", ("one",))).label_precision == Proportion(0, 0)


def test_an_inconclusive_verdict_is_neither_a_detection_nor_a_false_alarm() -> None:
    found = report(outcome("mutant", "ipp", ("one",)), outcome("clean", "ipp"))
    assert (found.recall, found.false_alarms, found.inconclusive) == (
        Proportion(0, 1),
        Proportion(0, 3),
        Proportion(2, 6),
    )
    assert not found.passed


def test_false_alarms_by_verdict_and_by_site() -> None:
    found = report(outcome("clean", "ppp"), outcome("rewrite", "fpp"), outcome("rewrite", "", refused="build"))
    assert (found.false_alarms, found.blamed_sites) == (Proportion(4, 9), Proportion(2, 3))
    assert found.unfit == ()


def test_a_stage_counts_only_where_it_is_the_labelled_one() -> None:
    seen = outcome("mutant", "", detector="build", refused="build")
    late = outcome("mutant", "", detector="render")
    accident = outcome("mutant", "", ("one",), refused="build")
    assert [result.detected for result in (seen, late, accident)] == [True, False, False]
    assert report(seen, late, accident).unfit == (accident,)
    assert not report(*[seen] * 100, accident).passed


def test_targets_are_met_exactly_at_their_bounds() -> None:
    mutants = [outcome("mutant", "fpp", ("one",))] * 95 + [outcome("mutant", "ppp", ("one",))] * 5
    clean = [outcome("clean", "ppp")] * 98 + [outcome("rewrite", "ffp")] * 3
    assert [target.met for target in report(*mutants, *clean).targets] == [True, True, True]
    assert report(*mutants, *clean).passed
    worse = report(*mutants, outcome("mutant", "ppp", ("one",)), *clean)
    assert [target.met for target in worse.targets] == [False, True, True]
    assert [target.met for target in report(*mutants, *clean, outcome("clean", "fff")).targets] == [True, False, True]


def test_equal_runs_must_say_the_same() -> None:
    first = [outcome("clean", "ppp"), outcome("mutant", "fpp", ("one",), id="other")]
    other = [outcome("clean", "ppp"), outcome("mutant", "ffp", ("one",), id="other")]
    assert ValidationReport.of([first, first]).unstable == ()
    found = ValidationReport.of([first, first, other])
    assert (found.unstable, found.passed, found.runs) == (("small/other",), False, 3)


def test_the_record_is_json_and_says_what_was_missed() -> None:
    found = report(outcome("mutant", "ppp", ("one",)), outcome("clean", "ppf"))
    record = json.loads(json.dumps(found.as_record()))
    assert (record["passed"], record["mutants"], record["recall"]["value"]) == (False, 1, 0.0)
    assert [entry["id"] for entry in record["undetected"]] == ["it"]
    assert record["outcomes"][1]["verdicts"] == {"one": "pass", "two": "pass", "three": "fail"}


def test_nothing_measured_misses_nothing() -> None:
    assert report(outcome("clean", "ppp")).passed
