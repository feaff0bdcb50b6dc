"""Contracts: executable requirements of a task, as data."""

from webgen_env.contracts.contract import Contract
from webgen_env.contracts.expectations import Expectation
from webgen_env.contracts.loading import load_contracts, parse_contracts
from webgen_env.contracts.steps import Action, Step
from webgen_env.contracts.target import Target
from webgen_env.contracts.text import Remembered, TextMatch, parse_text

__all__ = [
    "Action",
    "Contract",
    "Expectation",
    "Remembered",
    "Step",
    "Target",
    "TextMatch",
    "load_contracts",
    "parse_contracts",
    "parse_text",
]
