"""Site: the built files of a project; BuildOutcome: what building a project came to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from webgen_env.findings import Finding

BuildStage = Literal["install", "build"]


@dataclass(frozen=True)
class Site:
    """A built website, held in memory.

    Attributes:
        files: Relative POSIX path, such as ``"index.html"`` or ``"assets/index-B2x.js"``, to content.
        routes: Paths found in the router's source, such as ``("/", "/about")``; routes with parameters and wildcards
            are left out. Sites with a hash router have routes like ``"/#/about"``.
    """

    files: Mapping[str, bytes]
    routes: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of paths and contents, in hexadecimal."""
        hasher = hashlib.sha256()
        for path in sorted(self.files):
            content = self.files[path]
            hasher.update(f"{len(path)}:{path}:{len(content)}:".encode())
            hasher.update(content)
        return hasher.hexdigest()


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What building a project came to.

    Attributes:
        site: The built site, or ``None`` when the policy's project does not install or build.
        stage: The last stage entered: ``"install"`` or ``"build"``.
        errors: Why there is no site; empty when there is one. Rules: ``install.*`` and ``build.*``.
        notes: What was noticed but is not held against the project, such as configuration that was not used.
        log: Bounded text of installer and builder output.
        timing: Seconds by step, such as ``{"layer": 0.01, "build": 0.31}``.
        layer: Content address of the dependency layer used; empty if none was.
    """

    site: Site | None
    stage: BuildStage
    errors: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    log: str = ""
    timing: Mapping[str, float] = field(default_factory=dict)
    layer: str = ""
