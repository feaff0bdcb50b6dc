"""The browser as a whole: protocol, recycling, faults of ours."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal

import pytest

from tests.browser.conftest import descendants, home, site
from webgen_env.browser import Browser, ChromiumBrowser
from webgen_env.build.site import Site
from webgen_env.errors import ClosedError, ConfigurationError, InfrastructureError, ToolchainError

HELLO = "<!doctype html><title>T</title><h1>Hello</h1>"


def _renderers(browser: ChromiumBrowser) -> set[int]:
    found = set()
    for process in descendants(os.getpid()):
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:  # noqa: PTH123 - of the kernel
                if b"--type=renderer" in file.read():
                    found.add(process)
        except OSError:
            continue
    return found


async def test_it_is_a_browser(chrome):
    assert isinstance(chrome, Browser)
    visit = await chrome.visit(site(HELLO))
    assert visit.home is visit.pages[0]
    assert visit.home.screenshot.startswith(b"\x89PNG")
    assert visit.timing.keys() == {"home", "routes"}
    assert chrome.identity.startswith("chromium-")
    assert "1024x768" in chrome.identity
    assert pickle.loads(pickle.dumps(visit)) == visit


def test_it_describes_itself(chrome):
    found = chrome.describe()
    assert found.keys() == {"program", "kind", "version", "fonts", "sandbox"}
    assert found["version"] in chrome.identity


async def test_many_sites_at_once_do_not_mix(make_browser):
    chrome = make_browser(processes=3)
    visits = await asyncio.gather(*(chrome.visit(site(f"<h1>Site {number}</h1>")) for number in range(9)))
    assert [visit.home.text for visit in visits] == [f"Site {number}" for number in range(9)]


async def test_waiting_for_a_browser_is_not_held_against_a_site(make_browser):
    chrome = make_browser(processes=1, page_timeout_s=2, visit_timeout_s=2)
    slow = site("<script>while (true);</script>")
    visits = await asyncio.gather(chrome.visit(slow), chrome.visit(slow), chrome.visit(site(HELLO)))
    assert [visit.home.status for visit in visits] == ["timeout", "timeout", "ok"]


async def test_pages_of_a_visit_share_its_deadline(make_browser):
    chrome = make_browser(processes=1, page_timeout_s=5, visit_timeout_s=2.5, routes=3)
    html = b"<h1>Hi</h1><script>if (location.pathname !== '/') while (true);</script>"
    visit = await chrome.visit(Site({"index.html": html}, routes=("/a", "/b", "/c")))
    assert [page.status for page in visit.pages] == ["ok", "timeout", "timeout", "timeout"]
    assert sum(page.elapsed_s for page in visit.pages) < 5


async def test_processes_are_replaced_after_so_many_pages(make_browser):
    chrome = make_browser(processes=1, recycle_after=2)
    seen = set()
    for _ in range(5):
        assert (await home(chrome, HELLO)).text == "Hello"
        seen |= _renderers(chrome)
    assert len(seen) >= 3


async def test_a_process_that_died_while_idle_is_replaced(make_browser):
    chrome = make_browser(processes=1)
    await home(chrome, HELLO)
    for process in descendants(os.getpid()):
        os.kill(process, signal.SIGKILL)
    await asyncio.sleep(0.3)
    assert (await home(chrome, HELLO)).status == "ok"


async def test_a_browser_killed_in_mid_visit_is_our_fault(make_browser):
    chrome = make_browser(processes=1, page_timeout_s=10)
    before = descendants(os.getpid())
    visit = asyncio.create_task(chrome.visit(site("<script>while (true);</script>")))
    await asyncio.sleep(1.5)
    assert _renderers(chrome)
    for process in descendants(os.getpid()) - before:
        os.kill(process, signal.SIGKILL)
    with pytest.raises(InfrastructureError) as caught:
        await visit
    assert (caught.value.stage, caught.value.retryable) == ("render", True)
    assert (await home(chrome, HELLO)).status == "ok"


async def test_a_renderer_that_dies_is_a_crash(make_browser):
    chrome = make_browser(processes=1, page_timeout_s=10)
    visit = asyncio.create_task(chrome.visit(site("<script>while (true);</script>")))
    await asyncio.sleep(1.5)
    for process in _renderers(chrome):
        os.kill(process, signal.SIGKILL)
    assert (await visit).home.status == "crashed"
    assert (await home(chrome, HELLO)).status == "ok"


async def test_a_cancelled_visit_frees_its_browser(make_browser):
    chrome = make_browser(processes=1)
    visit = asyncio.create_task(chrome.visit(site("<script>while (true);</script>")))
    await asyncio.sleep(1)
    visit.cancel()
    with pytest.raises(asyncio.CancelledError):
        await visit
    assert (await asyncio.wait_for(home(chrome, HELLO), 15)).status == "ok"


async def test_a_closed_browser_says_so(make_browser):
    chrome = make_browser()
    await chrome.aclose()
    with pytest.raises(ClosedError, match="closed"):
        await chrome.visit(site(HELLO))


@pytest.mark.parametrize(
    "options",
    [{"routes": -1}, {"processes": 0}, {"recycle_after": 0}, {"page_timeout_s": 0}, {"viewport": (10, 10)}],
)
def test_bad_options_are_refused(options):
    with pytest.raises(ConfigurationError, match="expected"):
        ChromiumBrowser(**options)


async def test_an_unknown_sandbox_is_refused(make_browser):
    with pytest.raises(ConfigurationError, match="bubblewrap"):
        await make_browser(sandbox="castle").visit(site(HELLO))


async def test_a_missing_program_is_named(make_browser):
    with pytest.raises(ToolchainError, match="/no/such/chromium"):
        await make_browser(executable="/no/such/chromium").visit(site(HELLO))


async def test_routes_can_be_left_out(make_browser):
    visit = await make_browser(routes=0).visit(site("<a href=/about>About</a>"))
    assert len(visit.pages) == 1
    assert visit.discovered == ("/about",)
