"""Gymnasium's own checker, with the real builder and browser and with warnings as errors."""

from __future__ import annotations

import warnings
from pathlib import Path

import gymnasium
import pytest
from gymnasium.utils.env_checker import check_env

import agents
from webgen_env import TaskSet, UnicodeText


class Completions(UnicodeText):
    """The action space, sampling completions that go all the way instead of random text."""

    def sample(self, mask: object = None, probability: object = None) -> str:
        task = TaskSet.bundled()[int(self.np_random.integers(3))]
        return agents.make("scaffold").act(task.instruction, {"task_id": task.id})


@pytest.mark.slow
@pytest.mark.parametrize(("render_mode", "cached"), [("rgb_array", False), (None, False), (None, True)])
def test_check_env_with_real_parts(
    render_mode: str | None, cached: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    env = gymnasium.make("WebGen-v0", render_mode=render_mode, routes=1, cache=tmp_path if cached else False)
    base = env.unwrapped
    base.action_space = Completions(base.action_space.max_length)  # type: ignore[attr-defined]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            check_env(base)
        action = base.action_space.sample()
        for _ in range(2):
            base.reset(seed=0)
            *_, info = base.step(action)
        assert info["stage"] == "scored", "the checker's actions went all the way"
        assert base.last_result.cached is cached  # type: ignore[attr-defined]
    finally:
        env.close()


def test_check_env_with_random_text() -> None:
    env = gymnasium.make("WebGen-v0")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(env.unwrapped, skip_render_check=True)
    env.close()
