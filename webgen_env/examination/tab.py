"""Tab: what one contract has of a page, with its clock, its errors and what can be seen of it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
import math
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from webgen_env.browser.capture import Capture
from webgen_env.browser.clock import EPOCH_S
from webgen_env.browser.serving import ORIGIN, Server
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.examination.driver import ENGINE, script
from webgen_env.examination.failing import (
    BrowserGoneError,
    OvertimeError,
    SightError,
    SiteFaultError,
    StaleError,
    is_stale,
)
from webgen_env.examination.patience import patiently
from webgen_env.examination.reply import ABORTED, DOCUMENT, Reply, reply_with
from webgen_env.findings import printable
from webgen_env.reward.site_errors import site_errors

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from playwright.async_api import Dialog, Download, Page

    from webgen_env.examination.window import Window

T = TypeVar("T")

_LOGGER = logging.getLogger(__name__)

CLOCK = "__webgen_clock"
FIRST = "first"
"""How the answer to the first request of a contract is marked."""

LOAD_TIMEOUT_S = 4.0
ADVANCE_TIMEOUT_S = 6.0
CLOCK_STOPS_S = 5.0
"""A page whose timers never let up gets a second less from the script of the clock."""

MAX_LOADS = 40
"""A page that loads itself more often than this during one examination never settles."""

_OTHER_PROGRAMS = frozenset({"mailto", "tel", "sms", "geo", "webcal", "whatsapp"})
_MAX_DOWNLOADS = 10
_MAX_DOWNLOAD_BYTES = 256 * 1024
_ANSWER_TIMEOUT_S = 1.0
_REQUESTS_TIMEOUT_S = 1.5
_FILES_TIMEOUT_S = 3.0
_TRIES = 5
_PAUSE_S = 0.02


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that the page offered for download.

    Attributes:
        name: Its suggested name.
        content: Its text, at most 256 KB.
    """

    name: str
    content: str


@dataclass
class Tab:
    """A page under examination, from blank to the end of one contract; made by a lane.

    Attributes:
        window: The page itself, which may have shown other contracts before.
        server: Serves the site; no other origin is reachable.
        accept_dialogs: Whether native dialogs are accepted; otherwise they are dismissed.
        capture: Console messages, errors and requests so far.
        dialogs: Texts of the native dialogs so far.
        offered: Files offered since the last action.
        quiet_ms: For how long nothing will happen by itself, in milliseconds of the page's time, as far as is known.
        handed_over: How often the page asked for a program of the user's, such as to write a mail.
        left: Whether the page tried to go to another origin.
        crashed: Whether it ended its renderer.
    """

    window: Window
    server: Server
    accept_dialogs: bool = True
    capture: Capture = field(default_factory=Capture)
    dialogs: list[str] = field(default_factory=list)
    offered: list[Offered] = field(default_factory=list)
    quiet_ms: float = 0.0
    handed_over: int = 0
    left: bool = False
    crashed: bool = False
    _asked: bool = False
    _world: int | None = None
    _loads: int = 0
    _requests: set[str] = field(default_factory=set)
    _unread: dict[str, int] = field(default_factory=dict)
    _fewer: asyncio.Event = field(default_factory=asyncio.Event)
    _downloads: list[asyncio.Task[None]] = field(default_factory=list)
    _elapsed_ms: float = 0.0
    _slots: int = 0
    _picture: bytes | None = None

    @property
    def page(self) -> Page:
        """Playwright's page."""
        return self.window.page

    async def patiently(self, doing: Awaitable[T], seconds: float) -> T:
        """Await something that the page has to answer.

        Args:
            doing: What is awaited; called off at the end of the time.
            seconds: Seconds, twice: of real time, then of work of a page of ours beside it. Fewer on a site that is
                known to hang.

        Returns:
            What it gives.

        Raises:
            OvertimeError: It did not come to an end, although the page had the time for it.
            BrowserGoneError: The browser does not answer.
        """
        return await patiently(self.window.browser, doing, seconds * self.window.patience)

    def end(self) -> bool:
        """Nothing is asked of it any more.

        Returns:
            Whether it left nothing behind that goes on by itself, such as a file still on its way.
        """
        going_on = [task for task in self._downloads if not task.done()]
        for task in going_on:
            task.cancel()
        return not (going_on or self.left or self.crashed)

    # Going somewhere

    async def goto(self, path: str) -> None:
        """Open a path of the site, as by typing it.

        Raises:
            SiteFaultError: It did not load.
        """
        await self._loading(self.page.goto(ORIGIN + path, timeout=0))

    async def reload(self) -> None:
        """Load the page anew; like :meth:`goto`."""
        await self._loading(self.page.reload(timeout=0))

    async def back(self) -> bool:
        """Go one page back.

        Returns:
            Whether there was one.
        """
        before = self.page.url
        await self._loading(self.page.go_back(timeout=0, wait_until="commit"), optional=True)
        await self.advance(50)
        return self.page.url != before and self.page.url.startswith(ORIGIN)

    async def _loading(self, navigation: Awaitable[Any], *, optional: bool = False) -> None:
        from playwright.async_api import Error

        try:
            await self.patiently(navigation, LOAD_TIMEOUT_S)
        except OvertimeError as error:
            if not optional:
                self.window.hangs = True
                raise SiteFaultError(f"the page did not load {error}", repeatable=False) from None
        except Error as error:
            self.check()
            # A page that sends itself elsewhere while it loads interrupts its own loading.
            if "interrupted by another navigation" not in str(error) and "ERR_ABORTED" not in str(error):
                raise
        await self.advance(100)

    async def resize(self, width: int, height: int) -> None:
        """Give the window another size; a page that fills the screen gives it back before."""
        from playwright.async_api import Error

        try:
            await self.page.set_viewport_size({"width": width, "height": height})
        except Error:
            await self.evaluate("document.exitFullscreen()")
            await self.page.set_viewport_size({"width": width, "height": height})

    # Time

    async def advance(self, milliseconds: float) -> None:
        """Let the page's time pass, then wait for what it asked for and for a drawn frame.

        Args:
            milliseconds: Of the page's own time.

        Raises:
            SiteFaultError: The page hangs.
            StaleError: It replaced its document again and again.
            OvertimeError: The time does not pass, although the page answers.
        """
        expression = f"globalThis.{CLOCK} ? {CLOCK}.advance({milliseconds:g}) : 0"
        self._picture = None
        for attempt in range(_TRIES):
            self.check()
            try:
                answer = await self._pass(expression)
            except OvertimeError:
                await self.blame_if_silent()
                raise
            except Exception as error:
                if not is_stale(error):
                    raise
                if attempt == _TRIES - 1:
                    raise StaleError(str(error)[:200]) from error
                await asyncio.sleep(_PAUSE_S)
                continue
            break
        self._elapsed_ms += milliseconds
        quiet = answer["result"].get("value")
        known = isinstance(quiet, (int, float)) and not self._requests
        self.quiet_ms = 0.0 if not known else quiet if quiet >= 0 else math.inf
        if "exceptionDetails" in answer:
            _LOGGER.debug("Advancing: %s", answer["exceptionDetails"].get("text"))
        if self._requests:
            await self._wait_for_requests()
        self.check()

    async def _pass(self, expression: str) -> Any:
        asking = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        # Not less on a site that hangs: the clock itself waits for as long.
        seconds = max(ADVANCE_TIMEOUT_S * self.window.patience, CLOCK_STOPS_S)
        return await patiently(self.window.browser, self._send("Runtime.evaluate", asking), seconds)

    async def blame_if_silent(self) -> None:
        """Say that the page hangs, if it does; after something did not come to an end.

        Raises:
            SiteFaultError: It does.
            BrowserGoneError: The browser does not answer.
        """
        self.check()
        if not await self.answers():
            raise SiteFaultError("the page hangs: its scripts do not come to an end", repeatable=False)

    async def _wait_for_requests(self) -> None:
        try:
            await self.patiently(self._answered(), _REQUESTS_TIMEOUT_S)
        except OvertimeError:
            # What a document that is gone had asked for is never reported.
            self._requests.clear()
        await self._send(
            "Runtime.evaluate",
            {"expression": f"globalThis.{CLOCK} ? {CLOCK}.advance(0) : 0", "awaitPromise": True},
            tolerant=True,
        )

    async def _answered(self) -> None:
        while self._requests:
            self._fewer.clear()
            await self._fewer.wait()

    async def before_action(self) -> None:
        """Get ready for an action."""
        self.offered.clear()
        self._picture = None

    # Seeing

    def next_slot(self) -> int:
        """A number under which elements are kept in the page."""
        self._slots += 1
        return self._slots

    async def ask(self, function: str, argument: Any) -> Any:
        """Call a function of ``sight.js`` in the world that the page cannot touch.

        Args:
            function: ``"state"``, ``"readyFor"``, ``"hitInstead"``, ``"page"``, ``"tests"`` or ``"options"``.
            argument: Its argument, JSON-like.

        Returns:
            Its result.

        Raises:
            StaleError: The document has just been replaced; what was kept is gone.
        """
        return await self.evaluate(f"webgenSight.{function}({json.dumps(argument)})")

    async def evaluate(self, expression: str) -> Any:
        """Evaluate in the world of ``sight.js``; a promise is awaited. Raises like :meth:`ask`."""
        reason = "no document"
        for _ in range(_TRIES):
            if self._world is None:
                # The engine comes to life with the first use of a selector in a document.
                await self._wake()
            parameters = {
                "expression": expression,
                "contextId": self._world or 0,
                "returnByValue": True,
                "awaitPromise": True,
            }
            try:
                answer = await self._send("Runtime.evaluate", parameters)
            except Exception as error:
                if not is_stale(error):
                    raise
                raise StaleError(str(error)[:200]) from error
            if "exceptionDetails" not in answer:
                return answer["result"].get("value")
            details = answer["exceptionDetails"]
            reason = str(details.get("exception", {}).get("description", details.get("text", "")))[:300]
            if "webgenSight is not defined" not in reason:
                raise SightError(reason)
            await self._wake()
        raise StaleError(reason)

    async def terminate(self) -> None:
        """End what runs in the page now, which is ours if the page's own time stands still."""
        await self._send("Runtime.terminateExecution", tolerant=True)

    async def _wake(self) -> None:
        await self.page.locator(f"{ENGINE}=pick:0:0").count()

    async def screenshot(self) -> bytes | None:
        """PNG of the viewport, or ``None`` if none could be taken."""
        answer = await self._send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True}, tolerant=True)
        return base64.b64decode(answer["data"]) if answer and "data" in answer else None

    async def picture(self) -> bytes | None:
        """The screenshot of this moment of the page's time: one serves all that is asked of it."""
        if self._picture is None:
            self._picture = await self.screenshot()
        return self._picture

    def problems(self) -> tuple[str, ...]:
        """Uncaught errors and errors on the console so far; those of stubbed origins do not count."""
        page = PageVisit(
            "/",
            console=tuple(self.capture.console),
            errors=tuple(self.capture.errors),
            blocked_requests=dict(self.capture.blocked),
        )
        rules = {"render.exception", "render.console-error"}
        return tuple(found.message for found in site_errors(Visit((page,))) if found.rule in rules)

    def console(self) -> tuple[str, ...]:
        """Everything that was said and thrown, for evidence."""
        thrown = [f"uncaught: {text}" for text in self.capture.errors]
        return tuple(thrown + [f"{message.level}: {message.text}" for message in self.capture.console])

    def check(self) -> None:
        """Raise what the site is guilty of.

        Raises:
            SiteFaultError: It crashed or loads itself for ever.
        """
        if self.crashed:
            raise SiteFaultError("the page ended the renderer that showed it", repeatable=False)
        if self._loads > MAX_LOADS:
            raise SiteFaultError(f"the page loaded itself more than {MAX_LOADS} times")

    async def answers(self) -> bool:
        """Whether the page's scripts come to an end at all.

        Raises:
            BrowserGoneError: The browser does not answer.
        """
        try:
            await self.patiently(self._send("Runtime.evaluate", {"expression": "1"}), _ANSWER_TIMEOUT_S)
        except BrowserGoneError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the page does not answer
            _LOGGER.debug("A page does not answer: %s", error)
            self.window.hangs = True
            return False
        return True

    async def files(self) -> list[Offered]:
        """Files offered since the last action, once they are read."""
        if self._downloads:
            await asyncio.wait(self._downloads, timeout=_FILES_TIMEOUT_S)
        return self.offered

    async def _send(self, method: str, parameters: dict[str, Any] | None = None, *, tolerant: bool = False) -> Any:
        try:
            return await self.window.send(method, parameters)
        except Exception as error:
            if tolerant and is_stale(error):
                return None
            raise

    # What happens to it

    def reply(self, url: str, kind: str, *, main: bool) -> Reply:
        """What a request of the page gets.

        Args:
            url: Absolute URL.
            kind: Resource type of the protocol.
            main: Whether it comes from the page itself and not from a frame in it.
        """
        navigation = kind == DOCUMENT
        answer = self.server.answer(url, kind, navigation=navigation)
        if navigation and answer.blocked and main:
            self.left = True
            return ABORTED
        self.capture.on_answer(answer)
        timing = ""
        if navigation and not self._asked:
            # What another contract left in the page's own store goes before any script of this one runs.
            self._asked = True
            timing = f"{CLOCK};desc={FIRST}"
        elif navigation and self._elapsed_ms:
            # The clock of the new document goes on where that of the one before stood.
            timing = f"{CLOCK};dur={self._elapsed_ms:g}"
        return reply_with(answer, kind, timing)

    def on_world(self, created: dict[str, Any]) -> None:
        """Take note of a world in which scripts may run."""
        data = created.get("auxData", {})
        if data.get("frameId") == self.window.frame and created.get("name", "").startswith(
            "__playwright_utility_world"
        ):
            self._world = created["id"]

    def on_world_gone(self, identifier: int | None) -> None:
        """Forget a world; all of them with ``None``."""
        if identifier is None or identifier == self._world:
            self._world = None

    def on_navigated(self, frame: dict[str, Any]) -> None:
        """Take note of a new document."""
        if not frame.get("parentId"):
            self._loads += 1
            self._requests.clear()
            self._fewer.set()

    def on_handing_over(self, url: str) -> None:
        """Take note of an address that the page wants to go to, if that is for another program."""
        self.handed_over += url.partition(":")[0].lower() in _OTHER_PROGRAMS

    def on_request(self, identifier: str, *, done: bool) -> None:
        """Take note of a request that begins or ends."""
        if done:
            self._requests.discard(identifier)
            self._fewer.set()
        else:
            self._requests.add(identifier)

    def may_stay_unread(self, identifier: str, size: int) -> None:
        """Take note of an answer that scripts often leave unread: of such a one the browser never tells the end.

        Args:
            identifier: Of the request.
            size: Bytes of the answer, with which it is there as a whole.
        """
        self._unread[identifier] = size

    def on_received(self, identifier: str, size: int) -> None:
        """Take note of an answer, or of bytes of it."""
        if identifier not in self._unread:
            return
        self._unread[identifier] -= size
        if self._unread[identifier] <= 0:
            del self._unread[identifier]
            self.on_request(identifier, done=True)

    async def on_dialog(self, dialog: Dialog) -> None:
        """Answer a native dialog."""
        if len(self.dialogs) < 50:
            self.dialogs.append(printable(f"{dialog.type}: {dialog.message}", 300))
        with contextlib.suppress(Exception):
            if dialog.type == "beforeunload" or self.accept_dialogs:
                await dialog.accept()
            else:
                await dialog.dismiss()

    def on_download(self, download: Download) -> None:
        """Take a file that is offered."""
        if len(self._downloads) < _MAX_DOWNLOADS:
            self._downloads.append(asyncio.ensure_future(self._take(download)))

    async def _take(self, download: Download) -> None:
        name, content = printable(download.suggested_filename, 200), ""
        with contextlib.suppress(Exception):
            path = await download.path()
            content = (await asyncio.to_thread(_head, str(path))).decode("utf-8", "replace")
        self.offered.append(Offered(name, content))


@cache
def clock_script() -> str:
    """The script that gives pages a clock of ours."""
    named = script("clock.js").replace('"NAME"', json.dumps(CLOCK)).replace('"FIRST"', json.dumps(FIRST))
    return named.replace('"EPOCH"', f"{EPOCH_S * 1000}")


def _head(path: str) -> bytes:
    with open(path, "rb") as stream:  # noqa: PTH123 - read in a thread
        return stream.read(_MAX_DOWNLOAD_BYTES)
