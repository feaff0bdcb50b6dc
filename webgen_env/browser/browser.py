"""Browser: the seam between a site and what is seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.build.site import Site


@runtime_checkable
class Browser(Protocol):
    """Opens sites. Replaceable; ``ChromiumBrowser`` is the real one."""

    @property
    def identity(self) -> str:
        """Name and version of the browser, the fonts and the viewport, such as ``"chromium-153.0.8010.0"``."""
        ...

    async def visit(self, site: Site, *, timeout_s: float | None = None) -> Visit:
        """Open the home page and further routes, each in a fresh page.

        Args:
            site: The built site. Its code is hostile and runs here only.
            timeout_s: Deadline in seconds for everything; ``None`` takes the browser's own defaults.

        Returns:
            What was seen. A page that hangs, crashes or leaves is a visit with that status, not an exception.

        Raises:
            InfrastructureError: The browser itself failed, which says nothing about the site.
        """
        ...

    async def aclose(self) -> None:
        """End the browser. Idempotent."""
        ...
