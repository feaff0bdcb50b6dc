"""VirtualClock: the time of a page, advanced on command.

Timers, dates, animation frames and CSS animations of the page all follow this clock. It stands still while a request
is unanswered and runs as fast as the page's own work allows, so three seconds of loading spinners and entry animations
cost a few hundredths of a second, and two visits of the same site see the same frames.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.browser.cdp import Session

EPOCH_S = 1_767_268_800
"""What a page takes for the time of its start: 2026-01-01 12:00:00 UTC."""

STEPS_MS = (*(50,) * 4, *(100,) * 3, *(250,) * 2, *(500,) * 4)
"""Frames of the first three seconds: denser at the start, where entry animations are."""

MAX_EXTRA_STEPS = 8
EXTRA_STEP_MS = 250


class VirtualClock:
    """Time and frames of one page.

    Args:
        session: Session of the page.
        frames: Whether the page draws only when told to (headless shell); otherwise it draws by itself.
    """

    def __init__(self, session: Session, *, frames: bool) -> None:
        self._session = session
        self._frames = frames
        self._base_ms = 0.0
        self._elapsed_ms = 0.0
        self._expired = asyncio.Event()
        session.on("Emulation.virtualTimeBudgetExpired", lambda _: self._expired.set())

    @property
    def elapsed_ms(self) -> float:
        """Virtual milliseconds since :meth:`start`."""
        return self._elapsed_ms

    async def start(self) -> None:
        """Stop the page's time at :data:`EPOCH_S`."""
        answer = await self._session.send(
            "Emulation.setVirtualTimePolicy", {"policy": "pause", "initialVirtualTime": EPOCH_S}
        )
        self._base_ms = answer["virtualTimeTicksBase"]

    async def advance(self, milliseconds: float) -> None:
        """Let the page's time pass and draw one frame at its end."""
        self._expired.clear()
        self._session.send(
            "Emulation.setVirtualTimePolicy",
            {
                "policy": "pauseIfNetworkFetchesPending",
                "budget": milliseconds,
                "maxVirtualTimeTaskStarvationCount": 1000,
            },
        )
        await self._expired.wait()
        self._elapsed_ms += milliseconds
        if self._frames:
            await self._frame(screenshot=False)

    async def screenshot(self) -> bytes | None:
        """Draw the page as it is.

        Returns:
            A PNG of the viewport, or ``None`` if the page drew nothing.
        """
        if not self._frames:
            answer = await self._session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
            return base64.b64decode(answer["data"])
        for _ in range(3):
            picture = await self._frame(screenshot=True)
            if picture is not None:
                return picture
        return None

    async def _frame(self, *, screenshot: bool) -> bytes | None:
        # Frames of the same time are refused, so a second one at the same moment is a microsecond later.
        self._elapsed_ms += 0.001
        options: dict[str, object] = {"frameTimeTicks": self._base_ms + self._elapsed_ms, "interval": 16.0}
        if screenshot:
            options["screenshot"] = {"format": "png", "optimizeForSpeed": True}
        answer = await self._session.send("HeadlessExperimental.beginFrame", options)
        data = answer.get("screenshotData")
        return base64.b64decode(data) if data else None


def steps() -> Iterator[float]:
    """The virtual milliseconds between frames until a page counts as settled."""
    yield from STEPS_MS
