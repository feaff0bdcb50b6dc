# ruff: noqa: E501 - one case a line
"""Each step does what a user would do, and fails where a user could not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.examination.conftest import judge, judge_all, site, visible
from webgen_env.contracts import parse_contracts

if TYPE_CHECKING:
    from webgen_env.examination import ContractVerdict, Examiner

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAY = "<p id=out>nothing yet</p><script>const say = (text) => { out.textContent = text }</script>"
BUTTON = f"{SAY}<button onclick=\"say('saved')\">Save</button>"
FIELD = f"{SAY}<label>Name <input oninput=\"say('wrote ' + this.value)\"></label>"
MENU = f"{SAY}<label>Health <select onchange=\"say('chose ' + this.value)\"><option>All<option>Good<option>Very good</select></label>"
LISTBOX = (
    f'{SAY}<button role=combobox aria-label=Health onclick="box.hidden = false">All</button>'
    "<div id=box role=listbox hidden><div role=option onclick=\"say('chose good'); box.hidden = true\">Good</div></div>"
)
HIDDEN_BOX = (
    "<style>.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0,0,0,0) }</style>"
    f"{SAY}<label style='padding: 1em'><input type=checkbox class=sr onchange=\"say('is ' + this.checked)\">Terms</label>"
)
RADIOS = (
    f"{SAY}<fieldset><legend>Health</legend><label><input type=radio name=h onchange=\"say('good')\">Good</label>"
    "<label><input type=radio name=h onchange=\"say('poor')\">Poor</label></fieldset>"
)
TABS = f"{SAY}<div role=tablist aria-label=Health><button role=tab onclick=\"say('poor')\">Poor</button></div>"
SUGGEST = (
    f'{SAY}<input role=combobox aria-label=Species oninput="box.innerHTML = this.value ? '
    "'<li role=option onclick=say(`lime`)>Lime' : ''\"><ul id=box role=listbox></ul>"
)
CARDS = SAY + "".join(
    f"<div><div><h3>{name}</h3></div><div><button onclick=\"say('deleted {name}')\">Delete</button></div></div>"
    for name in ("Elm Street", "Lime Walk", "Oak Lane")
)
OVERLAY = f"{BUTTON}<div class=veil style='position: fixed; inset: 0; background: #0008'></div>"
LATER = f"{SAY}<script>setTimeout(() => document.body.insertAdjacentHTML('beforeend', `<button onclick=\"say('saved')\">Save</button>`), 2000)</script>"
NEVER = LATER.replace("2000", "9000")
FILE = (
    f"{SAY}<button onclick='file.click()'>Import</button>"
    "<input id=file type=file aria-label=File style='display: none' onchange=\"this.files[0].text().then(say)\">"
)
MODAL = (
    f"{SAY}<label>Name <input></label><button>Save</button><div role=dialog aria-modal=true style='position: fixed; inset: 0'>"
    "<label>Name <input oninput=\"say('inside ' + this.value)\"></label><button onclick=\"say('saved inside')\">Save</button>"
    "<output id=out2></output></div><style>#out { position: fixed; z-index: 9; bottom: 0 }</style>"
)
KEYS = f"{SAY}<input aria-label=Note onkeydown=\"if (event.key === 'Enter') say('sent')\">"
HOVER = f"{SAY}<div onmouseenter=\"say('over')\"><b>Map</b></div>"
STORED = "<p id=out></p><button onclick='localStorage.n = 5; show()'>Save</button><script>const show = () => { out.textContent = 'n is ' + localStorage.n }; show()</script>"
CONFIRM = f"{SAY}<button onclick=\"say(confirm('Sure?') ? 'gone' : 'kept')\">Delete</button>"
ROUTES = "<p id=out></p><button onclick=\"history.pushState(null, '', '/about'); show()\">About</button><script>const show = () => { out.textContent = 'at ' + location.pathname }; onpopstate = show; show()</script>"
WIDTH = "<p id=out></p><script>const show = () => { out.textContent = 'wide ' + innerWidth }; onresize = show; show()</script>"
RANGE = f"{SAY}<label>Volume <input type=range min=0 max=10 oninput=\"say('at ' + this.value)\"></label>"
SHY = f"{SAY}<button onmouseover=\"this.style.marginLeft = '300px'\" onclick=\"say('saved')\">Save</button><script>onmousedown = (event) => {{ if (event.target.localName !== 'button') say('missed') }}</script>"
SLIDING = "<style>@keyframes in { from { margin-left: 600px } } button { animation: in 4s }</style>" + BUTTON
TIME = "<p id=p></p><a href=/b>Next</a><script>p.textContent = `after ${(Date.now() - Date.UTC(2026, 0, 1, 12)) / 1000} s`</script>"
LATE = {"expect": {"number": {"of": {"text": "after"}, "at_least": 2, "at_most": 2.9}}}
ITEMS = "<ul id=list><li>One</li><li>Two</li></ul><button onclick=\"list.insertAdjacentHTML('beforeend', '<li>Three')\">Add</button><p>Price € 1.234,50</p><h2>Hive Linden</h2><input aria-label=Find>"

CASES: list[tuple[str, str, list[Any], bool]] = [
    ("click", BUTTON, [{"click": {"role": "button", "name": "save"}}, visible("saved")], True),
    ("click what shies away", SHY, [{"click": {"role": "button"}}, visible("saved")], True),
    ("click what slides in", SLIDING, [{"click": {"role": "button"}}, visible("saved")], True),
    ("time goes on in the next page", TIME, [{"wait": 2}, {"reload": True}, LATE, {"click": {"role": "link"}}, LATE], True),
    ("click nothing", BUTTON, [{"click": {"role": "button", "name": "delete"}}, visible("saved")], False),
    ("click disabled", BUTTON.replace("<button", "<button disabled"), [{"click": {"role": "button"}}, visible("nothing")], False),
    ("click covered", OVERLAY, [{"click": {"role": "button"}}, visible("nothing")], False),
    ("click later", LATER, [{"click": {"role": "button"}}, visible("saved")], True),
    ("click too late", NEVER, [{"click": {"role": "button"}}, visible("saved")], False),
    ("click skips disabled", f"<button disabled>Save</button>{BUTTON}", [{"click": {"role": "button"}}, visible("saved")], True),
    ("click strict", BUTTON * 2, [{"click": {"role": "button", "strict": True}}, visible("saved")], False),
    ("click nth", CARDS, [{"click": {"role": "button", "nth": -1}}, visible("deleted Oak")], True),
    ("click beside", CARDS, [{"click": {"role": "button", "beside": {"text": "Lime Walk"}}}, visible("deleted Lime")], True),
    ("click beside nothing", CARDS, [{"click": {"role": "button", "beside": {"text": "Ash"}}}, visible("deleted")], False),
    ("click any", BUTTON, [{"click": {"any": [{"role": "link"}, {"text": "save"}]}}, visible("saved")], True),
    ("fill", FIELD, [{"fill": {"label": "name", "value": "Linden"}}, visible("wrote Linden")], True),
    ("fill a field by label", FIELD, [{"fill": {"field": "name", "value": "Linden"}}, visible("wrote Linden")], True),
    ("fill a field by placeholder", FIELD.replace("<label>Name <input", "<label><input placeholder='Your name'"), [{"fill": {"field": "your name", "value": "Linden"}}, visible("wrote Linden")], True),
    ("fill a field that is a button", BUTTON, [{"fill": {"field": "save", "value": "Linden"}}, visible("saved")], False),
    ("click a control", f"<main><h1>Save</h1></main>{BUTTON}", [{"click": {"control": "save"}}, visible("saved")], True),
    ("click a control that is text", f"{SAY}<p onclick=\"say('saved')\">Save</p>", [{"click": {"control": "save"}}, visible("saved")], False),
    ("within main", f"<button>Save</button><main>{BUTTON}</main>", [{"click": {"role": "button", "within": {"role": "main"}}}, visible("saved")], True),
    ("within a page without main", BUTTON, [{"click": {"role": "button", "within": {"role": "main"}}}, visible("saved")], True),
    ("outside of main", f"{BUTTON}<main>Nothing</main>", [{"click": {"role": "button", "within": {"role": "main"}}}, visible("saved")], False),
    ("fill a menu", MENU, [{"fill": {"label": "health", "value": "Good"}}, visible("chose")], False),
    ("fill read only", FIELD.replace("<input", "<input disabled"), [{"fill": {"label": "name", "value": "x"}}, visible("x")], False),
    ("fill a range", RANGE, [{"fill": {"label": "volume", "value": "7"}}, visible("at 7")], True),
    ("select", MENU, [{"select": {"label": "health", "option": "good"}}, visible("chose Good")], True),
    ("select exactly", MENU, [{"select": {"label": "health", "option": "=Very good"}}, visible("chose Very good")], True),
    ("select none", MENU, [{"select": {"label": "health", "option": "Poor"}}, visible("nothing")], False),
    ("select in listbox", LISTBOX, [{"select": {"role": "combobox", "option": "good"}}, visible("chose good")], True),
    ("select suggested", SUGGEST, [{"select": {"role": "combobox", "option": "Lime"}}, visible("lime")], True),
    ("choose from menu", MENU, [{"choose": {"option": "Good", "from": "Health"}}, visible("chose Good")], True),
    ("choose from listbox", LISTBOX, [{"choose": {"option": "Good", "from": "Health"}}, visible("chose good")], True),
    ("choose radio", RADIOS, [{"choose": {"option": "Poor", "from": "Health"}}, visible("poor")], True),
    ("choose tab", TABS, [{"choose": {"option": "Poor", "from": "Health"}}, visible("poor")], True),
    ("choose anywhere", MENU, [{"choose": {"option": "Very good"}}, visible("chose Very good")], True),
    ("choose none", RADIOS, [{"choose": {"option": "Dead", "from": "Health"}}, visible("nothing")], False),
    ("check hidden", HIDDEN_BOX, [{"check": {"role": "checkbox"}}, visible("is true")], True),
    ("check twice", HIDDEN_BOX, [{"check": {"label": "Terms"}}, {"check": {"label": "Terms"}}, visible("is true")], True),
    ("uncheck", HIDDEN_BOX, [{"check": {"label": "Terms"}}, {"uncheck": {"label": "Terms"}}, visible("is false")], True),
    ("uncheck the first checked", "<input type=checkbox checked aria-label=A><input type=checkbox checked aria-label=B>", [{"uncheck": {"role": "checkbox", "checked": True}}, {"expect": {"unchecked": {"label": "A"}}}, {"expect": {"checked": {"label": "B"}}}], True),
    ("fill in a dialog", MODAL, [{"fill": {"label": "name", "value": "Linden"}}, visible("inside Linden")], True),
    ("click in a dialog", MODAL, [{"click": {"role": "button", "name": "save"}}, visible("saved inside")], True),
    ("check dead", "<input type=checkbox onclick='return false'>", [{"check": {"role": "checkbox"}}, {"expect": {"visible": {"role": "checkbox"}}}], False),
    ("press", KEYS, [{"press": {"key": "Enter", "label": "note"}}, visible("sent")], True),
    ("press the focused", KEYS, [{"click": {"label": "note"}}, {"press": {"key": "Enter"}}, visible("sent")], True),
    ("press elsewhere", KEYS, [{"press": {"key": "Enter"}}, visible("sent")], False),
    ("hover", HOVER, [{"hover": {"text": "map"}}, visible("over")], True),
    ("upload", FILE, [{"upload": {"label": "File", "name": "a.csv", "content": "a,b"}}, visible("a,b")], True),
    ("upload by button", FILE, [{"upload": {"text": "Import", "name": "a.csv", "content": "a,b"}}, visible("a,b")], True),
    ("upload nowhere", BUTTON, [{"upload": {"text": "Save", "name": "a.csv", "content": "a,b"}}, visible("saved")], False),
    ("navigate", ROUTES, [{"navigate": "/about"}, visible("at /about")], True),
    ("reload", STORED, [{"click": {"role": "button"}}, {"reload": True}, visible("n is 5")], True),
    ("back", ROUTES, [{"click": {"role": "button"}}, visible("at /about"), {"back": True}, visible("at /")], True),
    ("back nowhere", BUTTON, [{"back": True}, visible("nothing")], False),
    ("resize", WIDTH, [{"resize": [375, 812]}, visible("wide 375")], True),
    ("wait", NEVER, [{"wait": 8}, {"click": {"role": "button"}}, visible("saved")], True),
    ("accept", CONFIRM, [{"click": {"role": "button"}}, visible("gone")], True),
    ("optional", BUTTON, [{"optional": [{"click": {"role": "dialog"}}]}, {"optional": [{"click": {"text": "save"}}]}, visible("saved")], True),
    ("remember count", ITEMS, [{"remember": {"as": "n", "count": {"role": "listitem"}}}, {"click": {"role": "button"}}, {"expect": {"count": {"of": {"role": "listitem"}, "more_than": "n", "by": 1}}}], True),
    ("remember number", ITEMS, [{"remember": {"as": "n", "number": {"text": "Price"}}}, {"expect": {"number": {"of": {"text": "Price"}, "same_as": "n"}}}, {"expect": {"number": {"of": {"text": "Price"}, "equals": 1234.5}}}], True),
    ("remember text", ITEMS, [{"remember": {"as": "t", "text": {"role": "heading"}, "pattern": "/Hive (\\w+)/"}}, {"fill": {"label": "Find", "value": {"remembered": "t"}}}, {"expect": {"value": {"label": "Find", "is": "=Linden"}}}], True),
    ("remember nothing", ITEMS, [{"remember": {"as": "t", "text": {"role": "heading"}, "pattern": "/Queen (\\w+)/"}}, visible("One")], False),
]  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def verdicts(examiner: Examiner) -> list[ContractVerdict]:
    return await judge_all(examiner, [(html, steps) for _, html, steps, _ in CASES])


@pytest.mark.parametrize("index", range(len(CASES)), ids=[case[0] for case in CASES])
async def test_a_step(verdicts: list[ContractVerdict], index: int) -> None:
    _, _, steps, passes = CASES[index]
    verdict = verdicts[index]
    assert verdict.verdict == ("pass" if passes else "fail"), (verdict.message, json.dumps(steps))


async def test_what_is_not_hit_is_not_pressed(examiner: Examiner) -> None:
    verdict = await judge(examiner, SHY, {"click": {"role": "button"}}, {"expect": {"absent": {"text": "missed"}}})
    assert verdict.verdict == "pass", verdict.message


async def test_dialogs_are_dismissed_where_a_contract_says_so(examiner: Examiner) -> None:
    verdict = await judge(examiner, CONFIRM, {"click": {"role": "button"}}, visible("kept"), dialogs="dismiss")
    assert verdict.verdict == "pass", verdict.message


async def test_what_lies_over_a_control_is_named(examiner: Examiner) -> None:
    verdict = await judge(examiner, OVERLAY, {"click": {"role": "button"}}, visible("saved"))
    assert "covered by <div>" in verdict.message


async def test_other_matches_are_kept_as_evidence(examiner: Examiner) -> None:
    verdict = await judge(examiner, CARDS, {"click": {"role": "button", "name": "delete"}}, visible("deleted Elm"))
    assert verdict.verdict == "pass"
    assert verdict.ambiguous
    assert len(verdict.steps[1].matched) == 3


async def test_the_evidence_of_a_verdict(examiner: Examiner) -> None:
    html = f"<title>Notes</title>{BUTTON}<script>console.warn('take care')</script>"
    verdict = await judge(examiner, html, {"click": {"role": "button"}}, visible("saved"))
    assert [step.step for step in verdict.steps] == [
        "open /",
        "click button",
        'expect visible element with the text "saved"',
    ]
    assert verdict.screenshot is not None
    assert verdict.screenshot.startswith(b"\x89PNG")
    assert '- button "Save"' in verdict.aria
    assert verdict.console == ("warning: take care",)


async def test_the_first_page_is_asked_for_accessibility(examiner: Examiner) -> None:
    steps = [{"expect": {"visible": {"role": "textbox"}}}]
    contract = {"id": "it", "requirement": "It works.", "category": "form", "steps": steps}
    examination = await examiner.examine_contracts(site("<title>A</title><input>"), parse_contracts([contract]))
    assert examination.violations is not None
    assert examination.violations["critical"] == 1
