"""Builder: the seam between a project and a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from webgen_env.build.site import BuildOutcome
    from webgen_env.scaffold.project import Project


@runtime_checkable
class Builder(Protocol):
    """Turns projects into sites. Replaceable; ``ViteBuilder`` is the real one."""

    @property
    def identity(self) -> str:
        """Name and versions of everything that decides the output, such as ``"vite-8.3.8+node-24.19.0"``."""
        ...

    async def build(self, project: Project, *, timeout_s: float | None = None) -> BuildOutcome:
        """Install what the project depends on and bundle it.

        Args:
            project: The project. Its text is hostile: it is parsed and never run.
            timeout_s: Deadline in seconds for everything; ``None`` takes the builder's own defaults.

        Returns:
            The outcome; a project that does not install or build is an outcome, not an exception.

        Raises:
            InfrastructureError: The machinery failed, which says nothing about the project.
        """
        ...

    async def aclose(self) -> None:
        """Release workers. Idempotent."""
        ...


@runtime_checkable
class PreparingBuilder(Builder, Protocol):
    """A builder that can do what takes long, installing packages, apart from building.

    A scorer then keeps one more of it for that, so that a site whose packages are there never waits for another's.
    """

    def ready(self, project: Project) -> bool:
        """Whether :meth:`build` could begin at once.

        Args:
            project: The project.

        Returns:
            ``False`` if something has to be installed first.
        """
        ...

    async def prepare(self, project: Project) -> BuildOutcome | None:
        """Install what the project depends on. May be called for many projects at once.

        Args:
            project: The project.

        Returns:
            ``None`` if it can be built now; an outcome of the stage ``"install"`` if it does not install.

        Raises:
            InfrastructureError: The machinery failed, which says nothing about the project.
        """
        ...
