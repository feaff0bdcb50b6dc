"""Evaluation: benchmarks, runs side by side, and stored verdicts reached anew."""

from __future__ import annotations

from webgen_env.evaluation.comparing import Comparison, Difference, compare, write_comparison
from webgen_env.evaluation.evaluating import Plan, evaluate
from webgen_env.evaluation.evaluation import Evaluation, read_evaluation
from webgen_env.evaluation.metrics import METRICS, Metric, measure
from webgen_env.evaluation.outcomes import CaseOutcome, LintOutcome, SiteOutcome
from webgen_env.evaluation.report import write_report
from webgen_env.evaluation.rescoring import Rescored, rescore, rescore_bundles

__all__ = [
    "METRICS",
    "CaseOutcome",
    "Comparison",
    "Difference",
    "Evaluation",
    "LintOutcome",
    "Metric",
    "Plan",
    "Rescored",
    "SiteOutcome",
    "compare",
    "evaluate",
    "measure",
    "read_evaluation",
    "rescore",
    "rescore_bundles",
    "write_comparison",
    "write_report",
]
