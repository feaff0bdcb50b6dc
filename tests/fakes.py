"""Fakes at the three seams, and nowhere else: one configurable class each."""

from __future__ import annotations

import asyncio
import io
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PIL import Image

from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.build.site import BuildOutcome, Site
from webgen_env.reward.judge import Judgement

if TYPE_CHECKING:
    from webgen_env.scaffold.project import Project
    from webgen_env.tasks.task import Task


def png(colour: str = "teal") -> bytes:
    """A screenshot in one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (1024, 768), colour).save(buffer, "PNG")
    return buffer.getvalue()


@dataclass
class Script:
    """What a fake does call by call: raise the given errors first, then answer; counts calls and overlap."""

    errors: list[BaseException] = field(default_factory=list)
    delay_s: float = 0.0
    calls: int = 0
    running: int = 0
    most_running: int = 0
    closed: int = 0

    async def play(self) -> None:
        self.calls += 1
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await asyncio.sleep(self.delay_s)
            if self.errors:
                raise self.errors.pop(0)
        finally:
            self.running -= 1


@dataclass
class FakeBuilder:
    """Builds any project into one page; ``outcome`` replaces that."""

    script: Script = field(default_factory=Script)
    outcome: BuildOutcome | None = None
    identity: str = "fake-builder"
    seen: Counter[str] = field(default_factory=Counter)

    async def build(self, project: Project, *, timeout_s: float | None = None) -> BuildOutcome:
        self.seen[project.digest] += 1
        await self.script.play()
        site = Site({"index.html": b"<!doctype html>"})
        return self.outcome or BuildOutcome(site=site, stage="build", timing={"layer": 0.0, "build": 0.0})

    async def aclose(self) -> None:
        self.script.closed += 1


@dataclass
class FakeBrowser:
    """Sees one fine page; ``visit_`` replaces that."""

    script: Script = field(default_factory=Script)
    visit_: Visit | None = None
    identity: str = "fake-browser"

    async def visit(self, site: Site, *, timeout_s: float | None = None) -> Visit:
        await self.script.play()
        return self.visit_ or Visit(pages=(PageVisit(route="/", screenshot=png(), title="Fine", text="Hello"),))

    async def aclose(self) -> None:
        self.script.closed += 1


@dataclass
class FakeJudge:
    """Grades everything alike."""

    script: Script = field(default_factory=Script)
    grade_: float = 4.0
    identity: str = "fake-judge"

    async def grade(self, task: Task, visit: Visit, *, timeout_s: float | None = None) -> Judgement:
        await self.script.play()
        return Judgement(self.grade_, {"rendering": self.grade_}, self.identity)

    async def aclose(self) -> None:
        self.script.closed += 1
