"""The embedded judge of the look: measures from the literature on human-computer interaction."""

from __future__ import annotations

from webgen_env.reward.design.judge import DesignJudge
from webgen_env.reward.design.measure import Measure, Plateau, Ramp, Rule
from webgen_env.reward.design.settings import DesignSettings

__all__ = ["DesignJudge", "DesignSettings", "Measure", "Plateau", "Ramp", "Rule"]
