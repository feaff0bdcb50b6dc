"""Testers: what uses a built site to say whether a test case succeeds."""

from __future__ import annotations

from webgen_env.evaluation.tester.making import make_tester
from webgen_env.evaluation.tester.ui_agent import CaseTester, TesterSettings, UIAgentTester

__all__ = ["CaseTester", "TesterSettings", "UIAgentTester", "make_tester"]
