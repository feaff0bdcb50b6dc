"""What trying a site out counts against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webgen_env.findings import Finding

if TYPE_CHECKING:
    from webgen_env.examination.result import Examination


def examination_errors(examination: Examination) -> tuple[Finding, ...]:
    """List the contracts that a site does not meet.

    Args:
        examination: What trying it out came to.

    Returns:
        One finding of rule ``contract`` per failed contract, in order; its place is the contract's id.
    """
    return tuple(
        Finding("contract", f"{verdict.requirement} But: {verdict.message}", verdict.id)
        for verdict in examination.contracts
        if verdict.verdict == "fail"
    )
