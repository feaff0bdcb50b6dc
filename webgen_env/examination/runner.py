"""Running one contract on one site."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from webgen_env.contracts.steps import Expect, OptionalSteps
from webgen_env.contracts.target import Target, target_of
from webgen_env.examination.accessibility import find_violations
from webgen_env.examination.actions import Done, act
from webgen_env.examination.describing import describe
from webgen_env.examination.expecting import expect
from webgen_env.examination.failing import (
    BrowserGoneError,
    OvertimeError,
    SiteFaultError,
    StaleError,
    StepFailedError,
    is_stale,
)
from webgen_env.examination.locators import UnknownMemoryError
from webgen_env.examination.patience import patiently
from webgen_env.examination.polling import poll
from webgen_env.examination.result import (
    MAX_ARIA_CHARACTERS,
    MAX_CONSOLE,
    MAX_DETAIL_CHARACTERS,
    MAX_MESSAGE_CHARACTERS,
    ContractVerdict,
    Outcome,
    StepDone,
)
from webgen_env.examination.sighting import look
from webgen_env.findings import printable

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from webgen_env.contracts.contract import Contract
    from webgen_env.contracts.steps import Action, Step
    from webgen_env.examination.accessibility import Violations
    from webgen_env.examination.lane import Lane
    from webgen_env.examination.tab import Tab

T = TypeVar("T")
Pictures = Literal["all", "failed"]
"""Of which contracts a picture is taken at the end: of all, or only of those that did not pass."""

_LOGGER = logging.getLogger(__name__)

_EVIDENCE_TIMEOUT_S = 4.0
_EVIDENCE_OF_A_BROKEN_PAGE_TIMEOUT_S = 1.0
_OPEN_TIMEOUT_S = 20.0
_ANSWER_TIMEOUT_S = 10.0
_LOOK_MS = 500
_OPTIONAL_STEPS_MS = (50, 250)


@dataclass
class Run:
    """One contract on its way.

    Attributes:
        contract: The contract.
        steps: The steps done so far.
        outcome: How it stands.
        message: Why it failed.
        memory: What was remembered.
        healthy: Whether the page still answers.
        repeatable: Whether no deadline and no crash had a part in the outcome.
        axe: The program of axe-core, if it is to look at the first page.
        violations: What it found.
    """

    contract: Contract
    steps: list[StepDone] = field(default_factory=list)
    outcome: Outcome = "pass"
    message: str = ""
    memory: dict[str, str | float] = field(default_factory=dict)
    healthy: bool = True
    repeatable: bool = True
    axe: Path | None = None
    violations: Violations | None = None
    _at: str = ""

    async def walk(self, tab: Tab) -> None:
        """Do all steps, until one fails.

        Raises:
            StepFailedError: The site does not meet the contract.
            SiteFaultError: The site hangs, crashes or leaves.
        """
        self._at = f"open {self.contract.start}"
        await tab.goto(self.contract.start)
        self._note(True)
        if self.axe is not None:
            await tab.advance(_LOOK_MS)
            self.violations = await find_violations(tab, self.axe)
            self.repeatable = self.violations is not None
        for step in self.contract.steps:
            await self._step(tab, step)
            if tab.left:
                raise SiteFaultError("the page navigated away from the site")

    async def _step(self, tab: Tab, step: Step) -> None:
        self._at = describe(step)
        if isinstance(step, Expect):
            held = await expect(tab, step.expect, self.memory)
            if not held.ok:
                raise StepFailedError(held.detail or "it does not hold", matched=held.matched)
            self._note(True, held.detail, held.matched)
        elif isinstance(step, OptionalSteps):
            await self._optional(tab, step)
        else:
            self._done(await act(tab, step, self.memory))

    async def _optional(self, tab: Tab, steps: OptionalSteps) -> None:
        target = first_target(steps.optional[0])
        if target is not None:
            seen = await poll(
                tab,
                lambda: look(tab, target, self.memory, detail=1, files=True),
                lambda seen: seen.count > 0,
                _OPTIONAL_STEPS_MS,
            )
            if not seen.count:
                self._note(True, "left out: there is no such element")
                return
        for step in steps.optional:
            self._at = describe(step)
            self._done(await act(tab, step, self.memory))

    def _done(self, done: Done) -> None:
        self._note(True, done.detail, done.matched)

    def _note(self, ok: bool, detail: str = "", matched: tuple[str, ...] = ()) -> None:
        self.steps.append(StepDone(self._at, ok, printable(detail, MAX_DETAIL_CHARACTERS), matched))

    def fail(
        self, reason: str, matched: tuple[str, ...] = (), *, healthy: bool = True, repeatable: bool = True
    ) -> None:
        """Note that the site failed at the present step.

        Args:
            reason: Why.
            matched: Which elements matched, where that says why.
            healthy: Whether the page still answers.
            repeatable: Whether no deadline and no crash had a part in it.
        """
        self.healthy = self.healthy and healthy
        self.repeatable = self.repeatable and repeatable
        self._note(False, reason, matched)
        self.outcome = "fail"
        self.message = printable(f"{self._at}: {reason}", MAX_MESSAGE_CHARACTERS)

    def give_up(self, reason: str) -> None:
        """Note that our own machinery failed."""
        self.healthy = self.repeatable = False
        self.outcome = "inconclusive"
        self.message = printable(reason, MAX_MESSAGE_CHARACTERS)


@dataclass(frozen=True, slots=True)
class Ran:
    """A contract that was run.

    Attributes:
        verdict: The verdict with its evidence.
        reusable: Whether the lane may be cleared and used again.
        violations: What axe-core found on the first page, if it was asked.
    """

    verdict: ContractVerdict
    reusable: bool
    violations: Violations | None = None


async def run_contract(
    lane: Lane, contract: Contract, *, timeout_s: float, axe: Path | None = None, pictures: Pictures = "all"
) -> Ran:
    """Run one contract, in a page that is as a fresh one.

    Args:
        lane: Where the site is examined.
        contract: What is wanted.
        timeout_s: Deadline in seconds; see :mod:`webgen_env.examination.patience`. Only a page that hangs nears it.
        axe: The program of axe-core, if it is to look at the first page.
        pictures: Of which contracts to take a picture at the end.

    Returns:
        What came of it.

    Raises:
        BrowserGoneError: The browser ended.
    """
    began = time.perf_counter()
    run = Run(contract, axe=axe)
    tab = await _open(lane, contract)
    await _walk(run, tab, timeout_s)
    sound = run.healthy and run.repeatable
    limit_s = _EVIDENCE_TIMEOUT_S if sound else _EVIDENCE_OF_A_BROKEN_PAGE_TIMEOUT_S
    evidence = await _gather(tab, limit_s, picture=pictures == "all" or run.outcome != "pass")
    verdict = ContractVerdict(
        id=contract.id,
        verdict=run.outcome,
        requirement=contract.requirement,
        category=contract.category,
        message=run.message,
        steps=tuple(run.steps),
        screenshot=evidence.screenshot,
        aria=evidence.aria,
        console=tab.console()[:MAX_CONSOLE],
        repeatable=run.repeatable,
        ambiguous=any(step.matched and _is_action(step.step) for step in run.steps),
        elapsed_s=time.perf_counter() - began,
    )
    left = lane.leave()
    # A deadline may have passed with a button or a key held down.
    return Ran(verdict, sound and left, run.violations)


def first_target(action: Action) -> Target | None:
    """The target of an action; ``None`` if it has none."""
    (name,) = type(action).model_fields
    body = getattr(action, name)
    if name == "upload":
        return body.target  # type: ignore[no-any-return]
    if name == "remember":
        return body.target  # type: ignore[no-any-return]
    if name == "press":
        return target_of(body) if body.given else None
    return target_of(body) if isinstance(body, Target) else None


@dataclass(frozen=True, slots=True)
class _Evidence:
    screenshot: bytes | None = None
    aria: str = ""


async def _open(lane: Lane, contract: Contract) -> Tab:
    accept = contract.dialogs == "accept"
    try:
        return await asyncio.wait_for(lane.tab(viewport=contract.viewport, accept_dialogs=accept), _OPEN_TIMEOUT_S)
    except Exception as error:
        raise BrowserGoneError(f"no page could be opened: {str(error)[:200]}") from error


async def _walk(run: Run, tab: Tab, timeout_s: float) -> None:
    from playwright.async_api import Error

    try:
        await patiently(tab.window.browser, run.walk(tab), timeout_s)
    except StepFailedError as error:
        run.fail(str(error), error.matched, repeatable=error.repeatable)
    except UnknownMemoryError as error:
        run.fail(str(error))
    except SiteFaultError as error:
        run.fail(str(error), healthy=False, repeatable=error.repeatable)
    except StaleError:
        run.fail("the page replaces itself again and again", healthy=False, repeatable=False)
    except OvertimeError as error:
        await _late(run, tab, error)
    except Error as error:
        await _broken(run, tab, error)


async def _late(run: Run, tab: Tab, error: OvertimeError) -> None:
    """Out of time: whose fault is it?"""
    if await tab.answers():
        run.give_up(f"not done {error}, although the page answers")
    else:
        run.fail("the page hangs: its scripts do not come to an end", healthy=False, repeatable=False)


async def _broken(run: Run, tab: Tab, error: Exception) -> None:
    try:
        tab.check()
    except SiteFaultError as fault:
        run.fail(str(fault), healthy=False, repeatable=fault.repeatable)
        return
    if is_stale(error):
        run.fail("the page replaces itself again and again", healthy=False, repeatable=False)
        return
    if not await responds(tab):
        raise BrowserGoneError(str(error)[:300]) from error
    if tab.page.is_closed():
        run.fail("the page closed itself", healthy=False)
        return
    _LOGGER.warning("Contract %s: %s", run.contract.id, error)
    run.give_up(f"Playwright refused: {str(error)[:300]}")


async def responds(tab: Tab) -> bool:
    """Whether the browser itself still opens pages."""
    browser = tab.window.browser
    if not browser.is_connected():
        return False
    try:
        context = await asyncio.wait_for(browser.new_context(), _ANSWER_TIMEOUT_S)
        await asyncio.wait_for(context.close(), _ANSWER_TIMEOUT_S)
    except Exception as error:  # noqa: BLE001 - whatever it is, the browser does not answer
        _LOGGER.debug("The browser does not answer: %s", error)
        return False
    return True


async def _gather(tab: Tab, timeout_s: float, *, picture: bool = True) -> _Evidence:
    """Picture and accessibility tree at the end, of a page that may be broken."""
    snapshot = tab.page.locator("body").aria_snapshot(timeout=timeout_s * 1000)
    if not picture:
        return _Evidence(None, printable(await _what_can_be_had(snapshot, timeout_s) or "", MAX_ARIA_CHARACTERS))
    screenshot, aria = await asyncio.gather(
        _what_can_be_had(tab.screenshot(), timeout_s), _what_can_be_had(snapshot, timeout_s)
    )
    return _Evidence(screenshot, printable(aria or "", MAX_ARIA_CHARACTERS))


async def _what_can_be_had(evidence: Coroutine[Any, Any, T], timeout_s: float) -> T | None:
    try:
        return await asyncio.wait_for(evidence, timeout_s)
    except Exception as error:  # noqa: BLE001 - evidence of a broken page is what can be had
        _LOGGER.debug("Evidence: %s", error)
        return None


def _is_action(step: str) -> bool:
    return not step.startswith("expect")
