"""From what was seen of a site to a reward: terms, presets, and the judge of the look."""

from __future__ import annotations

from webgen_env.reward.judge import MAX_GRADE, Judge, Judgement
from webgen_env.reward.judge_file import load_judge
from webgen_env.reward.judges import DEFAULT_JUDGE, JUDGES, make_judge
from webgen_env.reward.mixture import MixtureJudge
from webgen_env.reward.preset_file import load_preset
from webgen_env.reward.presets import DEFAULT_PRESET, PRESETS, Preset, get_preset
from webgen_env.reward.result import STAGES, Fault, RewardResult, Stage
from webgen_env.reward.rollout import Rollout
from webgen_env.reward.site_errors import rendered, site_errors
from webgen_env.reward.terms import TERMS, Term, get_term

__all__ = [
    "DEFAULT_JUDGE",
    "DEFAULT_PRESET",
    "JUDGES",
    "MAX_GRADE",
    "PRESETS",
    "STAGES",
    "TERMS",
    "Fault",
    "Judge",
    "Judgement",
    "MixtureJudge",
    "Preset",
    "RewardResult",
    "Rollout",
    "Stage",
    "Term",
    "get_preset",
    "get_term",
    "load_judge",
    "load_preset",
    "make_judge",
    "rendered",
    "site_errors",
]
