"""Validator: shows subjects to the instrument and keeps what it said."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from webgen_env.browser import ChromiumBrowser
from webgen_env.build import ViteBuilder
from webgen_env.errors import ConfigurationError
from webgen_env.examination import Examiner
from webgen_env.manifest import parse_manifest, render_completion
from webgen_env.reward.site_errors import rendered, site_errors
from webgen_env.scaffold import Project, default_scaffold
from webgen_env.validation.probing import Probed

if TYPE_CHECKING:
    from webgen_env.browser import Browser
    from webgen_env.build import Builder, BuildOutcome, Site
    from webgen_env.examination.result import Outcome as Verdict
    from webgen_env.validation.faults import Detector
    from webgen_env.validation.subjects import Subject

T = TypeVar("T")

CONTRACT_TIMEOUT_S = 60.0
SITE_TIMEOUT_S = 300.0


@dataclass(frozen=True)
class Outcome:
    """What the instrument said about a subject.

    Attributes:
        subject: What it was shown.
        refused: ``"build"`` or ``"render"`` if that refused it; contracts were not run then. Otherwise ``None``.
        verdicts: Contract to verdict.
        messages: Why a contract did not pass, by contract; or why the site was refused, under the stage.
        elapsed_s: Seconds it took; not repeatable.
    """

    subject: Subject
    refused: Detector | None = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    elapsed_s: float = 0.0

    @property
    def broken(self) -> tuple[str, ...]:
        """Contracts that failed, in the order of the task."""
        return tuple(name for name, verdict in self.verdicts.items() if verdict == "fail")

    @property
    def missed(self) -> tuple[str, ...]:
        """Labelled contracts that did not fail."""
        return tuple(name for name in self.subject.breaks if self.verdicts.get(name) != "fail")

    @property
    def beside(self) -> tuple[str, ...]:
        """Contracts that failed without being labelled."""
        return tuple(name for name in self.broken if name not in self.subject.breaks)

    @property
    def detected(self) -> bool:
        """Whether a mutant was seen by what must see it: one labelled contract at least, or the stage."""
        if self.subject.detector != "contracts":
            return self.refused == self.subject.detector
        return self.refused is None and len(self.missed) < len(self.subject.breaks)

    @property
    def unfit(self) -> bool:
        """Whether the subject itself is not what it should be: refused by a stage that was not meant to refuse it."""
        return self.refused is not None and self.refused != self.subject.detector

    def same_as(self, other: Outcome) -> bool:
        """Whether another run said the same."""
        return self.refused == other.refused and dict(self.verdicts) == dict(other.verdicts)


class Validator:
    """Builds subjects and examines them, a bounded number at once.

    Args:
        builder: Builds the sites; ``None`` takes a :class:`~webgen_env.build.ViteBuilder`.
        examiner: Runs the contracts; ``None`` takes one with generous deadlines, because many sites share it.
        browser: Opens sites whose fault must show at the first look; ``None`` takes a
            :class:`~webgen_env.browser.ChromiumBrowser`.
        sites: Subjects at the same time.
        keep_built: Whether to keep what was built, some hundred kilobytes each, for subjects that are shown again.

    Example:
        >>> async with Validator() as validator:  # doctest: +SKIP
        ...     outcomes = [outcome async for outcome in validator.run(subjects)]
    """

    def __init__(
        self,
        *,
        builder: Builder | None = None,
        examiner: Examiner | None = None,
        browser: Browser | None = None,
        sites: int = 2,
        keep_built: bool = False,
    ) -> None:
        if sites < 1:
            raise ConfigurationError(f"Validator: expected sites >= 1, got {sites}.")
        self._builder = builder or ViteBuilder()
        self._examiner = examiner or Examiner(
            contract_timeout_s=CONTRACT_TIMEOUT_S, site_timeout_s=SITE_TIMEOUT_S, pictures="failed"
        )
        self._browser = browser or ChromiumBrowser(routes=0)
        self._sites = sites
        self._scaffold = default_scaffold()
        self._keep_built = keep_built
        self._built: dict[str, BuildOutcome] = {}

    async def __aenter__(self) -> Validator:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.aclose()

    def run(self, subjects: Iterable[Subject]) -> AsyncIterator[Outcome]:
        """Run the contracts of subjects.

        Args:
            subjects: What to show; taken one by one.

        Yields:
            One outcome for each, in their order.

        Raises:
            InfrastructureError: The builder or the browser does not work at all.
        """
        return self._run(subjects, self.examine)

    def run_probes(self, subjects: Iterable[Subject]) -> AsyncIterator[Probed]:
        """Probe subjects as if their tasks had no contracts; otherwise like :meth:`run`."""
        return self._run(subjects, self.probe)

    async def _run(
        self, subjects: Iterable[Subject], show: Callable[[Subject], Coroutine[Any, Any, T]]
    ) -> AsyncIterator[T]:
        running: deque[asyncio.Task[T]] = deque()
        try:
            for subject in subjects:
                if len(running) >= self._sites:
                    yield await running[0]
                    running.popleft()
                running.append(asyncio.ensure_future(show(subject)))
            while running:
                yield await running[0]
                running.popleft()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def examine(self, subject: Subject) -> Outcome:
        """Examine one subject; see :meth:`run`."""
        began = time.perf_counter()
        site, refused, why = await self._open(subject)
        if site is None or subject.detector == "render":
            return Outcome(subject, refused, {}, {refused: why} if refused else {}, time.perf_counter() - began)
        examination = await self._examiner.examine_contracts(site, subject.contracts)
        return Outcome(
            subject,
            None,
            {verdict.id: verdict.verdict for verdict in examination.contracts},
            {verdict.id: verdict.message for verdict in examination.contracts if verdict.verdict != "pass"},
            time.perf_counter() - began,
        )

    async def probe(self, subject: Subject) -> Probed:
        """Probe one subject; see :meth:`run_probes`."""
        began = time.perf_counter()
        site, refused, why = await self._open(subject)
        if site is None:
            return Probed(subject, refused, blames=(why,), elapsed_s=time.perf_counter() - began)
        examination = await self._examiner.probe(site)
        return Probed.of(subject, examination, elapsed_s=time.perf_counter() - began)

    async def aclose(self) -> None:
        """End builder, examiner and browser. Idempotent."""
        await asyncio.gather(self._builder.aclose(), self._examiner.aclose(), self._browser.aclose())

    async def _open(self, subject: Subject) -> tuple[Site | None, Detector | None, str]:
        """The site of a subject, or what refused it and why. Its pages are opened only if that must refuse it."""
        built = await self._build(self._project(subject))
        if built.site is None:
            return None, "build", "; ".join(finding.message for finding in built.errors)[:600]
        why = await self._refusal(built.site) if subject.detector == "render" else ""
        return (None, "render", why) if why else (built.site, None, "")

    async def _build(self, project: Project) -> BuildOutcome:
        if (kept := self._built.get(project.digest)) is not None:
            return kept
        built = await self._builder.build(project)
        if self._keep_built:
            self._built[project.digest] = built
        return built

    async def _refusal(self, site: Site) -> str:
        """Why the home page does not count as rendered without error; empty if it does."""
        visit = await self._browser.visit(site)
        errors = [finding.message for finding in site_errors(visit) if finding.severity == "error"]
        if errors:
            return "; ".join(errors)[:600]
        return "" if rendered(visit) else "the home page shows nothing"

    def _project(self, subject: Subject) -> Project:
        completion = render_completion(subject.files, title=subject.task_id)
        return self._scaffold.compose(parse_manifest(completion))
