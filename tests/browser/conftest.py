"""Real browsers for the tests of this folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from webgen_env.browser import ChromiumBrowser, PageVisit, Visit
from webgen_env.browser.chromium import Chromium, install_chromium
from webgen_env.browser.process import children_of
from webgen_env.build.site import Site
from webgen_env.toolchain import Toolchain, install_toolchain


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    return install_toolchain()


@pytest.fixture(scope="session")
def chromium(toolchain: Toolchain) -> Chromium:
    return install_chromium(toolchain)


@pytest.fixture
async def make_browser(toolchain: Toolchain, chromium: Chromium) -> AsyncIterator[Callable[..., ChromiumBrowser]]:
    made: list[ChromiumBrowser] = []

    def make(**options: object) -> ChromiumBrowser:
        settings: dict[str, object] = {"page_timeout_s": 8.0, "processes": 2, **options}
        made.append(ChromiumBrowser(toolchain, **settings))  # type: ignore[arg-type]
        return made[-1]

    yield make
    await asyncio.gather(*(browser.aclose() for browser in made))


@pytest.fixture
def chrome(make_browser: Callable[..., ChromiumBrowser]) -> ChromiumBrowser:
    return make_browser()


def site(html: str, **files: str | bytes) -> Site:
    """A site with a home page; further files by name, with ``__`` for a slash and ``_dot_`` for a dot."""
    contents = {name.replace("__", "/").replace("_dot_", "."): content for name, content in files.items()}
    return Site(
        {
            "index.html": html.encode(),
            **{path: value.encode() if isinstance(value, str) else value for path, value in contents.items()},
        }
    )


async def home(browser: ChromiumBrowser, html: str, **files: str | bytes) -> PageVisit:
    """Visit the home page of a small site."""
    visit: Visit = await browser.visit(site(html, **files))
    return visit.home


def descendants(process: int) -> set[int]:
    """Ids of all processes below one."""
    found: set[int] = set()
    waiting = [process]
    while waiting:
        children = children_of(waiting.pop())
        found.update(children)
        waiting += children
    return found
