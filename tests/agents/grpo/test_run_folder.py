from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agents.grpo import TrainSettings
from agents.grpo.run_folder import RunFolder
from webgen_env.errors import ConfigurationError


def settings(folder: Path, **parts: Any) -> TrainSettings:
    return TrainSettings.model_validate({"output": {"folder": str(folder)}, **parts})


def test_a_new_run_notes_its_settings(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    folder.claim(settings(tmp_path / "run"), resume=False)
    assert folder.read("settings.json")["grpo"]["num_generations"] == 16


def test_a_run_is_not_begun_twice_and_may_be_gone_on_with(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.claim(settings(tmp_path), resume=False)
    with pytest.raises(ConfigurationError, match="--resume"):
        folder.claim(settings(tmp_path), resume=False)
    folder.claim(settings(tmp_path), resume=True)


def test_what_decides_the_run_must_be_the_same(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.claim(settings(tmp_path), resume=False)
    with pytest.raises(ConfigurationError, match=r"grpo\.learning_rate was 5e-06, is 0\.1"):
        folder.claim(settings(tmp_path, grpo={"learning_rate": 0.1}), resume=True)
    with pytest.raises(ConfigurationError, match="sft was None"):
        folder.claim(settings(tmp_path, sft={}), resume=True)


def test_what_does_not_decide_it_may_change(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.claim(settings(tmp_path), resume=False)
    folder.claim(
        settings(tmp_path / "moved", environment={"browsers": 2}, hardware={"threads": 1}),
        resume=True,
    )


def test_a_file_is_there_in_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    assert folder.read("start.json") is None
    folder.write("start.json", {"a": [1.5, None]})
    assert folder.read("start.json") == {"a": [1.5, None]}
    with pytest.raises(ValueError, match="not JSON compliant"):
        folder.write("start.json", {"a": float("nan")})
    assert folder.read("start.json") == {"a": [1.5, None]}
    (tmp_path / "start.json").write_text("{")
    with pytest.raises(ConfigurationError, match=r"start\.json is not JSON"):
        folder.read("start.json")


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("")
    with pytest.raises(ConfigurationError, match="is a file"):
        RunFolder(tmp_path / "run")
