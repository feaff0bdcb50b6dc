"""Window: a page of the browser that shows one contract after another, blank before each of them."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from typing import TYPE_CHECKING, Any

from webgen_env.browser.capture import BINDING
from webgen_env.browser.launch import WINDOW_AT
from webgen_env.examination.reply import ABORTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.async_api import Browser, BrowserContext, CDPSession, Dialog, Download, Page

    from webgen_env.examination.reply import Reply
    from webgen_env.examination.tab import Tab

BLANK = "about:blank"
ANIMATION_RATE = 25
"""How much faster than real time CSS animations and transitions run: the page's clock does not drive them."""

_TRIES = 20
_PAUSE_S = 0.01

# What a script asks for, and from which status on it was in vain.
_FETCHED = "XHR"
_FAILED = 400

_REQUEST = "Fetch.requestPaused"
_NAVIGATED = "Page.frameNavigated"
_EVENTS: Mapping[str, Callable[[Tab, dict[str, Any]], None]] = {
    "Runtime.executionContextCreated": lambda tab, params: tab.on_world(params["context"]),
    "Runtime.executionContextsCleared": lambda tab, _: tab.on_world_gone(None),
    "Runtime.executionContextDestroyed": lambda tab, params: tab.on_world_gone(params["executionContextId"]),
    "Runtime.consoleAPICalled": lambda tab, params: tab.capture.on_console(params),
    "Runtime.bindingCalled": lambda tab, params: tab.capture.on_report(params),
    _NAVIGATED: lambda tab, params: tab.on_navigated(params["frame"]),
    "Page.frameRequestedNavigation": lambda tab, params: tab.on_handing_over(params["url"]),
    "Network.requestWillBeSent": lambda tab, params: tab.on_request(params["requestId"], done=False),
    "Network.responseReceived": lambda tab, params: tab.on_received(params["requestId"], 0),
    "Network.dataReceived": lambda tab, params: tab.on_received(params["requestId"], params["dataLength"]),
    "Network.loadingFinished": lambda tab, params: tab.on_request(params["requestId"], done=True),
    "Network.loadingFailed": lambda tab, params: tab.on_request(params["requestId"], done=True),
}


class SpoiltError(Exception):
    """A page may hold something that the next contract could come across."""


class Window:
    """A page with its session of the protocol; made by :meth:`open`.

    Attributes:
        browser: The browser.
        page: Playwright's page.
        frame: Its main frame.
        tab: Who is told what happens in it; ``None`` between two contracts.
        spoilt: Why it cannot be used again; empty if it can.
        workers: Whether it started a worker.
        hangs: Whether its scripts did not come to an end although they had the time for it.
        patience: What deadlines of the page are multiplied with.
    """

    def __init__(self, browser: Browser, page: Page, cdp: CDPSession) -> None:
        self.browser = browser
        self.page = page
        self.frame = ""
        self.tab: Tab | None = None
        self.spoilt = ""
        self.workers = False
        self.hangs = False
        self.patience = 1.0
        self._cdp = cdp
        self._is_blank = asyncio.Event()
        self._replying: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, browser: Browser, context: BrowserContext) -> Window:
        """Open a blank page.

        Args:
            browser: The browser.
            context: Where to open it.
        """
        page = await context.new_page()
        cdp = await context.new_cdp_session(page)
        window = cls(browser, page, cdp)
        page.on("dialog", window._on_dialog)
        page.on("crash", lambda _: window._on_crash())
        page.on("download", window._on_download)
        page.on("popup", window._on_popup)
        page.on("worker", lambda _: window._on_worker())
        for event in (_REQUEST, *_EVENTS):
            cdp.on(event, window._handler(event))
        tree, place, *_ = await asyncio.gather(
            cdp.send("Page.getFrameTree"),
            cdp.send("Browser.getWindowForTarget"),
            cdp.send("Page.enable"),
            cdp.send("Runtime.enable"),
            cdp.send("Runtime.addBinding", {"name": BINDING}),
            cdp.send("Network.enable", {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0, "maxPostDataSize": 0}),
            cdp.send("Animation.enable"),
            cdp.send("Animation.setPlaybackRate", {"playbackRate": ANIMATION_RATE}),
        )
        window.frame = tree["frameTree"]["frame"]["id"]
        bounds = dict(zip(("left", "top"), WINDOW_AT, strict=True))
        await cdp.send("Browser.setWindowBounds", {"windowId": place["windowId"], "bounds": bounds})
        return window

    async def intercept(self) -> None:
        """Have the tab answer all requests that the page makes itself; those of its workers are none of them."""
        await self.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})

    async def send(self, method: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """Send a command of the protocol, and wait for its answer."""
        return await self._cdp.send(method, dict(parameters or {}))

    async def blank(self) -> None:
        """Leave the document, and forget the way that led to it.

        What the page keeps for itself, its session store and its name, only a document of the site can clear for good:
        the next one does so before its scripts run.

        Raises:
            SpoiltError: Something may be left.
        """
        self.tab = None
        if not self.spoilt:
            self._is_blank.clear()
            await self.send("Page.navigate", {"url": BLANK})
            await self._is_blank.wait()
            visited = await self._forget_history()
            if visited != [BLANK]:
                self._spoil(f"it did not become blank, but showed {visited[-1:]} last of {len(visited)} addresses")
        if self.spoilt:
            raise SpoiltError(self.spoilt)

    async def _forget_history(self) -> list[str]:
        """Forget all addresses but the present one; gives those that are left."""
        for attempt in range(_TRIES):
            try:
                _, history = await asyncio.gather(
                    self.send("Page.resetNavigationHistory"), self.send("Page.getNavigationHistory")
                )
            except Exception as error:
                # The browser may still be putting the new document in the place of the one before.
                if "active page" not in str(error) or attempt == _TRIES - 1:
                    raise
                await asyncio.sleep(_PAUSE_S)
                continue
            return [entry["url"] for entry in history["entries"]]
        raise RuntimeError("a loop of at least one round returned or raised")

    def _spoil(self, reason: str) -> None:
        self.spoilt = self.spoilt or reason

    def _handler(self, event: str) -> Callable[[dict[str, Any]], None]:
        tell = _EVENTS.get(event)

        # A plain function, because Playwright looks at the signature of the handler for every event.
        def handle(params: dict[str, Any]) -> None:
            if event == _NAVIGATED and params["frame"]["id"] == self.frame and params["frame"]["url"] == BLANK:
                self._is_blank.set()
            if event == _REQUEST:
                self._answer(params)
            elif tell is not None and self.tab is not None:
                tell(self.tab, params)

        return handle

    def _answer(self, paused: dict[str, Any]) -> None:
        reply = ABORTED
        if self.tab is not None:
            main, request, kind = paused["frameId"] == self.frame, paused["request"], paused["resourceType"]
            reply = self.tab.reply(request["url"], kind, main=main)
            if kind == _FETCHED and (request["method"] != "GET" or reply.status >= _FAILED):
                self.tab.may_stay_unread(paused.get("networkId", ""), len(reply.body))
        task = asyncio.ensure_future(self._reply(paused["requestId"], reply))
        self._replying.add(task)
        task.add_done_callback(self._replying.discard)

    async def _reply(self, request: str, reply: Reply) -> None:
        # The request's document may be gone, or the browser: others find out.
        with contextlib.suppress(Exception):
            if reply.refused:
                await self.send("Fetch.failRequest", {"requestId": request, "errorReason": reply.refused})
                return
            headers = [{"name": name, "value": value} for name, value in reply.headers.items()]
            body = base64.b64encode(reply.body).decode("ascii")
            answer = {"responseCode": reply.status, "responseHeaders": headers, "body": body}
            await self.send("Fetch.fulfillRequest", {"requestId": request, **answer})

    async def _on_dialog(self, dialog: Dialog) -> None:
        if self.tab is not None:
            await self.tab.on_dialog(dialog)
            return
        with contextlib.suppress(Exception):
            await dialog.accept()

    def _on_worker(self) -> None:
        self.workers = True
        self._spoil("it started a worker, whose end nobody tells")

    def _on_crash(self) -> None:
        self._spoil("it ended its renderer")
        if self.tab is not None:
            self.tab.crashed = True

    def _on_download(self, download: Download) -> None:
        if self.tab is not None:
            self.tab.on_download(download)
        else:
            self._spoil("a file was offered after the end")

    async def _on_popup(self, popup: Page) -> None:
        self._spoil("it opened another window")
        with contextlib.suppress(Exception):
            await popup.close()
