"""InstallPlan: what has to be installed for a project, and what needs no installation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webgen_env.build.known import hoisted_packages, known_packages
from webgen_env.build.semver import Version, parse_range, parse_version
from webgen_env.build.specifiers import declared

if TYPE_CHECKING:
    from webgen_env.build.layer import Layer
    from webgen_env.scaffold.project import Project

# Of what a project may declare, what the toolchain has itself and its files may import.
TOOLCHAIN_IMPORTS = frozenset(
    {
        "@tailwindcss/aspect-ratio",
        "@tailwindcss/container-queries",
        "@tailwindcss/forms",
        "@tailwindcss/typography",
        "autoprefixer",
        "daisyui",
        "postcss",
        "tailwindcss",
        "tailwindcss-animate",
        "typescript",
        "vite",
    }
)
# Vite would load these from the project's own folder and run them.
PREPROCESSORS = frozenset({"less", "lightningcss", "sass", "sass-embedded", "stylus", "sugarss", "terser"})
_SASS = frozenset({"sass", "sass-embedded"})
_FAR = Version(999_999, 0, 0)


@dataclass(frozen=True)
class InstallPlan:
    """What a project's declarations come to.

    Attributes:
        declared: All that package.json declares, name to specifier.
        install: Packages that a layer must have, name to specifier.
        tools: Packages that the toolchain has itself and links into the project's view.
        sass: Whether style sheets in Sass can be read.
        known: Development packages that are not installed, with the release that npm would take.
    """

    declared: Mapping[str, str]
    install: Mapping[str, str]
    tools: tuple[str, ...]
    sass: bool
    known: Mapping[str, Version]

    def satisfied_by(self, base: Layer) -> bool:
        """Whether the base layer has all that would be installed, at the versions that npm would take.

        A range that also admits a later major version, such as ``>=17`` or ``latest``, is not satisfied: npm would
        take the later one.
        """
        return all(_is_taken(specifier, base.versions.get(name)) for name, specifier in self.install.items())

    def completed_for(self, specifiers: Iterable[str]) -> InstallPlan | None:
        """The plan with nothing left out, where that may make imports resolve.

        Development packages bring others along, and npm's hoisting shows those to the project as well.

        Args:
            specifiers: Imports that did not resolve.

        Returns:
            A plan that installs everything, or ``None`` if it would not help.
        """
        names = {_package_of(specifier) for specifier in specifiers} - self.declared.keys()
        if not self.known or not names & hoisted_packages():
            return None
        return replace(self, install=self.declared, known={})

    def doubtful_peers(self, layer: Layer) -> tuple[str, ...]:
        """Required peers that are there at other versions than asked for, wherever a development package has a part.

        Args:
            layer: The layer that the project uses. Peers within it are the installer's business.

        Returns:
            Sentences; empty if npm cannot object to anything here.
        """
        table = known_packages()
        wishes = [(f"{name}@{version}", table[name].peers(version), True) for name, version in self.known.items()]
        wishes += [(name, layer.peers[name], False) for name in layer.closure(self.install) if name in layer.peers]
        sentences = []
        for who, peers, is_known in wishes:
            for peer, specifier in peers.items():
                beside = self.known.get(peer)
                if beside is None and is_known:
                    beside = parse_version(layer.versions.get(peer, "")) if peer in self.install else None
                wanted = parse_range(specifier)
                if wanted is not None and beside is not None and not wanted.admits(beside):
                    sentences.append(f"{who} wants {peer} {specifier}, but the project has {beside}")
        return tuple(sentences)


def plan_install(project: Project) -> InstallPlan:
    """Sort what a project declares.

    Args:
        project: The project, its specifiers checked.

    Returns:
        The plan.
    """
    table = known_packages()
    install: dict[str, str] = {}
    known: dict[str, Version] = {}
    wanted = declared(project)
    for name, specifier in wanted.items():
        entry = table.get(name)
        version = entry.pick(specifier) if entry is not None else None
        if version is None:
            install[name] = specifier
        else:
            known[name] = version
    tools = tuple(sorted(TOOLCHAIN_IMPORTS & known.keys()))
    return InstallPlan(wanted, install, tools, bool(_SASS & wanted.keys()), known)


def _package_of(specifier: str) -> str:
    return "/".join(specifier.split("/")[: 2 if specifier.startswith("@") else 1])


def _is_taken(specifier: str, version_text: str | None) -> bool:
    wanted = parse_range(specifier.strip())
    version = parse_version(version_text or "")
    if wanted is None or version is None or not wanted.admits(version):
        return False
    after = Version(version.major + 1, 0, 0) if version.major else Version(0, version.minor + 1, 0)
    return not (wanted.admits(after) or wanted.admits(_FAR))
