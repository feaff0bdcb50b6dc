"""Callbacks of a training: its curve, its evaluations on held-out tasks, its checkpoints."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.utils import set_random_seed

if TYPE_CHECKING:
    from agents.curves import CurveWriter
    from agents.sb3.evaluating import Evaluation

COLUMNS = ("seed", "step", "seconds", "reward", "spread", "faults", "held_out", "held_out_spread")
"""Columns of the curve; ``step`` counts episodes, ``seconds`` are those of all parts of the run together."""

BUFFER = ".buffer.pkl"
_KEPT = 2


class Record(BaseCallback):  # type: ignore[misc]  # its package may be absent where types are checked
    """Writes a row of the curve for each update, with an evaluation where one is due.

    Args:
        curve: Where to.
        seed: Seed of the training.
        seconds: Seconds that earlier parts of the run took.
        evaluate: Evaluates the policy as it is; ``None`` for no evaluations.
        every: Episodes between two evaluations; 0 for one at the end.
    """

    def __init__(
        self,
        curve: CurveWriter,
        *,
        seed: int,
        seconds: float,
        evaluate: Callable[[], Evaluation] | None,
        every: int,
    ) -> None:
        super().__init__()
        self._curve = curve
        self._seed = seed
        self._began = time.monotonic() - seconds
        self._evaluate = evaluate
        self._every = every
        self._rewards: list[float] = []
        self._faults = 0
        self._written: int | None = None
        self.evaluated: Evaluation | None = None

    @property
    def seconds(self) -> float:
        """Seconds since the run began, without the time between its parts."""
        return time.monotonic() - self._began

    def _on_training_start(self) -> None:
        if self.num_timesteps == 0:
            self._write(last=False)
        self._written = self.num_timesteps

    def _on_rollout_start(self) -> None:
        if self.num_timesteps != self._written:
            self._write(last=False)

    def _on_step(self) -> bool:
        for info in self.locals["infos"]:
            if info["fault"] is None:
                self._rewards.append(info["reward"])
            else:
                self._faults += 1
        return True

    def _on_training_end(self) -> None:
        self._write(last=True)

    def _write(self, *, last: bool) -> None:
        found = self._evaluate() if self._evaluate is not None and (last or self._due()) else None
        row: dict[str, Any] = {"seed": self._seed, "step": self.num_timesteps, "faults": self._faults}
        row |= _summary("reward", "spread", self._rewards)
        if found is not None:
            row |= _summary("held_out", "held_out_spread", found.known)
            self.evaluated = found
        self._curve.add({**row, "seconds": round(self.seconds, 1)})
        self._rewards, self._faults, self._written = [], 0, self.num_timesteps

    def _due(self) -> bool:
        """Whether a multiple of the interval was passed: the same after a resume as without one."""
        if self._every == 0 or self._written is None:
            return self._every > 0
        return bool(self.num_timesteps // self._every > self._written // self._every)


class Checkpoint(BaseCallback):  # type: ignore[misc]
    """Saves the model after an update, so that a killed run can be gone on with.

    Args:
        folder: Where to; the latest two are kept, each named after the number of episodes before it.
        every: Fewest episodes between two.
    """

    def __init__(self, folder: Path, *, every: int) -> None:
        super().__init__()
        self._folder = folder
        self._every = every
        self._saved = 0

    def _on_training_start(self) -> None:
        self._saved = self.num_timesteps

    def _on_rollout_start(self) -> None:
        if self.num_timesteps - self._saved >= self._every:
            self._save()

    def _on_step(self) -> bool:
        return True

    def _save(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{self.num_timesteps:09d}.zip"
        # Under another name first, and the model last: a kill leaves a whole checkpoint or none.
        if getattr(self.model, "replay_buffer", None) is not None:
            scratch = self._folder / f".{os.getpid()}{BUFFER}"
            self.model.save_replay_buffer(scratch)
            scratch.replace(target.with_suffix(BUFFER))
        scratch = self._folder / f".{os.getpid()}.zip"
        self.model.save(scratch)
        scratch.replace(target)
        self._saved = self.num_timesteps
        for old in checkpoints(self._folder)[:-_KEPT]:
            old.with_suffix(BUFFER).unlink(missing_ok=True)
            old.unlink()


class Repeatable(BaseCallback):  # type: ignore[misc]
    """Makes the episodes of an update a function of the seed and of the number of episodes before them.

    A run that is gone on with then meets the tasks and draws the choices that it would have met and drawn.

    Args:
        seed: Seed of the training.
    """

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._seed = seed

    def _on_rollout_start(self) -> None:
        of_choices, of_tasks = np.random.SeedSequence([self._seed, self.num_timesteps]).generate_state(2)
        set_random_seed(int(of_choices))
        envs = self.training_env
        envs.seed(int(of_tasks))
        self.model._last_obs = envs.reset()  # noqa: SLF001  # SB3 has no other way to begin episodes anew

    def _on_step(self) -> bool:
        return True


def checkpoints(folder: Path) -> list[Path]:
    """Models in a folder of checkpoints.

    Args:
        folder: The folder; it need not exist.

    Returns:
        Their paths, the oldest first.
    """
    return sorted(path for path in folder.glob("*.zip") if path.stem.isdecimal())


def _summary(mean: str, spread: str, values: Any) -> dict[str, float]:
    if not len(values):
        return {}
    return {mean: round(float(np.mean(values)), 4), spread: round(float(np.std(values)), 4)}
