"""The scaffold T, and projects T ⊕ Δ made with it."""

from __future__ import annotations

from webgen_env.scaffold.project import Project
from webgen_env.scaffold.scaffold import Scaffold
from webgen_env.scaffold.starter import default_scaffold

__all__ = ["Project", "Scaffold", "default_scaffold"]
