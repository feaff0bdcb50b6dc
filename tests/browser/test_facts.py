"""Facts of rendered pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import home

if TYPE_CHECKING:
    from webgen_env.browser import Element, PageVisit


def find(page: PageVisit, tag: str, text: str = "") -> Element:
    found = [element for element in page.facts.elements if element.tag == tag and text in element.text]
    assert found, f"no <{tag}> with {text!r}"
    return found[0]


async def test_a_styled_box_is_measured(chrome):
    page = await home(
        chrome,
        """<!doctype html><html lang=en><title>  My   Shop </title><style>
        body { margin: 0; background: #102030 }
        .card { position: absolute; left: 30px; top: 900px; width: 200px; height: 100px; padding: 12px 20px;
          background: #ffffff; border: 3px solid red; border-radius: 8px 16px; box-shadow: 0 1px 2px black;
          font: 700 20px/30px Georgia, serif; color: rgb(10, 20, 30); text-align: center; display: grid }
        </style><div class=card>Card text</div>""",
    )
    assert page.title == "My Shop"
    assert page.facts.language == "en"
    assert page.facts.background == (16, 32, 48, 1)
    assert page.facts.viewport == (1024, 768)
    assert page.facts.document[0] == 1024
    assert page.facts.document[1] > 1000
    assert page.facts.styled_rules == 2
    card = find(page, "div")
    assert (card.x, card.y, card.width, card.height) == (30, 900, 246, 130)
    assert card.color == (10, 20, 30, 1)
    assert card.fill == card.background == (255, 255, 255, 1)
    assert (card.font_size, card.font_weight, card.font_family, card.line_height) == (20, 700, "Georgia", 30)
    assert (card.border_radius, card.border_width, card.padding) == (16, 3, 20)
    assert (card.shadow, card.display, card.text_align) == (True, "grid", "center")
    assert (card.text, card.visible, card.depth) == ("Card text", True, 0)
    assert page.text == "Card text"


async def test_backgrounds_are_blended(chrome):
    page = await home(
        chrome,
        """<body style='background:white'><div style='background:rgba(0,0,0,.5)'><p>half</p></div>
        <div style='background-image:linear-gradient(red,blue)'><p>gradient</p>
        <p style='background:#00ff00'>solid</p></div><h1 style='opacity:.5;color:black'>faint</h1>
        <h2 style='color:oklch(0.6 0.2 30)'>modern</h2>""",
    )
    assert find(page, "p", "half").background == (128, 128, 128, 1)
    assert find(page, "p", "half").fill[3] == 0
    assert find(page, "p", "gradient").background_image
    assert not find(page, "p", "solid").background_image
    assert find(page, "p", "solid").background == (0, 255, 0, 1)
    assert find(page, "h1").color == (0, 0, 0, 0.5)
    red, green, blue, alpha = find(page, "h2").color
    assert red > 150
    assert max(green, blue) < 120
    assert alpha == 1


@pytest.mark.parametrize(
    ("style", "visible"),
    [
        ("", True),
        ("opacity:0", False),
        ("visibility:hidden", False),
        ("position:absolute;left:-9999px", False),
        ("position:absolute;top:-500px", False),
        ("position:absolute;top:5000px", True),
        ("position:fixed;bottom:0", True),
        ("width:0;height:0;overflow:hidden", False),
        ("position:absolute;clip-path:inset(50%)", False),
        ("transform:scale(0)", False),
        ("font-size:0", False),
    ],
)
async def test_what_is_seen_counts_as_text(chrome, style, visible):
    page = await home(chrome, f"<h1>Head</h1><div style='{style}'>secret</div>")
    assert ("secret" in page.text) is visible
    assert "Head" in page.text
    if style != "font-size:0":
        assert find(page, "div").visible is visible


async def test_display_none_is_not_there(chrome):
    page = await home(chrome, "<h1>Head</h1><div style='display:none'><p>gone</p></div>")
    assert page.text == "Head"
    assert [element.tag for element in page.facts.elements] == ["h1"]


async def test_clipped_content_is_not_seen_but_scrollable_content_is(chrome):
    box = "width:100px;height:50px;position:relative;"
    page = await home(
        chrome,
        f"<div style='{box}overflow:hidden'><p style='position:absolute;top:80px'>clipped</p></div>"
        f"<div style='{box}overflow:auto'><p style='position:absolute;top:80px'>scrollable</p></div>",
    )
    assert page.text == "scrollable"


async def test_words_stay_whole_and_blocks_apart(chrome):
    page = await home(chrome, "<p>Mid<b>night</b> <i>wor</i>ld</p><p>again</p>a<br>b<ul><li>one<li>two</ul>")
    assert page.text == "Midnight world again a b one two"


async def test_roles_names_and_labels(chrome):
    page = await home(
        chrome,
        """<nav>n</nav><main>m</main><footer>f</footer><h2>Head <b>ing</b></h2>
        <a href='/about'>About <span>us</span></a><a>no link</a><button disabled aria-label='Close'>x</button>
        <label for=i>Your name</label><input id=i value=Ann><input placeholder='Bare' id=j>
        <label>Wrapped <select id=s><option>1</select></label><textarea id=t aria-label=Notes></textarea>
        <input type=checkbox id=c title='Tick'><img src=data:, alt='A cat'><img src=data:,>
        <input type=submit value=Send>
        <div role=tab tabindex=0>Tab</div><div style='cursor:pointer' id=click>Click me</div><div>still</div>""",
    )
    assert find(page, "nav").role == "navigation"
    assert find(page, "main").role == "main"
    assert find(page, "footer").role == "contentinfo"
    heading = find(page, "h2")
    assert (heading.role, heading.name) == ("heading", "Head ing")
    link, anchor = (element for element in page.facts.elements if element.tag == "a")
    assert (link.role, link.name, link.href, link.interactive) == ("link", "About us", "/about", True)
    assert (anchor.role, anchor.interactive) == ("", False)
    button = find(page, "button")
    assert (button.role, button.name, button.disabled) == ("button", "Close", True)
    fields = [element for element in page.facts.elements if element.tag in {"input", "select", "textarea"}]
    assert [(field.role, field.name, field.labelled) for field in fields] == [
        ("textbox", "Your name", True),
        ("textbox", "Bare", False),
        ("combobox", "Wrapped 1", True),
        ("textbox", "Notes", True),
        ("checkbox", "Tick", True),
        ("button", "Send", True),
    ]
    assert [element.labelled for element in page.facts.elements if element.tag == "img"] == [True, False]
    assert find(page, "div", "Tab").role == "tab"
    assert [find(page, "div", text).interactive for text in ("Tab", "Click me", "still")] == [True, True, False]


async def test_pictures_that_do_not_load_are_counted(chrome):
    page = await home(
        chrome,
        """<h1>Pictures</h1><img src=/good.svg><img src=/gone.png><img src=https://pictures.example/x.png>
        <img src='data:image/png;base64,nonsense'>""",
        good_dot_svg="<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>",
    )
    assert (page.facts.images, page.facts.broken_images) == (4, 2)


async def test_horizontal_overflow_is_seen(chrome):
    page = await home(chrome, "<body style='margin:0'><div style='width:3000px;background:red'>wide</div>")
    assert page.facts.document[0] == 3000


@pytest.mark.parametrize(
    ("html", "blank"),
    [
        ("", True),
        ("<div id=root></div>", True),
        ("<div style='background:red;width:100px;height:100px'></div>", False),
        ("<div style='background:red;width:2px;height:100px'></div>", True),
        ("<div style='background:#f8fafc;position:fixed;inset:0'></div>", True),
        ("<div style='background:white;width:100px;height:100px'></div>", True),
        ("<p style='display:none'>hidden</p><p style='opacity:0'>hidden</p>", True),
        ("<script>document.title = 'x'</script><style>p{}</style>", True),
        ("<img src=/gone.png>", True),
        ("<p>word</p>", False),
        ("<button></button>", False),
        ("<input>", False),
        ("<svg width=9 height=9><rect width=9 height=9 /></svg>", False),
        ("<canvas></canvas>", False),
        ("<img src=https://pictures.example/x.png>", False),
    ],
)
async def test_blank_pages(chrome, html, blank):
    page = await home(chrome, html)
    assert page.blank is blank


async def test_open_shadow_roots_are_looked_into(chrome):
    page = await home(
        chrome,
        "<div id=h></div><script>h.attachShadow({ mode: 'open' }).innerHTML = '<p>in the shadow</p>'</script>",
    )
    assert page.text == "in the shadow"
    assert find(page, "p").text == "in the shadow"


@pytest.mark.parametrize(
    "sabotage",
    [
        "window.getComputedStyle = () => { throw 1 }",
        "Element.prototype.getBoundingClientRect = () => ({})",
        "Object.defineProperty(document, 'body', { get() { return null } })",
        "Array.prototype.push = () => { throw 1 }; Map.prototype.get = () => { throw 1 }",
        "window.Math = null; window.Set = null; window.Symbol = null",
        "String.prototype.replace = () => 'everything is fine'",
        "window.OffscreenCanvas = null; window.NodeFilter = null; Node.prototype.firstChild = null",
        "Object.prototype.toJSON = () => ({})",
    ],
)
async def test_a_page_cannot_change_the_facts(chrome, sabotage):
    page = await home(chrome, f"<h1>Honest</h1><p style='color:red'>words</p><script>{sabotage}</script>")
    assert page.status == "ok"
    assert page.text == "Honest words"
    assert find(page, "p").color == (255, 0, 0, 1)


async def test_named_form_fields_do_not_clobber(chrome):
    page = await home(
        chrome,
        "<form><input name=children><input name=firstChild><input name=getAttribute><input name=style></form>"
        "<img name=body><img name=documentElement><p>words</p>",
    )
    assert page.status == "ok"
    assert "words" in page.text


async def test_texts_are_bounded_and_printable(chrome):
    page = await home(
        chrome,
        "<title>" + "t" * 5000 + "</title><p>" + "word " * 20_000 + "</p><h1>\u202ereversed\u202c</h1>"
        "<a href='" + "x" * 5000 + "'>link</a><h2 aria-label='" + "y" * 5000 + "'>h</h2>",
    )
    assert len(page.title) == 300
    assert 19_990 < len(page.text) <= 20_000
    assert len(find(page, "p").text) == 300
    assert "\u202e" not in find(page, "h1").text
    assert len(find(page, "a").href) == 500
    assert len(find(page, "h2").name) == 120
