"""The same site gives the same picture and the same words, whatever it does with time and chance."""

from __future__ import annotations

import asyncio
import io

import pytest
from PIL import Image

from tests.browser.conftest import home, site

ANIMATED = {
    "css": "<style>@keyframes a { to { transform: translateX(700px) } } div { width: 50px; height: 50px;"
    "background: red; animation: a 7s infinite linear }</style><h1>CSS</h1><div></div>",
    "canvas": "<h1>Canvas</h1><canvas id=c width=600 height=300></canvas><script>const x = c.getContext('2d');"
    "(function f(t) { x.fillStyle = `hsl(${t / 10 % 360},90%,50%)`; x.fillRect(Math.random() * 500, 0, 90, 300);"
    "requestAnimationFrame(f) })(0)</script>",
    "timers": "<h1 id=h>0</h1><script>let n = 0; setInterval(() => { h.textContent = ++n }, 7)</script>",
    "chance": "<p id=p></p><script>p.textContent = [Math.random(), crypto.randomUUID(),"
    "crypto.getRandomValues(new Uint32Array(2))].join(' ')</script>",
    "clock": "<p id=p></p><script>setTimeout(() => { p.textContent = [new Date(), Date.now(),"
    "Math.round(performance.now())].join(' ') }, 500)</script>",
    "transition": "<style>p { transition: all 9s; font-size: 10px } .on { font-size: 60px; color: red }</style>"
    "<p id=p>Growing</p><script>requestAnimationFrame(() => requestAnimationFrame(() => p.className = 'on'))</script>",
    "gif": "<marquee>Moving words</marquee><details open><summary>More</summary>Text</details>",
    "fonts": "<p style='font-family:system-ui'>Words \u65e5\u672c\u8a9e \U0001f389</p>"
    "<p style='font-family:Georgia'>Serif</p>"
    "<code>monospace</code><p style='font-family:NoSuchFont, sans-serif'>Sans</p>",
}


@pytest.mark.parametrize("name", ANIMATED)
async def test_three_fresh_browsers_see_the_same(make_browser, name):
    pages = []
    for _ in range(3):
        chrome = make_browser()
        pages.append(await home(chrome, f"<!doctype html>{ANIMATED[name]}"))
        await chrome.aclose()
    assert {page.status for page in pages} == {"ok"}
    assert len({page.text for page in pages}) == 1
    assert pages[0].screenshot is not None
    assert len({page.screenshot for page in pages}) == 1


async def test_a_used_browser_sees_the_same_as_a_fresh_one(make_browser):
    chrome = make_browser(processes=2)
    html = f"<!doctype html>{ANIMATED['canvas']}"
    first = await home(chrome, html)
    await asyncio.gather(*(chrome.visit(site(ANIMATED["css"])) for _ in range(3)))
    assert (await home(chrome, html)).screenshot == first.screenshot


async def test_the_picture_has_the_size_of_the_viewport(make_browser):
    for viewport in ((1024, 768), (390, 844)):
        page = await home(make_browser(viewport=viewport), "<body style='margin:0;background:#0a64c8'>Hi<p id=p></p>")
        with Image.open(io.BytesIO(page.screenshot)) as picture:
            assert picture.size == viewport
            assert picture.convert("RGB").getpixel((viewport[0] - 2, viewport[1] - 2)) == (10, 100, 200)
        assert page.facts.viewport == viewport


async def test_the_surroundings_are_fixed(chrome):
    page = await home(
        chrome,
        """<p id=p></p><script>p.textContent = JSON.stringify([
        navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, new Date().getTimezoneOffset(),
        devicePixelRatio, innerWidth, innerHeight, matchMedia('(prefers-reduced-motion: reduce)').matches,
        matchMedia('(prefers-color-scheme: light)').matches, new Date().toISOString().slice(0, 16)])</script>""",
    )
    assert page.text == '["en-US","UTC",0,1,1024,768,true,true,"2026-01-01T12:00"]'


@pytest.mark.parametrize(
    ("delay", "seen"),
    [(0, "loaded"), (800, "loaded"), (1500, "loaded"), (2900, "loaded"), (60_000, "Loading")],
)
async def test_what_comes_after_a_while_is_waited_for(chrome, delay, seen):
    page = await home(
        chrome,
        f"<h1 id=h>Loading</h1><script>setTimeout(() => {{ h.textContent = 'loaded' }}, {delay})</script>",
    )
    assert page.text == seen


async def test_a_chain_of_requests_is_waited_for(chrome):
    page = await home(
        chrome,
        """<h1 id=h>Loading</h1><script>(async () => {
        for (let i = 0; i < 30; i++) await (await fetch('/data.json?' + i)).json();
        h.textContent = 'done' })()</script>""",
        data_dot_json="{}",
    )
    assert page.text == "done"


async def test_a_page_that_is_still_changing_gets_more_time(chrome):
    page = await home(
        chrome,
        """<p id=p></p><script>let n = 0; const t = setInterval(() => {
        p.textContent += '.'.repeat(9); if (++n === 22) clearInterval(t) }, 200)</script>""",
    )
    assert len(page.text) == 9 * 22


async def test_an_entry_animation_has_ended(chrome):
    page = await home(
        chrome,
        """<h1 id=h style='opacity:0'>Hello</h1><script>const s = performance.now();
        (function f(t) { h.style.opacity = Math.min(1, (t - s) / 1000); if (t - s < 1000) requestAnimationFrame(f) })(s)
        </script>""",
    )
    heading = next(element for element in page.facts.elements if element.tag == "h1")
    assert heading.visible
    assert heading.color == (0, 0, 0, 1)


async def test_no_pointer_is_over_a_page(chrome):
    page = await home(
        chrome,
        """<style>body { margin: 0; background: white } #at { position: fixed; inset: 0 } #at:hover { background: red }
        </style><div id=at>Still</div><script>
        for (const type of ['pointermove', 'mousemove', 'mouseover', 'mouseenter', 'mouseout'])
          document.addEventListener(type, () => { at.textContent = type }, true);
        </script>""",
    )
    assert page.text == "Still"
    with Image.open(io.BytesIO(page.screenshot)) as picture:
        assert picture.convert("RGB").getpixel((0, 767)) == (255, 255, 255)
