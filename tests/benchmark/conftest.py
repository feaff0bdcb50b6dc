"""The pinned Chromium for pytest-playwright, as long as one module lives; see ``tests/evidence/conftest.py``."""

from __future__ import annotations

from tests.evidence.conftest import (
    browser,
    browser_context_args,
    browser_type,
    browser_type_launch_args,
    playwright,
)

__all__ = ["browser", "browser_context_args", "browser_type", "browser_type_launch_args", "playwright"]
