"""Keeping: the bundle of a verdict, written as it is reached."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError, EvidenceError
from webgen_env.evidence.bundle import bundle_name, read_bundle, write_bundle

if TYPE_CHECKING:
    from pathlib import Path

    from webgen_env.cascade import Scored
    from webgen_env.reward.result import RewardResult

logger = logging.getLogger(__name__)


def keep(scored: Scored, folder: Path) -> RewardResult:
    """Write the evidence of a verdict.

    Args:
        scored: The verdict with its evidence.
        folder: Parent folder of the bundles.

    Returns:
        The verdict, with ``evidence`` set to the bundle's folder; without it when the disk refused, which is logged
        and never changes a reward.
    """
    target = folder / bundle_name(scored.task, scored.completion)
    result = replace(scored.result, evidence=str(target))
    if result.cached and _holds_verdict(target, result):
        return result
    try:
        write_bundle(
            target,
            result=result,
            task=scored.task,
            completion=scored.completion,
            project=scored.project,
            site=scored.site,
        )
    except (OSError, ConfigurationError):
        # A full disk, or somebody's own files at that place.
        logger.exception("the evidence bundle could not be written to %s", target)
        return scored.result
    return result


def _holds_verdict(folder: Path, result: RewardResult) -> bool:
    """Whether an older bundle, which may hold the built site, tells the same already."""
    try:
        verdict = read_bundle(folder).verdict
    except (OSError, EvidenceError):
        return False
    same = (result.reward, result.stage, None, dict(result.provenance))
    return tuple(verdict.get(name) for name in ("reward", "stage", "fault", "provenance")) == same
