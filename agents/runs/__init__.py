"""Runs: any agent on any task set, kept on disk as it goes, and taken up again after an interruption."""

from __future__ import annotations

from agents.runs.export import Pair, best_completions, export, preference_pairs
from agents.runs.journal import Journal
from agents.runs.runner import Run, RunReport
from agents.runs.settings import RunSettings, load_run_settings
from agents.runs.summary import Summary, summarize

__all__ = [
    "Journal",
    "Pair",
    "Run",
    "RunReport",
    "RunSettings",
    "Summary",
    "best_completions",
    "export",
    "load_run_settings",
    "preference_pairs",
    "summarize",
]
