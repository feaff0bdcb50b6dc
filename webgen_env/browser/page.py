"""Page: one fresh page in a context of its own, from opening to what was seen."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webgen_env.browser.capture import BINDING, MAX_CONSOLE, Capture, guard_script
from webgen_env.browser.cdp import Connection, DisconnectedError, ProtocolError, Session
from webgen_env.browser.clock import EXTRA_STEP_MS, MAX_EXTRA_STEPS, SCREENSHOT_STEP_MS, SLOT_S, VirtualClock, steps
from webgen_env.browser.facts import Reading, facts_expression, read_facts
from webgen_env.browser.launch import WINDOW_AT
from webgen_env.browser.serving import ORIGIN, Answer, Server
from webgen_env.browser.visit import PageStatus, PageVisit
from webgen_env.errors import InfrastructureError

if TYPE_CHECKING:
    from webgen_env.browser.gateway import Gateway

_LOGGER = logging.getLogger(__name__)

WORLD = "webgen"
MAX_LOADS = 8
"""A page that loads itself more often than this never settles."""

_THROUGH = frozenset({"Image", "Stylesheet", "Font", "Script", "Media", "Fetch", "XHR", "Other"})
_CLOSE_TIMEOUT_S = 3.0
_CHECK_TIMEOUT_S = 1.0
_SCREENSHOT_TRIES = 3
_EVALUATE_TRIES = 4
_EVALUATE_PAUSE_S = 0.02
_PAINTED = "globalThis.painted ?? (globalThis.painted = false, requestAnimationFrame(() => { painted = true }), false)"
# What a page amounts to, cheaply: it is still when this stays the same; 0 is a page with nothing on it yet. Through the
# prototype, because elements may have names like "querySelector".
_SIGNATURE = """(() => {
  const find = (selector) => Document.prototype.querySelector.call(document, selector);
  const body = find("body");
  if (!body) return 0;
  const filled = find("img, svg, canvas, video, input, button, iframe") || body.innerText.trim();
  return filled ? body.innerHTML.length : 0;
})()"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A visited page with the links found on it.

    Attributes:
        page: What was seen.
        links: Absolute targets of its links, in document order.
    """

    page: PageVisit
    links: tuple[str, ...] = ()


class Page:
    """A fresh page in a fresh context, for one visit; made by :meth:`open`.

    Attributes:
        clock: Its time.
        healthy: Whether its renderer still answers; a page that does not is ended with its browser.
    """

    def __init__(self, connection: Connection, session: Session, target_id: str, clock: VirtualClock) -> None:
        self._connection = connection
        self._session = session
        self._target_id = target_id
        self.clock = clock
        self._capture = Capture()
        self._gateway: Gateway | None = None
        self._passing: set[asyncio.Task[None]] = set()
        self._server: Server | None = None
        self._loaded = asyncio.Event()
        self._over: asyncio.Future[PageStatus] = asyncio.get_running_loop().create_future()
        self._loads = 0
        self._left = False
        self._afresh = ""
        self.healthy = True
        for event, handler in (
            ("Fetch.requestPaused", self._on_request),
            ("Runtime.consoleAPICalled", self._on_console),
            ("Runtime.bindingCalled", self._capture.on_report),
            ("Page.loadEventFired", lambda _: self._loaded.set()),
            ("Page.frameNavigated", self._on_navigated),
            ("Page.javascriptDialogOpening", self._on_dialog),
            ("Inspector.targetCrashed", lambda _: self._end("crashed")),
            ("Inspector.detached", lambda _: self._end("crashed")),
        ):
            session.on(event, handler)

    @classmethod
    async def open(
        cls,
        connection: Connection,
        context_id: str,
        *,
        viewport: tuple[int, int],
        frames: bool,
        before: Page | None = None,
    ) -> Page:
        """Open a blank page, ready to be sent somewhere.

        Args:
            connection: Connection to the browser.
            context_id: Browser context that it belongs to.
            viewport: Width and height.
            frames: Whether the browser draws only when told to.
            before: The context's page until now. It is closed, and what it stored is cleared away, but not before the
                new page is there: a renderer process without a page would end.

        Returns:
            The page.

        Raises:
            DisconnectedError: The browser is gone.
            ProtocolError: The browser refused, or the page before did not close.
        """
        browser = connection.browser
        width, height = viewport
        target: dict[str, Any] = {"url": "about:blank", "browserContextId": context_id}
        if frames:
            left, top = WINDOW_AT
            target |= {"left": left, "top": top, "width": width, "height": height, "enableBeginFrameControl": True}
        target_id = (await browser.send("Target.createTarget", target))["targetId"]
        attached = await browser.send("Target.attachToTarget", {"targetId": target_id, "flatten": True})
        session = connection.session(attached["sessionId"])
        clock = VirtualClock(session, frames=frames, since=before.clock.now if before else None)
        page = cls(connection, session, target_id, clock)
        send = page._session.send
        if before is not None:
            await before.close()
            await page._start_afresh()
        settings = [
            send("Page.enable"),
            send("Runtime.enable"),
            send("Runtime.addBinding", {"name": BINDING}),
            send("Page.addScriptToEvaluateOnNewDocument", {"source": guard_script()}),
            send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]}),
        ]
        if not frames:
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            settings.append(send("Emulation.setDeviceMetricsOverride", metrics))
        await asyncio.gather(*settings)
        await page.clock.start()
        return page

    async def visit(
        self, server: Server, route: str, *, slot: int, timeout_s: float, gateway: Gateway | None = None
    ) -> Seen:
        """Open one route of a site and look at it.

        Args:
            server: Serves the site.
            route: Path, query and hash route.
            slot: Place of the page among the pages of its site, from 0: it is opened so many times
                :data:`~webgen_env.browser.clock.SLOT_S` seconds after the first, whoever opens it when.
            timeout_s: Deadline in seconds.
            gateway: Lets requests to public addresses through; ``None`` answers them with stubs.

        Returns:
            What was seen; a page that hangs, crashes or leaves says so in its status.

        Raises:
            DisconnectedError: The browser itself went away.
            InfrastructureError: What the page shows could not be read.
        """
        self._server, self._gateway = server, gateway
        began = time.perf_counter()
        status: PageStatus = "ok"
        reading, picture = Reading(), None
        look = asyncio.create_task(self._look(route, slot))
        gone = asyncio.create_task(self._connection.wait_closed())
        try:
            waited: set[asyncio.Future[Any]] = {look, gone, self._over}
            await asyncio.wait(waited, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                raise DisconnectedError("Chromium went away")
            if self._over.done():
                status = self._over.result()
                if status == "crashed":
                    await self._check_browser()
            elif look.done():
                reading, picture = look.result()
            else:
                status = "timeout"
        except ProtocolError as error:
            # Commands are refused when the page they are for is gone, or is always being replaced by itself.
            _LOGGER.debug("Page %s: %s", route, error)
            await self._check_browser()
            status = "timeout" if self._loads > 1 else "crashed"
        finally:
            tasks = [look, gone, *self._passing]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        self.healthy = status == "ok"
        if status == "ok" and self._left:
            status = "left"
        page = PageVisit(
            route=route,
            status=status,
            screenshot=picture,
            title=reading.title,
            text=reading.text,
            blank=reading.blank,
            console=tuple(self._capture.console),
            errors=tuple(self._capture.errors),
            failed_requests=tuple(self._capture.failed),
            blocked_requests=dict(sorted(self._capture.blocked.items())),
            facts=reading.facts,
            elapsed_s=time.perf_counter() - began,
        )
        return Seen(page, reading.links)

    def stop(self) -> None:
        """Give the page up: its visit ends as crashed."""
        self._end("crashed")

    def forget(self) -> None:
        """Listen to it no longer."""
        self._connection.forget(self._session)

    async def close(self) -> None:
        """Close the page and wait until it is gone.

        Raises:
            DisconnectedError: The browser is gone.
            ProtocolError: The browser refused, or the page did not go.
        """
        browser = self._connection.browser
        gone = browser.expect("Target.targetDestroyed", lambda event: event["targetId"] == self._target_id)
        self.forget()
        # Detached first, because the page's clock is its renderer's, which the next page may share.
        await browser.send("Target.detachFromTarget", {"sessionId": self._session.id})
        await browser.send("Target.closeTarget", {"targetId": self._target_id})
        try:
            await asyncio.wait_for(gone, _CLOSE_TIMEOUT_S)
        except TimeoutError as error:
            raise ProtocolError(f"A page did not close within {_CLOSE_TIMEOUT_S} s") from error

    async def _start_afresh(self) -> None:
        """Clear away what earlier pages of this context stored."""
        await self._session.send("Storage.clearDataForOrigin", {"origin": ORIGIN, "storageTypes": "all"})
        # The renderer keeps a copy of these two, which hears of their end by chance earlier or later.
        source = "try { localStorage.clear(); sessionStorage.clear(); } catch {}"
        added = await self._session.send("Page.addScriptToEvaluateOnNewDocument", {"source": source})
        self._afresh = added["identifier"]

    async def _check_browser(self) -> None:
        """A renderer that dies is the page's doing; one that dies with its browser is not.

        Raises:
            DisconnectedError: The browser is gone too.
        """
        with contextlib.suppress(TimeoutError, ProtocolError):
            await asyncio.wait_for(self._connection.browser.send("Browser.getVersion"), _CHECK_TIMEOUT_S)

    async def _look(self, route: str, slot: int) -> tuple[Reading, bytes | None]:
        await self.clock.until(slot * SLOT_S)
        # By the page itself, because a navigation begins at its renderer's time then, and not at the browser's.
        await self._evaluate_once(f"location.replace({json.dumps(ORIGIN + route)})")
        await self.clock.load(self._loaded, self._painted)
        for step in steps():
            await self.clock.advance(step)
        await self._settle()
        picture = None
        for _ in range(_SCREENSHOT_TRIES):
            picture = await self.clock.advance(SCREENSHOT_STEP_MS, screenshot=True)
            if picture is not None:
                break
        return await self._read(), picture

    async def _painted(self) -> bool:
        return bool(await self._evaluate(_PAINTED))

    async def _settle(self) -> None:
        """Give a page that is still changing, or has not finished loading, a little more of its own time."""
        before = await self._evaluate(_SIGNATURE)
        for _ in range(MAX_EXTRA_STEPS):
            await self.clock.advance(EXTRA_STEP_MS)
            now = await self._evaluate(_SIGNATURE)
            if self._loaded.is_set() and now == before and now != 0:
                return
            before = now

    async def _read(self) -> Reading:
        value = await self._evaluate(facts_expression())
        return read_facts(value) if isinstance(value, dict) else Reading()

    async def _evaluate(self, expression: str) -> Any:
        """Evaluate in a world of our own, which the page's scripts cannot touch."""
        for _ in range(_EVALUATE_TRIES - 1):
            try:
                return await self._evaluate_once(expression)
            except ProtocolError as error:
                # The page was just loading anew, and what was asked went to the document that is gone.
                _LOGGER.debug("Evaluating again: %s", error)
                await asyncio.sleep(_EVALUATE_PAUSE_S)
        return await self._evaluate_once(expression)

    async def _evaluate_once(self, expression: str) -> Any:
        world = await self._session.send("Page.createIsolatedWorld", {"frameId": self._target_id, "worldName": WORLD})
        params = {"expression": expression, "contextId": world["executionContextId"], "returnByValue": True}
        answer = await self._session.send("Runtime.evaluate", params)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            reason = details.get("exception", {}).get("description", details["text"])
            raise InfrastructureError(f"A page could not be read: {reason}", stage="render", retryable=False)
        return answer["result"].get("value")

    def _on_request(self, params: dict[str, Any]) -> None:
        request, kind = params["request"], params["resourceType"]
        url: str = request["url"]
        navigation = kind == "Document"
        if self._server is None:
            self._reply(params["requestId"], Answer(0))
            return
        answer = self._server.answer(url, kind, navigation=navigation)
        if navigation and answer.blocked and params["frameId"] == self._target_id:
            # The page itself is about to leave. It stays, so that what it showed can be seen.
            self._left = True
            aborted = {"requestId": params["requestId"], "errorReason": "Aborted"}
            self._session.send("Fetch.failRequest", aborted)
            return
        if answer.blocked and self._gateway is not None and kind in _THROUGH:
            task = asyncio.create_task(self._pass_through(self._gateway, params))
            self._passing.add(task)
            task.add_done_callback(self._passing.discard)
            return
        self._capture.on_answer(answer)
        self._reply(params["requestId"], answer)

    async def _pass_through(self, gateway: Gateway, params: dict[str, Any]) -> None:
        request = params["request"]
        body = str(request["postData"]).encode() if "postData" in request else None
        answer = await gateway.fetch(request["method"], request["url"], request["headers"], body)
        self._reply(params["requestId"], answer)

    def _reply(self, request_id: str, answer: Answer) -> None:
        if answer.status == 0:
            self._session.send("Fetch.failRequest", {"requestId": request_id, "errorReason": "ConnectionRefused"})
            return
        response = {"responseCode": answer.status, "responseHeaders": answer.headers(), "body": answer.encoded()}
        self._session.send("Fetch.fulfillRequest", {"requestId": request_id, **response})

    def _on_console(self, params: dict[str, Any]) -> None:
        self._capture.on_console(params)
        if len(self._capture.console) == MAX_CONSOLE:
            # A flood is cut at its source.
            self._session.send("Runtime.disable")

    def _on_navigated(self, params: dict[str, Any]) -> None:
        frame = params["frame"]
        if frame.get("parentId"):
            return
        self._loads += 1
        if self._afresh:
            # Only the first document starts afresh. The next one's request is answered after this.
            self._session.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": self._afresh})
            self._afresh = ""
        if self._loads > MAX_LOADS:
            self._end("timeout")
        if not str(frame["url"]).startswith((ORIGIN, f"blob:{ORIGIN}")) and self._server is not None:
            self._left = True

    def _end(self, status: PageStatus) -> None:
        if not self._over.done():
            self._over.set_result(status)

    def _on_dialog(self, _params: dict[str, Any]) -> None:
        self._session.send("Page.handleJavaScriptDialog", {"accept": False})
