"""Scaffold: the pre-validated template that completions are put into."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING

from webgen_env.manifest.paths import collision_key, parents
from webgen_env.scaffold._compose import compose

if TYPE_CHECKING:
    from webgen_env.manifest import Manifest
    from webgen_env.scaffold.project import Project


@dataclass(frozen=True)
class Scaffold:
    """A template T, versioned and identified by its content.

    Attributes:
        name: Name, such as ``"vite-react-typescript-starter"``.
        version: Version; goes up with every change of a file, an owned path or a slot.
        files: Relative POSIX path to text: a whole project by itself.
        owned: Globs of the files that the scaffold keeps: configuration of the build tools. A completion may write
            them; the scaffold's are used, and what the policy wrote is read as data where that is safe.
        slots: Globs of the files that a completion is meant to write. For information: other files are taken too.
        prompt: Text of the system prompt.
    """

    name: str
    version: str
    files: Mapping[str, str]
    owned: tuple[str, ...]
    slots: tuple[str, ...]
    prompt: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of everything that decides what a completion becomes."""
        content = json.dumps([self.name, self.version, sorted(self.files.items()), self.owned, self.slots])
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """For each file the form in which paths collide of the folders above it, outermost first, and of itself."""
        keys = {path: collision_key(path) for path in self.files}
        return {path: (*parents(key), key) for path, key in keys.items()}

    @property
    def identity(self) -> str:
        """Name, version and the head of the digest, such as ``"vite-react-typescript-starter@1#9f86d08188"``."""
        return f"{self.name}@{self.version}#{self.digest[:10]}"

    def owns(self, path: str) -> bool:
        """Whether the scaffold keeps its own file, or none, at a path.

        Args:
            path: Relative POSIX path.
        """
        return any(fnmatchcase(path, pattern) for pattern in self.owned if ("/" in pattern) == ("/" in path))

    def has_slot(self, path: str) -> bool:
        """Whether a completion is meant to write a path.

        Args:
            path: Relative POSIX path.
        """
        return not self.owns(path) and any(fnmatchcase(path, pattern) for pattern in self.slots)

    def compose(self, manifest: Manifest) -> Project:
        """Put a policy's files into the scaffold: T ⊕ Δ.

        Args:
            manifest: What the policy wrote.

        Returns:
            The whole project. Never fails: what could not be used is among its notes.
        """
        return compose(self, manifest)

    def system_prompt(self) -> str:
        """The system prompt S: what a completion must look like and what the website must be."""
        return self.prompt
