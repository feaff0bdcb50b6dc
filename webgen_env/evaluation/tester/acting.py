"""Acting: carrying a tester's decision out, as a user would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webgen_env.findings import printable

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from webgen_env.evaluation.tester.decisions import Decision
    from webgen_env.examination.tab import Tab

ACTION_TIMEOUT_MS = 5000
AFTER_ACTION_MS = 500
WAIT_MS = 2000
_SCROLL_PIXELS = 600


async def perform(tab: Tab, decision: Decision) -> str:
    """Carry a decision out.

    Args:
        tab: The page.
        decision: Anything but an answer.

    Returns:
        What came of it, in words.

    Raises:
        SiteFaultError: The site crashed, or loads itself for ever.
        playwright.async_api.Error: The browser is gone.
    """
    from playwright.async_api import Error
    from playwright.async_api import TimeoutError as PlaywrightTimeoutError

    dialogs, tab.left = len(tab.dialogs), False
    await tab.before_action()
    said = "done"
    try:
        said = await _do(tab, decision) or said
    except PlaywrightTimeoutError as error:
        tab.check()
        said = f"not possible: {_last_lines(error)}"
    except Error as error:
        tab.check()
        if any(sign in str(error) for sign in ("closed", "crashed", "disconnected")):
            raise
        said = f"not possible: {printable(str(error).splitlines()[0], 160)}"
    await tab.advance(AFTER_ACTION_MS)
    if tab.left:
        said += "; it led to another site, which cannot be reached from here"
    new = tab.dialogs[dialogs:]
    return said + (f"; a dialog came up and was accepted: {'; '.join(new)[:300]}" if new else "")


async def _do(tab: Tab, decision: Decision) -> str | None:
    match decision.action:
        case "click":
            await _element(tab, decision).click(timeout=ACTION_TIMEOUT_MS, no_wait_after=True)
        case "type":
            await _element(tab, decision).fill(decision.text, timeout=ACTION_TIMEOUT_MS)
        case "select":
            await _element(tab, decision).select_option(decision.text, timeout=ACTION_TIMEOUT_MS)
        case "press":
            if decision.ref:
                await _element(tab, decision).press(decision.text, timeout=ACTION_TIMEOUT_MS, no_wait_after=True)
            else:
                await tab.page.keyboard.press(decision.text)
        case "scroll":
            return await _scroll(tab, up=decision.text == "up")
        case "wait":
            await tab.advance(WAIT_MS)
        case "back":
            return None if await tab.back() else "there is no page to go back to"
        case "reload":
            await tab.reload()
    return None


async def _scroll(tab: Tab, *, up: bool) -> str | None:
    before = await tab.evaluate("scrollY")
    await tab.page.mouse.wheel(0, -_SCROLL_PIXELS if up else _SCROLL_PIXELS)
    await tab.advance(AFTER_ACTION_MS)
    return None if await tab.evaluate("scrollY") != before else "the window did not scroll"


def _element(tab: Tab, decision: Decision) -> Locator:
    return tab.page.locator(f"aria-ref={decision.ref}")


def _last_lines(error: Exception) -> str:
    lines = [line.strip(" -") for line in str(error).splitlines() if line.strip()]
    return printable(" · ".join(lines[-3:]), 200)
