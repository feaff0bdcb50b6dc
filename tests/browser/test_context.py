"""Pages of a site share a renderer, and nothing else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import site
from tests.browser.test_determinism import ANIMATED

if TYPE_CHECKING:
    from webgen_env.build.site import Site

# Each page says what it finds stored, stores something everywhere, and once more when it is closed.
STORING = """<!doctype html><nav><a href="/one">One</a> <a href="/two">Two</a></nav><p id=p>reading</p><script>
(async () => {
  const found = [localStorage.length, sessionStorage.length, document.cookie, history.length, window.name];
  found.push((await indexedDB.databases()).length, (await caches.keys()).length);
  p.textContent = "found " + JSON.stringify(found);
  const write = () => {
    localStorage.note = sessionStorage.note = location.pathname;
    document.cookie = "note=1; max-age=9999";
  };
  for (const event of ["pagehide", "unload", "visibilitychange"]) addEventListener(event, write);
  write();
  window.name = "visited";
  history.pushState(1, "", location.href);
  indexedDB.open("notes").onupgradeneeded = (event) => event.target.result.createObjectStore("notes");
  await (await caches.open("notes")).put("/note", new Response("kept"));
})();
</script>"""

# State of a reload is the page's own: only a new page starts afresh.
RELOADING = """<!doctype html><nav><a href="/one">One</a></nav><script>
  localStorage.loads = Number(localStorage.loads ?? 0) + 1;
  if (localStorage.loads < 3) location.reload();
  document.write(`<p>load ${localStorage.loads}</p>`);
</script>"""


async def test_every_page_finds_storage_empty(make_browser):
    chrome = make_browser(processes=1, routes=2)
    for _ in range(3):
        visit = await chrome.visit(site(STORING))
        assert [page.text for page in visit.pages] == ['One Two found [0,0,"",1,"",0,0]'] * 3


async def test_a_page_keeps_its_storage_over_its_own_reload(make_browser):
    visit = await make_browser(processes=1, routes=1).visit(site(RELOADING))
    assert [page.text for page in visit.pages] == ["One load 3", "One load 3"]


def _pages(name: str) -> Site:
    links = '<nav><a href="/one">One</a> <a href="/two">Two</a> <a href="/three">Three</a></nav>'
    external = '<img src="https://pictures.test/a.png" width=40 height=40>'
    return site(f"<!doctype html>{links}{external}{ANIMATED[name]}")


@pytest.mark.parametrize("name", ["canvas", "timers", "chance", "clock", "transition", "fonts"])
async def test_a_used_renderer_shows_what_a_fresh_one_shows(make_browser, name):
    """With one process all pages come from one renderer; with four, each of the routes has its own."""
    one, four = make_browser(processes=1, routes=3), make_browser(processes=4, routes=3)
    used, fresh = await asyncio.gather(one.visit(_pages(name)), four.visit(_pages(name)))
    seen = [
        [(page.route, page.screenshot, page.text, page.console, page.blocked_requests) for page in visit.pages]
        for visit in (used, fresh)
    ]
    assert len(used.pages) == 4
    assert seen[0] == seen[1]
    assert used.pages[1].facts == fresh.pages[1].facts


async def test_a_page_that_hangs_leaves_the_other_pages_of_its_site_alone(make_browser):
    links = '<nav><a href="/stuck">Stuck</a> <a href="/well">Well</a></nav><h1>Site</h1>'
    html = f"<!doctype html>{links}<script>if (location.pathname === '/stuck') for (;;) {{}}</script>"
    chrome = make_browser(processes=1, routes=2, page_timeout_s=3)
    visit = await chrome.visit(site(html))
    assert [(page.route, page.status) for page in visit.pages] == [("/", "ok"), ("/stuck", "timeout"), ("/well", "ok")]
