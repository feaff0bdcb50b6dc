"""Scorer: completions in, verdicts out; pooled, asynchronous, with a blocking façade."""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.background_loop import BackgroundLoop
from webgen_env.browser import ChromiumBrowser
from webgen_env.build import ViteBuilder
from webgen_env.cascade import Scored, Stages, walk
from webgen_env.errors import ClosedError, ConfigurationError, EvidenceError
from webgen_env.evidence.bundle import bundle_name, read_bundle, write_bundle
from webgen_env.machine import usable_cores
from webgen_env.pool import Pool
from webgen_env.reward.judges import make_judge
from webgen_env.reward.presets import Preset, get_preset
from webgen_env.scaffold import default_scaffold
from webgen_env.verdict_cache import Identities, VerdictCache, Verdicts, choose_cache, source_digest

if TYPE_CHECKING:
    from webgen_env.browser.browser import Browser
    from webgen_env.build.builder import Builder
    from webgen_env.reward.judge import Judge
    from webgen_env.reward.result import RewardResult
    from webgen_env.scaffold.scaffold import Scaffold
    from webgen_env.tasks.task import Task

logger = logging.getLogger(__name__)

CONTEXTS_PER_BROWSER = 2
"""Sites that one browser shows at once; more share a core without getting anything done sooner."""


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
        judge: str | Judge = "design",
        builders: int | None = None,
        browsers: int | None = None,
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
            judge: Judge or its specification, such as ``"design"``.
            builders: Most build workers at once; ``None`` takes the number of usable cores.
            browsers: Most browser processes; ``None`` takes one for every two usable cores.
            routes: Most routes to visit besides the home page, 0 or more.
            retries: Further tries after a fault of ours, 0 or more.
            network: Whether pages may reach public addresses. Rewards are then no longer reproducible.
            evidence: Folder to keep an evidence bundle of every verdict in; ``None`` keeps none.
            cache: Where to keep what building, opening and judging came to, so that a project is evaluated once, in
                whichever run, process or completion it turns up again. ``True``: in the usual folder; ``False``:
                nowhere; a folder or a :class:`~webgen_env.verdict_cache.VerdictCache`: there. ``None``: in the usual
                folder if builder, browser and judge are bundled ones, the network is off, and the environment
                variable ``WEBGEN_CACHE`` does not say ``0``. The bundle of a verdict from the cache has everything
                but the built site; a bundle of the same verdict that exists already is left as it is.
            builder: Makes a builder; must be picklable for the scorer to be. ``None``: Vite.
            browser: Makes a browser; must be picklable for the scorer to be. ``None``: Chromium.
            scaffold: The scaffold; ``None``: the bundled one.

        Raises:
            ConfigurationError: An argument is not what was expected.
        """
        cores = usable_cores()
        self._preset = get_preset(preset)
        make_judge(judge)  # an unknown name is said now, and not in the middle of a run
        self._judge_spec = judge
        self._builders = _positive("builders", cores if builders is None else builders)
        self._browsers = _positive("browsers", max(1, cores // 2) if browsers is None else browsers)
        self._routes = _natural("routes", routes)
        self._retries = _natural("retries", retries)
        self._network = network
        self._evidence = None if evidence is None else Path(evidence).absolute()
        bundled = builder is None and browser is None and isinstance(judge, str)
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
            timeout_s: Deadline in seconds for the whole walk; missing it is a fault of ours.

        Returns:
            The verdict.

        Raises:
            ClosedError: The scorer was closed.
            ToolchainError: Node, a package or the browser is missing; names the command that mends it.
        """
        future = self._background().submit(self._score(task, completion, timeout_s))
        return await asyncio.wrap_future(future)

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
            timeout_s: Deadline in seconds for each walk.
            progress: Called with index and verdict as each one is ready, on the scorer's thread.

        Returns:
            Verdicts in the order of the completions.

        Raises:
            ConfigurationError: The numbers of tasks and completions differ.
            ClosedError: The scorer was closed.
            ToolchainError: Node, a package or the browser is missing; names the command that mends it.
        """
        future = self._background().submit(self._score_batch(tasks, completions, timeout_s, progress))
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
        return self._background().run(self._score_batch(tasks, completions, timeout_s, progress))

    # --- life ---

    async def aclose(self) -> None:
        """End builders and browsers. Idempotent."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Blocking form of :meth:`aclose`."""
        with self._lock:
            self._closed = True
            loop, self._loop = self._loop, BackgroundLoop("webgen-scorer")
        if loop.alive:
            try:
                loop.run(self._release())
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

    def __getstate__(self) -> Mapping[str, Any]:
        live = {"_lock", "_loop", "_engine", "_closed"}
        return {name: value for name, value in self.__dict__.items() if name not in live}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state)
        self._open()

    def __repr__(self) -> str:
        return f"Scorer(preset={self._preset.name!r}, builders={self._builders}, browsers={self._browsers})"

    # --- on the scorer's own loop ---

    def _open(self) -> None:
        self._lock = threading.Lock()
        self._loop = BackgroundLoop("webgen-scorer")
        self._engine: _Engine | None = None
        self._closed = False

    def _background(self) -> BackgroundLoop:
        with self._lock:
            if self._closed:
                raise ClosedError("The scorer was closed; make a new one.")
            if not self._loop.alive:
                # First use in this process: an engine inherited through a fork belongs to the parent.
                self._engine = None
            return self._loop

    def _engine_here(self) -> _Engine:
        if self._engine is None:
            judge = make_judge(self._judge_spec)
            engine = _Engine(
                builders=Pool(self._make_builder, size=self._builders),
                browsers=Pool(self._make_browser, size=self._browsers, share=CONTEXTS_PER_BROWSER),
                judge=judge,
                # A judge that the caller made is the caller's to close.
                owns_judge=judge is not self._judge_spec,
                routes=self._routes,
            )
            if self._cache is not None:
                engine.verdicts = Verdicts(self._cache, engine.identities)
            self._engine = engine
        return self._engine

    async def _release(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.aclose()

    async def _score(self, task: Task, completion: str, timeout_s: float | None) -> RewardResult:
        engine = self._engine_here()
        stages = Stages(
            scaffold=self._scaffold,
            preset=self._preset,
            judge=engine.judge,
            builder=engine.builders.lend,
            browser=engine.browsers.lend,
            retries=self._retries,
            verdicts=engine.verdicts,
        )
        scored = await walk(task, completion, stages, timeout_s=timeout_s)
        result = replace(scored.result, provenance={"webgen-env": package_version(), **scored.result.provenance})
        if self._evidence is None:
            return result
        return await asyncio.to_thread(keep, replace(scored, result=result), self._evidence)

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
        firsts: dict[tuple[str, str, str], asyncio.Task[RewardResult]] = {}

        async def one(index: int, task: Task, completion: str) -> RewardResult:
            key = (task.id, task.instruction, completion)
            first = firsts.get(key)
            if first is None:
                firsts[key] = first = asyncio.ensure_future(self._score(task, completion, timeout_s))
                result = await first
            else:
                result = replace(await first, cached=True)
            if progress is not None:
                progress(index, result)
            return result

        try:
            async with asyncio.TaskGroup() as group:
                running = [
                    group.create_task(one(index, task, completion))
                    for index, (task, completion) in enumerate(zip(tasks, completions, strict=True))
                ]
        except BaseExceptionGroup as failures:
            # What a caller can act on is the first cause, a missing toolchain for instance.
            raise failures.exceptions[0] from failures
        finally:
            for walk_task in firsts.values():
                walk_task.cancel()
        return [task.result() for task in running]


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


@dataclass(slots=True)
class _Engine:
    """What is open in this process."""

    builders: Pool[Builder]
    browsers: Pool[Browser]
    judge: Judge
    owns_judge: bool
    routes: int
    verdicts: Verdicts | None = None

    async def identities(self) -> Identities:
        """Ask builder, browser and judge who they are; none of them is opened."""
        async with self.builders.lend() as builder, self.browsers.lend() as browser:
            # On a thread, because they may have to look for their programs.
            return await asyncio.to_thread(
                lambda: Identities(
                    builder.identity, browser.identity, self.judge.identity, self.routes, source_digest()
                )
            )

    async def aclose(self) -> None:
        if self.verdicts is not None:
            await self.verdicts.aclose()
        await asyncio.gather(self.builders.aclose(), self.browsers.aclose())
        if self.owns_judge:
            await self.judge.aclose()


def keep(scored: Scored, folder: Path) -> RewardResult:
    """Write the evidence of a verdict.

    Args:
        scored: The verdict with its evidence.
        folder: Parent folder of the bundles.

    Returns:
        The verdict, with ``evidence`` set to the bundle's folder; without it when the disk refused, which is logged
        and never changes a reward.
    """
    target = folder / bundle_name(scored.task, scored.completion)
    result = replace(scored.result, evidence=str(target))
    if result.cached and _holds_verdict(target, result):
        return result
    try:
        write_bundle(
            target,
            result=result,
            task=scored.task,
            completion=scored.completion,
            project=scored.project,
            site=scored.site,
        )
    except (OSError, ConfigurationError):
        # A full disk, or somebody's own files at that place.
        logger.exception("the evidence bundle could not be written to %s", target)
        return scored.result
    return result


def _holds_verdict(folder: Path, result: RewardResult) -> bool:
    """Whether an older bundle, which may hold the built site, tells the same already."""
    try:
        verdict = read_bundle(folder).verdict
    except (OSError, EvidenceError):
        return False
    same = (result.reward, result.stage, None, dict(result.provenance))
    return tuple(verdict.get(name) for name in ("reward", "stage", "fault", "provenance")) == same


@functools.cache
def package_version() -> str:
    """Version of webgen-env."""
    try:
        return metadata.version("webgen-env")
    except metadata.PackageNotFoundError:
        return "unknown"


def _positive(name: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigurationError(f"{name} must be a positive integer, got {value!r}.")
    return value


def _natural(name: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigurationError(f"{name} must be 0 or a positive integer, got {value!r}.")
    return value
