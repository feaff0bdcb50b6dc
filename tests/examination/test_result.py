"""Verdicts as values."""

from __future__ import annotations

import json

import pytest

from webgen_env.codec import decode, encode
from webgen_env.examination import ContractVerdict, Examination, StepDone


def verdict(name: str, outcome: str) -> ContractVerdict:
    steps = (StepDone("open /", True), StepDone("click link", False, "no element matches", ("<a>", "<a>")))
    return ContractVerdict(name, outcome, "It works.", "form", "why", steps, b"\x89PNG", "- main", ("error: x",))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcomes", "passed"),
    [((), None), (("pass", "fail"), 0.5), (("pass",), 1.0), (("pass", "inconclusive"), None)],
)
def test_the_share_that_passed(outcomes: tuple[str, ...], passed: float | None) -> None:
    assert Examination(tuple(verdict("a", outcome) for outcome in outcomes)).passed == passed


def test_verdicts_survive_the_codec_without_their_pictures() -> None:
    examination = Examination((verdict("a", "pass"), verdict("b", "fail"))).without_pictures()
    assert examination.contracts[0].screenshot is None
    assert decode(Examination, json.loads(json.dumps(encode(examination))), "examination.json") == examination
