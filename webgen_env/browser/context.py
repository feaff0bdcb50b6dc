"""Context: a fresh browser context, for the pages of one visit."""

from __future__ import annotations

import asyncio
import logging

from webgen_env.browser.cdp import Connection, DisconnectedError, ProtocolError
from webgen_env.browser.page import Page

_LOGGER = logging.getLogger(__name__)

_OPEN_TIMEOUT_S = 15.0
_CLOSE_TIMEOUT_S = 3.0


class Context:
    """Pages of one site, one after another; made by :meth:`open`.

    Each page finds the context as the first one did: what the one before stored is gone. They share a renderer
    process, which saves starting it and compiling the site's scripts once per page.

    Attributes:
        pages: Pages that were asked for.
    """

    def __init__(
        self, connection: Connection, context_id: str, first: Page, viewport: tuple[int, int], *, frames: bool
    ) -> None:
        self._connection = connection
        self._id = context_id
        self._page = first
        self._viewport = viewport
        self._frames = frames
        self._unused = True
        self.pages = 0

    @classmethod
    async def open(cls, connection: Connection, *, viewport: tuple[int, int], frames: bool) -> Context:
        """Open a context with a blank page in it.

        Args:
            connection: Connection to the browser.
            viewport: Width and height of its pages.
            frames: Whether the browser draws only when told to.

        Returns:
            The context.

        Raises:
            DisconnectedError: The browser is gone.
            ProtocolError: The browser refused.
        """
        browser = connection.browser
        context_id = (await browser.send("Target.createBrowserContext", {"disposeOnDetach": True}))["browserContextId"]
        settings = [
            browser.send("Browser.setDownloadBehavior", {"behavior": "deny", "browserContextId": context_id}),
            browser.send("Browser.grantPermissions", {"permissions": [], "browserContextId": context_id}),
        ]
        page = await Page.open(connection, context_id, viewport=viewport, frames=frames)
        await asyncio.gather(*settings)
        return cls(connection, context_id, page, viewport, frames=frames)

    @property
    def healthy(self) -> bool:
        """Whether its last page still answers; a context that does not is ended with its browser."""
        return self._page.healthy

    async def page(self) -> Page:
        """A blank page, ready to be sent somewhere; the one before is closed.

        Raises:
            DisconnectedError: The browser is gone, or opens no page any more.
            ProtocolError: The browser refused.
        """
        self.pages += 1
        if self._unused:
            self._unused = False
            return self._page
        before, self._page.healthy = self._page, False  # until the next one is there
        opening = Page.open(self._connection, self._id, viewport=self._viewport, frames=self._frames, before=before)
        try:
            self._page = await asyncio.wait_for(opening, _OPEN_TIMEOUT_S)
        except TimeoutError as error:
            raise DisconnectedError(f"it opened no further page within {_OPEN_TIMEOUT_S:g} s") from error
        return self._page

    def stop(self) -> None:
        """Give the present page up: its visit ends as crashed."""
        self._page.stop()

    async def close(self) -> bool:
        """Close the context and its page.

        Returns:
            Whether that went well; otherwise the browser should be replaced.
        """
        self._page.forget()
        params = {"browserContextId": self._id}
        try:
            await asyncio.wait_for(
                self._connection.browser.send("Target.disposeBrowserContext", params), _CLOSE_TIMEOUT_S
            )
        except (TimeoutError, ProtocolError, DisconnectedError) as error:
            _LOGGER.debug("Closing a context: %s", error)
            return False
        return True
