"""Scorer: completions in, verdicts out; pooled, asynchronous, with a blocking façade."""

from __future__ import annotations

import asyncio
import concurrent.futures
import functools
import logging
import os
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.background_loop import BackgroundLoop
from webgen_env.batch import group_identical, run_batch
from webgen_env.build import ViteBuilder
from webgen_env.engine import ChromiumFactory, Engine, EnginePlan
from webgen_env.errors import ClosedError, ConfigurationError
from webgen_env.evidence.keep import keep
from webgen_env.grouping import UngradedJudge, grade_groups
from webgen_env.reward.judges import make_group_judge, make_judge
from webgen_env.reward.presets import Preset, get_preset
from webgen_env.scaffold import default_scaffold
from webgen_env.sizes import Machine, Sizes
from webgen_env.verdict_cache import VerdictCache, choose_cache

if TYPE_CHECKING:
    from webgen_env.browser.browser import Browser
    from webgen_env.build.builder import Builder
    from webgen_env.cascade import Scored
    from webgen_env.reward.judge import Judge
    from webgen_env.reward.result import RewardResult
    from webgen_env.reward.vision import GroupJudge
    from webgen_env.room import Place
    from webgen_env.scaffold.scaffold import Scaffold
    from webgen_env.tasks.task import Task

logger = logging.getLogger(__name__)

CLOSE_TIMEOUT_S = 20.0
"""Most seconds that closing waits for processes to end; they do so by themselves as soon as this one is gone."""

_CLOSED = "The scorer was closed; make a new one."


class Scorer:
    """Turns completions into verdicts.

    Nothing is opened by constructing a scorer. The first call opens builders and browsers in this process, on an event
    loop of the scorer's own; ``close()`` ends them. A scorer can be pickled and forked: the copy carries the
    configuration and opens its own processes.

    The methods may be called from any thread and any loop, and from many at once.

    Example:
        >>> from webgen_env import Scorer, TaskSet
        >>> with Scorer() as scorer:  # doctest: +SKIP
        ...     results = scorer.score_batch_sync([task] * 16, completions)
        ...     rewards = [result.reward for result in results]  # None where a fault of ours prevented a score
    """

    # Made anew in each process and each copy, by _open.
    _lock: threading.Lock
    _loop: BackgroundLoop

    def __init__(
        self,
        *,
        preset: str | Preset = "webgen-r1",
        judge: str | Judge | GroupJudge = "design",
        builders: int | None = None,
        browsers: int | None = None,
        judges: int | None = None,
        routes: int = 5,
        retries: int = 2,
        network: bool = False,
        evidence: str | os.PathLike[str] | None = None,
        cache: bool | str | os.PathLike[str] | VerdictCache | None = None,
        builder: Callable[[], Builder] | None = None,
        browser: Callable[[], Browser] | None = None,
        scaffold: Scaffold | None = None,
    ) -> None:
        """Configure a scorer.

        Args:
            preset: Reward preset or its name.
            judge: Judge or its specification, such as ``"design"``. A judge of groups, or ``"group:JUDGE"``, grades the
                sites that a batch holds for one task by how they compare with each other, once all of them have been
                seen: hand over whole groups, because a grade means nothing across batches.
            builders: Most build workers at once; ``None`` takes one for every usable core of the machine where the
                scorer opens, or fewer if the memory is small.
            browsers: Most browsers, each of which shows two sites at once; ``None`` takes one for every two usable
                cores, or fewer if the memory is small.
            judges: Most judgements at once; ``None`` takes the judge's own ``concurrency`` if it has one, and the
                number of usable cores otherwise.
            routes: Most routes to visit besides the home page, 0 or more.
            retries: Further tries after a fault of ours, 0 or more.
            network: Whether pages may reach public addresses. Rewards are then no longer reproducible.
            evidence: Folder to keep an evidence bundle of every verdict in; ``None`` keeps none, and then contracts
                that pass are not photographed.
            cache: Where to keep what building, opening and judging came to, so that a project is evaluated once, in
                whichever run, process or completion it turns up again. ``True``: in the usual folder; ``False``:
                nowhere; a folder or a :class:`~webgen_env.verdict_cache.VerdictCache`: there. ``None``: in the usual
                folder if builder, browser and judge are bundled ones, the network is off, and the environment
                variable ``WEBGEN_CACHE`` does not say ``0``. The bundle of a verdict from the cache has everything
                but the built site and the pictures of contracts; a bundle of the same verdict that exists already is
                left as it is.
            builder: Makes a builder; must be picklable for the scorer to be. ``None``: Vite.
            browser: Makes a browser; must be picklable for the scorer to be. ``None``: Chromium.
            scaffold: The scaffold; ``None``: the bundled one.

        Raises:
            ConfigurationError: An argument is not what was expected; or more bundled builders or browsers were asked
                for than four per usable core, or than the usable memory holds (see :mod:`webgen_env.sizes`).
        """
        self._preset = get_preset(preset)
        checked, _ = _made(judge)  # an unknown name is said now, and not in the middle of a run
        self._judge_spec = judge
        self._sizes = Sizes(builders, browsers, judges)
        # What the caller's own builder and browser take of the machine, if anything, is not known here.
        self._local = Sizes(None if builder else builders, None if browser else browsers)
        self._local.check(Machine.here())
        self._routes = _natural("routes", routes)
        self._retries = _natural("retries", retries)
        self._network = network
        self._evidence = None if evidence is None else Path(evidence).absolute()
        named = isinstance(judge, str) or isinstance(checked, UngradedJudge)
        bundled = builder is None and browser is None and named
        self._cache = choose_cache(cache, trusted=bundled and not network)
        self._make_builder: Callable[[], Builder] = builder or ViteBuilder
        self._make_browser: Callable[[], Browser] = browser or ChromiumFactory(self._routes, network)
        self._scaffold = scaffold or default_scaffold()
        self._open()

    # --- configuration ---

    @property
    def preset(self) -> Preset:
        """The reward preset."""
        return self._preset

    @property
    def scaffold(self) -> Scaffold:
        """The scaffold that completions are composed with."""
        return self._scaffold

    @property
    def evidence(self) -> Path | None:
        """Folder of the evidence bundles; ``None`` when none are kept."""
        return self._evidence

    @property
    def cache(self) -> VerdictCache | None:
        """The verdict cache; ``None`` when there is none."""
        return self._cache

    # --- scoring ---

    async def score(self, task: Task, completion: str, *, timeout_s: float | None = None) -> RewardResult:
        """Score one completion.

        Args:
            task: The specification.
            completion: What the policy wrote; any string.
            timeout_s: Deadline in seconds for the whole walk, from when there is room for it; missing it is a fault of
                ours.

        Returns:
            The verdict.

        Raises:
            ClosedError: The scorer was closed.
            ToolchainError: Node, a package or the browser is missing; names the command that mends it.
        """
        [result] = await self.score_batch([task], [completion], timeout_s=timeout_s)
        return result

    async def score_batch(
        self,
        tasks: Sequence[Task],
        completions: Sequence[str],
        *,
        timeout_s: float | None = None,
        progress: Callable[[int, RewardResult], None] | None = None,
    ) -> list[RewardResult]:
        """Score many completions, streaming them through the stages; identical ones are scored once.

        Args:
            tasks: One specification per completion.
            completions: What the policy wrote.
            timeout_s: Deadline in seconds for each walk, from when there is room for it.
            progress: Called with index and verdict as each one is ready, in that order, on the scorer's thread: it
                should be quick. What it raises is logged, and the batch goes on without it.

        Returns:
            Verdicts in the order of the completions.

        Raises:
            ConfigurationError: The numbers of tasks and completions differ.
            ClosedError: The scorer was closed.
            ToolchainError: Node, a package or the browser is missing; names the command that mends it.
        """
        loop = self._background()
        future = loop.submit(self._score_batch(tasks, completions, timeout_s, progress))
        return await asyncio.wrap_future(future)

    def score_batch_sync(
        self,
        tasks: Sequence[Task],
        completions: Sequence[str],
        *,
        timeout_s: float | None = None,
        progress: Callable[[int, RewardResult], None] | None = None,
    ) -> list[RewardResult]:
        """Blocking form of :meth:`score_batch`: works in any thread, a notebook and inside a running loop."""
        loop = self._background()
        try:
            return loop.run(self._score_batch(tasks, completions, timeout_s, progress))
        except concurrent.futures.CancelledError:
            # Nobody but the end of the loop calls it off; Ctrl-C shows itself as KeyboardInterrupt.
            raise ClosedError(_CLOSED) from None

    # --- life ---

    async def aclose(self) -> None:
        """End what is running and close builders, browsers and judge; see :meth:`close`."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """End what is running, and close builders, browsers and judge, within 30 seconds. Idempotent.

        Whoever waits for a verdict gets :class:`ClosedError`.

        Raises:
            ClosedError: Called on the scorer's own thread, by a ``progress`` function for instance, where it would
                wait for itself. Nothing was closed.
        """
        if self._loop.current:
            raise ClosedError("A scorer cannot be closed on its own thread; close it where its verdicts are awaited.")
        self._renew_after_fork()
        with self._lock:
            self._closed = True
            loop, self._loop = self._loop, BackgroundLoop("webgen-scorer")
        if loop.alive:
            try:
                loop.run(self._release(), timeout_s=CLOSE_TIMEOUT_S)
            except TimeoutError:
                logger.warning(
                    "builders and browsers did not end within %g s; they end with this process", CLOSE_TIMEOUT_S
                )
            finally:
                loop.stop()

    def __enter__(self) -> Scorer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Scorer:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __del__(self) -> None:
        # A scorer that nobody can reach any more, in a notebook for instance, must not hold processes until the end.
        engine = self.__dict__.get("_engine")
        if engine is not None and self._pid == os.getpid() and not sys.is_finalizing():
            self._loop.finish(engine.aclose())

    def __getstate__(self) -> Mapping[str, Any]:
        live = {"_lock", "_loop", "_engine", "_closed", "_pid"}
        return {name: value for name, value in self.__dict__.items() if name not in live}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state)
        self._open()

    def __repr__(self) -> str:
        return f"Scorer(preset={self._preset.name!r}, builders={self._sizes.builders}, browsers={self._sizes.browsers})"

    # --- on the caller's thread ---

    def _open(self) -> None:
        self._lock = threading.Lock()
        self._loop = BackgroundLoop("webgen-scorer")
        self._engine: Engine | None = None
        self._closed = False
        self._pid = os.getpid()

    def _renew_after_fork(self) -> None:
        # Lock, thread and processes came through a fork: they belong to the parent, and the lock may be held for ever.
        if self._pid != os.getpid():
            closed = self._closed
            self._open()
            self._closed = closed

    def _background(self) -> BackgroundLoop:
        self._renew_after_fork()
        with self._lock:
            if self._closed:
                raise ClosedError(_CLOSED)
            return self._loop

    # --- on the scorer's own loop ---

    def _engine_here(self) -> Engine:
        if self._closed:
            raise ClosedError(_CLOSED)
        if self._engine is None:
            machine = Machine.here()
            self._local.check(machine)
            builders, browsers = self._sizes.resolve(machine)
            judge, owned = _made(self._judge_spec)
            self._engine = Engine(
                EnginePlan(
                    make_builder=self._make_builder,
                    make_browser=self._make_browser,
                    judge=judge,
                    owns_judge=owned,
                    builders=builders,
                    browsers=browsers,
                    judges=self._sizes.judges,
                    scaffold=self._scaffold,
                    preset=self._preset,
                    routes=self._routes,
                    retries=self._retries,
                    pictures=self._evidence is not None,
                    cache=self._cache,
                )
            )
        return self._engine

    async def _release(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.aclose()

    async def _score_batch(
        self,
        tasks: Sequence[Task],
        completions: Sequence[str],
        timeout_s: float | None,
        progress: Callable[[int, RewardResult], None] | None,
    ) -> list[RewardResult]:
        if len(tasks) != len(completions):
            raise ConfigurationError(
                f"Expected one task per completion, got {len(tasks)} tasks and {len(completions)} completions."
            )
        engine = self._engine_here()

        identical = group_identical(tasks, completions)

        async def walk(index: int, place: Place) -> Scored:
            return await engine.walk(tasks[index], completions[index], timeout_s=timeout_s, aside=place.aside)

        async def score(index: int, place: Place) -> RewardResult:
            return await self._kept(await walk(index, place))

        if engine.group is None:
            return await engine.until_closed(run_batch(identical, engine.room, score, progress))
        return await engine.until_closed(self._score_groups(engine, engine.group, identical, walk, progress))

    async def _score_groups(
        self,
        engine: Engine,
        judge: GroupJudge,
        identical: Sequence[Sequence[int]],
        walk: Callable[[int, Place], Awaitable[Scored]],
        progress: Callable[[int, RewardResult], None] | None,
    ) -> list[RewardResult]:
        """Take every walk as far as it goes alone, then grade the sites against each other."""
        walks: dict[int, Scored] = {}

        async def look(index: int, place: Place) -> RewardResult:
            walks[index] = await walk(index, place)
            return walks[index].result

        await run_batch(identical, engine.room, look)
        firsts = [indices[0] for indices in identical]
        graded = await grade_groups([walks[index] for index in firsts], judge, self._preset)
        ready = dict(zip(firsts, graded, strict=True))

        async def hand_out(index: int, place: Place) -> RewardResult:  # noqa: ARG001
            return await self._kept(ready[index])

        return await run_batch(identical, engine.room, hand_out, progress)

    async def _kept(self, scored: Scored) -> RewardResult:
        result = replace(scored.result, provenance={"webgen-env": package_version(), **scored.result.provenance})
        if self._evidence is None:
            return result
        return await asyncio.to_thread(keep, replace(scored, result=result), self._evidence)


@functools.cache
def package_version() -> str:
    """Version of webgen-env."""
    try:
        return metadata.version("webgen-env")
    except metadata.PackageNotFoundError:
        return "unknown"


def _made(spec: str | Judge | GroupJudge) -> tuple[Judge, bool]:
    """The judge of a specification, and whether it is ours to close; one that the caller made is the caller's."""
    group = make_group_judge(spec)
    if group is not None:
        return UngradedJudge(group), group is not spec
    judge = make_judge(spec)  # type: ignore[arg-type]  # anything but a judge is refused there
    return judge, judge is not spec


def _natural(name: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigurationError(f"{name} must be 0 or a positive integer, got {value!r}.")
    return value
