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
from webgen_env.examination import Examination, Examiner, PageProbe, ProbeReport
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
    "field": "<label>Name <input></label>",
    "menu": "<label>Kind <select><option>A<option>B</select></label>",
    "toggle": "<label><input type=checkbox> Yes</label>",
    "hidden toggle": "<label><input type=checkbox style='opacity: 0; position: absolute; width: 1px'> Yes</label>",
}
DEAD = {
    "button": "<button>Go</button>",
    "throws": "<button onclick='nope()'>Go</button>",
    "covered": "<button onclick=\"this.textContent = 'Done'\">Go</button><div style='position: fixed; inset: 0'></div>",
    "menu": "<select aria-label=Kind><option>A<option>B</select><script>const s = document.querySelector('select'); s.onchange = () => { s.value = 'A' }</script>",
    "toggle": "<input type=checkbox aria-label=Yes onclick='return false'>",
    "link": "<a href='#'>About</a>",
    "anchor": "<a href='#nowhere'>About</a>",
    "no address": "<a>About</a>",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def homes(examiner: Examiner) -> list[PageProbe]:
    return await some_at_once([home(examiner, html) for html in (*WORKING.values(), *DEAD.values())])


@pytest.mark.parametrize("index", range(len(WORKING)), ids=WORKING)
async def test_what_works_is_found_to_work(homes: list[PageProbe], index: int) -> None:
    page = homes[index]
    assert len(page.controls) == 1
    assert page.controls[0].worked, page.controls


@pytest.mark.parametrize("index", range(len(WORKING), len(WORKING) + len(DEAD)), ids=DEAD)
async def test_what_is_dead_is_found_dead(homes: list[PageProbe], index: int) -> None:
    page = homes[index]
    assert len(page.controls) == 1
    assert not page.controls[0].worked, page.controls
    assert page.controls[0].detail


async def test_a_control_in_the_way_of_the_next_is_undone(examiner: Examiner) -> None:
    html = "<button onclick='d.showModal()'>Ask</button><dialog id=d>Sure?</dialog><button onclick=\"this.textContent = 'Done'\">Go</button>"
    page = await home(examiner, html)
    assert [control.worked for control in page.controls] == [True, True]


FORM = "<form {more}><label>Name <input name=n {field}></label><label>Mail <input type=email {field}></label><button>Send</button></form><p role=alert id=p></p>"


@pytest.mark.parametrize(
    ("more", "field", "refusing"),
    [
        ("onsubmit='return false'", "required", 1),
        ("novalidate onsubmit=\"p.textContent = 'Please enter a name'; return false\"", "", 1),
        ("onsubmit=\"p.textContent = 'Thank you'; return false\"", "", 0),
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
