"""Tasks: website specifications, bundled with the package or loaded from files and the hub."""

from __future__ import annotations

from webgen_env.tasks.colours import css_colour, requested_colours
from webgen_env.tasks.loaders import DATA_VARIABLE, HUB_ID, load_tasks, load_webgen_bench, load_webgen_instruct
from webgen_env.tasks.task import Task, TestCase
from webgen_env.tasks.taskset import TaskSet

__all__ = [
    "DATA_VARIABLE",
    "HUB_ID",
    "Task",
    "TaskSet",
    "TestCase",
    "css_colour",
    "load_tasks",
    "load_webgen_bench",
    "load_webgen_instruct",
    "requested_colours",
]
