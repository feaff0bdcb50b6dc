"""A policy with hand-made sites for some of the bundled tasks."""

from __future__ import annotations

from agents.showcase.agent import ShowcaseAgent, showcase_task_ids

__all__ = ["ShowcaseAgent", "showcase_task_ids"]
