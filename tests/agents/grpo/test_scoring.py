from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from agents.grpo.scoring import judge_of, preset_of, scorer_of
from agents.grpo.settings import EnvironmentSettings
from webgen_env.errors import ConfigurationError
from webgen_env.reward.design import DesignJudge, DesignSettings


def environment(**fields: Any) -> EnvironmentSettings:
    return EnvironmentSettings.model_validate(fields)


def test_a_judge_without_numbers_is_its_name() -> None:
    assert judge_of(environment(judge="vision:gpt")) == "vision:gpt"


def test_numbers_make_a_design_judge_of_their_own() -> None:
    judge = judge_of(environment(design={"weights": (0.1, 0.7, 0.1, 0.1)}))
    assert isinstance(judge, DesignJudge)
    assert judge.settings == DesignSettings(weights=(0.1, 0.7, 0.1, 0.1))
    assert judge.identity != DesignJudge().identity


def test_numbers_of_the_design_judge_go_with_no_other() -> None:
    with pytest.raises(ConfigurationError, match="vision:gpt"):
        judge_of(environment(judge="vision:gpt", design={"weakest": 0.0}))


def test_a_preset_is_a_name_or_a_file(tmp_path: Path) -> None:
    assert preset_of(environment(preset="executable")) == "executable"
    with pytest.raises(ConfigurationError, match=r"none\.toml"):
        preset_of(environment(preset=str(tmp_path / "none.toml")))


def test_the_scorer_is_as_asked_for(tmp_path: Path) -> None:
    scorer = scorer_of(environment(preset="webgen-r1-code", design={"weakest": 0.0}), evidence=tmp_path)
    assert (scorer.preset.name, scorer.evidence) == ("webgen-r1-code", tmp_path)
    assert pickle.loads(pickle.dumps(scorer)).preset.name == "webgen-r1-code"


@pytest.mark.parametrize("design", [None, {"weakest": 0.0}])
def test_verdicts_are_cached_if_asked_for_and_not_switched_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, design: Any
) -> None:
    monkeypatch.setenv("WEBGEN_CACHE", "0")
    assert scorer_of(environment(design=design)).cache is None
    monkeypatch.setenv("WEBGEN_CACHE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert scorer_of(environment(design=design)).cache is not None
    assert scorer_of(environment(design=design, cache=False)).cache is None
