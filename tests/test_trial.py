"""Trying a site out goes on beside its visit and its grading, and ends with them. Over fakes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge, Script
from tests.test_scorer import GOOD, TASK
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.cascade import Scored, Stages, walk
from webgen_env.errors import InfrastructureError
from webgen_env.examination.result import ContractVerdict, Examination
from webgen_env.reward import get_preset
from webgen_env.scaffold import default_scaffold

if TYPE_CHECKING:
    from webgen_env.build.site import Site
    from webgen_env.tasks.task import Task

BLANK = Visit((PageVisit("/", blank=True),))


@dataclass
class FakeExaminer:
    """Decides one contract as told."""

    script: Script = field(default_factory=Script)
    verdict: Any = "pass"
    identity: str = "fake-examiner"

    async def examine(self, site: Site, task: Task) -> Examination:
        await self.script.play()
        return Examination((ContractVerdict("a", self.verdict, "It works.", "form"),))


@dataclass
class Parts:
    builder: FakeBuilder = field(default_factory=FakeBuilder)
    browser: FakeBrowser = field(default_factory=FakeBrowser)
    judge: FakeJudge = field(default_factory=FakeJudge)
    examiner: FakeExaminer = field(default_factory=FakeExaminer)

    async def walk(self) -> Scored:
        def lend(part: Any) -> Any:
            @asynccontextmanager
            async def lent() -> AsyncIterator[Any]:
                yield part

            return lent

        stages = Stages(
            default_scaffold(),
            get_preset("executable"),
            lend(self.judge),
            self.judge.identity,
            lend(self.builder),
            lend(self.browser),
            lend(self.examiner),
            retries=1,
            backoff_s=0.0,
        )
        return await walk(TASK, GOOD, stages)


@dataclass
class Telling(Script):
    """Tells that it has played."""

    told: asyncio.Event = field(default_factory=asyncio.Event)

    async def play(self) -> None:
        await super().play()
        self.told.set()


@dataclass
class Waiting(Script):
    """Plays to its end only after another."""

    other: Telling = field(default_factory=Telling)

    async def play(self) -> None:
        await self.other.told.wait()
        await super().play()


async def test_it_goes_on_while_the_site_is_seen_and_graded() -> None:
    parts = Parts()
    parts.judge.script = Telling()
    parts.examiner.script = Waiting(other=parts.judge.script)
    async with asyncio.timeout(300):
        result = (await parts.walk()).result
    assert result.stage == "scored"
    assert result.examination is not None
    assert result.provenance["examiner"] == "fake-examiner"
    assert {"render", "judge", "examine"} <= set(result.timing)


async def test_it_ends_with_a_visit_that_shows_nothing() -> None:
    parts = Parts(browser=FakeBrowser(visit_=BLANK))
    parts.browser.script.delay_s = 0.01
    parts.examiner.script.delay_s = 3600
    result = (await parts.walk()).result
    assert (result.stage, result.examination) == ("render", None)
    assert "examiner" not in result.provenance
    assert (parts.examiner.script.calls, parts.examiner.script.running) == (1, 0)
    assert parts.judge.script.calls == 0


async def test_it_ends_with_a_fault_of_the_visit() -> None:
    parts = Parts()
    parts.browser.script.errors = [InfrastructureError("The browser is gone.", stage="render")] * 2
    parts.browser.script.delay_s = 0.01
    parts.examiner.script.delay_s = 3600
    result = (await parts.walk()).result
    assert (result.fault, result.fault_message) == ("infra", "The browser is gone.")
    assert parts.examiner.script.running == 0


async def test_its_own_fault_counts_only_where_something_is_to_be_seen() -> None:
    for visit, fault in ((None, "infra"), (BLANK, None)):
        parts = Parts(examiner=FakeExaminer(verdict="inconclusive"), browser=FakeBrowser(visit_=visit))
        parts.browser.script.delay_s = 0.05
        result = (await parts.walk()).result
        assert result.fault == fault
        assert parts.examiner.script.calls == 2


async def test_it_is_tried_again() -> None:
    parts = Parts()
    parts.examiner.script.errors = [InfrastructureError("The browser did not start.", stage="render")]
    result = (await parts.walk()).result
    assert result.fault is None
    assert parts.examiner.script.calls == 2
