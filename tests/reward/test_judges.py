from __future__ import annotations

import pytest

from webgen_env.errors import ConfigurationError, MissingDependencyError
from webgen_env.reward import JUDGES, Judge, MixtureJudge, make_judge
from webgen_env.reward.design import DesignJudge
from webgen_env.reward.vision import VisionJudge, local


@pytest.mark.parametrize("name", JUDGES)
def test_every_bundled_judge_can_be_made(name):
    judge = make_judge(name)
    assert isinstance(judge, Judge)
    assert judge.identity


def test_the_default_is_the_embedded_judge():
    assert isinstance(make_judge(), DesignJudge)


def test_a_judge_is_returned_as_it_is():
    judge = DesignJudge()
    assert make_judge(judge) is judge


def test_an_importable_factory():
    assert isinstance(make_judge("webgen_env.reward.design:DesignJudge"), DesignJudge)


def test_own_factories_by_name():
    assert isinstance(make_judge("mine", judges={"mine": DesignJudge}), DesignJudge)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("designs", "Unknown judge 'designs'. Did you mean 'design'"),
        ("vison:gpt-4o", "Did you mean 'vision:…'"),
        ("vision", "Unknown judge 'vision'. Did you mean 'vision:…'"),
        ("vision:", "name of a model"),
        ("vision:http://127.0.0.1:8000/v1", "'#MODEL' is missing"),
        ("vision:ftp://host/v1#m", "no HTTP address"),
        ("mix:", "Part 1 of a mixture is no JUDGE=WEIGHT"),
        ("mix:design", "Part 1 of a mixture is no JUDGE=WEIGHT"),
        ("mix:design=1,=2", "Part 2 of a mixture is no JUDGE=WEIGHT"),
        ("mix:design=much", "Part 1 of a mixture is no JUDGE=WEIGHT"),
        ("mix:design=-1", "must be a number above 0"),
        ("mix:designs=1", "Unknown judge 'designs'"),
        ("no_such_module:Judge", "cannot be imported"),
        ("webgen_env.reward:NoSuchJudge", "cannot be imported"),
        (":Judge", "cannot be imported"),
        ("webgen_env.reward:MAX_GRADE", "without arguments"),
        ("builtins:dict", "identity, grade and aclose, got dict"),
        (3.5, "got float"),
    ],
)
def test_what_is_no_judge_is_refused(spec, message):
    with pytest.raises(ConfigurationError, match=message):
        make_judge(spec)


def test_a_model_at_openai():
    judge = make_judge("vision:gpt-4o-2024-11-20")
    assert isinstance(judge, VisionJudge)
    assert "gpt-4o-2024-11-20@api.openai.com" in judge.identity


def test_a_model_behind_any_server():
    assert "Qwen/Qwen2.5-VL@127.0.0.1:8000" in make_judge("vision:http://127.0.0.1:8000/v1#Qwen/Qwen2.5-VL").identity


def test_a_model_in_this_process_needs_its_packages(monkeypatch):
    monkeypatch.setattr(local, "find_spec", lambda _: None)
    with pytest.raises(MissingDependencyError, match="torch and transformers"):
        make_judge("vision:hf:some/model")
    monkeypatch.setattr(local, "find_spec", lambda _: object())
    assert "hf:some/model@newest" in make_judge("vision:hf:some/model").identity


def test_a_mixture_in_a_string():
    judge = make_judge("mix:design=0.3, vision:http://127.0.0.1:8000/v1#m=0.9")
    assert isinstance(judge, MixtureJudge)
    assert judge.weights == pytest.approx((0.25, 0.75))
    assert "m@127.0.0.1:8000" in judge.identity


@pytest.mark.parametrize("spec", ["vision:http://user:SECRET@host/v1#m", "vison:http://user:SECRET@host/v1#m"])
def test_a_password_in_an_address_is_refused_and_not_repeated(spec):
    with pytest.raises(ConfigurationError) as caught:
        make_judge(spec)
    assert "SECRET" not in str(caught.value)
