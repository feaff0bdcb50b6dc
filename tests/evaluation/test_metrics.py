"""FSR, VRR, AAS and LDPR: the weights, and denominators that nothing moves."""

from __future__ import annotations

import pytest

from tests.evaluation.values import HOSTILE, missing, site
from webgen_env.errors import ConfigurationError, EvidenceError
from webgen_env.evaluation import CaseOutcome, Evaluation, LintOutcome, measure, read_evaluation

GOOD = site("good", "YES", "YES", "PARTIAL", "NO")
BROKEN = site(
    "broken", "NO", "NO", source="site", rendered=False, appearance=0.0, lint=LintOutcome(types=("TS1",), counts={})
)


def test_the_weights_are_those_of_webgen_bench():
    assert measure([GOOD])["FSR"].value == 2.5 / 4


def test_what_was_never_started_counts_nothing_and_stays_in_every_denominator():
    metrics = measure([GOOD, BROKEN, missing("gone", 4)])
    assert metrics["FSR"].value == 2.5 / 10
    assert metrics["VRR"].value == 1 / 3
    assert metrics["AAS"].value == pytest.approx(4.0 / 3)
    assert metrics["LDPR"].value == 1 / 3
    assert metrics["VRR"].started_value == 1 / 2
    assert metrics["FSR"].started_value == 2.5 / 6


def test_a_fault_of_the_tester_is_no_answer_and_counts_nothing():
    metrics = measure([site("t", "YES", None), GOOD])
    assert metrics["FSR"].points == 3.5
    assert metrics["FSR"].total == 6


def test_without_a_tester_functional_success_is_not_measured_rather_than_zero():
    metrics = measure([site("t", None, None, source=""), missing("gone", 3)])
    assert metrics["FSR"].value is None
    assert metrics["FSR"].interval is None
    assert metrics["VRR"].value == 0.5


def test_with_a_tester_sites_that_do_not_come_up_are_a_measured_zero():
    assert measure([BROKEN])["FSR"].value == 0.0


def test_a_project_that_could_not_be_checked_does_not_pass():
    assert measure([site("t", "YES", lint=LintOutcome(trouble="no disk"))])["LDPR"].value == 0.0
    assert measure([site("t", "YES", lint=None)])["LDPR"].value is None


def test_categories_share_out_the_whole():
    sites = (GOOD, site("other", "YES", category="Blog"), missing("gone", 2, category=""))
    evaluation = Evaluation("b", "a", sites=sites)
    assert list(evaluation.categories) == ["Blog", "Shop", "none"]
    for name in ("FSR", "VRR", "AAS", "LDPR"):
        assert sum(metrics[name].points for metrics in evaluation.categories.values()) == pytest.approx(
            evaluation.metrics[name].points
        )
        assert sum(metrics[name].total for metrics in evaluation.categories.values()) == evaluation.metrics[name].total
    assert sum(metric.total for metric in evaluation.case_categories.values()) == evaluation.cases == 7


def test_an_unknown_answer_is_refused():
    with pytest.raises(ConfigurationError, match="MAYBE"):
        CaseOutcome("t", 0, answer="MAYBE")


def test_remarks_say_what_is_missing():
    said = " ".join(
        Evaluation("b", "a", judge="design-1", sites=(site("t", None, source=""), missing("gone", 2))).remarks()
    )
    assert "1 sites with 2 test cases were never started" in said
    assert "FSR was not measured" in said
    assert "DesignJudge" in said
    tested = " ".join(Evaluation("b", "a", judge="vision-1", sites=(site("t", "YES", None),)).remarks())
    assert "1 cases got no answer" in tested
    assert "never started" not in tested
    assert "not measured" not in tested
    assert "DesignJudge" not in tested


def test_equal_outcomes_do_not_pass_for_certainty():
    alike = " ".join(Evaluation("b", "a", sites=tuple(site(f"t{n}") for n in range(101))).remarks())
    assert "VRR and LDPR came out alike on every site" in alike
    assert "up to 3.0% may come out otherwise" in alike
    mixed = (site("a"), site("b", rendered=False, lint=LintOutcome(lint=("x",), counts={"lint": 1})))
    assert "came out alike" not in " ".join(Evaluation("b", "a", sites=mixed).remarks())


def test_another_file_than_the_published_one_is_said():
    assert "101 sites and 647" in " ".join(Evaluation("webgen-bench", "a", sites=(GOOD,)).remarks())
    assert "101" not in " ".join(Evaluation("mine", "a", sites=(GOOD,)).remarks())


def test_an_evaluation_survives_the_disk(tmp_path):
    evaluation = Evaluation(HOSTILE, "a", sites=(GOOD, BROKEN, missing(HOSTILE, 1)), provenance={"builder": "vite"})
    evaluation.write(tmp_path)
    again = read_evaluation(tmp_path)
    assert again == evaluation
    assert again.metrics == evaluation.metrics


@pytest.mark.parametrize("text", ["", "[]", '{"format": 7}', '{"format": 1, "benchmark": 3}', "[" * 100_000])
def test_a_broken_document_is_named(tmp_path, text):
    (tmp_path / "evaluation.json").write_text(text)
    with pytest.raises(EvidenceError, match=r"evaluation\.json"):
        read_evaluation(tmp_path)
