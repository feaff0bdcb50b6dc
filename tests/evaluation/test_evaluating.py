"""From the bundles of a run to outcomes: who is asked, what is kept, and what counts as never started."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.evidence.values import PROJECT as WRITTEN
from tests.evidence.values import SITE, failed, scored
from tests.fakes import png
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.errors import EvidenceError, InfrastructureError
from webgen_env.evaluation import CaseOutcome, LintOutcome, Plan, evaluate
from webgen_env.evidence import write_bundle
from webgen_env.examination import ContractVerdict, Examination
from webgen_env.tasks.task import Task, TestCase

PROJECT = replace(WRITTEN, changed=("src/App.tsx",))
SEEN = Visit((PageVisit("/", screenshot=png(), text="Bread"),))
BLANK = Visit((PageVisit("/", screenshot=png(), blank=True),))


def task(name, number=2, contracts=()):
    cases = tuple(TestCase(f"do {n}", f"see {n}", "Functional Testing") for n in range(number))
    return Task(name, f"Make {name}.", category="Shop", test_cases=cases, contracts=contracts)


@dataclass
class Memory:
    records: list = field(default_factory=list)

    def append(self, record):
        self.records.append(record)

    def read(self):
        return list(self.records)


@dataclass
class FakeTester:
    """Answers every case alike; counts."""

    answer: str | None = "YES"
    identity: str = "fake-tester"
    concurrency: int = 2
    asked: list = field(default_factory=list)

    async def test(self, site, task, number):
        self.asked.append((task.id, number))
        return CaseOutcome(task.id, number, answer=self.answer, source="tester", trouble="" if self.answer else "down")

    async def aclose(self):
        """Nothing is open."""


@dataclass
class FakeLinter:
    outcome: LintOutcome = field(default_factory=LintOutcome)
    identity: str = "fake-linter"
    asked: int = 0

    async def check(self, project):
        self.asked += 1
        return self.outcome


def record(folder: Path, wanted: Task, result, **parts):
    write_bundle(folder / "evidence" / wanted.id, result=result, task=wanted, completion="x", **parts)
    return {
        "task_id": wanted.id, "reward": result.reward, "finish": "stop", "evidence": f"evidence/{wanted.id}",
        "provenance": {"judge": "design-1", "preset": "webgen-r1-x", "builder": "vite"},
    }  # fmt: skip


def plan(folder, tasks, records, **parts):
    return Plan("bench", "me", tasks, {one["task_id"]: one for one in records}, folder, **{"store": Memory(), **parts})


async def test_sites_get_what_their_bundles_say(tmp_path):
    tasks = [task("fine"), task("blank"), task("broken"), task("unrun"), task("fault"), task("silent")]
    records = [
        record(tmp_path, tasks[0], scored(visit=SEEN), project=PROJECT, site=SITE),
        record(tmp_path, tasks[1], scored(visit=BLANK), project=PROJECT, site=SITE),
        record(tmp_path, tasks[2], failed(), project=PROJECT),
        {"task_id": "fault", "reward": None, "fault": "infra", "fault_message": "no disk", "finish": "stop"},
        {"task_id": "silent", "reward": 0.0, "finish": "failed", "answer_problem": "no server"},
    ]
    tester, linter = FakeTester(), FakeLinter()
    evaluation = await evaluate(plan(tmp_path, tasks, records, tester=tester, linter=linter))
    fine, blank, broken, unrun, fault, silent = evaluation.sites
    assert (fine.started, fine.rendered, fine.stage, [case.answer for case in fine.cases]) == (
        True, True, "scored", ["YES", "YES"],
    )  # fmt: skip
    assert fine.appearance == pytest.approx(4.0)
    # Nothing to test on what did not come up, and nobody is asked about it.
    assert (blank.rendered, blank.appearance) == (False, 0.0)
    assert [(case.answer, case.source) for case in (*blank.cases, *broken.cases)] == [("NO", "site")] * 4
    assert {name for name, _ in tester.asked} == {"fine"}
    assert (unrun.started, fault.fault, silent.fault) == (False, "infra", "agent")
    assert "no disk" in fault.problem
    assert evaluation.not_started == {"sites": 3, "cases": 6}
    assert evaluation.metrics["FSR"].value == 2 / 12
    assert (evaluation.judge, evaluation.preset, evaluation.tester) == ("design-1", "webgen-r1-x", "fake-tester")
    assert linter.asked == 3  # what did not come up is checked too
    assert evaluation.metrics["LDPR"].value == 3 / 6


async def test_what_is_known_is_not_asked_again_and_faults_are(tmp_path):
    one = task("one")
    records = [record(tmp_path, one, scored(visit=SEEN), project=PROJECT, site=SITE)]
    store, broken, working = Memory(), FakeTester(answer=None), FakeTester()
    down = FakeLinter(LintOutcome(trouble="no disk"))
    first = await evaluate(plan(tmp_path, [one], records, store=store, tester=broken, linter=down))
    assert first.answers == {"no answer": 2}
    assert first.metrics["LDPR"].value == 0.0
    up = FakeLinter()
    second = await evaluate(plan(tmp_path, [one], records, store=store, tester=working, linter=up))
    assert second.answers == {"YES": 2}
    third = await evaluate(plan(tmp_path, [one], records, store=store, tester=working, linter=up))
    assert third == second
    assert (len(working.asked), up.asked) == (2, 1)
    other = FakeTester(identity="another")
    await evaluate(plan(tmp_path, [one], records, store=store, tester=other, linter=up))
    assert len(other.asked) == 2


async def test_contracts_of_the_bundle_stand_for_cases(tmp_path):
    contracts = ({"id": "a", "category": "form"}, {"id": "b", "category": "nav"}, {"id": "c", "category": "nav"})
    one = task("one", number=0, contracts=contracts)
    verdicts = tuple(
        ContractVerdict(name, verdict, "r", "nav", message="m")
        for name, verdict in (("a", "pass"), ("b", "fail"), ("c", "inconclusive"))
    )
    result = scored(visit=SEEN, examination=Examination(verdicts))
    evaluation = await evaluate(plan(tmp_path, [one, task("gone", 0, contracts)], [record(tmp_path, one, result)]))
    assert [case.answer for case in evaluation.sites[0].cases] == ["YES", "NO", None]
    assert evaluation.sites[0].cases[2].trouble == "m"
    assert evaluation.metrics["FSR"].value == 1 / 6


async def test_without_tester_and_contracts_nobody_is_asked(tmp_path):
    one = task("one")
    evaluation = await evaluate(plan(tmp_path, [one], [record(tmp_path, one, scored(visit=SEEN))]))
    assert evaluation.answers == {"not asked": 2}
    assert evaluation.metrics["FSR"].value is None
    assert evaluation.metrics["LDPR"].value is None


async def test_missing_evidence_is_said(tmp_path):
    records = [{"task_id": "one", "reward": 1.0, "finish": "stop", "evidence": ""}]
    with pytest.raises(EvidenceError, match="kept no evidence"):
        await evaluate(plan(tmp_path, [task("one")], records))


async def test_a_scaffold_that_nothing_was_added_to_does_not_pass(tmp_path):
    one = task("one")
    records = [record(tmp_path, one, failed("format"), project=WRITTEN)]
    linter = FakeLinter()
    evaluation = await evaluate(plan(tmp_path, [one], records, linter=linter))
    assert (linter.asked, evaluation.metrics["LDPR"].value) == (0, 0.0)


async def test_a_browser_that_fails_costs_its_case_only(tmp_path):
    class Breaking(FakeTester):
        async def test(self, site, task, number):
            if number == 0:
                raise InfrastructureError("no browser", stage="render")
            return await super().test(site, task, number)

    one = task("one")
    records = [record(tmp_path, one, scored(visit=SEEN), project=PROJECT, site=SITE)]
    evaluation = await evaluate(plan(tmp_path, [one], records, tester=Breaking()))
    assert [(case.answer, case.trouble) for case in evaluation.sites[0].cases] == [(None, "no browser"), ("YES", "")]
