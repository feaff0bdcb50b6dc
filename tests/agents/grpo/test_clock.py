from __future__ import annotations

import pytest

from agents.grpo.clock import StepClock


class Ticks:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_step_is_split_and_steps_are_averaged() -> None:
    ticks = Ticks()
    clock = StepClock(ticks)
    for wait in (2.0, 4.0):
        clock.begin()
        ticks.now += 1
        clock.wait()
        ticks.now += wait
        clock.resume()
        ticks.now += 0.5
        clock.end()
        ticks.now += 50  # between steps: nobody's
    assert clock.take() == {
        "time/generation_s": 1.0,
        "time/reward_s": 3.0,
        "time/update_s": 0.5,
        "time/step_s": 4.5,
    }
    assert clock.take() == {}


def test_a_step_on_old_completions_is_all_update() -> None:
    ticks = Ticks()
    clock = StepClock(ticks)
    clock.begin()
    ticks.now += 3
    clock.end()
    taken = clock.take()
    assert (taken["time/update_s"], taken["time/generation_s"], taken["time/reward_s"]) == (3.0, 0.0, 0.0)


def test_rewards_outside_of_a_step_do_not_count() -> None:
    ticks = Ticks()
    clock = StepClock(ticks)
    clock.wait()
    ticks.now += 9
    clock.resume()
    assert clock.take() == {}
    clock.begin()
    clock.end()
    assert clock.take()["time/step_s"] == pytest.approx(0.0)
