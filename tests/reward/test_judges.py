from __future__ import annotations

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.reward import JUDGES, Judge, make_judge
from webgen_env.reward.design import DesignJudge


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
