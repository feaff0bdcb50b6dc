"""VirtualClock: the time of a page, advanced on command.

Timers, dates, animation frames and CSS animations of the page all follow this clock. It stands still while a request
is unanswered and runs as fast as the page's own work allows, so three seconds of loading spinners and entry animations
cost a few hundredths of a second, and two visits of the same site see the same frames.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.browser.cdp import Session

EPOCH_S = 1_767_268_800
"""What a page takes for the time of its start: 2026-01-01 12:00:00 UTC."""

STEPS_MS = (*(50,) * 4, 100, 200, 500, *(1000,) * 2)
"""Frames of the first three seconds: denser at the start, where entry animations are."""

SLOT_S = 10
"""Seconds of its own that each page of a site has: more than it can use."""

MAX_EXTRA_STEPS = 8
EXTRA_STEP_MS = 250
SCREENSHOT_STEP_MS = 50

# A page loads in no time of its own, so that its scripts start at the same moment however long loading takes: its clock
# is let run for less than a microsecond, which it takes for none. The pauses between are 3 s together.
_INSTANT_MS = 0.0001
_LOAD_TRIES = 48
_RESOLUTION_US = 100
_FIRST_PAUSE_S = 0.0005
_PAUSE_GROWTH = 1.15

# Chains of tasks that React makes of the first render, and of an update in an animation frame.
_LOADED_TASKS = 12
_FRAME_TASKS = 1

# Locks, databases and messages between threads are answered in real time.
_ANSWER_PAUSE_S = 0.001

# A frame that is asked for while a new page takes over the window goes to nobody.
_FIRST_FRAME_TRIES = 20


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a renderer's time.

    Attributes:
        base_ms: When its clock was stopped for the first time, in milliseconds of the machine's clock.
        elapsed_ms: Virtual milliseconds since then.
    """

    base_ms: float
    elapsed_ms: float


class VirtualClock:
    """Time and frames of one page.

    A renderer has one time for all its pages, which cannot be set back: a further page's clock goes on where the one
    before it stopped.

    Args:
        session: Session of the page.
        frames: Whether the page draws only when told to (headless shell); otherwise it draws by itself.
        since: Where the clock of the renderer's page until now stopped; ``None`` for its first page.
    """

    def __init__(self, session: Session, *, frames: bool, since: Moment | None = None) -> None:
        self._session = session
        self._frames = frames
        self._first = since is None
        self._base_ms = since.base_ms if since else 0.0
        self._elapsed_ms = since.elapsed_ms if since else 0.0
        self._expired = asyncio.Event()
        session.on("Emulation.virtualTimeBudgetExpired", lambda _: self._expired.set())

    @property
    def now(self) -> Moment:
        """The present moment."""
        return Moment(self._base_ms, self._elapsed_ms)

    async def start(self) -> None:
        """Stop the page's time: at :data:`EPOCH_S`, or where the clock before stopped."""
        policy = {"policy": "pause", "initialVirtualTime": EPOCH_S}
        answer = await self._session.send("Emulation.setVirtualTimePolicy", policy)
        if not self._first:
            return
        self._base_ms = answer["virtualTimeTicksBase"]
        # Pages are told the time in steps of 100 microseconds, and by chance the next one when it is between two. From
        # here on it never is.
        odd_us = round(self._base_ms * 1000) % _RESOLUTION_US
        if odd_us:
            align_ms = (_RESOLUTION_US - odd_us) / 1000
            await self._pass(align_ms)
            self._base_ms += align_ms
            self._elapsed_ms = 0.0

    async def until(self, seconds: float) -> None:
        """Let time pass on a blank page.

        Args:
            seconds: Seconds after :data:`EPOCH_S`, not before the present time.
        """
        left_ms = seconds * 1000 - self._elapsed_ms
        if left_ms > 0:
            await self._pass(left_ms)

    async def load(self, loaded: asyncio.Event, painted: Callable[[], Awaitable[bool]]) -> None:
        """Let the page load and draw its first frame.

        That frame comes at the same time however often the page had to be waited for: whatever it starts, an animation
        for instance, starts with it.

        Args:
            loaded: Set when the page has loaded.
            painted: Whether the page has drawn a frame; asked after each.
        """
        pause_s = _FIRST_PAUSE_S
        for _ in range(_LOAD_TRIES):
            await self._pass(_INSTANT_MS)
            if loaded.is_set():
                break
            # What the browser does on other threads takes real time.
            await asyncio.sleep(pause_s)
            pause_s *= _PAUSE_GROWTH
        await self._drain(_LOADED_TASKS, pause_s=_ANSWER_PAUSE_S)
        await self._pass(STEPS_MS[0])
        if not self._frames:
            return
        await painted()
        for _ in range(_FIRST_FRAME_TRIES):
            await self._frame(screenshot=False)
            if await painted():
                return

    async def advance(self, milliseconds: float, *, screenshot: bool = False) -> bytes | None:
        """Let the page's time pass and draw one frame at its end.

        Args:
            milliseconds: Virtual milliseconds.
            screenshot: Whether to return the frame.

        Returns:
            A PNG of the viewport if asked for and if the page drew something.
        """
        await self._drain(_FRAME_TASKS)
        await self._pass(milliseconds)
        if self._frames:
            return await self._frame(screenshot=screenshot)
        if not screenshot:
            return None
        answer = await self._session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        return base64.b64decode(answer["data"])

    async def _pass(self, milliseconds: float) -> None:
        self._expired.clear()
        policy = {"policy": "pauseIfNetworkFetchesPending", "budget": milliseconds}
        self._session.send("Emulation.setVirtualTimePolicy", {**policy, "maxVirtualTimeTaskStarvationCount": 1000})
        await self._expired.wait()
        if milliseconds > _INSTANT_MS:
            self._elapsed_ms += milliseconds

    async def _drain(self, tasks: int, *, pause_s: float = 0.0) -> None:
        """Run tasks that wait for nothing, one after another, at the present moment.

        When its time goes on, a page's clock may jump to the next timer before tasks that are ready: whether the first
        of them still runs at the old time is a matter of chance.
        """
        for _ in range(tasks):
            await self._pass(_INSTANT_MS)
            if pause_s:
                await asyncio.sleep(pause_s)

    async def _frame(self, *, screenshot: bool) -> bytes | None:
        # Chromium cuts the time to whole microseconds: half a one more keeps rounding from losing the last of them.
        time_ms = self._base_ms + self._elapsed_ms + 0.0005
        options: dict[str, object] = {"frameTimeTicks": time_ms, "interval": 16.0}
        if screenshot:
            options["screenshot"] = {"format": "png", "optimizeForSpeed": True}
        answer = await self._session.send("HeadlessExperimental.beginFrame", options)
        data = answer.get("screenshotData")
        return base64.b64decode(data) if data else None


def steps() -> Iterator[float]:
    """The virtual milliseconds between the frames after the first, until a page counts as settled."""
    yield from STEPS_MS[1:]
