"""Pages that hang, crash, leave, flood or reach for what is not theirs."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.browser.conftest import home, site

GOOD = "<!doctype html><title>Good</title><h1>All is well</h1>"


@pytest.mark.parametrize(
    "script",
    [
        "while (true);",
        "setTimeout(() => { while (true); }, 400)",
        "requestAnimationFrame(() => { while (true); })",
        "addEventListener('load', () => { while (true); })",
        "Promise.resolve().then(function again() { return Promise.resolve().then(again) })",
        "const w = () => queueMicrotask(w); w()",
        "while (true) alert('again')",
        "/(a+)+$/.test('a'.repeat(40) + 'b')",
    ],
)
async def test_a_page_that_hangs_costs_its_deadline_and_nothing_else(make_browser, script):
    browser = make_browser(page_timeout_s=1.5)
    began = time.perf_counter()
    hung, good = await asyncio.gather(
        browser.visit(site(f"<h1>Busy</h1><script>{script}</script>")), browser.visit(site(GOOD))
    )
    assert hung.home.status == "timeout"
    assert hung.home.screenshot is None
    assert len(hung.pages) == 1
    assert good.home.status == "ok"
    assert good.home.text == "All is well"
    assert time.perf_counter() - began < 20
    assert (await browser.visit(site(GOOD))).home.status == "ok"


@pytest.mark.parametrize(
    "script",
    [
        "const hoard = []; while (true) hoard.push(new Array(1e5).fill({}))",
        "const hoard = []; setInterval(() => { for (let i = 0; i < 50; i++) hoard.push(new Uint8Array(2e7).fill(1)) })",
    ],
)
@pytest.mark.slow
async def test_a_page_that_takes_all_memory_is_stopped(make_browser, script):
    browser = make_browser(page_timeout_s=20, page_memory_mb=1500)
    hoarder, good = await asyncio.gather(browser.visit(site(f"<script>{script}</script>")), browser.visit(site(GOOD)))
    assert hoarder.home.status in {"crashed", "timeout"}
    assert good.home.status == "ok"


@pytest.mark.parametrize("script", ["location.reload()", "setTimeout(() => location.reload(), 50)"])
async def test_a_page_that_reloads_for_ever_never_settles(chrome, script):
    page = await home(chrome, f"<h1>Again</h1><script>{script}</script>")
    assert page.status == "timeout"


async def test_one_reload_is_forgiven(chrome):
    page = await home(
        chrome,
        "<h1>Hello</h1><script>if (!sessionStorage.seen) { sessionStorage.seen = 1; location.reload() }</script>",
    )
    assert page.status == "ok"
    assert page.text == "Hello"


@pytest.mark.parametrize(
    "script",
    [
        "location.href = 'https://elsewhere.example/'",
        "setTimeout(() => location.replace('http://127.0.0.1:80/'), 200)",
        "location.href = 'about:blank'",
        "document.write('<meta http-equiv=refresh content=\"0;url=https://elsewhere.example/\">')",
    ],
)
async def test_a_page_that_leaves_is_told_apart(chrome, script):
    page = await home(chrome, f"<h1>Bye</h1><script>{script}</script>")
    assert page.status == "left"


async def test_moving_within_the_site_is_not_leaving(chrome):
    page = await home(chrome, "<h1>Home</h1><script>history.pushState({}, '', '/there')</script>")
    assert page.status == "ok"
    moved = await home(chrome, "<script>location.href = '/b.html'</script>", b_dot_html="<h1>Second page</h1>")
    assert moved.status == "ok"
    assert moved.text == "Second page"


async def test_dialogs_are_dismissed(chrome):
    page = await home(
        chrome,
        "<p id=p></p><script>alert('a'); p.textContent = [confirm('b'), prompt('c', 'd')].join()</script>",
    )
    assert page.status == "ok"
    assert page.text == "false,"


async def test_popups_do_not_open(chrome):
    page = await home(
        chrome,
        "<p id=p></p><script>p.textContent = open('https://elsewhere.example/') ? 'open' : 'blocked'</script>",
    )
    assert page.text == "blocked"


async def test_a_download_leaves_nothing(chrome):
    page = await home(
        chrome,
        "<a id=a download=x.bin href='data:application/octet-stream,abc'>Get</a><script>a.click()</script>",
    )
    assert page.status == "ok"
    assert page.text == "Get"


async def test_permissions_are_denied_and_service_workers_do_not_come(chrome):
    page = await home(
        chrome,
        """<p id=p>waiting</p><script>
        navigator.serviceWorker.register('/sw.js').then(() => { p.textContent = 'worker' })
        Promise.all(['geolocation', 'notifications', 'camera'].map(async (name) =>
          (await navigator.permissions.query({ name })).state)).then((s) => { p.textContent = s.join() })
        </script>""",
        sw_dot_js="",
    )
    assert page.text == "denied,denied,denied"
    assert page.errors == ()


async def test_no_sign_of_automation(chrome):
    page = await home(
        chrome,
        "<p id=p></p><script>p.textContent = [navigator.webdriver, /headless/i.test(navigator.userAgent)]</script>",
    )
    assert page.text == "false,false"


async def test_a_deep_document_and_a_huge_one(chrome):
    deep = await home(chrome, "<div>" * 3000 + "deep" + "</div>" * 3000)
    assert deep.status == "ok"
    huge = await home(chrome, "<script>for (let i = 0; i < 60000; i++) document.write('<p>row ' + i + '</p>')</script>")
    assert huge.status == "ok"
    assert huge.facts.truncated
    assert len(huge.facts.elements) == 1500
    assert len(huge.text) <= 20_000


async def test_a_flood_of_requests_is_survived(chrome):
    page = await home(
        chrome,
        "<h1>Flood</h1><script>for (let i = 0; i < 3000; i++) { new Image().src = '/i' + i + '.png' }</script>",
    )
    assert page.status == "ok"
    assert len(page.failed_requests) == 50
