"""A policy that writes a plain correct site from any instruction, without a model."""

from __future__ import annotations

from agents.scaffold.agent import ScaffoldAgent
from agents.scaffold.brief import Brief, read_brief
from agents.scaffold.palette import Palette, make_palette

__all__ = ["Brief", "Palette", "ScaffoldAgent", "make_palette", "read_brief"]
