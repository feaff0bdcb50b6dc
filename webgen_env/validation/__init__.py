"""Validation: the instrument's own test, by injected faults that it must see and rewrites that it must not blame."""

from __future__ import annotations

from webgen_env.validation.applying import apply_changes
from webgen_env.validation.faults import Change, Mutant, Rewrite, SiteFaults, bundled_faults, load_faults
from webgen_env.validation.operators import GENERIC_OPERATORS, OPERATORS, SELF_EVIDENT, GenericOperator
from webgen_env.validation.probing import Probed, ProbingReport
from webgen_env.validation.proportion import Proportion
from webgen_env.validation.report import Target, ValidationReport
from webgen_env.validation.subjects import Reference, Subject, short_sample, subjects_of
from webgen_env.validation.validator import Outcome, Validator

__all__ = [
    "GENERIC_OPERATORS",
    "OPERATORS",
    "SELF_EVIDENT",
    "Change",
    "GenericOperator",
    "Mutant",
    "Outcome",
    "Probed",
    "ProbingReport",
    "Proportion",
    "Reference",
    "Rewrite",
    "SiteFaults",
    "Subject",
    "Target",
    "ValidationReport",
    "Validator",
    "apply_changes",
    "bundled_faults",
    "load_faults",
    "short_sample",
    "subjects_of",
]
