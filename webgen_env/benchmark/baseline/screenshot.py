"""One screenshot with a browser of its own."""

from __future__ import annotations

import asyncio
import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.browser.process import BrowserProcess, start_browser
from webgen_env.errors import InfrastructureError

if TYPE_CHECKING:
    from webgen_env.browser.cdp import Session
    from webgen_env.browser.chromium import Chromium

VIEWPORT = (1024, 768)
_POLL_S = 0.05
_FILLED = "document.readyState === 'complete' && (document.getElementById('root')?.childElementCount ?? 0) > 0"


async def shoot(chromium: Chromium, environment: dict[str, str], url: str, *, timeout_s: float) -> bytes:
    """Start a browser, load a page, take a picture of its first viewport and end the browser.

    Args:
        chromium: The browser.
        environment: Its environment.
        url: The page, on the loopback interface.
        timeout_s: Deadline in seconds for the page to have loaded and filled its root.

    Returns:
        The PNG.

    Raises:
        InfrastructureError: The browser did not start, or the page stayed empty.
    """
    command: list[str | Path] = [
        chromium.executable, "--headless", "--remote-debugging-pipe", "--no-startup-window", "--no-first-run",
        "--user-data-dir={profile}/data", "--disable-gpu", "--no-sandbox", "--no-zygote", "--disable-extensions",
        "--disable-background-networking", "--disable-dev-shm-usage", f"--window-size={VIEWPORT[0]},{VIEWPORT[1]}",
    ]  # fmt: skip
    process = await start_browser(command, environment)
    try:
        async with asyncio.timeout(timeout_s):
            return await _picture(process, url)
    except TimeoutError as error:
        message = f"The page did not fill its root within {timeout_s:g} s."
        raise InfrastructureError(message, stage="benchmark") from error
    finally:
        await process.end()


def is_blank(picture: bytes) -> bool:
    """Whether a picture has one shade only.

    Args:
        picture: A PNG.
    """
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        grey = image.convert("L")
        return grey.getcolors(1) is not None


async def _picture(process: BrowserProcess, url: str) -> bytes:
    browser = process.connection.browser
    target = await browser.send("Target.createTarget", {"url": "about:blank"})
    attached = await browser.send("Target.attachToTarget", {"targetId": target["targetId"], "flatten": True})
    page = process.connection.session(attached["sessionId"])
    await page.send("Page.enable")
    width, height = VIEWPORT
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    await page.send("Emulation.setDeviceMetricsOverride", metrics)
    loaded = asyncio.Event()
    page.on("Page.loadEventFired", lambda _: loaded.set())
    await page.send("Page.navigate", {"url": url})
    await loaded.wait()
    await _filled(page)
    shot: dict[str, Any] = await page.send("Page.captureScreenshot", {"format": "png"})
    return base64.b64decode(shot["data"])


async def _filled(page: Session) -> None:
    """Wait until React has put something into the root; the development server may load the page anew before."""
    while True:
        answer = await page.send("Runtime.evaluate", {"expression": _FILLED})
        if answer["result"].get("value"):
            return
        await asyncio.sleep(_POLL_S)
