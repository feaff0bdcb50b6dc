"""Linting: what ESLint, TypeScript and package.json say about a project."""

from __future__ import annotations

from webgen_env.evaluation.linting.linter import Linter

__all__ = ["Linter"]
