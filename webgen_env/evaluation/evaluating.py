"""Evaluating: from the bundles of a run to the outcome of every site and case of a benchmark."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from webgen_env.codec import decode, encode
from webgen_env.errors import EvidenceError, InfrastructureError
from webgen_env.evaluation.evaluation import Evaluation
from webgen_env.evaluation.outcomes import CaseOutcome, LintOutcome, SiteOutcome
from webgen_env.evidence.bundle import Bundle, read_bundle
from webgen_env.findings import printable
from webgen_env.reward.site_errors import rendered

if TYPE_CHECKING:
    from webgen_env.build import ViteBuilder
    from webgen_env.build.site import Site
    from webgen_env.evaluation.linting import Linter
    from webgen_env.evaluation.tester import CaseTester
    from webgen_env.examination import Examiner
    from webgen_env.examination.result import ContractVerdict
    from webgen_env.tasks.task import Task

logger = logging.getLogger(__name__)

_SITES_AT_ONCE = 8
_MAX_PROBLEM_CHARACTERS = 300


class Store(Protocol):
    """Keeps what is known, so that an interrupted evaluation goes on where it was."""

    def append(self, record: dict[str, Any]) -> None:
        """Keep one record."""
        ...

    def read(self) -> list[dict[str, Any]]:
        """Every record in order."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What is evaluated, and how.

    Attributes:
        benchmark: Name or file of the benchmark.
        agent: Name of the agent.
        tasks: Every task of the benchmark, also those that were not run.
        records: Record of each episode by task, as a run keeps them.
        folder: Folder of the run; the records' evidence lies below it.
        store: Keeps outcomes.
        linter: Checks projects; ``None`` leaves LDPR out.
        tester: Tests cases; ``None`` leaves FSR to contracts.
    """

    benchmark: str
    agent: str
    tasks: Sequence[Task]
    records: Mapping[str, Mapping[str, Any]]
    folder: Path
    store: Store
    linter: Linter | None = None
    tester: CaseTester | None = None


async def evaluate(plan: Plan, tell: Callable[[int, int], None] | None = None) -> Evaluation:
    """Find out what became of every site and case.

    Outcomes that the store knows, for the same project or built site and by the same linter or tester, are not made
    again. Outcomes with a fault of ours are.

    Args:
        plan: What is evaluated.
        tell: Called with the number of finished and of all sites.

    Returns:
        The evaluation.

    Raises:
        EvidenceError: A bundle is broken.
        ToolchainError: The lint packages cannot be installed.
    """
    known = _known(plan.store.read())
    slots = asyncio.Semaphore(_SITES_AT_ONCE)
    case_slots = asyncio.Semaphore(plan.tester.concurrency if plan.tester else 1)
    finished = 0
    async with AsyncExitStack() as stack:
        parts = _Parts(stack)

        async def one(task: Task) -> SiteOutcome:
            nonlocal finished
            async with slots:
                outcome = await _Site(plan, task, known, parts, case_slots).outcome()
            finished += 1
            if tell is not None:
                tell(finished, len(plan.tasks))
            return outcome

        pending = [asyncio.ensure_future(one(task)) for task in plan.tasks]
        try:
            sites = tuple(await asyncio.gather(*pending))
        finally:
            for waiting in pending:
                waiting.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
    provenances = [record.get("provenance") or {} for record in plan.records.values()]
    provenance = {name: str(value) for found in provenances for name, value in found.items()}
    return Evaluation(
        benchmark=plan.benchmark,
        agent=plan.agent,
        preset=provenance.pop("preset", ""),
        judge=provenance.pop("judge", ""),
        tester=plan.tester.identity if plan.tester else "",
        linter=plan.linter.identity if plan.linter else "",
        sites=sites,
        provenance=provenance,
    )


class _Parts:
    """What is started only if a site needs it."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self._examiner: Examiner | None = None
        self._rebuilding: asyncio.Lock = asyncio.Lock()
        self._builder: ViteBuilder | None = None

    def examiner(self) -> Examiner:
        if self._examiner is None:
            from webgen_env.examination import Examiner

            self._examiner = Examiner()
            self._stack.push_async_callback(self._examiner.aclose)
        return self._examiner

    async def site(self, bundle: Bundle) -> Site:
        """The built site of a bundle, built once more where the bundle left it out."""
        site = bundle.site
        if site is None and bundle.project is not None:
            async with self._rebuilding:
                if self._builder is None:
                    from webgen_env.build import ViteBuilder

                    self._builder = ViteBuilder()
                    self._stack.push_async_callback(self._builder.aclose)
                site = (await self._builder.build(bundle.project)).site
        if site is None:
            raise InfrastructureError("There is no built site to try out.", stage="build")
        return site


@dataclass(frozen=True, slots=True)
class _Known:
    """Outcomes of an earlier try, by what decides them."""

    lint: Mapping[str, LintOutcome]
    cases: Mapping[str, CaseOutcome]


@dataclass(frozen=True, slots=True)
class _Site:
    """One task on its way."""

    plan: Plan
    task: Task
    known: _Known
    parts: _Parts
    case_slots: asyncio.Semaphore

    async def outcome(self) -> SiteOutcome:
        record = self.plan.records.get(self.task.id)
        empty = SiteOutcome(self.task.id, self.task.category, self.task.instruction, cases=self._unasked())
        if record is None:
            return replace(empty, problem="It was not run.")
        if record.get("finish") == "failed" or record.get("reward") is None:
            why = str(record.get("answer_problem") or record.get("fault_message") or "no verdict")
            fault = str(record.get("fault") or "agent")
            return replace(empty, problem=printable(why, _MAX_PROBLEM_CHARACTERS), fault=fault)
        bundle = await asyncio.to_thread(self._bundle, record)
        result = bundle.result
        is_rendered = result.visit is not None and rendered(result.visit)
        return replace(
            empty,
            started=True,
            problem=printable(str(result.problems[0]), _MAX_PROBLEM_CHARACTERS) if result.problems else "",
            stage=result.stage,
            reward=result.reward,
            rendered=is_rendered,
            appearance=result.judgement.grade if is_rendered and result.judgement else 0.0,
            lint=await self._lint(bundle),
            cases=await self._cases(bundle, is_rendered=is_rendered),
            evidence=str(record.get("evidence") or ""),
        )

    def _bundle(self, record: Mapping[str, Any]) -> Bundle:
        name = str(record.get("evidence") or "")
        if not name:
            raise EvidenceError(f"The run kept no evidence of task {self.task.id!r}; was its disk full? Run it again.")
        bundle = read_bundle(self.plan.folder / name)
        _ = (bundle.result, bundle.project, bundle.site)
        return bundle

    # --- lint ---

    async def _lint(self, bundle: Bundle) -> LintOutcome | None:
        linter = self.plan.linter
        if linter is None:
            return None
        if bundle.project is None or not bundle.project.changed:
            # The scaffold alone would pass.
            return LintOutcome(lint=("The completion adds nothing to the scaffold.",), counts={"lint": 1})
        key = _digest("lint", linter.identity, bundle.project.digest)
        found = self.known.lint.get(key)
        if found is None:
            found = await linter.check(bundle.project)
            self.plan.store.append({"kind": "lint", "key": key, "outcome": encode(found)})
        return found

    # --- cases ---

    async def _cases(self, bundle: Bundle, *, is_rendered: bool) -> tuple[CaseOutcome, ...]:
        by_tester = self.plan.tester is not None and self.task.test_cases
        asked = bool(by_tester or self.task.contracts)
        if not asked:
            return self._unasked()
        if not is_rendered:
            return tuple(
                replace(case, answer="NO", source="site", reason="The site did not come up.")
                for case in self._unasked()
            )
        try:
            if self.plan.tester is None or not self.task.test_cases:
                return await self._by_contracts(bundle)
            site = await self.parts.site(bundle)
            numbers = range(len(self.task.test_cases))
            return tuple(await asyncio.gather(*(self._by_tester(self.plan.tester, site, one) for one in numbers)))
        except InfrastructureError as error:
            return tuple(replace(case, source="tester", trouble=str(error)) for case in self._unasked())

    async def _by_tester(self, tester: CaseTester, site: Site, number: int) -> CaseOutcome:
        case = self.task.test_cases[number]
        key = _digest("case", tester.identity, site.digest, case.task, case.expected_result)
        found = self.known.cases.get(key)
        if found is not None:
            return replace(found, task_id=self.task.id, number=number)
        async with self.case_slots:
            try:
                found = await tester.test(site, self.task, number)
            except InfrastructureError as error:
                # One case without an answer; the others of the site are asked all the same.
                return replace(self._unasked()[number], source="tester", trouble=str(error))
        self.plan.store.append({"kind": "case", "key": key, "outcome": encode(found)})
        return found

    async def _by_contracts(self, bundle: Bundle) -> tuple[CaseOutcome, ...]:
        """Each contract is a case."""
        examination = bundle.examination
        if examination is None or not examination.contracts:
            site = await self.parts.site(bundle)
            examination = await self.parts.examiner().examine(site, self.task)
        return tuple(_case_of(self.task.id, number, one) for number, one in enumerate(examination.contracts))

    def _unasked(self) -> tuple[CaseOutcome, ...]:
        """The cases of the task: its test cases, or its contracts where there is no tester or there are no cases."""
        if self.task.test_cases and (self.plan.tester is not None or not self.task.contracts):
            cases = enumerate(self.task.test_cases)
            return tuple(CaseOutcome(self.task.id, number, category=case.category) for number, case in cases)
        contracts = enumerate(self.task.contracts)
        return tuple(CaseOutcome(self.task.id, number, category=_category(one)) for number, one in contracts)


def _case_of(task_id: str, number: int, verdict: ContractVerdict) -> CaseOutcome:
    answer = {"pass": "YES", "fail": "NO"}.get(verdict.verdict)
    return CaseOutcome(
        task_id,
        number,
        answer=answer,  # type: ignore[arg-type]  # one of the two literals, or none
        source="contract",
        reason=verdict.message or verdict.requirement,
        category=verdict.category,
        actions=tuple(step.step for step in verdict.steps),
        trouble=verdict.message if answer is None else "",
        seconds=round(verdict.elapsed_s, 3),
    )


def _category(contract: Mapping[str, Any]) -> str:
    return str(contract.get("category", ""))


def _known(records: Sequence[Mapping[str, Any]]) -> _Known:
    lint: dict[str, LintOutcome] = {}
    cases: dict[str, CaseOutcome] = {}
    for number, record in enumerate(records, start=1):
        where, key = f"outcomes.jsonl:{number}", str(record.get("key"))
        if record.get("kind") == "lint":
            checked = decode(LintOutcome, record.get("outcome"), where)
            if not checked.trouble:
                lint[key] = checked
        elif record.get("kind") == "case":
            tested = decode(CaseOutcome, record.get("outcome"), where)
            if tested.answer is not None:
                cases[key] = tested
    return _Known(lint, cases)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
