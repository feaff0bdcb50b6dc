from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.reward.values import page, visit
from webgen_env.build.site import BuildOutcome, Site
from webgen_env.errors import ConfigurationError
from webgen_env.examination import ContractVerdict, ControlTried, Examination, PageProbe, ProbeReport
from webgen_env.reward import TERMS, Judgement, Rollout, Term, get_term
from webgen_env.tasks.task import Task

TASK = Task("t", "A shop.")


def rollout(**known):
    return Rollout(TASK, known.pop("completion", ""), **known)


def judgement(grade):
    return Judgement(grade, {}, "test")


def test_terms_of_stages_that_were_not_reached_are_zero():
    assert {name: term(rollout()) for name, term in TERMS.items()} == dict.fromkeys(TERMS, 0.0)


def test_every_term_is_described_and_within_its_range():
    for name, term in TERMS.items():
        assert term.name == name
        assert term.description
        assert term.low < term.high


def test_visual_is_the_grade():
    assert TERMS["visual"](rollout(judgement=judgement(3.62))) == 3.62


def test_a_judge_out_of_range_is_kept_within_it():
    assert TERMS["visual"](rollout(judgement=judgement(7.0))) == 5.0
    assert TERMS["visual"](rollout(judgement=judgement(-1.0))) == 0.0


@pytest.mark.parametrize(("grade", "integer"), [(0.0, 0), (0.49, 0), (0.5, 1), (2.49, 2), (2.5, 3), (3.5, 4), (5.0, 5)])
def test_grade_rounds_halves_up(grade, integer):
    assert TERMS["grade"](rollout(judgement=judgement(grade))) == integer


def test_functional_needs_a_rendered_home_and_no_error_anywhere():
    functional = TERMS["functional"]
    assert functional(rollout(visit=visit(page(), page("/a")))) == 1.0
    assert functional(rollout(visit=visit(page(), page("/a", errors=("boom",))))) == 0.0
    assert functional(rollout(visit=visit(page(blank=True)))) == 0.0
    assert functional(rollout(visit=visit(page(), page("/a", status="timeout")))) == 0.0
    assert functional(rollout(visit=visit(page(blocked_requests={"image": 4})))) == 1.0


def test_a_blank_page_that_is_not_home_leaves_a_site_functional():
    assert TERMS["functional"](rollout(visit=visit(page(), page("/logout", blank=True)))) == 1.0


def test_clean_pages_is_a_share():
    seen = visit(page(), page("/a", errors=("boom",)), page("/b"), page("/c", failed_requests=("/x.js",)))
    assert TERMS["clean_pages"](rollout(visit=seen)) == 0.5
    assert TERMS["clean_pages"](rollout(visit=visit(page(blank=True), page("/a")))) == 0.0


def test_rendered_and_built():
    built = BuildOutcome(Site({"index.html": b""}), "build")
    assert TERMS["built"](rollout(build=built)) == 1.0
    assert TERMS["built"](rollout(build=BuildOutcome(None, "install"))) == 0.0
    assert TERMS["rendered"](rollout(visit=visit())) == 1.0
    assert TERMS["rendered"](rollout(visit=visit(page(status="crashed")))) == 0.0


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("reasoning", {"manifest": SimpleNamespace(reasoning_form=True)}),
        ("compliance", {"compliance": SimpleNamespace(passed=True)}),
        ("static_format", {"released": SimpleNamespace(passed=True)}),
    ],
)
def test_static_terms_repeat_the_verdict(name, known):
    assert TERMS[name](rollout(**known)) == 1.0
    ((key, verdict),) = known.items()
    (attribute,) = vars(verdict)
    assert TERMS[name](rollout(**{key: SimpleNamespace(**{attribute: False})})) == 0.0


@pytest.mark.parametrize(
    ("completion", "form"),
    [
        ("<think>plan</think><answer>site</answer>", 1.0),
        ("  <think>\nplan\n</think>\n\n<answer>\nsite\n</answer>\n", 1.0),
        ("<think></think><answer></answer>", 1.0),
        ("Sure! <think>plan</think><answer>site</answer>", 0.0),
        ("<think>plan</think> and <answer>site</answer>", 0.0),
        ("<think>plan</think><answer>site</answer> Enjoy!", 0.0),
        ("<think>plan</think><answer>site", 0.0),
        ("<think>plan<answer>site</answer>", 0.0),
        ("<answer>site</answer><think>plan</think>", 0.0),
        ("<think></think><answer>", 0.0),
        ("", 0.0),
    ],
)
def test_released_form(completion, form):
    assert TERMS["released_form"](rollout(completion=completion)) == form


def test_an_unknown_term_names_the_nearest():
    with pytest.raises(ConfigurationError, match=r"'visua'.*'visual'"):
        get_term("visua")


def test_a_term_that_is_not_a_number_is_refused():
    with pytest.raises(ConfigurationError, match="'odd' returned nan"):
        Term("odd", lambda _: float("nan"))(rollout())


def test_identity_changes_with_the_version():
    assert Term("x", page, version="1").identity != Term("x", page, version="2").identity


def contract(verdict, name="one"):
    return ContractVerdict(name, verdict, "A visitor can do it.", "form", message="" if verdict == "pass" else "no")


def controls(*worked):
    return tuple(ControlTried("button", f"button {number}", ok) for number, ok in enumerate(worked))


def test_behaviour_is_the_share_of_contracts_met():
    behaviour = TERMS["behaviour"]
    assert behaviour(rollout()) == 0.0
    assert behaviour(rollout(examination=Examination())) == 0.0
    assert behaviour(rollout(examination=Examination((contract("pass"), contract("fail"))))) == 0.5
    assert behaviour(rollout(examination=Examination((contract("pass"),)))) == 1.0


def test_behaviour_without_contracts_is_what_probes_find():
    behaviour = TERMS["behaviour"]

    def of(*pages):
        return behaviour(rollout(examination=Examination((), ProbeReport(pages))))

    assert of(PageProbe("/", controls=controls(True, True, True, True))) == pytest.approx(1.0)
    assert of(PageProbe("/", controls=controls(True, True, False, False))) == pytest.approx(0.5)
    assert of(PageProbe("/", controls=controls(True))) == pytest.approx(0.25)  # one of the four that there should be
    assert of(PageProbe("/")) == 0.0  # where nothing can be done nothing goes wrong
    whole = controls(True, True, True, True)
    assert of(PageProbe("/", controls=whole, errors=("boom",))) == pytest.approx(0.7)
    assert of(PageProbe("/", controls=whole, forms=2, refusing=1)) == pytest.approx(0.95)
    assert of(PageProbe("/", controls=whole, overflow=(375, 768, 1280))) == pytest.approx(0.9)


def test_accessibility_falls_with_every_barrier():
    accessibility = TERMS["accessibility"]

    def of(*pages):
        return accessibility(rollout(examination=Examination((), ProbeReport(pages))))

    assert accessibility(rollout()) == 0.0
    assert accessibility(rollout(examination=Examination((contract("pass"),)))) == 0.0
    first_page = Examination((contract("pass"),), violations={"serious": 2})
    assert accessibility(rollout(examination=first_page)) == pytest.approx(0.9)
    assert of(PageProbe("/")) == 1.0
    assert of(PageProbe("/", violations={"critical": 1, "minor": 1})) == pytest.approx(0.89)
    assert of(PageProbe("/", violations={"serious": 2}), PageProbe("/a")) == pytest.approx(0.95)
    assert of(PageProbe("/", violations={"critical": 40})) == 0.0
