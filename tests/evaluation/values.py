"""Sites and cases in few words."""

from __future__ import annotations

from typing import Any

from webgen_env.evaluation import CaseOutcome, LintOutcome, SiteOutcome

HOSTILE = "<script>alert(1)</script>\"'&|`\u202e\x1b[31m\ud800"


def cases(
    *answers: str | None, task: str = "t", source: str = "tester", category: str = "Form"
) -> tuple[CaseOutcome, ...]:
    return tuple(
        CaseOutcome(task, number, answer=answer, source=source if answer or source != "" else "", category=category)
        for number, answer in enumerate(answers)
    )


def site(name: str, *answers: str | None, source: str = "tester", **fields: Any) -> SiteOutcome:
    given = {
        "category": "Shop",
        "started": True,
        "stage": "scored",
        "reward": 2.0,
        "rendered": True,
        "appearance": 4.0,
        "lint": LintOutcome(counts={"lint": 0, "types": 0, "undeclared": 0}),
        "cases": cases(*answers, task=name, source=source),
        **fields,
    }
    return SiteOutcome(name, **given)


def missing(name: str, number: int, **fields: Any) -> SiteOutcome:
    """A task that was never started."""
    return SiteOutcome(name, **{"category": "Shop", "cases": cases(*[None] * number, task=name, source=""), **fields})
