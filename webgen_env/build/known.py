"""What is known of development packages without asking the registry: which versions exist, and their peers.

The scaffold brings its own Vite, TypeScript, ESLint and types, so that those of a project are never installed. Whether
a real installation would find them still decides its verdict, and a table that ships with the package answers that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from webgen_env.build.semver import Version, parse_range, parse_version

Peers = Mapping[str, str]


@cache
def known_packages() -> Mapping[str, KnownPackage]:
    """The table, by package name."""
    text = (resources.files("webgen_env.build") / "known_packages.json").read_text("utf-8")
    return {name: KnownPackage(entry) for name, entry in json.loads(text).items()}


@cache
def hoisted_packages() -> frozenset[str]:
    """Packages that development packages may bring along, so that npm's hoisting shows them to a project.

    A superset: which of them a project really sees, only an installation tells.
    """
    text = (resources.files("webgen_env.build") / "hoisted_packages.txt").read_text("utf-8")
    return frozenset(text.split())


class KnownPackage:
    """A development package whose releases are known.

    Args:
        entry: Its entry in the table.
    """

    def __init__(self, entry: Mapping[str, object]) -> None:
        self._latest = parse_version(str(entry["latest"]))
        self._entry = entry
        self._releases: dict[Version, Peers] | None = None
        # Sites ask for the same few ranges again and again, and comparing thousands of releases takes milliseconds.
        self._picked = lru_cache(maxsize=64)(self._pick)

    def pick(self, specifier: str) -> Version | None:
        """The release that npm would take for a specifier.

        npm takes the one tagged ``latest`` where the range admits it, and the highest otherwise.

        Args:
            specifier: A range or dist-tag.

        Returns:
            The release, or ``None`` if the table has none: only the registry can tell then.
        """
        return self._picked(specifier)

    def peers(self, version: Version) -> Peers:
        """The packages that a release asks to have beside it, optional ones left out."""
        return self._all().get(version, {})

    def _pick(self, specifier: str) -> Version | None:
        if specifier.strip() in ("latest", ""):
            return self._latest
        wanted = parse_range(specifier.strip())
        if wanted is None:
            return None
        if self._latest is not None and wanted.admits(self._latest):
            return self._latest
        return max(filter(wanted.admits, self._all()), default=None)

    def _all(self) -> Mapping[Version, Peers]:
        if self._releases is None:
            releases: dict[Version, Peers] = {}
            for release in self._entry["releases"]:  # type: ignore[attr-defined]
                for text in release["versions"].split():
                    version = parse_version(text)
                    if version is not None:
                        releases[version] = release["peers"]
            self._releases = releases
        return self._releases
