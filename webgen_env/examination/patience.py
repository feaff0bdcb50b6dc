"""Patience: deadlines that a busy machine does not shorten.

A page that does not answer in time hangs, or got no time. Seconds cannot tell the two apart, so the second half of a
deadline is not counted in seconds: a page of ours gets a fixed piece of work in the same browser, and only a page that
is still silent when that is done had its chance. The system shares its cores among the two alike, however few they are.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, TypeVar

from webgen_env.examination.failing import BrowserGoneError, OvertimeError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine

    from playwright.async_api import Browser

T = TypeVar("T")

_LOGGER = logging.getLogger(__name__)

_ROUNDS_A_SECOND = 40_000_000
"""Of the loop below, as the browser of contracts runs it: about a second of a core that has nothing else to do."""

_WORK = "(rounds) => { let sum = 0; for (let i = 0; i < rounds; i += 1) sum = (sum + i) | 0; return sum; }"
_OPEN_TIMEOUT_S = 30.0
_WORK_TIMEOUT_S = 120.0
_CLOSE_TIMEOUT_S = 3.0


async def patiently(browser: Browser, doing: Awaitable[T], seconds: float) -> T:
    """Await something that a page has to answer, in a time that says something about the page.

    Args:
        browser: The browser of the page.
        doing: What is awaited; called off at the end of the time.
        seconds: Seconds of real time, after which a page of ours begins with work for as many seconds of one core.

    Returns:
        What it gives.

    Raises:
        OvertimeError: It was not there when the work was done.
        BrowserGoneError: The browser opens no page for the work.
    """
    task = asyncio.ensure_future(doing)
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
        if not done:
            await _outlast(browser, task, seconds)
        if task.done():
            return task.result()
    finally:
        await _call_off(task)
    raise OvertimeError(f"within {seconds:g} s, nor while a page of ours did {seconds:g} s of work")


async def _outlast(browser: Browser, task: asyncio.Future[Any], seconds: float) -> None:
    """Wait for a task until a page of ours has done its work."""
    work = asyncio.ensure_future(_work(browser, seconds))
    try:
        await asyncio.wait((task, work), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            work.result()
    finally:
        await _call_off(work)


async def _work(browser: Browser, seconds: float) -> None:
    # A context of its own never shares the process of another.
    try:
        context = await asyncio.wait_for(browser.new_context(), _OPEN_TIMEOUT_S)
    except Exception as error:
        raise BrowserGoneError(f"the browser does not answer: {str(error)[:200]}") from error
    try:
        page = await asyncio.wait_for(context.new_page(), _OPEN_TIMEOUT_S)
        await asyncio.wait_for(page.evaluate(_WORK, round(seconds * _ROUNDS_A_SECOND)), _WORK_TIMEOUT_S)
    except Exception as error:
        raise BrowserGoneError(f"the browser does not answer: {str(error)[:200]}") from error
    finally:
        await asyncio.shield(_closed(context.close()))


async def _call_off(task: asyncio.Future[Any]) -> None:
    """End a task, whatever comes of it; whoever waits here can still be called off."""
    if not task.done():
        task.cancel()
        await asyncio.wait((task,))
    if not task.cancelled():
        task.exception()


async def _closed(closing: Coroutine[Any, Any, None]) -> None:
    try:
        await asyncio.wait_for(closing, _CLOSE_TIMEOUT_S)
    except Exception as error:  # noqa: BLE001 - it ends with the browser at the latest
        _LOGGER.debug("A page of ours did not close: %s", error)
