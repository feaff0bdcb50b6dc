"""Fakes at the seams with which a site's reward is how well its choices fit: no Node, no browser."""

from __future__ import annotations

from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge, png
from webgen_env import Scorer
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.build.site import BuildOutcome, Site
from webgen_env.errors import InfrastructureError
from webgen_env.reward.judge import Judgement

_MARKS = {
    "dashboard": "Statistics of readers",
    "shop": "Add to cart",
    "articles": "comment on it",
    "form": "Book and submit",
    "game": "Play game",
    "tracker": "record 1",
}
_PICTURE = png()


class Carrier(FakeBuilder):
    """Hands the files on as they are."""

    async def build(self, project, *, timeout_s=None):
        await self.script.play()
        site = Site({"index.html": project.files["src/App.tsx"].encode()})
        return BuildOutcome(site=site, stage="build", timing={"layer": 0.0, "build": 0.0})


class Reader(FakeBrowser):
    """Shows the files."""

    async def visit(self, site, *, timeout_s=None):
        await self.script.play()
        text = site.files["index.html"].decode()
        return Visit(pages=(PageVisit(route="/", screenshot=_PICTURE, title="Site", text=text),))


class Fit(FakeJudge):
    """Grades 1 for the kind of site that was asked for, and 1 for a table."""

    async def grade(self, task, visit, *, timeout_s=None):
        await self.script.play()
        text = visit.home.text
        grade = float(_MARKS[task.category] in text) + ("<table" in text)
        return Judgement(grade, {"relevance": grade}, self.identity)


class Paint(FakeJudge):
    """Grades 1 for a button of the colour that was asked for: one word of the specification says which."""

    async def grade(self, task, visit, *, timeout_s=None):
        await self.script.play()
        grade = float(f"bg-[{task.metadata['component_color']}]" in visit.home.text)
        return Judgement(grade, {"relevance": grade}, self.identity)


class Deaf(FakeBuilder):
    """Fails in every third build, through no fault of the site."""

    async def build(self, project, *, timeout_s=None):
        self.script.calls += 1
        if self.script.calls % 3 == 0:
            raise InfrastructureError("a disk is full", stage="build", retryable=False)
        site = Site({"index.html": project.files["src/App.tsx"].encode()})
        return BuildOutcome(site=site, stage="build", timing={"layer": 0.0, "build": 0.0})


def fitting_scorer(builder=Carrier, judge=Fit):
    return Scorer(builder=builder, browser=Reader, judge=judge(), builders=1, browsers=1, cache=False, retries=0)
