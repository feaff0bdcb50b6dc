"""Tasks: website specifications, bundled and loaded."""

from __future__ import annotations

from webgen_env.tasks.colours import css_colour, requested_colours
from webgen_env.tasks.task import Task, TestCase
from webgen_env.tasks.taskset import TaskSet

__all__ = ["Task", "TaskSet", "TestCase", "css_colour", "requested_colours"]
