"""The tasks that come with the package: one JSON file each, in the folder ``data``."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.tasks.task import Task


def bundled_tasks() -> tuple[Task, ...]:
    """Read the bundled tasks.

    Returns:
        The tasks: those of the training split first, by id.

    Raises:
        TaskDataError: A file was damaged.
    """
    # pydantic and its models are needed here only: importing the package stays fast
    from webgen_env.tasks._jsonl import parse_json
    from webgen_env.tasks._records import own_task

    folder = resources.files("webgen_env.tasks") / "data"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".json")), key=lambda entry: entry.name)
    tasks = [own_task(parse_json(entry.read_bytes(), entry.name), entry.name) for entry in files]
    return tuple(sorted(tasks, key=lambda task: (task.split != "train", task.id)))
