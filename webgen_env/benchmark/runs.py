"""Runs: scoring sites of the corpus, each of which must reach the last stage."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.errors import InfrastructureError

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite
    from webgen_env.reward.result import RewardResult
    from webgen_env.scorer import Scorer

STAGE_ORDER = ("parse", "layer", "build", "render", "judge", "total")
"""Stages of a walk in order, and the whole."""

Progress = Callable[[str], None]
"""Called with a short text whenever something has moved on."""


def silent(_: str) -> None:
    """A progress callback that says nothing."""


@dataclass(frozen=True, slots=True)
class BatchRun:
    """A batch that was scored.

    Attributes:
        results: One verdict per site, in order.
        seconds: Wall time of the whole batch.
    """

    results: tuple[RewardResult, ...]
    seconds: float

    @property
    def per_second(self) -> float:
        """Sites per second."""
        return len(self.results) / self.seconds


def score_one(scorer: Scorer, site: CorpusSite) -> RewardResult:
    """Score a site alone.

    Args:
        scorer: What scores it.
        site: The site.

    Returns:
        Its verdict.

    Raises:
        InfrastructureError: The site was not scored, so that its time would say nothing.
    """
    [result] = scorer.score_batch_sync([site.task], [site.completion])
    return _checked(site, result)


def score_batch(scorer: Scorer, sites: Sequence[CorpusSite], progress: Progress = silent, label: str = "") -> BatchRun:
    """Score sites together.

    Args:
        scorer: What scores them.
        sites: The sites.
        progress: Told the number of finished sites.
        label: What stands before that number.

    Returns:
        The verdicts, and how long the batch took.

    Raises:
        InfrastructureError: A site was not scored.
    """
    done = 0

    def count(_index: int, _result: RewardResult) -> None:
        nonlocal done
        done += 1
        progress(f"{label}: {done} of {len(sites)}")

    started = time.perf_counter()
    results = scorer.score_batch_sync(
        [site.task for site in sites], [site.completion for site in sites], progress=count
    )
    seconds = time.perf_counter() - started
    return BatchRun(tuple(_checked(site, result) for site, result in zip(sites, results, strict=True)), seconds)


def stages_of(timing: Mapping[str, float]) -> dict[str, float]:
    """Where the time of a walk went.

    Args:
        timing: ``RewardResult.timing``.

    Returns:
        Seconds by stage in the order of :data:`STAGE_ORDER`, with ``"waiting"`` before the total: what no stage
        accounts for, such as waiting for a free worker. Steps within a stage follow the total.
    """
    stages = {name: timing[name] for name in STAGE_ORDER[:-1] if name in timing}
    waiting = max(0.0, timing["total"] - sum(stages.values()))
    steps = {name: seconds for name, seconds in timing.items() if name not in STAGE_ORDER}
    return {**stages, "waiting": waiting, "total": timing["total"], **steps}


def pages_of(result: RewardResult) -> int:
    """Number of pages that were opened for a verdict."""
    return len(result.visit.pages) if result.visit else 0


def _checked(site: CorpusSite, result: RewardResult) -> RewardResult:
    if result.stage != "scored" or result.reward is None:
        found = result.fault_message or "; ".join(str(error) for error in result.errors[:3])
        raise InfrastructureError(
            f"The site {site.name!r} ended at stage {result.stage!r}, so there is nothing to time: {found}",
            stage=result.stage,
        )
    return result
