"""Faults of our own machinery, made for real: a killed browser, a killed builder, a registry that is down."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import gymnasium
import pytest

from tests.test_cascade_real import TASK, package_json, site
from webgen_env import Scorer
from webgen_env.toolchain import cache_home

pytestmark = pytest.mark.slow


def _descendants(pid: int) -> list[int]:
    """Processes beneath a process, from /proc."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text("ascii", errors="replace")
            except OSError:
                continue
            parents.setdefault(int(stat.rsplit(")", 1)[1].split()[1]), []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        children = parents.get(todo.pop(), [])
        found += children
        todo += children
    return found


def _kill_all(word: str) -> int:
    """Kill our own descendants whose command line holds a word."""
    killed = 0
    for pid in _descendants(os.getpid()):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
            if word in command:
                os.kill(pid, signal.SIGKILL)
                killed += 1
        except (OSError, ProcessLookupError):
            continue
    return killed


@pytest.mark.parametrize("word", ["chromium", "worker"])
def test_what_is_killed_in_the_middle_of_a_batch_changes_no_reward(word: str) -> None:
    completions = [site(src__pages__Home_tsx=f"export default () => <h1>Loaf {number}</h1>;\n") for number in range(8)]
    with Scorer(builders=1, browsers=1, routes=1, retries=3) as scorer:
        expected = [result.reward for result in scorer.score_batch_sync([TASK] * 8, completions)]
        results: list[list[float | None]] = []
        faults: list[str | None] = []

        def run() -> None:
            scored = scorer.score_batch_sync([TASK] * 8, completions)
            results.append([result.reward for result in scored])
            faults.extend(result.fault for result in scored)

        thread = threading.Thread(target=run)
        thread.start()
        killed = 0
        while thread.is_alive() and killed < 2:
            time.sleep(0.3)
            killed += 1 if _kill_all(word) else 0
        thread.join(120)
    assert killed, "nothing was killed, so nothing was shown"
    assert not thread.is_alive()
    wrong = [
        (reward, usual, fault)
        for reward, usual, fault in zip(results[0], expected, faults, strict=True)
        if reward != usual and not (reward is None and fault == "infra")
    ]
    assert wrong == []


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
