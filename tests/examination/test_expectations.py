# ruff: noqa: E501 - one case a line
"""Each expectation holds on a page that meets it and not on one that does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.examination.conftest import judge, judge_all

if TYPE_CHECKING:
    from webgen_env.examination import ContractVerdict, Examiner

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = "<label>Name <input value=Linden></label>"
LIST = "<ul><li>Pear 3</li><li>apple 12</li><li>Fig 40</li></ul>"
WIDE = "<style>body { margin: 0 }</style><div style='width: 2000px; height: 10px; background: red'></div>"
OFFER = "<a download=list.csv href='data:text/csv,Linden,5'>Export</a>"
CLICK_LINK = {"click": {"role": "link"}}
HIDDEN = {
    "display none": "<p style='display: none'>Saved</p>",
    "hidden": "<p hidden>Saved</p>",
    "visibility": "<div style='visibility: hidden'><p>Saved</p></div>",
    "opacity": "<div style='opacity: 0'><p>Saved</p></div>",
    "off the page": "<p style='position: absolute; left: -9999px'>Saved</p>",
    "collapsed": "<div style='max-height: 0; overflow: hidden'><p>Saved</p></div>",
    "for screen readers": "<p style='position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0)'>Saved</p>",
    "clip path": "<p style='position: absolute; clip-path: inset(50%)'>Saved</p>",
    "no size": "<p style='font-size: 0'>Saved</p>",
    "in a field": "<textarea>Saved</textarea>",
    "not chosen": "<select><option>New<option>Saved</select>",
    "closed": "<details><summary>More</summary><p>Saved</p></details>",
}
SHOWN = {
    "below": "<div style='height: 4000px'></div><p>Saved</p>",
    "scrolled": "<div style='height: 50px; overflow: auto'><div style='height: 900px'></div><p>Saved</p></div>",
    "fixed": "<div style='overflow: hidden; height: 0'><p style='position: fixed; top: 9px'>Saved</p></div>",
    "contents": "<div style='display: contents'><p>Saved</p></div>",
    "fading in": "<style>@keyframes in { from { opacity: 0 } } p { animation: in 3s }</style><p>Saved</p>",
    "later": "<p id=p></p><script>setTimeout(() => { p.textContent = 'Saved' }, 2500)</script>",
    "in a frame": "<p id=p></p><script>let n = 0; const next = () => { n += 1; n > 100 ? p.textContent = 'Saved' : requestAnimationFrame(next) }; requestAnimationFrame(next)</script>",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sights(examiner: Examiner) -> list[ContractVerdict]:
    absent, seen = {"expect": {"absent": {"text": "Saved"}}}, {"expect": {"visible": {"text": "Saved"}}}
    cases = [(html, [absent]) for html in HIDDEN.values()] + [(html, [seen]) for html in SHOWN.values()]
    return await judge_all(examiner, cases)


@pytest.mark.parametrize("index", range(len(HIDDEN)), ids=HIDDEN)
async def test_what_a_user_does_not_see_is_absent(sights: list[ContractVerdict], index: int) -> None:
    assert sights[index].verdict == "pass", sights[index].message


@pytest.mark.parametrize("index", range(len(HIDDEN), len(HIDDEN) + len(SHOWN)), ids=SHOWN)
async def test_what_a_user_can_see_is_visible(sights: list[ContractVerdict], index: int) -> None:
    assert sights[index].verdict == "pass", sights[index].message


def count(**comparison: Any) -> dict[str, Any]:
    return {"count": {"of": {"role": "listitem"}, **comparison}}


def ordered(*texts: str) -> dict[str, Any]:
    return {"order": {"of": {"role": "listitem"}, "texts": list(texts)}}


def by(what: str, direction: str = "ascending") -> dict[str, Any]:
    return {"sorted": {"of": {"role": "listitem"}, "by": what, "direction": direction}}


FIELD = {"label": "name"}
PAIRS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("visible", NAME, {"visible": FIELD}, {"visible": {"label": "Age"}}),
    ("visible strict", LIST, {"visible": {"role": "list", "strict": True}}, {"visible": {"role": "listitem", "strict": True}}),
    ("absent", NAME, {"absent": {"label": "Age"}}, {"absent": FIELD}),
    ("count equals", LIST, count(equals=3), count(equals=2)),
    ("count between", LIST, count(at_least=1, at_most=3), count(at_most=2)),
    ("number", "<output>Total 1,234.50 €</output>", {"number": {"of": {"role": "status"}, "equals": 1234.5}}, {"number": {"of": {"role": "status"}, "at_most": 1000}}),
    ("number by pattern", "<output>5 of 80</output>", {"number": {"of": {"role": "status"}, "pattern": "/of (\\d+)/", "equals": 80}}, {"number": {"of": {"role": "status"}, "equals": 80}}),
    ("value", NAME, {"value": {**FIELD, "is": "=Linden"}}, {"value": {**FIELD, "is": "Oak"}}),
    ("text", LIST, {"text": {"of": {"role": "listitem"}, "is": "pear"}}, {"text": {"of": {"role": "listitem"}, "is": "fig"}}),
    ("each", LIST, {"each": {"of": {"role": "listitem"}, "text": "/\\d/"}}, {"each": {"of": {"role": "listitem"}, "text": "Pear"}}),
    ("each of none", NAME, {"visible": FIELD}, {"each": {"of": {"role": "listitem"}, "text": "/./"}}),
    ("enabled", NAME, {"enabled": FIELD}, {"disabled": FIELD}),
    ("disabled", "<fieldset disabled><button>Go</button></fieldset>", {"disabled": {"role": "button"}}, {"enabled": {"role": "button"}}),
    ("focused", "<input autofocus aria-label=A><input aria-label=B>", {"focused": {"label": "A"}}, {"focused": {"label": "B"}}),
    ("checked", "<input type=checkbox checked aria-label=A>", {"checked": {"label": "A"}}, {"unchecked": {"label": "A"}}),
    ("unchecked", "<div role=switch aria-checked=false>A</div>", {"unchecked": {"role": "switch"}}, {"checked": {"role": "switch"}}),
    ("order", LIST, ordered("pear", "apple"), ordered("apple", "pear")),
    ("order of too many", LIST, ordered("pear"), ordered("pear", "apple", "fig", "kiwi")),
    ("sorted by number", LIST, by("number"), by("number", "descending")),
    ("sorted by text", "<ul><li>apple<li>Fig<li>pear</ul>", by("text"), by("text", "descending")),
    ("sorted by date", "<ul><li>2 Mar 2025<li>10 Feb 2026</ul>", by("date"), by("date", "descending")),
    ("sorted by nothing", "<ul><li>a<li>b</ul>", by("text"), by("number")),
    ("url", NAME, {"url": "=/"}, {"url": "/about$/"}),
    ("hash url", "<script>location.hash = '#/about'</script>", {"url": "=/about"}, {"url": "=/contact"}),
    ("title", "<title>Hive book</title>", {"title": "hive"}, {"title": "=hive"}),
    ("console clean", "<script>console.log('x'); fetch('https://api.example/').catch(e => console.error('Failed to fetch', e))</script>", {"console_clean": True}, {"not": {"console_clean": True}}),
    ("console error", "<script>setTimeout(() => console.error('no'), 100)</script>", {"not": {"console_clean": True}}, {"console_clean": True}),
    ("uncaught error", "<script>onerror = () => true; setTimeout(() => { throw Error('no') }, 100)</script>", {"not": {"console_clean": True}}, {"console_clean": True}),
    ("unhandled rejection", "<script>Promise.reject(Error('no'))</script>", {"not": {"console_clean": True}}, {"console_clean": True}),
    ("no overflow", NAME, {"no_overflow": True}, {"not": {"no_overflow": True}}),
    ("overflow", WIDE, {"not": {"no_overflow": True}}, {"no_overflow": True}),
    ("colour", "<body style='background: lemonchiffon'>", {"colour": {"near": "lemonchiffon", "share_at_least": 0.9}}, {"colour": {"near": "navy", "share_at_least": 0.01}}),
    ("colour within", "<body style='background: ivory'>", {"colour": {"near": "white", "share_at_least": 0.9}}, {"colour": {"near": "white", "share_at_least": 0.9, "within": 1}}),
    ("any of", NAME, {"any_of": [{"visible": {"text": "x"}}, {"visible": FIELD}]}, {"any_of": [{"visible": {"text": "x"}}]}),
    ("all of", NAME, {"all_of": [{"visible": FIELD}, {"url": "=/"}]}, {"all_of": [{"visible": FIELD}, {"absent": FIELD}]}),
    ("not", NAME, {"not": {"visible": {"text": "x"}}}, {"not": {"visible": FIELD}}),
    ("persists", NAME, {"persists": {"visible": FIELD}}, {"persists": {"absent": FIELD}}),
    ("lost by a reload", "<script>sessionStorage.n ??= 0; document.write(sessionStorage.n++ ? 'Empty' : 'Linden')</script>", {"visible": {"text": "Linden"}}, {"persists": {"visible": {"text": "Linden"}}}),
]  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pairs(examiner: Examiner) -> list[ContractVerdict]:
    return await judge_all(examiner, [(html, [{"expect": one}]) for _, html, *both in PAIRS for one in both])


@pytest.mark.parametrize("index", range(len(PAIRS)), ids=[pair[0] for pair in PAIRS])
async def test_an_expectation(pairs: list[ContractVerdict], index: int) -> None:
    _, _, holds, fails = PAIRS[index]
    good, bad = pairs[2 * index : 2 * index + 2]
    assert good.verdict == "pass", (good.message, json.dumps(holds))
    assert bad.verdict == "fail", json.dumps(fails)


@pytest.mark.parametrize(
    ("name", "contains", "verdict"),
    [("/csv$/", "Linden", "pass"), ("=other.csv", "Linden", "fail"), ("list", "Oak", "fail")],
)
async def test_a_download(examiner: Examiner, name: str, contains: str, verdict: str) -> None:
    wanted = {"expect": {"download": {"name": name, "contains": contains}}}
    got = await judge(examiner, OFFER, CLICK_LINK, wanted)
    assert got.verdict == verdict, got.message


async def test_no_download(examiner: Examiner) -> None:
    got = await judge(examiner, "<a href='#x'>Export</a>", CLICK_LINK, {"expect": {"download": {"name": "/./"}}})
    assert got.message.endswith("offered: no file")


@pytest.mark.parametrize(("change", "verdict"), [("p.textContent = 'two'", "pass"), ("", "fail")])
async def test_a_changed_text(examiner: Examiner, change: str, verdict: str) -> None:
    html = f'<p id=p role=status>one</p><button onclick="{change}">Go</button>'
    status = {"role": "status"}
    steps = [{"remember": {"as": "t", "text": status}}, {"click": {"role": "button"}}]
    got = await judge(examiner, html, *steps, {"expect": {"text": {"of": status, "changed_from": "t"}}})
    assert got.verdict == verdict, got.message
