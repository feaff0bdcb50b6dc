"""GalleryItem: one rollout as a gallery shows it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.evidence.bundle import Bundle, read_bundle

if TYPE_CHECKING:
    from webgen_env.reward.result import RewardResult
    from webgen_env.scaffold.project import Project
    from webgen_env.tasks.task import Task


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """One rollout as a gallery shows it.

    Attributes:
        policy: Label of the policy that wrote the completion. Rollouts with the same label are averaged.
        task: The specification. Rollouts of the same task stand side by side.
        result: The verdict.
        bundle: Folder of the evidence bundle, which gives the files of the project; ``None`` if none was kept.
        completion: What the policy wrote; empty to leave it out.
    """

    policy: str
    task: Task
    result: RewardResult
    bundle: Path | None = None
    completion: str = ""

    @classmethod
    def from_bundle(cls, bundle: Bundle | str | os.PathLike[str], *, policy: str | None = None) -> GalleryItem:
        """Make an item of a bundle.

        Args:
            bundle: The bundle or its folder.
            policy: Label of the policy; ``None`` takes the one in the bundle.

        Returns:
            The item.

        Raises:
            EvidenceError: The bundle is broken.
        """
        opened = bundle if isinstance(bundle, Bundle) else read_bundle(bundle)
        label = opened.policy if policy is None else policy
        return cls(label or "policy", opened.task, opened.result, opened.folder, opened.completion)

    def project(self) -> Project | None:
        """Read the composed project from the bundle.

        Returns:
            The project, or ``None`` if no bundle was kept or it holds none.

        Raises:
            EvidenceError: The bundle is broken.
        """
        return None if self.bundle is None else read_bundle(self.bundle).project
