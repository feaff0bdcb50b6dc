"""Task sets of a run: what is trained on, what is held out, and what is demonstrated."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.grpo.demonstrations import Demonstration, read_demonstrations, slots_demonstrations
from agents.grpo.settings import SLOTS
from agents.slots import slot_tasks
from webgen_env.errors import ConfigurationError
from webgen_env.tasks import TaskSet, load_tasks

if TYPE_CHECKING:
    from agents.grpo.settings import TrainSettings
    from webgen_env.tasks import Task

_HELD_OUT_SEED = 0  # every run is assessed on the same tasks, whatever its own seed
_DEMONSTRATED = 1_000_003  # tasks that are demonstrated are other ones than those that are trained on


@dataclass(frozen=True, slots=True)
class RunTasks:
    """Tasks of a run.

    Attributes:
        train: What is trained on.
        held_out: What is never trained on; may be empty.
    """

    train: TaskSet
    held_out: TaskSet

    @property
    def all(self) -> TaskSet:
        """Both."""
        return TaskSet([*self.train, *self.held_out])


def choose_tasks(settings: TrainSettings) -> RunTasks:
    """Choose the tasks that settings ask for. The same settings always give the same tasks.

    Args:
        settings: Settings of the run.

    Returns:
        The tasks.

    Raises:
        ConfigurationError: There are fewer tasks than asked for, or the slots were asked for without a number.
        TaskDataError: A task file is broken.
    """
    wanted = settings.tasks
    if wanted.set == SLOTS:
        return _slots(settings)
    train = list(load_tasks(wanted.set, path=wanted.path, split=wanted.split))
    if wanted.held_out_split is None:
        order = random.Random(_HELD_OUT_SEED).sample(range(len(train)), min(wanted.held_out, len(train)))  # noqa: S311
        chosen = frozenset(order)
        held_out = [train[index] for index in sorted(chosen)]
        train = [task for index, task in enumerate(train) if index not in chosen]
    else:
        held_out = list(load_tasks(wanted.set, path=wanted.path, split=wanted.held_out_split))
        held_out = _some(held_out, wanted.held_out, _HELD_OUT_SEED)
    train = _some(train, wanted.number, settings.seed)
    if not train or (wanted.number and len(train) < wanted.number) or len(held_out) < wanted.held_out:
        raise ConfigurationError(
            f"The task set {wanted.set!r} gives {len(train)} tasks to train on and {len(held_out)} held-out ones; "
            f"expected {wanted.number or 'some'} and {wanted.held_out}. Lower tasks.number or tasks.held_out."
        )
    return RunTasks(TaskSet(train), TaskSet(held_out))


def choose_demonstrations(settings: TrainSettings, tasks: RunTasks) -> list[Demonstration]:
    """Choose what the warm start learns from; see ``sft.source``.

    Args:
        settings: Settings of the run, with ``sft``.
        tasks: Its tasks.

    Returns:
        The demonstrations; none of them is for a held-out task where they come from the slots policy.

    Raises:
        ConfigurationError: A file holds no demonstrations, or there are no settings of a warm start.
    """
    wanted = settings.sft
    if wanted is None:
        raise ConfigurationError("These settings have no warm start: sft is null.")
    if wanted.source != SLOTS:
        return read_demonstrations(wanted.source, most=wanted.examples)
    if settings.tasks.set == SLOTS:
        shown = slot_tasks(wanted.examples or len(tasks.train), split="train", seed=settings.seed + _DEMONSTRATED)
    else:
        shown = tasks.train[: wanted.examples] if wanted.examples else tasks.train
    return slots_demonstrations(
        shown,
        fitting=wanted.fitting,
        flawed=wanted.flawed,
        seed=settings.seed,
        system_prompt=settings.tasks.system_prompt,
    )


def _slots(settings: TrainSettings) -> RunTasks:
    wanted = settings.tasks
    if not wanted.number:
        raise ConfigurationError("tasks.set 'slots' makes as many tasks as wanted: give tasks.number.")
    split = wanted.split or "train"
    made = slot_tasks(wanted.number, split=split, seed=settings.seed)
    if not wanted.held_out:
        return RunTasks(made, TaskSet())
    return RunTasks(made, slot_tasks(wanted.held_out, split=wanted.held_out_split or "test", seed=_HELD_OUT_SEED))


def _some(items: list[Task], number: int, seed: int) -> list[Task]:
    if not number or number >= len(items):
        return items
    return random.Random(seed).sample(items, number)  # noqa: S311  # variety, not secrecy
