"""A page that hangs, told from a machine that stands still."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.examination.conftest import site, visible
from webgen_env.browser.process import children_of
from webgen_env.contracts import parse_contracts
from webgen_env.examination import Examiner
from webgen_env.examination.failing import BrowserGoneError, OvertimeError
from webgen_env.examination.patience import patiently
from webgen_env.toolchain import Toolchain  # noqa: TC001 - a fixture

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONTRACT = {"id": "it", "requirement": "It works.", "category": "form"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def warm(toolchain: Toolchain) -> AsyncIterator[Examiner]:
    """An examiner whose browser runs."""
    examiner = Examiner(toolchain, concurrency=1, contract_timeout_s=1)
    await examiner.examine_contracts(site("<p>up"), parse_contracts([{**CONTRACT, "steps": [visible("up")]}]))
    yield examiner
    await examiner.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def opened(warm: Examiner) -> Browser:
    assert warm._driver is not None
    return warm._driver.browser


async def test_what_comes_in_time_is_given(opened: Browser) -> None:
    assert await patiently(opened, asyncio.sleep(0.01, "there"), 5) == "there"
    assert not opened.contexts, "no page of ours was needed"


async def test_what_fails_in_time_fails_as_itself(opened: Browser) -> None:
    async def fail() -> None:
        raise ValueError("itself")

    with pytest.raises(ValueError, match="itself"):
        await patiently(opened, fail(), 5)


async def test_what_comes_during_the_work_is_given(opened: Browser) -> None:
    assert await patiently(opened, asyncio.sleep(0.4, "late"), 0.3) == "late"
    assert not opened.contexts


async def test_what_does_not_come_is_called_off(opened: Browser) -> None:
    task = asyncio.ensure_future(asyncio.sleep(60))
    with pytest.raises(OvertimeError, match=r"within 0\.1 s"):
        await patiently(opened, task, 0.1)
    assert task.cancelled()
    assert not opened.contexts


async def test_whoever_waits_can_be_called_off(opened: Browser) -> None:
    task = asyncio.ensure_future(asyncio.sleep(60))
    waiting = asyncio.ensure_future(patiently(opened, task, 0.5))
    await asyncio.sleep(0.8)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert task.cancelled()
    assert not opened.contexts


async def test_a_browser_that_is_closed_blames_no_page(toolchain: Toolchain) -> None:
    examiner = Examiner(toolchain, concurrency=1)
    await examiner.examine_contracts(site("<p>up"), parse_contracts([{**CONTRACT, "steps": [visible("up")]}]))
    assert examiner._driver is not None
    gone = examiner._driver.browser
    await examiner.aclose()
    with pytest.raises(BrowserGoneError):
        await patiently(gone, asyncio.sleep(60), 0.01)


async def test_a_machine_that_stands_still_costs_a_site_nothing(warm: Examiner) -> None:
    """All processes of the browser stand still for longer than the deadline of the contract."""
    driver = warm._driver
    groups = [shell for node in children_of(os.getpid()) for shell in children_of(node)]
    assert groups, "the browser's own process group"
    contracts = parse_contracts([{**CONTRACT, "steps": [visible("up")]}])
    for group in groups:
        os.killpg(group, signal.SIGSTOP)
    try:
        running = asyncio.ensure_future(warm.examine_contracts(site("<p>up"), contracts))
        await asyncio.sleep(4)
        assert not running.done()
    finally:
        for group in groups:
            os.killpg(group, signal.SIGCONT)
    (verdict,) = (await running).contracts
    assert verdict.verdict == "pass", verdict.message
    assert warm._driver is driver, "the browser was not blamed either"


async def test_a_page_that_hangs_fails_on_a_busy_machine_too(warm: Examiner) -> None:
    """Beside pages of ours that take what cores there are."""
    assert warm._driver is not None
    contexts = [await warm._driver.browser.new_context() for _ in range(os.cpu_count() or 1)]
    pages = [await context.new_page() for context in contexts]
    hogs = [asyncio.ensure_future(page.evaluate("for (;;) {}")) for page in pages]
    html = "<button onclick='for (;;) {}'>Go</button>"
    steps = [{"click": {"role": "button"}}, visible("done")]
    try:
        examination = await warm.examine_contracts(site(html), parse_contracts([{**CONTRACT, "steps": steps}]))
    finally:
        for hog in hogs:
            hog.cancel()
        await asyncio.gather(*(context.close() for context in contexts))
    (verdict,) = examination.contracts
    assert (verdict.verdict, verdict.repeatable) == ("fail", False)
    assert "come to an end" in verdict.message
