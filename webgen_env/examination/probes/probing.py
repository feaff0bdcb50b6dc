"""Probing a site: which pages, in which order, within which bounds."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webgen_env.browser.routes import merge_routes
from webgen_env.examination.failing import BrowserGoneError, OvertimeError, SiteFaultError, StaleError
from webgen_env.examination.patience import patiently
from webgen_env.examination.probes.page import PageProbing
from webgen_env.examination.runner import responds

if TYPE_CHECKING:
    from pathlib import Path

    from webgen_env.examination.lane import Lane
    from webgen_env.examination.probes.report import ControlTried, PageProbe, ProbeStatus

_LOGGER = logging.getLogger(__name__)

NOWHERE = "/there-is-no-such-page-here"
"""An address without a page, to know what a site shows there."""

_OPEN_TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Probed:
    """A probed page with what was found for the others.

    Attributes:
        page: What was found on it.
        routes: Routes that its links lead to.
        text: Its text.
        frame: Keys of what stands around its content and was tried.
        reusable: Whether the lane may be cleared and used again.
    """

    page: PageProbe
    routes: tuple[str, ...]
    text: str
    frame: frozenset[str]
    reusable: bool


async def probe_page(
    lane: Lane,
    route: str,
    *,
    missing: str | None,
    home: str | None,
    axe: Path,
    viewport: tuple[int, int],
    timeout_s: float,
    known: frozenset[str] = frozenset(),
    deep: bool = True,
) -> Probed:
    """Probe one page.

    Args:
        lane: Where the site is examined.
        route: The page.
        missing: Text of an address without a page.
        home: Text of the home page; ``None`` for that itself.
        axe: The program of axe-core.
        viewport: Width and height of the window.
        timeout_s: Deadline in seconds of real time.
        known: Keys of what stands around the content of another page and was tried there: it counts once.
        deep: Whether to do more than look at it.

    Returns:
        What was found.

    Raises:
        BrowserGoneError: The browser ended.
    """
    from playwright.async_api import Error

    try:
        tab = await asyncio.wait_for(lane.tab(viewport=viewport), _OPEN_TIMEOUT_S)
    except Exception as error:
        raise BrowserGoneError(f"no page could be opened: {str(error)[:200]}") from error
    probing = PageProbing(tab, route, missing, home, axe, deep, known)
    status: ProbeStatus | None = None
    try:
        await patiently(tab.window.browser, probing.run(), timeout_s)
    except (SiteFaultError, StaleError):
        status = "left" if tab.left else "crashed" if tab.crashed else "hangs"
    except OvertimeError:
        status = "undecided" if await tab.answers() else "hangs"
    except Error as error:
        if not await responds(tab):
            raise BrowserGoneError(str(error)[:300]) from error
        _LOGGER.warning("Probes of %s: %s", route, error)
        status = "undecided"
    left = lane.leave()
    reusable = status is None and left
    return Probed(
        probing.probe(status), merge_routes(probing.links, ()), probing.text, frozenset(probing.frame), reusable
    )


def mark_dead_links(pages: tuple[PageProbe, ...]) -> tuple[PageProbe, ...]:
    """Tell of each link whether the page works to which it leads.

    One that leads to a page which is missing, empty or broken does not work; one that leads to a page at which nobody
    looked counts neither way.

    Args:
        pages: The pages of a site.

    Returns:
        The pages with what became known of their links.
    """
    status = {page.route: page.status for page in pages}

    def marked(control: ControlTried) -> ControlTried:
        found = status.get(control.target, "ok")
        if control.kind != "link" or not control.worked or found in ("ok", "undecided"):
            return control
        return replace(control, worked=False, detail=f"leads to a page that is {found}")

    def known(control: ControlTried) -> bool:
        return not control.target or control.target in status

    return tuple(
        replace(page, controls=tuple(marked(control) for control in page.controls if known(control))) for page in pages
    )
