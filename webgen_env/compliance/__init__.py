"""Static compliance: the four groups of rules, and the 13 checks of the released WebGen-R1 code."""

from __future__ import annotations

from webgen_env.compliance.compliance import GROUPS, Compliance, Rule
from webgen_env.compliance.released import RELEASED_RULES, released_checks
from webgen_env.compliance.rules import RULES, check_compliance

__all__ = ["GROUPS", "RELEASED_RULES", "RULES", "Compliance", "Rule", "check_compliance", "released_checks"]
