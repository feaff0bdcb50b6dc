from __future__ import annotations

from dataclasses import replace

import pytest

from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.feedback import MAX_CHARACTERS, MAX_FINDINGS, describe
from webgen_env.findings import Finding
from webgen_env.reward.judge import Judgement
from webgen_env.reward.result import STAGES, RewardResult

RESULT = RewardResult(
    reward=4.2,
    terms={"visual": 4.0, "functional": 1.0, "reasoning": 1.0},
    stage="scored",
    visit=Visit(pages=(PageVisit("/"), PageVisit("/about"))),
    judgement=Judgement(4.0, {}, "fake", rationale="Strong colours."),
)


def test_a_scored_site() -> None:
    assert describe(RESULT).splitlines() == [
        "The site was built, opened in a browser and graded.",
        "Reward 4.20 (functional 1.00, reasoning 1.00, visual 4.00).",
        "Pages opened: /, /about.",
        "The judge: Strong colours.",
    ]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_sentence(stage: str) -> None:
    text = describe(replace(RESULT, stage=stage, visit=None, judgement=None))  # type: ignore[arg-type]
    assert len(text.splitlines()) == 2


def test_errors_come_with_their_places_and_notes_do_not() -> None:
    failed = replace(
        RESULT,
        stage="build",
        errors=(Finding("build.unresolved-import", "Cannot find './Nav'.", "src/App.tsx:2"),),
        violations=(Finding("files.x", "noted", severity="note"), Finding("files.y", "a violation")),
    )
    text = describe(failed)
    assert "- build.unresolved-import at src/App.tsx:2: Cannot find './Nav'." in text
    assert "- files.y: a violation" in text
    assert "noted" not in text


def test_many_and_long_findings_are_bounded() -> None:
    text = describe(replace(RESULT, errors=tuple(Finding("a.b", f"{number} " + "x" * 900) for number in range(40))))
    assert len(text) <= MAX_CHARACTERS
    few = describe(replace(RESULT, errors=tuple(Finding("a.b", str(number)) for number in range(40))))
    assert f"- and {40 - MAX_FINDINGS} more" in few


@pytest.mark.parametrize("fault", ["infra", "judge"])
def test_a_fault_says_that_it_is_ours_and_gives_no_details_of_the_machine(fault: str) -> None:
    text = describe(replace(RESULT, reward=None, fault=fault, fault_message="/home/me/secret"))  # type: ignore[arg-type]
    assert "fault of the environment" in text
    assert "secret" not in text
