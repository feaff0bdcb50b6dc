"""Layer: an installed, read-only node_modules folder for one resolved set of packages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DESCRIPTION = "layer.json"
FORMAT = 2


@dataclass(frozen=True)
class Layer:
    """An installed set of packages. Never changed after it was made.

    Attributes:
        digest: Content address: SHA-256 of the resolved set, in hexadecimal.
        modules: Its node_modules folder.
        versions: Version of each package at the top of the folder, by name.
        requires: For each package at the top, the names of the packages at the top that it or what is nested in it
            depends on.
        peers: Required peers of the packages at the top that have any: name to range.
        size: Bytes of all its files.
    """

    digest: str
    modules: Path
    versions: Mapping[str, str]
    requires: Mapping[str, tuple[str, ...]]
    peers: Mapping[str, Mapping[str, str]]
    size: int

    def closure(self, names: Iterable[str]) -> tuple[str, ...]:
        """The packages that npm's hoisting would make visible to a project that declares these names.

        Args:
            names: Declared packages; those that the layer lacks are left out.

        Returns:
            The names with all that they depend on, sorted.
        """
        seen: set[str] = set()
        todo = [name for name in names if name in self.versions]
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo.extend(self.requires.get(name, ()))
        return tuple(sorted(seen))


def read_layer(folder: Path) -> Layer | None:
    """Read a layer from its folder.

    Args:
        folder: Where it is.

    Returns:
        The layer, or ``None`` if there is none that this version understands.
    """
    try:
        data = json.loads((folder / DESCRIPTION).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if data.get("format") != FORMAT:
        return None
    requires = {name: tuple(names) for name, names in data["requires"].items()}
    return Layer(folder.name, folder / "node_modules", data["versions"], requires, data["peers"], int(data["size"]))


def describe_layer(folder: Path) -> None:
    """Write the description of a freshly installed layer into its folder."""
    modules = folder / "node_modules"
    manifests = {name: _manifest(modules / name) for name in top_packages(modules)}
    description = {
        "format": FORMAT,
        "versions": {name: str(manifest.get("version", "")) for name, manifest in manifests.items()},
        "requires": {
            name: sorted(_requires(modules / name, manifest) & manifests.keys()) for name, manifest in manifests.items()
        },
        "peers": {name: peers for name, manifest in manifests.items() if (peers := _required_peers(manifest))},
        "size": sum(path.lstat().st_size for path in folder.rglob("*")),
    }
    (folder / DESCRIPTION).write_text(json.dumps(description, sort_keys=True), "utf-8")


def resolved_digest(lock: str) -> str:
    """Content address of what an installation resolved to.

    Args:
        lock: Text of its pnpm-lock.yaml; the ranges that were asked for do not count.

    Returns:
        SHA-256 in hexadecimal.
    """
    start = lock.find("\npackages:")
    importers = [line for line in lock[:start].splitlines() if "version:" in line or line.endswith(":")]
    return hashlib.sha256("\n".join([str(FORMAT), *importers, lock[start:]]).encode()).hexdigest()


def top_packages(modules: Path) -> Iterator[str]:
    """Names of the packages at the top of a node_modules folder."""
    if not modules.is_dir():
        return
    for entry in sorted(modules.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.name.startswith("@"):
            yield from (f"{entry.name}/{inner.name}" for inner in sorted(entry.iterdir()))
        else:
            yield entry.name


def _manifest(folder: Path) -> Mapping[str, Any]:
    try:
        data = json.loads((folder / "package.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _dependencies(manifest: Mapping[str, Any]) -> set[str]:
    """What npm installs along with a package: optional peers are left out, as npm leaves them out."""
    names = set(_required_peers(manifest))
    for section in ("dependencies", "optionalDependencies"):
        entries = manifest.get(section)
        names |= set(entries if isinstance(entries, dict) else ())
    return names


def _required_peers(manifest: Mapping[str, Any]) -> dict[str, str]:
    peers, meta = manifest.get("peerDependencies"), manifest.get("peerDependenciesMeta")
    if not isinstance(peers, dict):
        return {}
    optional = {
        name
        for name, about in (meta.items() if isinstance(meta, dict) else ())
        if isinstance(about, dict) and about.get("optional")
    }
    return {name: str(wanted) for name, wanted in peers.items() if name not in optional}


def _requires(folder: Path, manifest: Mapping[str, Any]) -> set[str]:
    """Names that a package needs from above its own folder, for itself or for packages nested in it."""
    needed = _dependencies(manifest)
    nested = folder / "node_modules"
    inner = set(top_packages(nested))
    for name in inner:
        needed |= _requires(nested / name, _manifest(nested / name))
    return needed - inner
