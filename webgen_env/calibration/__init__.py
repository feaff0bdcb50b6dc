"""Calibration: how steady a judge is, whether position sways it, and how far it agrees with people."""

from __future__ import annotations

from webgen_env.calibration.agreement import Agreement, Interval, agreement
from webgen_env.calibration.grades import HumanGrade, read_grades
from webgen_env.calibration.items import CalibrationItem, items_from_bundles
from webgen_env.calibration.report import CalibrationReport, ItemResult, calibrate
from webgen_env.calibration.steadiness import PositionBias, SelfVariance, position_bias, self_variance

__all__ = [
    "Agreement",
    "CalibrationItem",
    "CalibrationReport",
    "HumanGrade",
    "Interval",
    "ItemResult",
    "PositionBias",
    "SelfVariance",
    "agreement",
    "calibrate",
    "items_from_bundles",
    "position_bias",
    "read_grades",
    "self_variance",
]
