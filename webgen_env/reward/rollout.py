"""Rollout: everything known about one completion when its reward is composed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.build.site import BuildOutcome
    from webgen_env.compliance import Compliance
    from webgen_env.examination.result import Examination
    from webgen_env.manifest import Manifest
    from webgen_env.reward.judge import Judgement
    from webgen_env.tasks.task import Task


@dataclass(frozen=True, slots=True)
class Rollout:
    """Everything known about one completion when its reward is composed.

    Stages that were not reached are ``None``; a term of the reward then reads 0.

    Attributes:
        task: The specification.
        completion: What the policy wrote.
        manifest: What the parser found in it.
        compliance: Verdict of the four groups of static rules.
        released: Verdict of the 13 checks of the released WebGen-R1 code.
        build: What building came to.
        visit: What the browser saw.
        judgement: What the judge said.
        examination: What trying the site out came to; only presets that weigh it ask for it.
    """

    task: Task
    completion: str
    manifest: Manifest | None = None
    compliance: Compliance | None = None
    released: Compliance | None = None
    build: BuildOutcome | None = None
    visit: Visit | None = None
    judgement: Judgement | None = None
    examination: Examination | None = None
