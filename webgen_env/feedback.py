"""Feedback: a verdict in a few lines of plain text, which a policy can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webgen_env.findings import Finding
    from webgen_env.reward.result import RewardResult

MAX_CHARACTERS = 4_000
MAX_FINDINGS = 12

_ENDINGS = {
    "format": "The completion holds no website project, so nothing was built.",
    "static": "The project does not comply with the scaffold's rules, so nothing was built.",
    "install": "The packages that the project asks for cannot be installed.",
    "build": "The project does not build.",
    "render": "The site was built, but its home page showed nothing.",
    "scored": "The site was built, opened in a browser and graded.",
}


def describe(result: RewardResult) -> str:
    """Say what happened to a completion.

    Args:
        result: The verdict.

    Returns:
        At most 4,000 characters: where the walk ended, the terms, and what to mend, worst first. The same verdict
        gives the same text.
    """
    if result.fault is not None:
        return (
            f"No verdict: a fault of the environment ({result.fault}) at stage {result.stage}. "
            "It says nothing about the completion."
        )
    lines = [_ENDINGS[result.stage], f"Reward {result.reward:.2f} ({_terms(result)})."]
    lines += _listed("What the build and the browser reported:", result.errors)
    lines += _listed("What the rules reported:", [found for found in result.violations if found.severity == "error"])
    if result.visit is not None:
        routes = ", ".join(page.route for page in result.visit.pages)
        lines.append(f"Pages opened: {routes}.")
    if result.judgement is not None and result.judgement.rationale:
        lines.append(f"The judge: {result.judgement.rationale}")
    text = "\n".join(lines)
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS - 1] + "…"


def _terms(result: RewardResult) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in sorted(result.terms.items()))


def _listed(title: str, findings: Iterable[Finding]) -> list[str]:
    found = [f"- {finding}" for finding in findings]
    if not found:
        return []
    more = [f"- and {len(found) - MAX_FINDINGS} more"] if len(found) > MAX_FINDINGS else []
    return [title, *found[:MAX_FINDINGS], *more]
