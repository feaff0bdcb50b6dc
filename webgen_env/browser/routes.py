"""Finding the routes of a site from the links of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import splitext
from urllib.parse import urlsplit, urlunsplit

from webgen_env.browser.serving import ORIGIN

MAX_ROUTES = 100
MAX_ROUTE_CHARACTERS = 200

_DOCUMENTS = frozenset({"", ".html", ".htm"})


def route_of(url: str, origin: str = ORIGIN) -> str | None:
    """The route that a link leads to.

    Args:
        url: Absolute URL of a link, or a path of the site.
        origin: Where the site is served.

    Returns:
        Path and query, with the fragment if it is a route of a hash router (``"/#/about"``); ``None`` if the link
        leads to another origin, to a file, or is not a link that can be opened.
    """
    if url.startswith("//"):
        return None
    if len(url) > MAX_ROUTE_CHARACTERS + len(origin):
        return None
    try:
        parts = urlsplit(origin + url if url.startswith("/") else url)
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != origin:
        return None
    path = parts.path or "/"
    if splitext(path)[1].lower() not in _DOCUMENTS:
        return None
    if len(path) > 1:
        path = path.rstrip("/") or "/"
    if path in {"/index.html", "/index.htm"}:
        path = "/"
    fragment = parts.fragment.removeprefix("!") if parts.fragment.startswith(("/", "!/")) else ""
    if fragment == "/":
        fragment = ""
    # The fragment of a hash router is a route; any other is a place on the page.
    return urlunsplit(
        ("", "", path, parts.query, "!" + fragment if parts.fragment.startswith("!/") and fragment else fragment)
    )


def merge_routes(links: Iterable[str], declared: Iterable[str]) -> tuple[str, ...]:
    """Routes of a site, home left out.

    Args:
        links: Absolute URLs of the home page's links, in document order.
        declared: Routes found in the router's source.

    Returns:
        Distinct routes: those linked first, then those only declared; at most 100.
    """
    found: dict[str, None] = {}
    for candidate in (*links, *declared):
        route = route_of(candidate)
        if route and route != "/" and len(found) < MAX_ROUTES:
            found.setdefault(route)
    return tuple(found)
