"""Cascade: the walk from a completion to its verdict, one stage after the other."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from webgen_env.compliance import check_compliance, released_checks
from webgen_env.errors import InfrastructureError, JudgeError
from webgen_env.manifest import parse_manifest
from webgen_env.reward.examination_errors import examination_errors
from webgen_env.reward.result import STAGES, Fault, RewardResult, Stage
from webgen_env.reward.rollout import Rollout
from webgen_env.reward.site_errors import rendered, site_errors
from webgen_env.verdict_cache.evaluation import Evaluation, LeftOutError, LeftOutFiles

if TYPE_CHECKING:
    from webgen_env.browser.browser import Browser
    from webgen_env.browser.visit import Visit
    from webgen_env.build.builder import Builder, PreparingBuilder
    from webgen_env.build.site import BuildOutcome, Site
    from webgen_env.compliance import Compliance
    from webgen_env.examination import Examiner
    from webgen_env.examination.result import Examination
    from webgen_env.findings import Finding
    from webgen_env.manifest import Manifest
    from webgen_env.reward.judge import Judge, Judgement
    from webgen_env.reward.presets import Preset
    from webgen_env.scaffold.project import Project
    from webgen_env.scaffold.scaffold import Scaffold
    from webgen_env.tasks.task import Task
    from webgen_env.verdict_cache import Verdicts

logger = logging.getLogger(__name__)

T = TypeVar("T")

_USED = ("builder", "browser", "examiner")

# Seconds for one site after which a part is out of order, far beyond the deadlines that it keeps by itself.
_PATIENCE_S = {"builder": 420.0, "browser": 150.0, "judge": 600.0}

Lender = Callable[[], AbstractAsyncContextManager[T]]
Aside = Callable[[], AbstractAsyncContextManager[None]]


def _nobody() -> None:
    """Nobody prepares: the default."""


@dataclass(frozen=True, slots=True)
class Stages:
    """What the walk uses at each stage.

    Attributes:
        scaffold: T of T ⊕ Δ.
        preset: Terms, weights and gates of the reward.
        judge: Lends the judge, which grades the look.
        judge_identity: Who the judge is; part of every result, also of those that it was not asked about.
        builder: Lends a builder.
        browser: Lends a browser.
        examiner: Lends an examiner, which tries sites out; ``None`` if the preset does not ask for it.
        preparer: The builder that installs packages while the others build; ``None`` if they do it themselves.
        retries: Further tries after a fault of ours.
        backoff_s: Seconds before the first further try; doubled each time.
        verdicts: Evaluations of earlier and of concurrent walks; ``None``: every walk makes its own.
    """

    scaffold: Scaffold
    preset: Preset
    judge: Lender[Judge]
    judge_identity: str
    builder: Lender[Builder]
    browser: Lender[Browser]
    examiner: Lender[Examiner] | None = None
    preparer: Callable[[], PreparingBuilder | None] = _nobody
    retries: int = 2
    backoff_s: float = 0.25
    verdicts: Verdicts | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A verdict with what it was reached on, as an evidence bundle keeps it.

    Attributes:
        result: The verdict.
        task: The specification.
        completion: What the policy wrote.
        project: The composed project; ``None`` if the completion held none.
        site: The built site; ``None`` if it was not built.
        rollout: What the terms of the reward were computed from; ``None`` if the completion was not even parsed.
    """

    result: RewardResult
    task: Task
    completion: str
    project: Project | None = None
    site: Site | None = None
    rollout: Rollout | None = None


@dataclass
class _Walk:
    """The state of one walk: what is known so far. Private, because a walk is finished before anybody sees it."""

    task: Task
    completion: str
    stages: Stages
    aside: Aside = nullcontext
    stage: Stage = "format"
    started: float = field(default_factory=time.perf_counter)
    timing: dict[str, float] = field(default_factory=dict)
    provenance: dict[str, str] = field(default_factory=dict)
    rollout: Rollout | None = None
    manifest: Manifest | None = None
    compliance: Compliance | None = None
    project: Project | None = None
    errors: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    cached: bool = False


async def walk(
    task: Task,
    completion: str,
    stages: Stages,
    *,
    timeout_s: float | None = None,
    aside: Aside = nullcontext,
) -> Scored:
    """Take one completion through the cascade.

    A completion never raises, whatever it holds. A fault of ours that persists ends the walk with a result whose
    reward is ``None`` and whose fault says whose it was.

    Args:
        task: The specification.
        completion: What the policy wrote.
        stages: What to use at each stage.
        timeout_s: Deadline in seconds for the whole walk; missing it is a fault of ours. ``None``: only the deadlines
            of the stages.
        aside: Context in which the walk only waits for what others do, so that one more may be under way.

    Returns:
        The verdict with its evidence.
    """
    state = _Walk(task, completion, stages, aside)
    try:
        async with asyncio.timeout(timeout_s):
            return await _stages(state)
    except InfrastructureError as error:
        return _fault(state, "infra", str(error))
    except JudgeError as error:
        return _fault(state, "judge", str(error))
    except TimeoutError:
        message = f"The walk did not finish within {timeout_s} s; it was at stage {state.stage!r}."
        return _fault(state, "infra", message)


async def _stages(state: _Walk) -> Scored:
    stages = state.stages
    async with _timed(state, "parse"):
        # A thread, because a hostile completion of many megabytes must not hold up its neighbours.
        await asyncio.to_thread(_parse, state)
    if not _known(state.manifest).found:
        return _verdict(state)
    state.stage = "static"
    if stages.preset.requires_compliance and not _known(state.compliance).passed:
        return _verdict(state)

    state.stage = "install"
    if stages.verdicts is not None and (scored := await _shared(state, stages.verdicts)) is not None:
        return scored
    await _evaluate(state)
    return _verdict(state)


async def _shared(state: _Walk, verdicts: Verdicts) -> Scored | None:
    """Reach the verdict through the cache; ``None`` if it does not keep what a term of the reward looks at."""
    before = (state.rollout, state.errors, state.notes)
    try:
        evaluation, state.cached = await verdicts.evaluate(
            _known(state.project), state.task, lambda: _evaluate(state), aside=state.aside
        )
    except InfrastructureError as error:
        # It may have been another walk's, which alone knows how far it came.
        state.stage = next((stage for stage in STAGES if stage == error.stage), state.stage)
        raise
    if not state.cached:
        return _verdict(state)
    _note_evaluation(state, evaluation)
    try:
        return _verdict(state)
    except LeftOutError:
        state.rollout, state.errors, state.notes = before
        state.cached, state.stage = False, "install"
        return None


async def _evaluate(state: _Walk) -> Evaluation:
    """Build, open, try out and judge the project."""
    outcome = await _retrying(state, lambda: _prepare(state))
    if outcome is None:
        outcome = await _retrying(state, lambda: _build(state))
    _note_build(state, outcome)
    visit = judgement = examination = None
    if outcome.site is not None:
        site = outcome.site
        state.stage = "render"
        # Most sites show something: trying them out need not wait until that is known.
        async with _begun(_try_out(state, site)) as trial:
            async with _timed(state, "render"):
                visit = await _retrying(state, lambda: _visit(state, site))
            _note_visit(state, visit)
            if rendered(visit):
                seen = visit
                async with _timed(state, "judge"):
                    judgement = await _retrying(state, lambda: _grade(state, seen))
                examination = await trial
        if examination is not None:
            _note_examination(state, examination)
        if judgement is not None:
            _note_judgement(state, judgement)
    used = {name: identity for name, identity in state.provenance.items() if name in _USED}
    return Evaluation(outcome, visit, judgement, used, examination)


def _note_evaluation(state: _Walk, evaluation: Evaluation) -> None:
    state.provenance.update(evaluation.provenance)
    _note_build(state, evaluation.build)
    if evaluation.visit is not None:
        _note_visit(state, evaluation.visit)
    if evaluation.examination is not None:
        _note_examination(state, evaluation.examination)
    if evaluation.judgement is not None:
        _note_judgement(state, evaluation.judgement)


def _note_build(state: _Walk, outcome: BuildOutcome) -> None:
    state.rollout = replace(_known(state.rollout), build=outcome)
    state.errors += outcome.errors
    state.notes += outcome.notes
    state.stage = outcome.stage


def _note_visit(state: _Walk, visit: Visit) -> None:
    state.stage = "render"
    state.rollout = replace(_known(state.rollout), visit=visit)
    seen = site_errors(visit)
    state.errors += tuple(finding for finding in seen if finding.severity == "error")
    state.notes += tuple(finding for finding in seen if finding.severity == "note")


def _note_examination(state: _Walk, examination: Examination) -> None:
    state.rollout = replace(_known(state.rollout), examination=examination)
    state.errors += examination_errors(examination)


def _note_judgement(state: _Walk, judgement: Judgement) -> None:
    state.rollout = replace(_known(state.rollout), judgement=judgement)
    state.stage = "scored"


def _parse(state: _Walk) -> None:
    manifest = parse_manifest(state.completion)
    state.project = state.stages.scaffold.compose(manifest)
    state.notes += state.project.notes
    state.provenance["scaffold"] = state.project.scaffold
    state.manifest = manifest
    state.compliance = check_compliance(manifest, state.project)
    state.rollout = Rollout(
        task=state.task,
        completion=state.completion,
        manifest=manifest,
        compliance=state.compliance,
        released=released_checks(manifest),
    )


def _known(value: T | None) -> T:
    if value is None:
        raise RuntimeError("The walk asked for a value of its parse stage before that stage was done.")
    return value


async def _prepare(state: _Walk) -> BuildOutcome | None:
    """Have packages installed that are missing; an outcome only if they cannot be."""
    preparer, project = state.stages.preparer(), _known(state.project)
    if preparer is None or preparer.ready(project):
        return None
    state.provenance["builder"] = preparer.identity
    async with _timed(state, "layer"), state.aside():
        return await preparer.prepare(project)


async def _build(state: _Walk) -> BuildOutcome:
    project = _known(state.project)
    async with state.stages.builder() as builder:
        state.provenance["builder"] = builder.identity
        async with _patience(state, "builder"):
            outcome = await builder.build(project)
    prepared = state.timing.get("layer", 0.0)
    state.timing.update(outcome.timing)
    if "layer" in outcome.timing:
        state.timing["layer"] += prepared
    return outcome


async def _visit(state: _Walk, site: Site) -> Visit:
    async with state.stages.browser() as browser, _patience(state, "browser"):
        visit = await browser.visit(site)
        if any(page.status in ("crashed", "timeout") for page in visit.pages):
            # Once more, in a new browser: the system may have killed a part of the first one, short of memory for
            # instance, and what is missing then shows itself as a page that crashes or never answers.
            visit = await browser.visit(site)
        state.provenance["browser"] = browser.identity
    return visit


async def _grade(state: _Walk, visit: Visit) -> Judgement:
    async with state.stages.judge() as judge:
        try:
            async with _patience(state, "judge"):
                return await judge.grade(state.task, visit)
        except InfrastructureError as error:
            raise JudgeError(str(error)) from error


async def _try_out(state: _Walk, site: Site) -> Examination | None:
    lend = state.stages.examiner
    if lend is None:
        return None
    async with _timed(state, "examine"):
        return await _retrying(state, lambda: _examine(state, lend, site))


async def _examine(state: _Walk, lend: Lender[Examiner], site: Site) -> Examination:
    async with lend() as examiner:
        examination = await examiner.examine(site, state.task)
        state.provenance["examiner"] = examiner.identity
    undecided = [verdict for verdict in examination.contracts if verdict.verdict == "inconclusive"]
    if undecided:
        raise InfrastructureError(
            f"{len(undecided)} of {len(examination.contracts)} contracts could not be decided, the first of them "
            f"{undecided[0].id!r}: {undecided[0].message}",
            stage="render",
        )
    return examination


async def _retrying(state: _Walk, attempt: Callable[[], Awaitable[T]]) -> T:
    """Try again after a fault of ours, with growing pauses; the last fault is the caller's to report."""
    pause = state.stages.backoff_s
    for _ in range(state.stages.retries):
        try:
            return await attempt()
        except (InfrastructureError, JudgeError) as error:
            if not error.retryable:
                raise
            logger.warning(
                "stage %s of task %s failed on our side, trying again: %s", state.stage, state.task.id, error
            )
            await asyncio.sleep(pause)
            pause *= 2
    return await attempt()


@asynccontextmanager
async def _begun(work: Coroutine[Any, Any, T]) -> AsyncIterator[asyncio.Task[T]]:
    """Work that goes on beside what is done in the context, and ends with it at the latest."""
    task = asyncio.ensure_future(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _patience(state: _Walk, part: str) -> AsyncIterator[None]:
    """The last resort against a part that hangs: without it a batch would wait for ever."""
    try:
        async with asyncio.timeout(_PATIENCE_S[part]) as limit:
            yield
    except TimeoutError as error:
        if not limit.expired():
            raise
        message = f"The {part} gave no answer within {_PATIENCE_S[part]:g} s."
        raise InfrastructureError(message, stage=state.stage) from error


@asynccontextmanager
async def _timed(state: _Walk, name: str) -> AsyncIterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        state.timing[name] = time.perf_counter() - started


def _verdict(state: _Walk) -> Scored:
    rollout, preset = _known(state.rollout), state.stages.preset
    terms = preset.terms_of(rollout)
    return _scored(state, reward=preset.reward(terms, state.stage), terms=terms)


def _violations(state: _Walk) -> tuple[Finding, ...]:
    """What the parser and the rules found; a rule that only repeats the parser's finding is left out."""
    manifest, compliance = state.manifest, state.compliance
    found = [*(manifest.findings if manifest else ()), *(compliance.findings if compliance else ())]
    # What ends a walk comes before what only costs the reasoning term.
    found.sort(key=lambda finding: (finding.severity != "error", finding.rule.startswith("reasoning.")))
    return tuple({(finding.message, finding.place): finding for finding in reversed(found)}.values())[::-1]


def _fault(state: _Walk, fault: Fault, message: str) -> Scored:
    logger.error("no verdict on task %s, fault %s at stage %s: %s", state.task.id, fault, state.stage, message)
    terms = dict.fromkeys(state.stages.preset.term_names, 0.0)
    return _scored(state, reward=None, terms=terms, fault=fault, message=message)


def _scored(
    state: _Walk, *, reward: float | None, terms: Mapping[str, float], fault: Fault | None = None, message: str = ""
) -> Scored:
    rollout, stages = state.rollout, state.stages
    outcome = rollout.build if rollout else None
    judgement = rollout.judgement if rollout else None
    state.timing["total"] = time.perf_counter() - state.started
    result = RewardResult(
        reward=reward,
        terms=dict(terms),
        stage=state.stage,
        fault=fault,
        task_id=state.task.id,
        preset=stages.preset.name,
        violations=_violations(state),
        errors=state.errors,
        notes=state.notes,
        fault_message=message,
        visit=rollout.visit if rollout else None,
        judgement=judgement,
        examination=rollout.examination if rollout else None,
        build_log=outcome.log if outcome else "",
        timing=dict(state.timing),
        provenance={**state.provenance, "judge": stages.judge_identity, "preset": stages.preset.identity},
        cached=state.cached,
    )
    site = outcome.site if outcome else None
    kept = site is not None and not isinstance(site.files, LeftOutFiles)
    return Scored(result, state.task, state.completion, state.project, site if kept else None, rollout)
