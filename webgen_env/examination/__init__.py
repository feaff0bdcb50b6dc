"""Examination: contracts and probes run on a built site in a real browser."""

from webgen_env.examination.examiner import Examiner
from webgen_env.examination.result import ContractVerdict, Examination, StepDone

__all__ = ["ContractVerdict", "Examination", "Examiner", "StepDone"]
