"""Sites that break the tester: failed or survived within the deadline, and the next contract is unaffected."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

import pytest

from tests.examination.conftest import judge, site, visible
from webgen_env.browser.process import children_of
from webgen_env.contracts import parse_contracts
from webgen_env.errors import ClosedError
from webgen_env.examination import Examination, Examiner
from webgen_env.toolchain import Toolchain  # noqa: TC001 - a fixture

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUTTON = "<p id=out></p><button onclick=\"{act}; out.textContent = 'done'\">Go</button>"
GO = {"click": {"role": "button", "name": "go"}}
DONE = visible("done")

SURVIVED = {
    "alerts": "for (let i = 0; i < 5; i += 1) alert(i)",
    "confirm and prompt": "confirm('a'); prompt('b')",
    "a new window": "window.open('/other'); window.open('https://elsewhere.example/')",
    "print": "print()",
    "a beforeunload": "onbeforeunload = (event) => { event.preventDefault(); event.returnValue = 'stay' }",
    "full screen": "document.documentElement.requestFullscreen().catch(() => {})",
    "a flood on the console": "for (let i = 0; i < 20000; i += 1) console.log('x'.repeat(5000))",
    "busy timers": "setInterval(() => {}, 0); const f = () => requestAnimationFrame(f); f()",
    "a broken clock": "Date.now = () => NaN; setTimeout = null; performance.now = null",
}
FAILED = {
    "an endless loop": "for (;;) {}",
    "leaving": "location.href = 'https://elsewhere.example/'",
    "a crash": "location.href = 'chrome://crash'; setTimeout(() => {}, 1); throw 1",
    "an endless reload": "sessionStorage.again = 1; location.reload()",
    "closing itself": "document.documentElement.remove()",
}
HURRIED = ("hangs", "renderer", "replaces itself", "did not load", "come to an end")
"""Words of the reasons in which a deadline or a crash had a part."""

AGAIN = "<script>if (sessionStorage.again) location.reload()</script>"


@pytest.mark.parametrize("act", SURVIVED.values(), ids=SURVIVED)
async def test_what_is_odd_is_survived(examiner: Examiner, act: str) -> None:
    verdict = await judge(examiner, BUTTON.format(act=act.replace('"', "'")), GO, DONE)
    assert verdict.verdict == "pass", verdict.message


@pytest.mark.parametrize("act", FAILED.values(), ids=FAILED)
async def test_what_breaks_the_page_fails(toolchain: Toolchain, act: str) -> None:
    examiner = Examiner(toolchain, concurrency=1, contract_timeout_s=5)
    html = AGAIN + BUTTON.format(act=act)
    good = [{"expect": {"visible": {"role": "button"}}}]
    contracts = parse_contracts([contract("bad", GO, DONE), contract("next", *good)])
    try:
        async with asyncio.timeout(60):
            examination = await examiner.examine_contracts(site(html), contracts)
    finally:
        await examiner.aclose()
    bad, following = examination.contracts
    assert (bad.verdict, following.verdict) == ("fail", "pass"), bad.message
    assert following.repeatable
    assert bad.repeatable is not any(words in bad.message for words in HURRIED), bad.message


def contract(name: str, *steps: Any) -> dict[str, Any]:
    return {"id": name, "requirement": "It works.", "category": "form", "steps": list(steps)}


async def test_a_site_that_hangs_cannot_make_it_a_fault_of_ours(toolchain: Toolchain) -> None:
    """The time of the site is over before all contracts were tried."""
    examiner = Examiner(toolchain, concurrency=2, site_timeout_s=4)
    contracts = parse_contracts([contract(f"c{index}", GO, DONE) for index in range(4)])
    try:
        examination = await examiner.examine_contracts(site(BUTTON.format(act="for (;;) {}")), contracts)
    finally:
        await examiner.aclose()
    assert [verdict.verdict for verdict in examination.contracts] == ["fail"] * 4
    reasons = [verdict.message for verdict in examination.contracts]
    assert ["the page hangs" in reason for reason in reasons] == [True, True, False, False]
    assert ["hung under other contracts" in reason for reason in reasons] == [False, False, True, True]
    assert not any(verdict.repeatable for verdict in examination.contracts)


async def test_a_page_that_hangs_by_itself_is_given_up(examiner: Examiner) -> None:
    verdict = await judge(examiner, BUTTON.format(act="setTimeout(() => { for (;;) {} }, 10)"), GO, DONE)
    assert verdict.verdict == "fail"
    assert "the page hangs" in verdict.message
    assert not verdict.repeatable


async def test_without_a_page_that_hangs_a_lack_of_time_is_ours(toolchain: Toolchain) -> None:
    examiner = Examiner(toolchain, concurrency=1, site_timeout_s=1e-9)
    try:
        examination = await examiner.examine_contracts(site("<p>here</p>"), parse_contracts([contract("it", DONE)]))
    finally:
        await examiner.aclose()
    [verdict] = examination.contracts
    assert verdict.verdict == "inconclusive"
    assert verdict.message == "the deadline of the site passed before this contract began"
    assert not verdict.repeatable


STORE = """
<p id=out>storing</p><script>
(async () => {
  const found = [];
  if (document.cookie) found.push('cookie');
  if (localStorage.length) found.push('local');
  if (sessionStorage.length) found.push('session');
  if (window.name) found.push('name');
  if (history.length > 2) found.push('history');
  if ((await indexedDB.databases()).length) found.push('database');
  if ((await caches.keys()).length) found.push('cache');
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) found.push('file ' + name);
  document.cookie = 'a=1; max-age=9999'; localStorage.a = 1; sessionStorage.a = 1; window.name = 'a';
  await new Promise((done) => { indexedDB.open('a').onsuccess = done });
  await (await caches.open('a')).put('/a', new Response('a'));
  await root.getFileHandle('a', { create: true });
  history.pushState(1, '', '/a'); history.pushState(1, '', '/b');
  out.textContent = found.length ? 'found ' + found.join(', ') : 'nothing found';
})();
</script>"""


async def test_a_contract_leaves_nothing_to_the_next(toolchain: Toolchain) -> None:
    examiner = Examiner(toolchain, concurrency=1)
    contracts = parse_contracts([contract(f"c{number}", visible("nothing found")) for number in range(4)])
    try:
        examination = await examiner.examine_contracts(site(STORE), contracts)
    finally:
        await examiner.aclose()
    assert [verdict.message for verdict in examination.contracts] == [""] * 4


async def test_a_page_cannot_pretend_to_be_seen(examiner: Examiner) -> None:
    html = """<p hidden>Saved</p><script>
      Element.prototype.getBoundingClientRect = () => new DOMRect(10, 10, 100, 20);
      window.getComputedStyle = () => ({ visibility: 'visible', opacity: 1, overflowX: 'visible' });
      RegExp.prototype.test = () => true; String.prototype.includes = () => true;
      window.webgenSight = { read: () => ({ count: 1 }) };
    </script>"""
    verdict = await judge(examiner, html, visible("Saved"))
    assert verdict.verdict == "fail"


async def test_a_browser_that_is_killed_is_replaced(toolchain: Toolchain) -> None:
    examiner = Examiner(toolchain, concurrency=1)
    before = set(children_of(os.getpid()))
    html = BUTTON.format(act="1")
    contracts = parse_contracts([contract("slow", {"wait": 5}, GO, DONE)])
    try:
        await examiner.examine_contracts(site(html), contracts)
        driver = examiner._driver
        assert driver is not None
        (node,) = set(children_of(os.getpid())) - before
        (shell,) = children_of(node)
        os.killpg(shell, signal.SIGKILL)
        examination = await examiner.examine_contracts(site(html), contracts)
        assert examination.contracts[0].verdict == "pass", examination.contracts[0].message
        assert examiner._driver is not driver
    finally:
        await examiner.aclose()
    assert set(children_of(os.getpid())) == before
    assert not driver.profile.exists()


async def test_a_closed_examiner_says_so(toolchain: Toolchain) -> None:
    examiner = Examiner(toolchain)
    await examiner.aclose()
    await examiner.aclose()
    with pytest.raises(ClosedError):
        await examiner.examine_contracts(site(BUTTON), parse_contracts([contract("a", GO, DONE)]))


@pytest.mark.slow
async def test_three_runs_give_the_same(toolchain: Toolchain) -> None:
    html = """<p id=out>0</p><p id=at></p><button onclick="out.textContent = Math.random()">Go</button>
    <script>setInterval(() => { at.textContent = new Date().toISOString() + ' ' + performance.now() }, 333);
    console.log(crypto.randomUUID())</script>"""
    steps = [GO, {"wait": 2.5}, {"reload": True}, {"wait": 1}, GO, {"expect": {"no_overflow": True}}]
    contracts = parse_contracts([contract(f"c{number}", *steps) for number in range(3)] + [contract("no", GO, DONE)])
    seen: list[Examination] = []
    for concurrency in (1, 3, 2):
        examiner = Examiner(toolchain, concurrency=concurrency)
        try:
            seen.append(await examiner.examine_contracts(site(html), contracts))
        finally:
            await examiner.aclose()
    plain = [
        [(one.verdict, one.message, one.steps, one.aria, one.console, one.screenshot) for one in run.contracts]
        for run in seen
    ]
    assert plain[0] == plain[1] == plain[2]
    assert "2026-01-01T12:00:0" in seen[0].contracts[0].aria
