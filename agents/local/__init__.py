"""Policies that run a language model on this machine: through transformers, or through vLLM."""

from __future__ import annotations

from agents.local.hub import TransformersAgent
from agents.local.offline import VllmAgent
from agents.local.prompts import Prompt, room_for

__all__ = ["Prompt", "TransformersAgent", "VllmAgent", "room_for"]
