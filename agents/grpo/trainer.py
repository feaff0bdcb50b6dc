"""Trainer: TRL's GRPO trainer that also says where its time goes and writes its curve."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.curves import CurveWriter
from agents.grpo.clock import StepClock
from agents.grpo.libraries import library

if TYPE_CHECKING:
    from agents.grpo.reward import WebGenReward

logger = logging.getLogger(__name__)

COLUMNS: Mapping[str, str] = {
    "reward": "reward",
    "reward_std": "reward_std",
    "built": "webgen/built",
    "visual": "webgen/term/visual",
    "zero_spread_groups": "webgen/zero_spread_groups",
    "truncated": "completions/clipped_ratio",
    "length": "completions/mean_length",
    "duplicates": "webgen/duplicates",
    "cached": "webgen/cached",
    "faults": "webgen/fault/infra",
    "entropy": "entropy",
    "kl": "kl",
    "learning_rate": "learning_rate",
    "grad_norm": "grad_norm",
    "generation_s": "time/generation_s",
    "reward_s": "time/reward_s",
    "update_s": "time/update_s",
}
"""Columns of a run's ``curve.csv`` beside ``seed``, ``step`` and ``seconds``, and the metric that each one holds."""


def make_trainer(*, reward: WebGenReward, curve: Path, **arguments: Any) -> Any:
    """Make a ``trl.GRPOTrainer`` with this environment as its reward.

    Its logs also hold ``time/generation_s``, ``time/reward_s``, ``time/update_s`` and ``time/step_s``, the mean seconds
    of a step; see :class:`~agents.grpo.clock.StepClock`.

    Args:
        reward: The environment.
        curve: CSV that gets a row for each logged step. A run that goes on from a checkpoint drops later rows first.
        **arguments: Of ``trl.GRPOTrainer``, but ``reward_funcs``.

    Returns:
        The trainer.

    Raises:
        MissingDependencyError: ``trl`` is not installed.
    """
    base: Any = library("trl").GRPOTrainer
    callback: Any = library("transformers").TrainerCallback
    clock = StepClock()
    reward.clock = clock

    class ClockCallback(callback):  # type: ignore[misc, unused-ignore]
        """Tells the clock where steps begin and end."""

        def on_step_begin(self, *_: Any, **__: Any) -> None:
            clock.begin()

        def on_step_end(self, *_: Any, **__: Any) -> None:
            clock.end()

    class CurveCallback(callback):  # type: ignore[misc, unused-ignore]
        """Writes the curve."""

        def __init__(self) -> None:
            self.writer: CurveWriter | None = None

        def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ARG002
            if state.is_world_process_zero:
                self.writer = CurveWriter(curve, ("seed", "step", "seconds", *COLUMNS), resume_at=state.global_step)

        def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:  # noqa: ARG002
            if self.writer is not None and logs and "reward" in logs:
                self.writer.add(_row(args, state, logs))
                logger.info("step %d/%d: %s", state.global_step, state.max_steps, _line(logs))

        def on_train_end(self, *_: Any, **__: Any) -> None:
            if self.writer is not None:
                self.writer.close()

    class WebGenTrainer(base):  # type: ignore[misc, unused-ignore]
        """TRL's trainer, with the split of its time among the logs."""

        def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
            logs.update(clock.take())  # in place: what evaluate() returns is this very object
            super().log(logs, start_time)

    callbacks = [ClockCallback(), CurveCallback(), *(arguments.pop("callbacks", None) or ())]
    trainer = WebGenTrainer(reward_funcs=reward, callbacks=callbacks, **arguments)
    # It prints every log to the standard output, which belongs to whoever called.
    trainer.remove_callback(library("transformers").PrinterCallback)
    return trainer


def _row(args: Any, state: Any, logs: Mapping[str, Any]) -> dict[str, Any]:
    # The log history survives a kill with its checkpoint, and so do the seconds.
    steps = (line["time/step_s"] for line in state.log_history if "time/step_s" in line)
    row: dict[str, Any] = {
        "seed": args.seed,
        "step": state.global_step,
        "seconds": round(sum(steps) * args.logging_steps, 1),
    }
    for column, metric in COLUMNS.items():
        value = logs.get(metric)
        row[column] = "" if value is None else round(float(value), 6)
    return row


def _line(logs: Mapping[str, Any]) -> str:
    parts = []
    for text, metric in (
        ("reward %.3f", "reward"),
        ("%.2f built", "webgen/built"),
        ("%.2f of the groups without spread", "webgen/zero_spread_groups"),
        ("writing %.1f s", "time/generation_s"),
        ("rewards %.1f s", "time/reward_s"),
        ("update %.1f s", "time/update_s"),
    ):
        value = logs.get(metric)
        if value is not None:
            parts.append(text % float(value))
    return ", ".join(parts)
