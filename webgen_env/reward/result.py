"""RewardResult: the verdict on one completion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.examination.result import Examination
    from webgen_env.findings import Finding
    from webgen_env.reward.judge import Judgement

Stage = Literal["format", "static", "install", "build", "render", "scored"]
STAGES: tuple[Stage, ...] = ("format", "static", "install", "build", "render", "scored")
"""Stages of the cascade in order. A result names the one at which the walk ended."""

Fault = Literal["infra", "judge"]


@dataclass(frozen=True, slots=True)
class RewardResult:
    """The verdict on one completion. Immutable and picklable.

    Attributes:
        reward: The scalar reward, or ``None`` when a fault of ours prevented one.
        terms: Every term of the preset, such as ``{"visual": 3.8, "functional": 1.0, "reasoning": 1.0}``; a term that
            was not reached is 0.0.
        stage: Where the walk ended: ``"scored"``, or the stage that failed.
        fault: ``None``, ``"infra"`` (registry, disk, browser) or ``"judge"``: a fault of ours, never the policy's.
        task_id: The task.
        preset: Name of the reward preset.
        violations: What the manifest and compliance rules found, notes included.
        errors: What the build and the browser found against the site, in order.
        notes: What was noticed and is not held against the site.
        fault_message: What failed on our side; empty without a fault.
        visit: What the browser saw; ``None`` before the render stage.
        judgement: What the judge said; ``None`` where it was not asked.
        examination: What trying the site out came to; ``None`` unless the preset weighs it.
        build_log: Bounded text of installer and builder output.
        timing: Seconds by stage: ``parse``, ``layer``, ``build``, ``render``, ``judge``, ``examine``, ``total``.
        provenance: Versions of everything that decided the result.
        cached: Whether the verdict came from a cache or from an identical completion in the same batch.
        evidence: Folder of the evidence bundle; empty when none was kept.
    """

    reward: float | None
    terms: Mapping[str, float]
    stage: Stage
    fault: Fault | None = None
    task_id: str = ""
    preset: str = ""
    violations: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    fault_message: str = ""
    visit: Visit | None = None
    judgement: Judgement | None = None
    examination: Examination | None = None
    build_log: str = ""
    timing: Mapping[str, float] = field(default_factory=dict)
    provenance: Mapping[str, str] = field(default_factory=dict)
    cached: bool = False
    evidence: str = ""

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What counts against the completion, what ended the walk first: errors of the site, then of the rules."""
        return (*self.errors, *(finding for finding in self.violations if finding.severity == "error"))
