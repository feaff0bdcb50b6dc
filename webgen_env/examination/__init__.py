"""Examination: contracts and probes run on a built site in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webgen_env.examination.probes.report import ControlTried, PageProbe, ProbeReport
from webgen_env.examination.result import ContractVerdict, Examination, StepDone

if TYPE_CHECKING:
    from webgen_env.examination.examiner import Examiner

__all__ = ["ContractVerdict", "ControlTried", "Examination", "Examiner", "PageProbe", "ProbeReport", "StepDone"]


def __getattr__(name: str) -> Any:
    # The language of contracts takes long to load, and whoever only reads results does without.
    if name == "Examiner":
        from webgen_env.examination.examiner import Examiner

        return Examiner
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
