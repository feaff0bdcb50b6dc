"""What an episode shows of a task and of a verdict: the same for one environment and for a batch of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gymnasium import error

from webgen_env.errors import InfrastructureError, JudgeError, UnknownTaskError, WebGenError
from webgen_env.tasks import Task, TaskSet, load_tasks

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import numpy as np

    from webgen_env.reward.result import RewardResult
    from webgen_env.scaffold.scaffold import Scaffold

MAX_INSTRUCTION_CHARACTERS = 65_536
MAX_COMPLETION_CHARACTERS = 16_777_216
ALWAYS_REPORTED = ("visual", "functional", "reasoning")

_OPTIONS = ("task_id", "split", "instruction")


def as_task_set(tasks: TaskSet | str | os.PathLike[str] | None) -> TaskSet:
    """Take a task set, or load one by name or path.

    Args:
        tasks: A task set, the name or path of one, or ``None`` for the bundled tasks.

    Returns:
        The task set.
    """
    if tasks is None:
        return TaskSet.bundled()
    return tasks if isinstance(tasks, TaskSet) else load_tasks(tasks)


def choose_task(
    tasks: TaskSet, rng: np.random.Generator, options: Mapping[str, Any] | None, *, split: str | None
) -> Task:
    """Choose the task of an episode.

    Args:
        tasks: What to choose from.
        rng: Source of randomness.
        options: ``reset``'s options: ``task_id``, or ``instruction`` for a task of one's own, or ``split``.
        split: Split to draw from when the options name none; ``None``: any.

    Returns:
        The task.

    Raises:
        gymnasium.error.Error: An option is unknown, contradictory or of the wrong type, or there is no such task.
    """
    given = {name: value for name, value in (options or {}).items() if value is not None}
    unknown = sorted(set(given) - set(_OPTIONS))
    if unknown:
        raise error.Error(f"Unknown reset options {unknown}; expected some of {list(_OPTIONS)}.")
    if "task_id" in given and "instruction" in given:
        raise error.Error("Got both 'task_id' and 'instruction' in the reset options; give one of them.")
    for name, value in given.items():
        if not isinstance(value, str):
            raise error.Error(f"Reset option {name!r} must be a string, got {type(value).__name__}.")
    if "instruction" in given:
        return _own_task(given["instruction"])
    try:
        if "task_id" in given:
            return tasks.get(given["task_id"])
        return tasks.sample(rng, split=given.get("split", split))
    except UnknownTaskError as unknown_task:
        raise error.Error(str(unknown_task)) from unknown_task


def reset_info(task: Task, scaffold: Scaffold) -> dict[str, Any]:
    """What ``reset`` reports about a task.

    Args:
        task: The task.
        scaffold: The scaffold whose system prompt the messages carry.

    Returns:
        New objects at each call: ``task_id``, ``split``, ``category`` and ``messages``, a chat of a system and a user
        message in the form that language-model servers take.
    """
    return {
        "task_id": task.id,
        "split": task.split,
        "category": task.category,
        "messages": [
            {"role": "system", "content": scaffold.system_prompt()},
            {"role": "user", "content": task.instruction},
        ],
    }


def step_info(result: RewardResult) -> dict[str, Any]:
    """What ``step`` reports about a verdict.

    Args:
        result: The verdict.

    Returns:
        New objects at each call, without anything that depends on the clock: flat floats ``reward/<term>``, then
        ``stage``, ``fault``, ``violations``, ``errors``, ``task_id`` and ``evidence``.
    """
    terms = {**dict.fromkeys(ALWAYS_REPORTED, 0.0), **result.terms}
    return {
        **{f"reward/{name}": float(value) for name, value in terms.items()},
        "stage": result.stage,
        "fault": result.fault,
        "violations": [_as_dict(finding) for finding in result.violations],
        "errors": [_as_dict(finding) for finding in result.errors],
        "task_id": result.task_id,
        "evidence": result.evidence,
    }


def fault_error(result: RewardResult) -> WebGenError:
    """The exception that stands for a fault of ours, for ``on_fault="raise"``.

    Args:
        result: A verdict with a fault.

    Returns:
        :class:`JudgeError` or :class:`InfrastructureError`, to be raised by the caller.
    """
    if result.fault == "judge":
        return JudgeError(result.fault_message)
    return InfrastructureError(result.fault_message, stage=result.stage)


def _as_dict(finding: Any) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "place": finding.place,
        "message": finding.message,
        "severity": finding.severity,
    }


def _own_task(instruction: str) -> Task:
    if not 0 < len(instruction) <= MAX_INSTRUCTION_CHARACTERS:
        raise error.Error(
            f"An instruction must have 1 to {MAX_INSTRUCTION_CHARACTERS} characters, got {len(instruction)}."
        )
    return Task(id="custom", instruction=instruction, split="custom")
