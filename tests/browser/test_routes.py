"""Routes found from links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.browser.routes import MAX_ROUTES, merge_routes, route_of
from webgen_env.browser.serving import ORIGIN
from webgen_env.build.site import Site


@pytest.mark.parametrize(
    ("url", "route"),
    [
        (f"{ORIGIN}/about", "/about"),
        (f"{ORIGIN}/about/", "/about"),
        (f"{ORIGIN}/about#team", "/about"),
        (f"{ORIGIN}/items?page=2", "/items?page=2"),
        (f"{ORIGIN}/#/about", "/#/about"),
        (f"{ORIGIN}/#!/about", "/#!/about"),
        (f"{ORIGIN}/#/", "/"),
        (f"{ORIGIN}/#features", "/"),
        (f"{ORIGIN}/index.html", "/"),
        (f"{ORIGIN}/about.html", "/about.html"),
        ("/plain", "/plain"),
        ("/#/plain", "/#/plain"),
    ],
)
def test_a_link_leads_to_a_route(url, route):
    assert route_of(url) == route


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/about",
        "mailto:a@b.example",
        "tel:+123",
        "javascript:void(0)",
        "//elsewhere.example/x",
        f"{ORIGIN}.evil.example/x",
        f"{ORIGIN}/files/paper.pdf",
        f"{ORIGIN}/logo.png",
        f"{ORIGIN}/{'x' * 500}",
        "https://[broken/",
        "",
        "about",
    ],
)
def test_what_is_no_route(url):
    assert route_of(url) is None


def test_linked_routes_come_first_and_once():
    links = [f"{ORIGIN}/b", f"{ORIGIN}/", f"{ORIGIN}/a", f"{ORIGIN}/b#x"]
    assert merge_routes(links, ["/", "/a", "/c"]) == ("/b", "/a", "/c")


def test_the_number_of_routes_is_bounded():
    assert len(merge_routes((f"{ORIGIN}/{number}" for number in range(1000)), [])) == MAX_ROUTES


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    for url in (text, ORIGIN + text, ORIGIN + "/" + text, "/" + text):
        route = route_of(url)
        assert route is None or route.startswith("/")


async def test_routes_are_visited_in_order_up_to_the_limit(make_browser):
    chrome = make_browser(routes=2)
    links = "".join(f"<a href='{link}'>x</a>" for link in ("/b", "#here", "/a", "/a", "https://e.example/", "/c"))
    visit = await chrome.visit(Site({"index.html": links.encode()}, routes=("/", "/d")))
    assert [page.route for page in visit.pages] == ["/", "/b", "/a"]
    assert visit.discovered == ("/b", "/a", "/c", "/d")


async def test_hash_routes_are_visited(make_browser):
    chrome = make_browser(routes=1)
    html = b"<a href='#/about'>About</a><p id=p></p><script>p.textContent = 'at ' + location.hash</script>"
    visit = await chrome.visit(Site({"index.html": html}))
    assert visit.pages[1].route == "/#/about"
    assert visit.pages[1].text == "About at #/about"


async def test_every_page_is_fresh(make_browser):
    chrome = make_browser(routes=3, processes=1)
    html = b"""<p id=p></p><script>p.textContent = [localStorage.length, document.cookie, sessionStorage.length].join();
        localStorage.a = 1; sessionStorage.a = 1; document.cookie = 'a=1'</script>"""
    visit = await chrome.visit(Site({"index.html": html}, routes=("/x", "/y")))
    assert [page.text for page in visit.pages] == ["0,,0"] * 3


async def test_a_route_that_crashes_while_home_works_is_named(chrome):
    html = b"<h1>Hi</h1><script>if (location.pathname === '/bad') throw new Error('bad route')</script>"
    visit = await chrome.visit(Site({"index.html": html}, routes=("/bad", "/good")))
    assert [len(page.errors) for page in visit.pages] == [0, 1, 0]
    assert visit.pages[1].route == "/bad"
    assert "bad route" in visit.pages[1].errors[0]
