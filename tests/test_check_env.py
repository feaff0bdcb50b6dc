"""Gymnasium's own checker, with the real builder and browser and with warnings as errors."""

from __future__ import annotations

import warnings

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
@pytest.mark.parametrize("render_mode", ["rgb_array", None])
def test_check_env_with_real_parts(render_mode: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    env = gymnasium.make("WebGen-v0", render_mode=render_mode, routes=1)
    base = env.unwrapped
    base.action_space = Completions(base.action_space.max_length)  # type: ignore[attr-defined]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            check_env(base)
        base.reset(seed=0)
        *_, info = base.step(base.action_space.sample())
        assert info["stage"] == "scored", "the checker's actions went all the way"
    finally:
        env.close()


def test_check_env_with_random_text() -> None:
    env = gymnasium.make("WebGen-v0")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(env.unwrapped, skip_render_check=True)
    env.close()
