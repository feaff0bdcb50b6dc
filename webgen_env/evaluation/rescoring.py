"""Re-scoring: a stored bundle under another judge or preset, without building or opening the site again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from webgen_env.build.site import BuildOutcome, Site
from webgen_env.cascade import Stages, walk
from webgen_env.errors import InfrastructureError
from webgen_env.evidence.bundle import Bundle, read_bundle
from webgen_env.evidence.keep import keep
from webgen_env.reward.judge import Judge, judge_concurrency
from webgen_env.reward.judges import make_judge
from webgen_env.reward.presets import Preset, get_preset
from webgen_env.scaffold import default_scaffold

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.examination import Examiner
    from webgen_env.examination.result import Examination
    from webgen_env.reward.result import RewardResult
    from webgen_env.scaffold.project import Project
    from webgen_env.tasks.task import Task

T = TypeVar("T")

_BUILT = ("render", "scored")
"""Stages that are reached with a built site only."""

_RULES = {"install": ("install.",), "build": ("build.",)}


@dataclass(frozen=True, slots=True)
class Rescored:
    """A bundle and its new verdict.

    Attributes:
        bundle: Where the bundle lies.
        policy: Label of the policy in it; may be empty.
        task: The specification.
        completion: What the policy wrote.
        before: The stored verdict.
        after: The new one. A fault says what the bundle lacks.
    """

    bundle: Path
    policy: str
    task: Task
    completion: str
    before: RewardResult
    after: RewardResult


def rescore(
    bundles: Sequence[Path],
    *,
    judge: str | Judge = "design",
    preset: str | Preset = "webgen-r1",
    out: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> list[Rescored]:
    """Score stored bundles anew; see :func:`rescore_bundles`, for which this makes a loop.

    Args:
        bundles: Folders of bundles.
        judge: The judge, as :func:`~webgen_env.reward.make_judge` takes it.
        preset: The preset, as :func:`~webgen_env.reward.get_preset` takes it.
        out: Folder for new bundles; ``None`` writes none.
        tell: Called with the number of finished and of all bundles.

    Returns:
        One of each bundle, in order.

    Raises:
        ConfigurationError: There is no such judge or preset.
        EvidenceError: A folder is no bundle, or a broken one.
    """
    return asyncio.run(_closing(bundles, make_judge(judge), get_preset(preset), out, tell))


async def rescore_bundles(
    bundles: Sequence[Path],
    judge: Judge,
    preset: Preset,
    *,
    out: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> list[Rescored]:
    """Score stored bundles anew.

    Each completion goes through the same cascade as ever: it is parsed and checked anew, and the terms and the reward
    are composed anew. What stands in for the builder and the browser hands out what the bundle holds. What it does not
    hold is a fault of ours, never a reward: a preset that builds what another one refused finds no build there. A
    preset that weighs what a site does takes the stored examination; where there is none, the stored built site is
    tried out in a browser.

    Args:
        bundles: Folders of bundles.
        judge: The judge; not closed here.
        preset: The preset.
        out: Folder for new bundles; ``None`` writes none.
        tell: Called with the number of finished and of all bundles.

    Returns:
        One of each bundle, in order.

    Raises:
        EvidenceError: A folder is no bundle, or a broken one.
    """
    slots = asyncio.Semaphore(judge_concurrency(judge) or 2)
    lazy = _LazyExaminer()
    finished = 0

    async def one(folder: Path) -> Rescored:
        nonlocal finished
        async with slots:
            bundle = await asyncio.to_thread(_opened, folder)
            scored = await walk(bundle.task, bundle.completion, _stages(bundle, judge, preset, lazy), timeout_s=None)
            scored = replace(scored, site=bundle.site)
            after = scored.result if out is None else await asyncio.to_thread(keep, scored, out)
        finished += 1
        if tell is not None:
            tell(finished, len(bundles))
        return Rescored(folder, bundle.policy, bundle.task, bundle.completion, bundle.result, after)

    tasks = [asyncio.ensure_future(one(folder)) for folder in bundles]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await lazy.aclose()


async def _closing(
    bundles: Sequence[Path],
    judge: Judge,
    preset: Preset,
    out: Path | None,
    tell: Callable[[int, int], None] | None,
) -> list[Rescored]:
    try:
        return await rescore_bundles(bundles, judge, preset, out=out, tell=tell)
    finally:
        await judge.aclose()


def _opened(folder: Path) -> Bundle:
    """Read everything at once, in the thread of the caller: a broken part is said before a judge is asked."""
    bundle = read_bundle(folder)
    _ = (bundle.task, bundle.completion, bundle.result, bundle.site)
    return bundle


def _stages(bundle: Bundle, judge: Judge, preset: Preset, examiner: _LazyExaminer) -> Stages:
    stored = _Stored(bundle, examiner)
    return Stages(
        scaffold=default_scaffold(),
        preset=preset,
        judge=_lender(judge),
        judge_identity=judge.identity,
        builder=_lender(_StoredBuilder(stored)),
        browser=_lender(_StoredBrowser(stored)),
        examiner=_lender(_StoredExaminer(stored)) if preset.examines else None,  # type: ignore[arg-type]  # its two members that the cascade uses
    )


def _lender(part: T) -> Callable[[], AbstractAsyncContextManager[T]]:
    @asynccontextmanager
    async def lend() -> AsyncIterator[T]:
        yield part

    return lend


@dataclass(frozen=True, slots=True)
class _Stored:
    """What a bundle knows of each stage."""

    bundle: Bundle
    examiner: _LazyExaminer

    def identity(self, part: str) -> str:
        return str(self.bundle.result.provenance.get(part, f"stored-{part}"))

    def lacking(self, what: str, stage: str) -> InfrastructureError:
        return InfrastructureError(
            f"The bundle {self.bundle.folder.name!r} holds no {what}: its walk ended at the stage "
            f"{self.bundle.result.stage!r} under the preset {self.bundle.result.preset!r}. Score it instead.",
            stage=stage,
            retryable=False,
        )


@dataclass(frozen=True, slots=True)
class _StoredBuilder:
    """Hands out what building came to."""

    stored: _Stored

    @property
    def identity(self) -> str:
        return self.stored.identity("builder")

    async def build(self, project: Project, *, timeout_s: float | None = None) -> BuildOutcome:  # noqa: ARG002
        bundle, result = self.stored.bundle, self.stored.bundle.result
        if result.stage in _BUILT:
            # The built files may have been left out; that there was a site is known.
            site = bundle.site or Site({})
            return BuildOutcome(site, "build", log=result.build_log)
        if result.stage not in _RULES or result.fault is not None:
            raise self.stored.lacking("build", "build")
        errors = tuple(finding for finding in result.errors if finding.rule.startswith(_RULES[result.stage]))
        stage = "install" if result.stage == "install" else "build"
        return BuildOutcome(None, stage, errors or result.errors, log=result.build_log)  # type: ignore[arg-type]  # one of two literals

    async def aclose(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class _StoredBrowser:
    """Hands out what the browser saw."""

    stored: _Stored

    @property
    def identity(self) -> str:
        return self.stored.identity("browser")

    async def visit(self, site: Site, *, timeout_s: float | None = None) -> Visit:  # noqa: ARG002
        if self.stored.bundle.visit is None:
            raise self.stored.lacking("visit", "render")
        return self.stored.bundle.visit

    async def aclose(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class _StoredExaminer:
    """Hands out what trying the site out came to, or has the stored site tried out."""

    stored: _Stored

    @property
    def identity(self) -> str:
        if self.stored.bundle.examination is not None:
            return self.stored.identity("examiner")
        return self.stored.examiner.identity

    async def examine(self, site: Site, task: Task) -> Examination:
        bundle = self.stored.bundle
        if bundle.examination is not None:
            return bundle.examination
        if not site.files:
            raise self.stored.lacking("examination and no built site", "render")
        return await self.stored.examiner.examine(site, task)


class _LazyExaminer:
    """An examiner that starts with the first site that needs one."""

    def __init__(self) -> None:
        self._examiner: Examiner | None = None

    @property
    def identity(self) -> str:
        return self._made().identity

    async def examine(self, site: Site, task: Task) -> Examination:
        return await self._made().examine(site, task)

    async def aclose(self) -> None:
        if self._examiner is not None:
            await self._examiner.aclose()

    def _made(self) -> Examiner:
        from webgen_env.examination import Examiner  # it takes a browser of its own, and most presets need none

        self._examiner = self._examiner or Examiner()
        return self._examiner
