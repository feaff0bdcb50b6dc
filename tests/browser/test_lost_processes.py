"""A browser that lives on without one of its processes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal

import pytest

from tests.browser.conftest import descendants, home
from webgen_env.browser import host
from webgen_env.errors import InfrastructureError


def kill(kind: str) -> int:
    """Kill the processes of one kind beneath this one."""
    killed = 0
    for pid in descendants(os.getpid()):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:  # noqa: PTH123
                if f"--type={kind}".encode() in file.read():
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
        except (FileNotFoundError, ProcessLookupError):
            continue
    return killed


@pytest.mark.slow
async def test_a_browser_that_can_start_no_renderer_is_given_up_and_replaced(make_browser, monkeypatch):
    monkeypatch.setattr(host, "_OPEN_TIMEOUT_S", 2.0)
    browser = make_browser(processes=1)
    usual = await home(browser, "<h1>Bread</h1>")
    assert kill("zygote")
    # The page that was prepared before may still be shown.
    for _ in range(2):
        with contextlib.suppress(InfrastructureError):
            await home(browser, "<h1>Bread</h1>")
    assert (await home(browser, "<h1>Bread</h1>")).screenshot == usual.screenshot


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["gpu-process", "utility"])
async def test_a_shared_process_killed_at_any_moment_changes_no_page(make_browser, kind):
    browser = make_browser(processes=1)
    page = "<h1>Bread</h1><script src='/more.js'></script>"
    files = {"more.js": "document.body.style.background = 'wheat'; document.body.append('from the oven');"}
    usual = await home(browser, page, **files)
    assert "from the oven" in usual.text
    moments, killed = random.Random(3), 0
    for _ in range(25):
        visit = asyncio.create_task(home(browser, page, **files))
        await asyncio.sleep(0.2 * moments.random())
        killed += kill(kind)
        with contextlib.suppress(InfrastructureError):
            seen = await visit
            assert (seen.status, seen.text, seen.screenshot) == (usual.status, usual.text, usual.screenshot)
    assert killed > 5


async def test_a_killed_renderer_is_never_a_good_page(make_browser):
    browser = make_browser(processes=1)
    usual = await home(browser, "<h1>Bread</h1>")
    assert kill("renderer")
    again = await home(browser, "<h1>Bread</h1>")
    assert again.status == "crashed" or again.screenshot == usual.screenshot
    assert (await home(browser, "<h1>Bread</h1>")).screenshot == usual.screenshot
