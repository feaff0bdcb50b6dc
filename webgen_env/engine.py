"""Engine: what a scorer has open in one process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from webgen_env.browser import ChromiumBrowser
from webgen_env.build.builder import PreparingBuilder
from webgen_env.cascade import Scored, Stages, walk
from webgen_env.errors import ClosedError
from webgen_env.grouping import UngradedJudge
from webgen_env.machine import usable_cores
from webgen_env.pool import Pool
from webgen_env.reward.judge import judge_concurrency
from webgen_env.room import Room
from webgen_env.verdict_cache import Identities, VerdictCache, Verdicts, source_digest

if TYPE_CHECKING:
    from webgen_env.browser.browser import Browser
    from webgen_env.build.builder import Builder
    from webgen_env.examination import Examiner
    from webgen_env.reward.judge import Judge
    from webgen_env.reward.presets import Preset
    from webgen_env.reward.vision import GroupJudge
    from webgen_env.scaffold.scaffold import Scaffold
    from webgen_env.tasks.task import Task

T = TypeVar("T")

SITES_PER_BROWSER = 2
"""Sites that one browser shows at once; more share a core without getting anything done sooner."""


@dataclass(frozen=True, slots=True)
class ChromiumFactory:
    """Makes the default browser; a class, so that a scorer can be pickled.

    Attributes:
        routes: Most routes to visit besides the home page.
        network: Whether pages may reach public addresses.
    """

    routes: int = 5
    network: bool = False

    def __call__(self) -> Browser:
        """Make a browser; it opens on its first visit."""
        return ChromiumBrowser(routes=self.routes, network=self.network)


@dataclass(frozen=True, slots=True)
class EnginePlan:
    """What to open, and how much of it.

    Attributes:
        make_builder: Makes a builder.
        make_browser: Makes a browser.
        judge: Grades the look.
        owns_judge: Whether the judge is closed with the engine.
        builders: Most builders.
        browsers: Most browsers.
        judges: Most judgements at once; ``None`` asks the judge, or takes the number of usable cores.
        scaffold: T of T ⊕ Δ.
        preset: The reward preset.
        routes: Most routes visited besides the home page.
        retries: Further tries after a fault of ours.
        pictures: Whether somebody will look at what contracts that passed looked like.
        cache: Where evaluations are kept; ``None``: nowhere.
    """

    make_builder: Callable[[], Builder]
    make_browser: Callable[[], Browser]
    judge: Judge
    owns_judge: bool
    builders: int
    browsers: int
    judges: int | None
    scaffold: Scaffold
    preset: Preset
    routes: int
    retries: int
    pictures: bool
    cache: VerdictCache | None


class Engine:
    """Pools of builders, browsers and judgements, and the room in which walks go through them.

    Each stage serves in the order of arrival, so that a batch streams: one site is built while another is rendered
    and a third is judged. Bound to the event loop on which it is used.

    Args:
        plan: What to open. Nothing is opened before the first walk that needs it.
    """

    def __init__(self, plan: EnginePlan) -> None:
        self._plan = plan
        self._builders = Pool(plan.make_builder, size=plan.builders)
        self._browsers = Pool(plan.make_browser, size=plan.browsers, share=SITES_PER_BROWSER)
        judges = plan.judges or judge_concurrency(plan.judge) or usable_cores()
        self._judges = Pool(lambda: plan.judge, size=1, share=judges, owned=plan.owns_judge)
        self._examiners = Pool(self._examiner, size=plan.browsers) if plan.preset.examines else None
        self._verdicts = None if plan.cache is None else Verdicts(plan.cache, self._identities)
        self._prepares: bool | None = None
        # As many as all stages serve at once, and one more for each builder, so that none waits for the parser.
        self.room = Room(2 * plan.builders + plan.browsers * SITES_PER_BROWSER + judges)
        self._work: set[asyncio.Task[object]] = set()
        self._closing = False
        self._stages = Stages(
            scaffold=plan.scaffold,
            preset=plan.preset,
            judge=self._judges.lend,
            judge_identity=plan.judge.identity,
            builder=self._builders.lend,
            browser=self._browsers.lend,
            examiner=self._examiners.lend if self._examiners else None,
            preparer=self._preparer,
            retries=plan.retries,
            verdicts=self._verdicts,
        )

    @property
    def group(self) -> GroupJudge | None:
        """Who grades sites against each other when all of a batch were seen; ``None`` if each is graded alone."""
        judge = self._plan.judge
        return judge.group if isinstance(judge, UngradedJudge) else None

    async def walk(
        self,
        task: Task,
        completion: str,
        *,
        timeout_s: float | None = None,
        aside: Callable[[], AbstractAsyncContextManager[None]] = nullcontext,
    ) -> Scored:
        """Take one completion through the cascade; see :func:`~webgen_env.cascade.walk`."""
        return await walk(task, completion, self._stages, timeout_s=timeout_s, aside=aside)

    async def until_closed(self, work: Awaitable[T]) -> T:
        """Wait for work that :meth:`aclose` is to end.

        Args:
            work: What to wait for.

        Returns:
            What it returns.

        Raises:
            ClosedError: The engine was closed meanwhile.
        """
        task: asyncio.Task[object] | None = asyncio.current_task()
        if task is None:
            raise RuntimeError("until_closed was called outside of a task.")
        self._work.add(task)
        try:
            return await work
        except (asyncio.CancelledError, ClosedError):
            if self._closing:
                raise ClosedError("The scorer was closed while it was scoring; make a new one.") from None
            raise
        finally:
            self._work.discard(task)

    async def aclose(self) -> None:
        """End what is running and close everything. Idempotent."""
        self._closing = True
        work = tuple(self._work)
        for task in work:
            task.cancel()
        # What holds processes first: a disk that hangs must not keep them.
        pools: list[Pool[Any]] = [self._builders, self._browsers, self._judges]
        if self._examiners is not None:
            pools.append(self._examiners)
        await asyncio.gather(*(pool.aclose() for pool in pools))
        await asyncio.gather(*work, return_exceptions=True)
        if self._verdicts is not None:
            await self._verdicts.aclose()

    def _preparer(self) -> PreparingBuilder | None:
        """A builder that is not lent for it: it installs packages for some projects while it builds another."""
        builder = self._builders.any()
        if self._prepares is None:
            self._prepares = isinstance(builder, PreparingBuilder)
        return cast("PreparingBuilder", builder) if self._prepares else None

    async def _identities(self) -> Identities:
        """Ask builder, browser and judge who they are; none of them is opened."""
        async with self._builders.lend() as builder, self._browsers.lend() as browser:
            # On a thread, because they may have to look for their programs.
            return await asyncio.to_thread(
                lambda: Identities(
                    builder.identity,
                    browser.identity,
                    self._plan.judge.identity,
                    self._plan.routes,
                    source_digest(),
                    self._examiner().identity if self._examiners else "",
                )
            )

    def _examiner(self) -> Examiner:
        # Only few presets need the language of contracts, which takes long to load.
        from webgen_env.examination import Examiner

        return Examiner(pictures="all" if self._plan.pictures else "failed")
