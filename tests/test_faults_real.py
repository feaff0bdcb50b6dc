"""Faults of our own machinery, made for real: a registry that is down. Killed processes: test_batches_real.py."""

from __future__ import annotations

import json
from pathlib import Path

import gymnasium
import pytest

from tests.test_cascade_real import package_json, site
from webgen_env.toolchain import cache_home

pytestmark = pytest.mark.slow


def test_a_registry_that_is_down_truncates_the_episode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for part in ("toolchain", "chromium"):
        (home / part).symlink_to(cache_home() / part)
    for name in ("npm_config_registry", "pnpm_config_registry"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    monkeypatch.setenv("WEBGEN_HOME", str(home))
    env = gymnasium.make("WebGen-v0", routes=0)
    try:
        env.reset(seed=0)
        feedback, reward, terminated, truncated, info = env.step(site(package_json=package_json(ms="2.1.3")))
        assert (reward, terminated, truncated, info["fault"], info["stage"]) == (0.0, False, True, "infra", "install")
        assert "fault of the environment" in feedback
        assert json.dumps(info)
        assert env.unwrapped.last_result.reward is None  # type: ignore[attr-defined]
    finally:
        env.close()
