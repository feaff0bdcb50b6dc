from __future__ import annotations

import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reward.values import page, visit
from webgen_env.errors import ConfigurationError
from webgen_env.reward import PRESETS, STAGES, TERMS, Judgement, Preset, Rollout, Term, get_preset
from webgen_env.tasks.task import Task

FAILURES = [stage for stage in STAGES if stage != "scored"]
FORM = "<think>a</think><answer>b</answer>"


def length(rollout):
    return float(len(rollout.completion) > 3)


def every_value_of_the_terms():
    """All corners of the terms that a page decides, and of those that the text decides."""
    of_page = {"visual": (0.0, 0.004, 2.5, 5.0), "functional": (0.0, 1.0)}
    of_text = dict.fromkeys(("reasoning", "static_format", "released_form", "compliance"), (0.0, 1.0))
    return (of_page, of_text)


def combinations(values):
    for chosen in itertools.product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def test_webgen_r1_is_the_formula_of_the_paper():
    preset = get_preset("webgen-r1")
    assert preset.requires_compliance
    assert preset.reward({"visual": 3.8, "functional": 1.0, "reasoning": 1.0}, "scored") == pytest.approx(4.0)
    assert preset.reward({"visual": 3.8, "functional": 0.0, "reasoning": 1.0}, "scored") == pytest.approx(3.9)
    assert [preset.reward({"reasoning": 1.0}, stage) for stage in FAILURES] == [0.0] * 5
    assert preset.bounds == pytest.approx((0.0, 5.2))


def test_webgen_r1_code_is_the_formula_of_the_released_code():
    preset = get_preset("webgen-r1-code")
    assert not preset.requires_compliance
    terms = {"grade": 4.0, "static_format": 1.0, "released_form": 1.0}
    assert preset.reward(terms, "scored") == pytest.approx(4.2)
    assert preset.reward({**terms, "static_format": 0.0}, "scored") == pytest.approx(4.1)
    assert preset.reward({"static_format": 1.0, "released_form": 1.0}, "build") == pytest.approx(0.2)
    assert preset.reward({"released_form": 1.0}, "format") == pytest.approx(0.1)
    assert preset.bounds == pytest.approx((0.0, 5.2))


def test_executable_weighs_what_a_site_does_above_all_the_rest():
    preset = get_preset("executable")
    assert preset.examines
    assert not get_preset("webgen-r1").examines
    best = {"rendered": 1, "behaviour": 1, "visual": 5, "clean_pages": 1, "accessibility": 1, "reasoning": 1}
    assert preset.reward(best, "scored") == pytest.approx(1.0)
    assert preset.reward({**best, "behaviour": 0}, "scored") == pytest.approx(0.4)
    assert preset.bounds == pytest.approx((0.0, 1.0))


def test_executable_pays_a_little_more_for_each_stage_reached():
    preset = get_preset("executable")
    rewards = [preset.reward({"reasoning": 1.0}, stage) for stage in STAGES]
    assert rewards == sorted(rewards)
    assert len(set(rewards[:-1])) == len(FAILURES)
    assert preset.reward({"rendered": 1.0}, "scored") > max(rewards)


def test_the_default_is_the_paper():
    assert get_preset().name == "webgen-r1"
    assert get_preset(get_preset()) is get_preset()


@pytest.mark.parametrize("name", PRESETS)
def test_nothing_that_failed_is_worth_more_than_a_page_with_content(name):
    preset = PRESETS[name]
    of_page, of_text = every_value_of_the_terms()
    failed = [preset.reward(text, stage) for text in combinations(of_text) for stage in FAILURES]
    pages = [
        preset.reward({**text, **seen, "grade": round(seen["visual"])}, "scored")
        for text in combinations(of_text)
        for seen in combinations(of_page)
    ]
    assert max(failed) <= min(pages)


@pytest.mark.parametrize("name", PRESETS)
def test_a_blank_page_is_never_above_one_with_content(name):
    preset = PRESETS[name]

    def reward(completion, seen, grade, stage):
        judged = Judgement(grade, {}, "test")
        return preset.reward(preset.terms_of(Rollout(Task("t", "x"), completion, visit=seen, judgement=judged)), stage)

    blank, content = visit(page(blank=True)), visit(page(errors=("boom",)))
    for with_form, without_form in itertools.product((FORM, ""), repeat=2):
        assert reward(with_form, blank, 0.0, "render") <= reward(without_form, content, 0.01, "scored")


@given(
    weights=st.dictionaries(st.sampled_from(sorted(TERMS)), st.floats(-2, 2), min_size=1),
    gates=st.dictionaries(st.sampled_from(FAILURES), st.floats(-2, 2)),
    values=st.dictionaries(st.sampled_from(sorted(TERMS)), st.floats(0, 1)),
)
def test_any_preset_keeps_its_bounds_and_its_floor(weights, gates, values):
    preset = Preset("any", weights, gates)
    low, high = preset.bounds
    text = {name: value for name, value in values.items() if not TERMS[name].of_page}
    failed = [preset.reward(text, stage) for stage in FAILURES]
    scored = preset.reward(values, "scored")
    slack = 1e-9
    assert all(low - slack <= reward <= high + slack for reward in (*failed, scored))
    assert max(failed) <= scored + slack


def test_terms_are_always_reported_and_in_order():
    preset = Preset("mine", {"clean_pages": 1.0})
    assert preset.term_names == ("visual", "functional", "reasoning", "clean_pages")
    assert list(preset.terms_of(Rollout(Task("t", "x"), ""))) == list(preset.term_names)


def test_gates_win_over_terms():
    preset = Preset("mine", {"reasoning": 1.0}, {"build": -1.0})
    assert preset.reward({"reasoning": 1.0}, "build") == -1.0
    assert preset.reward({"reasoning": 1.0}, "static") == 1.0


def test_visual_range_cuts_grades():
    preset = Preset("mine", {"visual": 1.0}, visual_range=(1.0, 4.0))
    rewards = [preset.reward({"visual": grade}, "scored") for grade in (0.5, 2.0, 5.0)]
    assert rewards == [1.0, 2.0, 4.0]


def test_custom_terms():
    preset = Preset("mine", {"visual": 1.0, "length": 0.5}, custom=(Term("length", length),))
    assert preset.terms_of(Rollout(Task("t", "x"), "long enough"))["length"] == 1.0
    assert preset.bounds == (0.0, 5.5)
    assert pickle.loads(pickle.dumps(preset)) == preset


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"terms": {"visua": 1.0}}, "Unknown reward term 'visua'.*'visual'"),
        ({"terms": {}}, "weighs no term"),
        ({"terms": {"visual": float("inf")}}, "weight of 'visual' is inf"),
        ({"gates": {"builds": 0.0}}, "Unknown gate 'builds'.*'build'"),
        ({"gates": {"scored": 0.0}}, "Unknown gate 'scored'"),
        ({"gates": {"build": float("nan")}}, "gate 'build' is nan"),
        ({"visual_range": (4.0, 4.0)}, "visual_range"),
        ({"visual_range": (0.0, 6.0)}, "visual_range"),
        ({"name": ""}, "needs a name"),
    ],
)
def test_bad_presets_say_what_is_wrong(changes, message):
    with pytest.raises(ConfigurationError, match=message):
        Preset(**{"name": "mine", "terms": {"visual": 1.0}, **changes})


def test_unknown_names_name_the_nearest():
    with pytest.raises(ConfigurationError, match="Did you mean 'webgen-r1'"):
        get_preset("webgen_r1")
    with pytest.raises(ConfigurationError, match="Unknown stage 'rendered'"):
        get_preset().reward({}, "rendered")


def test_a_preset_does_not_change_with_the_callers_mappings():
    terms = {"visual": 1.0}
    preset = Preset("mine", terms)
    terms["visual"] = 9.0
    assert preset.terms == {"visual": 1.0}


def test_identity_tells_presets_apart_and_is_stable():
    one, same = Preset("mine", {"visual": 1.0}), Preset("mine", {"visual": 1.0}, description="other words")
    assert one.identity == same.identity
    for other in (
        Preset("mine", {"visual": 2.0}),
        Preset("mine", {"visual": 1.0}, {"build": 0.0}),
        Preset("mine", {"visual": 1.0}, requires_compliance=False),
        Preset("mine", {"visual": 1.0}, visual_range=(0.0, 4.0)),
    ):
        assert other.identity != one.identity


@pytest.mark.parametrize("name", PRESETS)
def test_bundled_presets_are_picklable_and_described(name):
    preset = PRESETS[name]
    assert pickle.loads(pickle.dumps(preset)) == preset
    assert preset.description
    assert preset.name == name
