"""What each request gets."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.browser.conftest import home
from webgen_env.browser.serving import ORIGIN, Server, asked_size, media_type, neutral_picture, stub
from webgen_env.build.site import Site

SITE = Site(
    {
        "index.html": b"<h1>Home</h1>",
        "about.html": b"<h1>About</h1>",
        "docs/index.html": b"<h1>Docs</h1>",
        "assets/a b.js": b"1",
        "\u65e5.css": b"p{}",
    }
)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/", b"<h1>Home</h1>"),
        ("/index.html", b"<h1>Home</h1>"),
        ("/about.html", b"<h1>About</h1>"),
        ("/docs", b"<h1>Docs</h1>"),
        ("/docs/", b"<h1>Docs</h1>"),
        ("/unknown/deep?x=1", b"<h1>Home</h1>"),
    ],
)
def test_navigations_get_files_or_the_single_page(path, body):
    answer = Server(SITE).answer(f"{ORIGIN}{path}", "Document", navigation=True)
    assert (answer.status, answer.body, answer.missing) == (200, body, "")


@pytest.mark.parametrize("path", ["/missing.js", "/assets/missing", "/api/items", "/../../etc/passwd", "/%2e%2e/x"])
def test_missing_assets_are_missing(path):
    answer = Server(SITE).answer(f"{ORIGIN}{path}", "Script")
    assert answer.status == 404
    assert answer.missing


def test_a_navigation_to_a_missing_file_is_missing():
    assert Server(SITE).answer(f"{ORIGIN}/missing.pdf", "Document", navigation=True).status == 404


def test_a_site_without_a_home_page_is_missing():
    answer = Server(Site({})).answer(f"{ORIGIN}/", "Document", navigation=True)
    assert (answer.status, answer.missing) == (404, "/")
    assert answer.content_type.startswith("text/html")


def test_escaped_paths_find_their_files():
    server = Server(SITE)
    assert server.answer(f"{ORIGIN}/assets/a%20b.js", "Script").body == b"1"
    assert server.answer(f"{ORIGIN}/%E6%97%A5.css", "Stylesheet").content_type == "text/css; charset=utf-8"


def test_an_unasked_icon_is_not_held_against_the_site():
    answer = Server(SITE).answer(f"{ORIGIN}/favicon.ico", "Other")
    assert (answer.status, answer.missing) == (204, "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.MJS", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.woff2", "font/woff2"),
        ("a.wasm", "application/wasm"),
        ("a.unknown", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_media_types(name, expected):
    assert media_type(name) == expected


@pytest.mark.parametrize(
    ("url", "size"),
    [
        ("https://images.example/photo-1?w=640&h=480&q=80", (640, 480)),
        ("https://images.example/photo-1?auto=format&width=400", (400, 300)),
        ("https://images.example/p?height=300", (400, 300)),
        ("https://placeholder.example/600x400", (600, 400)),
        ("https://placeholder.example/600x400.png?text=Hi", (600, 400)),
        ("https://picsum.example/200/300", (200, 300)),
        ("https://picsum.example/id/237/200/300", (200, 300)),
        ("https://placeholder.example/150", (150, 150)),
        ("https://images.example/team.jpg", (800, 600)),
        ("https://images.example/p?w=9999&h=9999", (2000, 2000)),
        ("https://images.example/p?w=0", (1, 1)),
    ],
)
def test_pictures_have_the_size_asked_for(url, size):
    assert asked_size(url) == size
    with Image.open(io.BytesIO(stub(url, "Image").body)) as picture:
        assert picture.size == size
        assert picture.convert("RGB").getpixel((0, 0)) == (209, 213, 219)


@given(st.text(max_size=300))
def test_any_address_gets_a_picture_of_a_sane_size(text):
    width, height = asked_size(text)
    assert 1 <= width <= 2000
    assert 1 <= height <= 2000


@given(st.text(max_size=200), st.sampled_from(["Image", "Script", "Fetch", "Document", "Nonsense"]))
def test_no_address_breaks_the_server(text, kind):
    for url in (text, f"{ORIGIN}/{text}", f"https://{text}"):
        answer = Server(SITE).answer(url, kind, navigation=kind == "Document")
        assert answer.status in {0, 200, 204, 404}


@pytest.mark.parametrize(
    ("kind", "status", "blocked"),
    [
        ("Script", 200, "script"),
        ("Stylesheet", 200, "stylesheet"),
        ("Font", 200, "font"),
        ("Fetch", 0, "fetch"),
        ("XHR", 0, "fetch"),
        ("WebSocket", 0, "websocket"),
        ("Ping", 0, "ping"),
    ],
)
def test_stubs_by_kind(kind, status, blocked):
    answer = stub("https://elsewhere.example/x", kind)
    assert (answer.status, answer.blocked, answer.body) == (status, blocked, b"")


def test_the_neutral_picture_is_small_at_any_size():
    assert len(neutral_picture(2000, 2000)) < 2000


async def test_a_site_of_many_files_works_in_the_browser(chrome):
    page = await home(
        chrome,
        """<link rel=stylesheet href=/assets/s.css><p id=p></p>
        <script type=module>
        import { name } from '/assets/m.js';
        const json = await (await fetch('/data.json')).json();
        const missing = await fetch('/api/none');
        p.textContent = [name, json.a, missing.status].join();
        </script><img src=https://pictures.example/40x30
        ><img src=/gone.png>""",
        assets__s_dot_css="p { font-size: 40px }",
        assets__m_dot_js="export const name = 'module'",
        data_dot_json='{"a": 5}',
    )
    assert page.text == "module,5,404"
    assert set(page.failed_requests) == {"/gone.png", "/api/none"}
    assert page.blocked_requests == {"image": 1}
    paragraph = next(element for element in page.facts.elements if element.tag == "p")
    assert paragraph.font_size == 40
    assert page.facts.broken_images == 1


async def test_a_route_without_a_file_gets_the_single_page(chrome):
    visit = await chrome.visit(
        Site(
            {"index.html": b"<p id=p></p><a href=/about>About</a><script>p.textContent = location.pathname</script>"},
            routes=("/", "/hidden"),
        )
    )
    assert [page.route for page in visit.pages] == ["/", "/about", "/hidden"]
    assert [page.text for page in visit.pages] == ["/ About", "/about About", "/hidden About"]
    assert visit.discovered == ("/about", "/hidden")


async def test_a_site_without_a_home_page_is_blank(chrome):
    visit = await chrome.visit(Site({"other.html": b"<h1>Other</h1>"}))
    assert visit.home.blank
    assert visit.home.text == ""
    assert visit.home.failed_requests == ("/",)
