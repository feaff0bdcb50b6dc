"""Driver: Playwright and one Chromium that it drives, started and ended together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.browser.launch import command_line, environment
from webgen_env.browser.process import private_folders
from webgen_env.errors import InfrastructureError, MissingDependencyError
from webgen_env.toolchain import locate_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.async_api import Browser, Playwright

    from webgen_env.browser.chromium import Chromium
    from webgen_env.browser.sandbox import Sandbox

_LOGGER = logging.getLogger(__name__)

ENGINE = "webgen"
"""Name of the selector engine that keeps what a locator found."""

START_TIMEOUT_S = 60.0
_CLOSE_TIMEOUT_S = 6.0
_PROFILE_PREFIX = "webgen-examiner-"
_NODE_VARIABLE = "PLAYWRIGHT_NODEJS_PATH"
_NODE_LOCK = threading.Lock()

# What belongs to drawing on command only: here pages draw by themselves, and Playwright waits for their frames.
_NOT_HERE = frozenset(
    {
        "--enable-begin-frame-control",
        "--run-all-compositor-stages-before-draw",
        "--disable-threaded-animation",
        "--disable-threaded-scrolling",
        "--disable-new-content-rendering-timeout",
    }
)

# A page is there for a second or two: to compile better what runs often costs a tenth of everything and saves less.
_JS_FLAGS = ",--no-maglev,--no-turbofan"

# Cleans up behind a browser whose owner died. It gives its ends of the two pipes away, so that the browser sees them
# close.
_SUPERVISOR = """
profile=$1; shift
trap '' TERM INT HUP
"$@" 2>>"$profile/chromium.log" &
child=$!
exec 3<&- 4>&-
wait "$child"
status=$?
rm -rf "$profile" 2>/dev/null || { sleep 0.3; rm -rf "$profile"; }
exit "$status"
"""


@dataclass(frozen=True, slots=True)
class Driver:
    """A running Playwright with one browser; made by :func:`start_driver`.

    Attributes:
        playwright: Playwright's own process.
        browser: The browser.
        profile: Folder of everything temporary.
    """

    playwright: Playwright
    browser: Browser
    profile: Path

    @property
    def alive(self) -> bool:
        """Whether the browser is still there."""
        return self.browser.is_connected()

    async def end(self) -> None:
        """End browser and Playwright. Idempotent and bounded."""
        for ending in (self.browser.close, self.playwright.stop):
            with contextlib.suppress(Exception):
                await asyncio.wait_for(ending(), _CLOSE_TIMEOUT_S)
        await asyncio.to_thread(shutil.rmtree, self.profile, ignore_errors=True)


async def start_driver(chromium: Chromium, sandbox: Sandbox, *, viewport: tuple[int, int]) -> Driver:
    """Start Playwright and a browser.

    Args:
        chromium: The program.
        sandbox: What it is shut in.
        viewport: Width and height of the window.

    Returns:
        The two, running.

    Raises:
        MissingDependencyError: Playwright is not installed.
        InfrastructureError: One did not start.
    """
    try:
        from playwright.async_api import Error, async_playwright
    except ImportError as error:
        raise MissingDependencyError(
            "Contracts and probes run on Playwright, which is not installed. Run: pip install 'webgen-env[contracts]'"
        ) from error
    profile = Path(tempfile.mkdtemp(prefix=_PROFILE_PREFIX))
    playwright: Playwright | None = None
    try:
        with _node_of_the_wheel():
            playwright = await asyncio.wait_for(async_playwright().start(), START_TIMEOUT_S)
        await playwright.selectors.register(ENGINE, script("sight.js"), content_script=True)
        browser = await playwright.chromium.launch(
            executable_path="/bin/sh",
            args=_arguments(chromium, sandbox, profile, viewport),
            ignore_default_args=True,
            env={**environment(chromium), **private_folders(profile)},
            downloads_path=profile / "downloads",
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=START_TIMEOUT_S * 1000,
        )
    except BaseException as error:
        log = _tail(profile / "chromium.log")
        if playwright is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(playwright.stop(), _CLOSE_TIMEOUT_S)
        shutil.rmtree(profile, ignore_errors=True)
        if isinstance(error, (Error, OSError, TimeoutError)):
            raise InfrastructureError(
                f"The browser of contracts did not start ({type(error).__name__}: {str(error)[:300]}). "
                f"Its output ended with: {log or '(nothing)'}. Run: webgen doctor",
                stage="render",
            ) from error
        raise
    return Driver(playwright, browser, profile)


def script(name: str) -> str:
    """A script of this package that runs in the page."""
    return resources.files("webgen_env.examination").joinpath(name).read_text("utf-8")


def _arguments(chromium: Chromium, sandbox: Sandbox, profile: Path, viewport: tuple[int, int]) -> list[str]:
    command = [part for part in command_line(chromium, sandbox, viewport=viewport) if part not in _NOT_HERE]
    command = [part + _JS_FLAGS if part.startswith("--js-flags=") else part for part in command]
    placed = [part.replace("{profile}", str(profile)) for part in command]
    return ["-c", _SUPERVISOR, "webgen-examiner", str(profile), *placed]


def _tail(path: Path, characters: int = 800) -> str:
    try:
        return path.read_bytes()[-characters:].decode("utf-8", "replace").strip()
    except OSError:
        return ""


@contextmanager
def _node_of_the_wheel() -> Iterator[None]:
    """Playwright takes its Node from the environment only; its own needs a library that a bare machine lacks."""
    if os.environ.get(_NODE_VARIABLE):
        yield
        return
    with _NODE_LOCK:
        os.environ[_NODE_VARIABLE] = str(locate_node().executable)
        try:
            yield
        finally:
            os.environ.pop(_NODE_VARIABLE, None)
