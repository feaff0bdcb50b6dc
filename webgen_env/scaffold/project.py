"""Project: the scaffold's files with the policy's files put into its slots."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.findings import Finding


@dataclass(frozen=True)
class Project:
    """A whole project, T ⊕ Δ: ready to be checked and built.

    Attributes:
        files: Relative POSIX path to text. Owned files (Vite, PostCSS, ESLint and TypeScript configuration) are the
            scaffold's own; everything else is the policy's where the policy wrote it.
        dependencies: Package name to version range: what package.json declares under ``dependencies``.
        dev_dependencies: The same for ``devDependencies``.
        configuration: The policy's own text of owned configuration files that are read as data and never run:
            ``tailwind.config.*``, ``vite.config.*``, ``tsconfig*.json``, ``.env*``. Empty where the policy wrote none
            or the same as the scaffold's.
        written: Paths of the files that the policy wrote, in its order.
        changed: Those of ``written`` that the project uses and whose text is not the scaffold's.
        notes: What differs from what the policy wrote, such as an owned file that was not used.
        scaffold: Name, version and content hash of the scaffold, such as
            ``"vite-react-typescript-starter@1#9f86d0818"``.
    """

    files: Mapping[str, str]
    dependencies: Mapping[str, str]
    dev_dependencies: Mapping[str, str] = field(default_factory=dict)
    configuration: Mapping[str, str] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    notes: tuple[Finding, ...] = ()
    scaffold: str = ""
    changed: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hexadecimal over everything that can change the build."""
        content = json.dumps(
            [
                self.scaffold,
                sorted(self.files.items()),
                sorted(self.dependencies.items()),
                sorted(self.dev_dependencies.items()),
                sorted(self.configuration.items()),
            ],
            ensure_ascii=True,
        )
        return hashlib.sha256(content.encode()).hexdigest()
