"""Clock: where the time of a training step goes."""

from __future__ import annotations

import time
from collections.abc import Callable


class StepClock:
    """Splits each step into writing completions, waiting for their rewards, and updating the weights.

    Writing ends when the reward function is called, so it holds whatever the trainer does before that, such as the
    log-probabilities of a reference model. A step that reuses completions has nothing but an update.

    Args:
        now: Source of seconds.

    Example:
        >>> ticks = iter([0.0, 4.0, 10.0, 11.0])
        >>> clock = StepClock(now=lambda: next(ticks))
        >>> clock.begin(); clock.wait(); clock.resume(); clock.end()
        >>> clock.take()
        {'time/generation_s': 4.0, 'time/reward_s': 6.0, 'time/update_s': 1.0, 'time/step_s': 11.0}
    """

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._mark: float | None = None
        self._parts = dict.fromkeys(("generation", "reward", "update"), 0.0)
        self._steps = 0

    def begin(self) -> None:
        """A step begins."""
        self._mark = self._now()

    def wait(self) -> None:
        """The completions are there, and their rewards are waited for."""
        self._add("generation")

    def resume(self) -> None:
        """The rewards are there."""
        self._add("reward")

    def end(self) -> None:
        """The weights are updated."""
        self._add("update")
        self._mark = None
        self._steps += 1

    def take(self) -> dict[str, float]:
        """Mean seconds of the steps since the last call; empty if there were none."""
        if not self._steps:
            return {}
        means = {f"time/{name}_s": seconds / self._steps for name, seconds in self._parts.items()}
        means["time/step_s"] = sum(means.values())
        self._parts = dict.fromkeys(self._parts, 0.0)
        self._steps = 0
        return means

    def _add(self, part: str) -> None:
        if self._mark is None:  # outside of a step, in an evaluation for instance
            return
        now = self._now()
        self._parts[part] += now - self._mark
        self._mark = now
