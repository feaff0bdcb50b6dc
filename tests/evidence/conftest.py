"""pytest-playwright on the pinned Chromium, beside tests of coroutines.

The synchronous Playwright keeps a loop marked as running between its calls, so no coroutine could run in the same
process while it lives; pytest-playwright keeps it for the whole session. Here it lives as long as one test module. A
module that uses ``page`` must therefore hold no coroutine tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Playwright, sync_playwright

from webgen_env.browser.chromium import locate_chromium
from webgen_env.toolchain import locate_toolchain


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = locate_chromium(locate_toolchain())
    return {"executable_path": chromium.executable, "env": dict(chromium.env), "args": ["--no-zygote", "--disable-gpu"]}


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser_type(playwright: Playwright) -> BrowserType:
    return playwright.chromium


@pytest.fixture(scope="module")
def browser(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    browser = browser_type.launch(**browser_type_launch_args)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 1440, "height": 1000}}
