"""A page that shows one contract after another: no contract can tell what was there before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.examination.conftest import site, visible
from webgen_env.contracts import parse_contracts
from webgen_env.examination import ContractVerdict, Examiner
from webgen_env.examination.window import Window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from webgen_env.toolchain import Toolchain

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEPT = {
    "what is stored": """
        localStorage.a = sessionStorage.a = name = '1'; document.cookie = 'a=1; max-age=9999'""",
    "what is stored in databases and files": """
        await new Promise((done) => { indexedDB.open('a').onsuccess = done });
        await (await caches.open('a')).put('/a', new Response('a'));
        await (await navigator.storage.getDirectory()).getFileHandle('a', { create: true })""",
    "what is stored on leaving": """
        addEventListener('pagehide', () => {
          localStorage.a = sessionStorage.a = name = '1'; document.cookie = 'a=1';
        })""",
    "storing that goes on": """
        const on = async () => { for (;;) { localStorage.a = sessionStorage.a = name = '1'; await caches.has('a') } };
        on()""",
    "history": """
        history.pushState(1, '', '/a'); history.pushState(1, '', '/b'); history.replaceState({ a: 1 }, '', '/c')""",
    "timers": """
        setInterval(() => { console.error('late'); sessionStorage.late = 1 }, 5);
        setTimeout(() => alert('late'), 60)""",
    "errors and rejections": """
        console.error('mine'); setTimeout(() => { throw new Error('mine') }); Promise.reject(new Error('mine'))""",
    "a wish to stay": """
        addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay' })""",
    "dialogs": "alert(1); confirm(2); prompt(3)",
    "a lock": "navigator.locks.request('a', () => new Promise(() => {})); await navigator.locks.query()",
    "a request under way": "fetch('https://elsewhere.example/slow').catch(() => {}); fetch('/slow').catch(() => {})",
    "a page that is scrolled and holds the focus": """
        document.body.style.height = '9000px'; scrollTo(0, 5000);
        document.body.append(document.createElement('input')); document.querySelector('input').focus()""",
    "a broken world": """
        Storage.prototype.clear = () => {}; document.open(); document.write('<p>done</p>'); document.close()""",
}
SPOILT = {
    "a worker": "new Worker(URL.createObjectURL(new Blob(['for (;;) {}'])))",
    "an endless loop": "for (;;) {}",
    "an endless loop on leaving": "addEventListener('pagehide', () => { for (;;) {} })",
    "a crash": "location.href = 'https://elsewhere.example/'",
}
"""What ends the page; the last stands for all of which a contract says that the site is to blame."""

FACTS = """
<style>#at { position: fixed; inset: 0; z-index: -1 } #at:hover { background: red } </style>
<div id=at></div><p id=seen></p><p id=out></p><button>Go</button><script>
const counted = { pressed: 0, keys: 0, storage: 0, focus: 0 };
addEventListener('mousedown', () => { counted.pressed += 1 });
addEventListener('keydown', () => { counted.keys += 1 });
addEventListener('storage', () => { counted.storage += 1 });
addEventListener('focus', () => { counted.focus += 1 });
const [loading] = performance.getEntriesByType('navigation');
const once = {
  cookie: document.cookie, local: { ...localStorage }, session: { ...sessionStorage }, name, type: loading.type,
  timing: loading.serverTiming.map((one) => [one.name, one.duration, one.description]),
  referrer: document.referrer, state: history.state, at: Date.now(), now: performance.now(), chance: Math.random(),
};
const look = async () => {
  const files = [];
  for await (const file of (await navigator.storage.getDirectory()).keys()) files.push(file);
  const locks = await navigator.locks.query();
  return {
    ...once, ...counted, files, databases: await indexedDB.databases(), caches: await caches.keys(),
    locks: locks.held.length + locks.pending.length, history: history.length, scroll: [scrollX, scrollY],
    entries: navigation.entries().map((one) => one.url), back: navigation.canGoBack,
    size: [innerWidth, innerHeight, outerWidth, outerHeight, screen.width, screen.height, devicePixelRatio],
    scale: [visualViewport.scale, visualViewport.width], still: matchMedia('(prefers-reduced-motion)').matches,
    full: !!document.fullscreenElement, pointer: !!document.pointerLockElement,
    active: document.activeElement.localName,
    shown: document.visibilityState, focused: document.hasFocus(),
    hovered: [...document.querySelectorAll(':hover')].map((one) => one.localName),
    opener: !!window.opener, frames: window.length,
  };
};
setInterval(() => {}, 50);
setTimeout(async () => { seen.textContent = JSON.stringify(await look(), null, 1); out.textContent = 'looked' }, 300);
document.querySelector('button').onclick = async () => { ACT; out.textContent = 'done' };
</script>"""
LOOK = ({"wait": 1}, {"wait": 1}, visible("looked"))
GO = {"click": {"role": "button", "name": "go"}}


def contract(name: str, *steps: Any, **fields: Any) -> dict[str, Any]:
    return {"id": name, "requirement": "It works.", "category": "form", "steps": list(steps), **fields}


async def examined(examiner: Examiner, act: str, *contracts: dict[str, Any]) -> tuple[ContractVerdict, ...]:
    found = await examiner.examine_contracts(site(FACTS.replace("ACT", act)), parse_contracts(list(contracts)))
    return found.contracts


def told(verdict: ContractVerdict) -> tuple[Any, ...]:
    steps = [(step.step, step.ok, step.detail, step.matched) for step in verdict.steps]
    return (verdict.verdict, verdict.message, steps, verdict.aria, verdict.console, verdict.screenshot)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One entry for each page that was opened."""
    pages: list[None] = []
    open_window = Window.open

    async def counting(*arguments: Any) -> Window:
        pages.append(None)
        return await open_window(*arguments)

    monkeypatch.setattr(Window, "open", counting)
    return pages


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def alone(toolchain: Toolchain) -> AsyncIterator[Examiner]:
    made = Examiner(toolchain, concurrency=1, contract_timeout_s=8)
    yield made
    await made.aclose()


async def look_first(examiner: Examiner, act: str = "", **fields: Any) -> ContractVerdict:
    """What a page says that shows nothing before; another contract takes the look at accessibility."""
    _, first = await examined(examiner, act, contract("short", visible("Go")), contract("look", *LOOK, **fields))
    assert first.verdict == "pass", first.message
    assert "history" in first.aria
    return first


@pytest.mark.parametrize("act", KEPT.values(), ids=KEPT)
async def test_nothing_is_seen_of_the_contract_before(alone: Examiner, opened: list[None], act: str) -> None:
    first = await look_first(alone, act)
    opened.clear()
    steps = [GO, visible("done"), {"resize": [500, 700]}, {"press": {"key": "Tab"}}, {"wait": 1}]
    before, again = await examined(alone, act, contract("before", *steps), contract("look", *LOOK))
    assert before.verdict == "pass", before.message
    assert told(again) == told(first)
    assert len(opened) == 1


@pytest.mark.parametrize("act", SPOILT.values(), ids=SPOILT)
async def test_a_page_that_is_suspicious_is_not_used_again(alone: Examiner, opened: list[None], act: str) -> None:
    first = await look_first(alone, act)
    opened.clear()
    steps = [GO, {"wait": 0.1}, {"wait": 0.1}, visible("done")]
    _, again = await examined(alone, act, contract("before", *steps), contract("look", *LOOK))
    assert told(again) == told(first)
    # A worker has its contract run anew in a page that serves workers too.
    assert len(opened) == (3 if "Worker" in act else 2)


async def test_a_full_screen_ends_with_its_contract(alone: Examiner, opened: list[None]) -> None:
    act = "await document.documentElement.requestFullscreen(); document.body.requestPointerLock()"
    first = await look_first(alone, act, viewport=[375, 667])
    opened.clear()
    steps = [GO, visible("done"), {"wait": 0.1}, {"wait": 0.1}]
    before, again = await examined(alone, act, contract("before", *steps), contract("look", *LOOK, viewport=[375, 667]))
    assert before.verdict == "pass", before.message
    assert told(again) == told(first)
    assert len(opened) == 1


async def test_a_page_in_full_screen_can_be_resized(alone: Examiner) -> None:
    act = "document.exitFullscreen = () => {}; await document.documentElement.requestFullscreen()"
    steps = [GO, visible("done"), {"wait": 0.1}, {"resize": [500, 700]}, visible("done")]
    _, resized = await examined(alone, act, contract("look", visible("Go")), contract("before", *steps))
    assert resized.verdict == "pass", resized.message


async def test_no_pointer_is_over_a_page_before_a_step_brings_it(alone: Examiner) -> None:
    resized = contract("resized", {"resize": [500, 700]}, *LOOK)
    pressed = contract("pressed", *LOOK, GO, visible("done"))
    seen = await examined(alone, "", resized, pressed, contract("look", *LOOK))
    assert [verdict.verdict for verdict in seen] == ["pass"] * 3
    assert ['\\"hovered\\": []' in verdict.aria for verdict in seen] == [True] * 3


async def test_a_failure_does_not_cost_the_page(alone: Examiner, opened: list[None]) -> None:
    first = await look_first(alone)
    opened.clear()
    steps = [GO, {"wait": 0.1}, {"wait": 0.1}, visible("elsewhere")]
    failed, again = await examined(alone, "", contract("before", *steps), contract("look", *LOOK))
    assert failed.verdict == "fail"
    assert told(again) == told(first)
    assert len(opened) == 1


async def test_there_is_no_way_back_to_the_contract_before(alone: Examiner) -> None:
    act = "history.pushState(1, '', '/a')"
    back = contract("back", {"back": True}, visible("Go"), start="/b")
    before, after = await examined(alone, act, contract("before", GO, visible("done"), {"wait": 0.1}), back)
    assert before.verdict == "pass", before.message
    assert after.verdict == "fail"
    assert "no page to go back to" in after.message
