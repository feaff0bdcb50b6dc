"""What counts against a site that was opened: errors by route, and whether there was a page at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from webgen_env.findings import Finding

if TYPE_CHECKING:
    from webgen_env.browser.visit import PageVisit, Visit

_STATUS_MESSAGES = {
    "timeout": ("render.timeout", "The page did not answer within its deadline."),
    "crashed": ("render.crashed", "The page ended the renderer that showed it."),
    "left": ("render.left", "The page navigated away from the site."),
}

# Chromium reports every failed request on the console as well. Those to the site itself are in `failed_requests`;
# the others went to an origin that this environment stubs on purpose.
_NETWORK_CONSOLE_PREFIXES = ("Failed to load resource", "Access to ", "WebSocket connection to ", "Mixed Content")

# What Chromium, axios and friends say when a call to a stubbed origin fails.
_NETWORK_FAILURES = ("Failed to fetch", "NetworkError", "Network Error", "Load failed", "ERR_NETWORK")


def rendered(visit: Visit | None) -> bool:
    """Whether there is a home page to look at: a picture of the site that is not blank.

    A crashed home page, and one that left the site, never rendered. One that did not settle in time counts as rendered
    when a picture with content could be taken.
    """
    if visit is None or not visit.pages:
        return False
    home = visit.home
    return home.screenshot is not None and not home.blank and home.status in ("ok", "timeout")


def site_errors(visit: Visit) -> tuple[Finding, ...]:
    """List what counts against the site, page by page in the order visited.

    Rules: ``render.timeout``, ``render.crashed``, ``render.left``, ``render.blank``, ``render.exception`` (uncaught
    errors and unhandled rejections), ``render.console-error``, ``render.request-failed`` (same-origin requests that got
    no file). A request to another origin is stubbed by the browser and never counts, nor does the message it causes. A
    blank page counts when it is the home page, and is a note elsewhere: a route may show nothing without an argument.

    Args:
        visit: What the browser saw.

    Returns:
        Findings whose place is the route. Those of severity ``"error"`` make a site not functional.
    """
    return tuple(finding for index, page in enumerate(visit.pages) for finding in _page_errors(page, home=index == 0))


def _page_errors(page: PageVisit, *, home: bool) -> Iterator[Finding]:
    if page.status in _STATUS_MESSAGES:
        rule, sentence = _STATUS_MESSAGES[page.status]
        yield Finding(rule, sentence, page.route)
    stubbed = bool(page.blocked_requests)
    for text in page.errors:
        if not (stubbed and _names_network_failure(text)):
            yield Finding("render.exception", text, page.route)
    for message in page.console:
        if message.level == "error" and not _from_network(message.text, stubbed=stubbed):
            yield Finding("render.console-error", message.text, page.route)
    for address in page.failed_requests:
        yield Finding("render.request-failed", f"No file answers {address}", page.route)
    # Last, because what was thrown or logged says why.
    if page.blank and page.status == "ok":
        yield Finding("render.blank", "Nothing is to be seen.", page.route, "error" if home else "note")


def _from_network(text: str, *, stubbed: bool) -> bool:
    return text.startswith(_NETWORK_CONSOLE_PREFIXES) or (stubbed and _names_network_failure(text))


def _names_network_failure(text: str) -> bool:
    return any(sign in text for sign in _NETWORK_FAILURES)
