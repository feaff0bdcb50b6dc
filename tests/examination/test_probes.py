# ruff: noqa: E501 - one case a line
"""Probes: what works is found to work, and each defect is found on the page that has it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import pytest_asyncio

from tests.examination.conftest import site, some_at_once
from webgen_env.build.site import Site
from webgen_env.codec import decode, encode
from webgen_env.examination import ControlTried, Examination, Examiner, PageProbe, ProbeReport
from webgen_env.examination.probes.probing import mark_dead_links
from webgen_env.tasks import Task

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEAD = "<title>Hives</title><html lang=en><main><h1>Hives</h1>"


async def report(examiner: Examiner, html: str, **files: str) -> ProbeReport:
    found = (await examiner.probe(site(HEAD + html, **files))).probes
    assert found is not None
    return found


async def home(examiner: Examiner, html: str) -> PageProbe:
    return (await report(examiner, html)).pages[0]


WORKING = {
    "text": "<button onclick=\"this.textContent = 'Done'\">Go</button>",
    "later": "<p id=p></p><button onclick=\"setTimeout(() => { p.textContent = 'Done' }, 200)\">Go</button>",
    "dialog": "<button onclick=\"alert('Done')\">Go</button>",
    "storage": '<button onclick="localStorage.n = 1">Go</button>',
    "route": "<button onclick=\"history.pushState(1, '', '/b')\">Go</button>",
    "file chooser": "<button onclick='f.click()'>Import</button><input id=f type=file hidden>",
    "download": "<button onclick='a.click()'>Export</button><a id=a hidden download=a.csv href='data:text/csv,a'></a>",
    "mail": "<button onclick=\"location.href = 'mailto:ada@example.com'\">Write to us</button>",
    "field": "<label>Name <input></label>",
    "menu": "<label>Kind <select><option>A<option>B</select></label><button onclick=\"this.textContent = 'Done'\">Go</button>",
    "menu of a form": "<form><label>Kind <select><option>A<option>B</select></label></form>",
    "menu that acts": "<label>Order <select onchange='p.textContent = this.value'><option>A<option>B</select></label><p id=p></p>",
    "menu of which two choices show the same": "<label>Order <select onchange='p.textContent = this.value.length'><option>A<option>All<option>B</select></label><p id=p>1</p>",
    "search": "<input type=search aria-label=Search oninput=\"p.textContent = 'Nothing found'\"><p id=p></p>",
    "search with a button": "<div><input type=search aria-label=Search><button onclick=\"p.textContent = 'None'\">Find</button></div><p id=p></p>",
    "search to be sent": "<form role=search onsubmit=\"this.append('None'); return false\"><input type=search aria-label=Search><button>Find</button></form>",
    "toggle": "<label><input type=checkbox> Yes</label>",
    "hidden toggle": "<label><input type=checkbox style='opacity: 0; position: absolute; width: 1px'> Yes</label>",
    "last chosen": "<label>Kind <select onchange='p.textContent = this.value'><option>A<option selected>B</select></label><p id=p></p>",
    "drawing": "<canvas id=c width=9 height=9></canvas><button onclick=\"c.getContext('2d').fillRect(0, 0, 9, 9)\">Draw</button>",
    "theme": "<style>.dark { background: black }</style><button onclick=\"document.body.className = 'dark'\">Dark</button>",
    "link without an address": "<p id=p></p><a href='#' onclick=\"p.textContent = 'About us'; return false\">About</a>",
    "beside a clock": "<p id=c></p><p id=p></p><button onclick=\"p.textContent = 'Done'\">Go</button><script>setInterval(() => { c.textContent = performance.now() }, 50)</script>",
    "below": "<p style='height: 3000px'><p id=p></p><button onclick=\"p.textContent = 'Done'\">Go</button>",
    "form": "<form onsubmit=\"this.innerHTML = 'Thank you'; return false\"><label>Name <input required></label><label>Mail <input type=email required></label><button>Send</button></form>",
    "form that takes its time": "<form onsubmit=\"setTimeout(() => { p.textContent = 'Sent, ' + mail.value }, 1500); return false\"><label>Name <input></label><label>Mail <input type=email id=mail></label><button>Send</button></form><p id=p></p>",
    "form that asks for more": "<form onsubmit='return false'><label>Name <input required></label><label>Code <input required pattern='[0-9]{4}'></label><button>Send</button></form>",
}
DEAD = {
    "button": "<button>Go</button>",
    "throws": "<button onclick='nope()'>Go</button>",
    "covered": "<button onclick=\"this.textContent = 'Done'\">Go</button><div style='position: fixed; inset: 0'></div>",
    "menu": "<select aria-label=Kind><option>A<option>B</select><script>const s = document.querySelector('select'); s.onchange = () => { s.value = 'A' }</script>",
    "menu alone": "<label>Order <select><option>A<option>B<option>C</select></label>",
    "search alone": "<div><div><div><input type=search aria-label=Search></div></div></div><button onclick=\"this.textContent = 'Done'\">Go</button>",
    "search beside a stopwatch": "<p id=c>0</p><input type=search aria-label=Search><script>let n = 0; setInterval(() => { c.textContent = n += 1 }, 1000)</script>",
    "toggle": "<input type=checkbox aria-label=Yes onclick='return false'>",
    "link": "<a href='#'>About</a>",
    "anchor": "<a href='#nowhere'>About</a>",
    "no address": "<a>About</a>",
    "no other choice": "<label>Kind <select><option>A</select></label>",
    "promise": "<button onclick=\"alert('Coming soon!')\">Go</button>",
    "beside a clock": "<p id=c></p><button>Go</button><script>setInterval(() => { c.textContent = performance.now() }, 50)</script>",
    "beside a slow clock": "<p id=c></p><button>Go</button><script>setInterval(() => { c.textContent = performance.now() }, 1000)</script>",
    "beside what comes and goes": "<button>Go</button><script>setInterval(() => { document.body.append(document.createElement('hr')) }, 50)</script>",
    "beside what stores": "<button>Go</button><script>setInterval(() => { localStorage.t = performance.now() }, 50)</script>",
    "beside an entrance": "<p id=c></p><button>Go</button><script>for (let i = 0; i < 20; i += 1) setTimeout(() => { c.textContent += i }, i * 100)</script>",
    "unseen mark": "<button>Go</button><script>addEventListener('click', () => { document.body.dataset.n = document.body.className = document.querySelector('button').dataset.n = Math.random() })</script>",
    "unseen text": "<p id=p style='display: none'></p><button onclick=\"p.textContent = Math.random()\">Go</button>",
    "under the pointer": "<button onmouseenter=\"this.style.color = 'red'\">Go</button>",
    "below": "<p style='height: 3000px'><button>Go</button>",
    "form": "<form onsubmit='return false'><label>Name <input required></label><label>Mail <input type=email required></label><button>Send</button></form>",
    "form that only complains": "<form novalidate onsubmit=\"if (!n.value) p.textContent = 'Please enter a name'; return false\"><label>Name <input id=n></label><label>Mail <input type=email></label><button>Send</button></form><p role=alert id=p></p>",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def homes(examiner: Examiner) -> list[PageProbe]:
    return await some_at_once([home(examiner, html) for html in (*WORKING.values(), *DEAD.values())])


@pytest.mark.parametrize("index", range(len(WORKING)), ids=WORKING)
async def test_what_works_is_found_to_work(homes: list[PageProbe], index: int) -> None:
    page = homes[index]
    assert page.controls
    assert all(control.worked for control in page.controls), page.controls


@pytest.mark.parametrize("index", range(len(WORKING), len(WORKING) + len(DEAD)), ids=DEAD)
async def test_what_is_dead_is_found_dead(homes: list[PageProbe], index: int) -> None:
    page = homes[index]
    (dead,) = [control for control in page.controls if not control.worked]
    assert dead.detail
    assert all(control.kind in {"field", "button"} for control in page.controls if control.worked)


async def test_a_control_in_the_way_of_the_next_is_undone(examiner: Examiner) -> None:
    html = "<button onclick='d.showModal()'>Ask</button><dialog id=d>Sure?</dialog><button onclick=\"this.textContent = 'Done'\">Go</button>"
    page = await home(examiner, html)
    assert [control.worked for control in page.controls] == [True, True]


STATES = {
    "one disables another": "<button onclick='b.disabled = true; p.textContent = 1'>A</button><button id=b onclick='p.textContent = 2'>B</button><p id=p></p>",
    "one starts anew": "<button onclick='p.textContent = 0'>Anew</button><button onclick='p.textContent += 1'>More</button><p id=p>0</p>",
    "one is chosen, and one leaves": "<p id=p>All</p><button onclick=\"p.textContent = 'All'\">All</button><button onclick=\"p.textContent = 'Some'\">Some</button><button onclick=\"location.href = '/b'\">Leave</button>",
    "one hides another": "<button onclick='b.remove()'>A</button><button id=b onclick='p.textContent = 2'>B</button><p id=p></p>",
    "one is closed by Escape": "<button onclick='d.hidden = false'>Ask</button><button onclick='p.textContent = 2'>B</button><p id=p></p><div id=d role=dialog hidden>Sure?</div><script>onkeydown = (event) => { if (event.key === 'Escape') d.hidden = true }</script>",
    "one is left by going back": "<p id=p></p><button onclick=\"history.pushState(1, '', '/b'); show()\">A</button><button onclick='p.textContent = 2'>B</button><script>const show = () => { p.textContent = location.pathname }; onpopstate = show; show()</script>",
    "one loads another page": "<p id=p></p><button onclick=\"location.href = '/b'\">A</button><button onclick='p.textContent = 2'>B</button>",
}


@pytest.mark.parametrize("html", STATES.values(), ids=STATES)
async def test_no_control_costs_another_its_chance(examiner: Examiner, html: str) -> None:
    page = await home(examiner, html)
    assert len(page.controls) > 1
    assert all(control.worked for control in page.controls), page.controls


async def test_what_stands_on_every_page_counts_once(examiner: Examiner) -> None:
    html = """</main><nav><a href=/>Home</a> <a href=/b>B</a> <a href=#>Dead</a> <button>Menu</button></nav>
        <main><h2 id=h></h2><button>Go</button></main><script>h.textContent = location.pathname</script>"""
    first, second = (await report(examiner, html)).pages
    assert [control.description for control in first.controls] == [
        "<a> Home", "<a> B", "<a> Dead", "<button> Menu", "<button> Go",
    ]  # fmt: skip
    assert [control.description for control in second.controls] == ["<button> Go"]


NAV = "</main><nav><a href=/>Home</a> <a href=/b>All that there is of bees</a></nav>"
AT_B = "<script>if (location.pathname === '/b') document.querySelector('main').outerHTML = `{}`</script>"


@pytest.mark.parametrize(
    ("there", "status"),
    [
        ("<main><h1>Bees</h1></main>", "empty"),
        ("<main></main>", "empty"),
        ("<main><h1>Bees</h1><p>They live in the hives behind the house.</p></main>", "ok"),
        ("<main><h1>Bees</h1><svg width=300 height=200><circle r=9 /></svg></main>", "ok"),
        ("<main><h1>Bees</h1><button>Go</button></main>", "ok"),
        ("<header><h1>Bees that live in the hives behind the house</h1></header>", "ok"),
    ],
)
async def test_a_page_needs_content_of_its_own(examiner: Examiner, there: str, status: str) -> None:
    pages = (await report(examiner, f"<p>Of bees and hives we know all.</p>{NAV}{AT_B.format(there)}")).pages
    assert [(page.route, page.status) for page in pages] == [("/", "ok"), ("/b", status)]
    assert [control.worked for control in pages[0].controls][:2] == [True, status == "ok"]


@pytest.mark.parametrize(
    ("route", "script", "status"),
    [
        ("/b", "", "copy"),
        ("/home", "", "ok"),
        ("/?kind=b", "", "ok"),
        ("/b", "if (location.pathname === '/b') history.replaceState(1, '', '/')", "ok"),
    ],
)
async def test_a_page_is_not_the_home_page_again(examiner: Examiner, route: str, script: str, status: str) -> None:
    html = f"<p>Of bees and hives we know all.</p><a href={route}>B</a>"
    nowhere = "<script>if (location.pathname.includes('no-such')) document.body.textContent = 'Not found'</script>"
    pages = (await report(examiner, f"<script>{script}</script>{html}{nowhere}")).pages
    assert [(page.route, page.status) for page in pages] == [("/", "ok"), (route, status)]


async def test_a_page_of_many_links_does_not_hang(examiner: Examiner) -> None:
    links = " ".join(f"<a href=#h>{number}</a>" for number in range(1500))
    page = await home(examiner, f"<h1 id=h>All the hives that there are</h1><p>{links}</p>")
    assert (page.status, page.errors) == ("ok", ())


FORM = "<form {more}><label>Name <input name=n {field}></label><label>Mail <input type=email {field}></label><button>Send</button></form><p role=alert id=p></p>"


@pytest.mark.parametrize(
    ("more", "field", "refusing"),
    [
        ("onsubmit='return false'", "required", 1),
        ("novalidate onsubmit=\"p.textContent = 'Please enter a name'; return false\"", "", 1),
        ("onsubmit=\"p.textContent = 'That did not match'; return false\"", "", 1),
        ("onsubmit=\"alert('Please enter a name'); return false\"", "", 1),
        ("onsubmit=\"p.textContent = 'Thank you'; return false\"", "", 0),
        ("onsubmit=\"p.textContent = 'All went well'; localStorage.n = 1; return false\"", "", 0),
        ("onsubmit=\"alert('Thank you'); return false\"", "", 0),
    ],
)
async def test_forms_refuse_emptiness(examiner: Examiner, more: str, field: str, refusing: int) -> None:
    page = await home(examiner, FORM.format(more=more, field=field))
    assert (page.forms, page.refusing) == (1, refusing)


@pytest.mark.parametrize(
    ("html", "attribute", "expected"),
    [
        ("<p>Lorem ipsum dolor</p>", "placeholders", ("Lorem ipsum",)),
        ("<p>Todos and coming of age</p>", "placeholders", ()),
        ("<div style='width: 600px'>wide</div>", "overflow", (375,)),
        ("<div style='width: 2000px'>wide</div>", "overflow", (375, 768, 1280)),
        ("<img src=/gone.png alt=Map width=9 height=9>", "broken_images", ("<img>",)),
        ("<script>console.error('no queen')</script>", "errors", ("no queen",)),
        (
            "<script>setTimeout(() => { throw Error('no bees') }, 300)</script>",
            "errors",
            ("Uncaught Error: no bees (/:1)",),
        ),
        ("<input>", "rules", ("label",)),
        ("<label>Name <input></label>", "rules", ()),
    ],
)
async def test_a_defect_of_a_page(examiner: Examiner, html: str, attribute: str, expected: Any) -> None:
    assert getattr(await home(examiner, html), attribute) == expected


async def test_a_form_of_another_origin_counts_neither_way(examiner: Examiner) -> None:
    more = "action=https://forms.example/a method=post"
    page = await home(examiner, FORM.format(more=more, field="required"))
    assert (page.status, page.forms) == ("ok", 0)
    assert {control.kind for control in page.controls} == {"field"}


BOUNDED = """<form novalidate onsubmit="p.textContent = n.value >= 2015 && y.value > 1999 ? 'Thank you' : 'Please mend it'; return false">
<label>Year <input id=n type=number min=2015 max=2026></label><label>Born <input id=y placeholder="2001 or so"></label>
<button>Send</button></form><p id=p></p><script>
new MutationObserver(() => { if (p.textContent === 'Thank you') throw Error('It ends here') }).observe(p, { childList: true });
</script>"""


async def test_fields_get_what_they_ask_for(examiner: Examiner) -> None:
    *_, sent = (await home(examiner, BOUNDED)).controls
    assert (sent.kind, sent.worked) == ("form", False)
    assert "It ends here" in sent.detail


ENTRY = """<form onsubmit="add(n.value); this.reset(); return false"><label>Name <input id=n required></label>
<label>Mail <input type=email required></label><button>Add</button></form><ul id=list></ul><script>
const add = (name) => { list.innerHTML += `<li><b>${name}</b> <button onclick="ACT">Remove ${name}</button></li>` };
</script>"""


@pytest.mark.parametrize(("act", "worked"), [("this.remove()", True), ("0", False)])
async def test_what_comes_of_a_button_is_tried_too(examiner: Examiner, act: str, worked: bool) -> None:
    start = f"this.textContent = 'Running'; more.innerHTML = `<button onclick='{act}'>Stop</button>`"
    page = await home(examiner, f'<button onclick="{start}">Start</button><p id=more></p>')
    tried = [(control.description, control.worked) for control in page.controls]
    assert tried == [("<button> Start", True), ("<button> Stop", worked)]


@pytest.mark.parametrize(("act", "worked"), [("this.closest('li').remove()", True), ("0", False)])
async def test_what_comes_of_a_form_is_tried_too(examiner: Examiner, act: str, worked: bool) -> None:
    page = await home(examiner, ENTRY.replace("ACT", act))
    *_, sent, removal = page.controls
    assert (sent.kind, sent.worked) == ("form", True)
    assert (removal.kind, removal.description, removal.worked) == ("button", "<button> Remove Ada Lovelace", worked)


ROUTER = """<nav><a href=/about>About</a> <a href=/gone>Gone</a> <a href=/hang>Hang</a></nav><p id=p></p><script>
const pages = { '/': 'Home of the hives', '/about': 'About the hives', '/hang': 'Hanging' };
p.textContent = pages[location.pathname] ?? 'Page not found';
if (location.pathname === '/hang') for (;;) {}
</script>"""


async def test_every_route_is_probed_and_dead_links_are_found(examiner: Examiner) -> None:
    own = Examiner(examiner._toolchain, concurrency=2, contract_timeout_s=8)
    try:
        found = await report(own, ROUTER)
    finally:
        await own.aclose()
    assert [(page.route, page.status) for page in found.pages] == [
        ("/", "ok"),
        ("/about", "ok"),
        ("/gone", "missing"),
        ("/hang", "hangs"),
    ]
    links = {control.target: control.worked for control in found.pages[0].controls}
    assert links == {"/about": True, "/gone": False, "/hang": False}
    assert found.rendered == 0.5


async def test_a_link_is_as_good_as_the_page_it_leads_to() -> None:
    links = [ControlTried("link", target, True, target=target) for target in ("/ok", "/empty", "/nobody-looked", "")]
    pages = (PageProbe("/", controls=tuple(links)), PageProbe("/ok"), PageProbe("/empty", "empty"))
    marked = mark_dead_links(pages)[0].controls
    assert [(link.target, link.worked, link.detail) for link in marked] == [
        ("/ok", True, ""),
        ("/empty", False, "leads to a page that is empty"),
        ("", True, ""),
    ]


async def test_a_task_without_contracts_is_probed(examiner: Examiner) -> None:
    examination = await examiner.examine(site(HEAD + WORKING["text"]), Task("hives", "Build a site of hives."))
    assert examination.contracts == ()
    assert examination.probes is not None
    assert examination.probes.working == 1.0


async def test_a_report_survives_the_codec(examiner: Examiner) -> None:
    examination = await examiner.probe(site(HEAD + "<button>Go</button>"))
    data = json.loads(json.dumps(encode(examination)))
    assert decode(Examination, data, "examination.json") == examination


async def test_a_blank_site_has_nothing(examiner: Examiner) -> None:
    found = (await examiner.probe(Site({"index.html": b"<!doctype html>"}))).probes
    assert found is not None
    assert found.pages[0].status == "blank"
    assert (found.rendered, found.working, found.fitting) == (0.0, 0.0, 0.0)
