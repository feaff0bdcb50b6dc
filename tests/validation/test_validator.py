"""Validation with the real builder, browser and examiner."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.validation.values import contract, reference
from webgen_env.build import BuildOutcome
from webgen_env.cli.validate import ValidateRequest, chosen_subjects
from webgen_env.errors import ConfigurationError
from webgen_env.scaffold import Project  # noqa: TC001 - of a builder
from webgen_env.validation import Change, Mutant, SiteFaults, ValidationReport, Validator, subjects_of

COUNTER = """import { useState } from 'react';

export default function App() {
  const [count, setCount] = useState(0);
  return (
    <main>
      <h1>Counter</h1>
      <button type="button" onClick={() => setCount(count + 1)}>Add one</button>
      <p>Total: {count}</p>
    </main>
  );
}
"""
COUNTS = contract(
    "count", {"click": {"role": "button", "name": "Add one"}}, {"expect": {"visible": {"text": "Total: 1"}}}
)
QUIET = contract("quiet", {"expect": {"visible": {"role": "heading"}}}, {"expect": {"console_clean": True}})


def mutant(name: str, find: str, replace: str, breaks: tuple[str, ...]) -> Mutant:
    change = Change(file="src/App.tsx", find=find, replace=replace)
    return Mutant(id=name, operator="wrong-total", says="It counts wrongly.", changes=(change,), breaks=breaks)


@pytest.mark.slow
async def test_a_small_site_from_end_to_end() -> None:
    faults = SiteFaults(
        task="small",
        mutants=(
            mutant("by-two", "count + 1", "count + 2", ("count",)),
            mutant("unseen", "<h1>Counter</h1>", "<h1>A counter</h1>", ("quiet",)),
            mutant("unfit", "<h1>", "<h2>", ("quiet",)),
        ),
    )
    subjects = list(subjects_of(reference(COUNTS, QUIET, app=COUNTER), faults))
    async with Validator(sites=2) as validator:
        outcomes = [outcome async for outcome in validator.run(subjects)]
    assert [outcome.subject.id for outcome in outcomes] == [subject.id for subject in subjects]
    found = {outcome.subject.id: outcome for outcome in outcomes}
    assert found["clean"].verdicts == {"count": "pass", "quiet": "pass"}
    assert {name for name, outcome in found.items() if outcome.refused == "build"} == {
        "syntax-error",
        "unresolved-import",
        "unfit",
    }
    assert {name for name, outcome in found.items() if outcome.refused == "render"} == {"crash-at-start", "blank-page"}
    assert found["endless-spinner"].broken == ("count", "quiet")
    assert found["console-error"].broken == ("quiet",)
    assert (found["by-two"].detected, found["by-two"].beside) == (True, ())
    report = ValidationReport.of([outcomes])
    assert [outcome.subject.id for outcome in report.undetected] == ["unseen", "unfit"]
    assert [outcome.subject.id for outcome in report.unfit] == ["unfit"]


class Counting:
    """A builder that counts what it is asked for and refuses it."""

    identity = "counting"

    def __init__(self) -> None:
        self.builds = 0

    async def build(self, project: Project) -> BuildOutcome:
        del project
        self.builds += 1
        return BuildOutcome(None, "build")

    async def aclose(self) -> None:
        pass


@pytest.mark.parametrize(("keep_built", "builds"), [(True, 1), (False, 3)])
async def test_what_is_shown_again_is_built_again_unless_it_is_kept(keep_built: bool, builds: int) -> None:
    (subject, *_) = subjects_of(reference(COUNTS, app=COUNTER), SiteFaults(task="small", mutants=()))
    builder = Counting()
    async with Validator(builder=builder, keep_built=keep_built) as validator:
        for _ in range(3):
            assert (await validator.examine(subject)).refused == "build"
    assert builder.builds == builds


async def test_sites_at_once_must_be_positive() -> None:
    with pytest.raises(ConfigurationError, match="sites >= 1"):
        Validator(sites=0)


def test_subjects_are_chosen_by_task_and_kind() -> None:
    subjects = chosen_subjects(ValidateRequest(tasks=("ceramics-studio-shop",), only=("rewrite", "wrong-total")))
    assert {subject.task_id for subject in subjects} == {"ceramics-studio-shop"}
    assert {subject.operator for subject in subjects if subject.kind == "mutant"} == {"wrong-total"}
    assert any(subject.kind == "rewrite" for subject in subjects)


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(ConfigurationError, match="no mutants for moon-base; there are some for apiary"):
        chosen_subjects(ValidateRequest(tasks=("moon-base",)))
    with pytest.raises(ConfigurationError, match="nothing fits"):
        chosen_subjects(ValidateRequest(only=("no-such-operator",)))


@pytest.mark.slow
def test_the_short_validation_meets_its_targets() -> None:
    command = [sys.executable, "-c", "from webgen_env.cli import main; main()", "validate", "--short", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert done.stdout, done.stderr
    record = json.loads(done.stdout)
    assert (record["undetected"], record["false"], record["unstable"], record["unfit"]) == ([], [], [], [])
    assert (done.returncode, record["passed"], record["runs"]) == (0, True, 1)
    assert record["mutants"] >= 8
    assert record["sound_sites"] >= 3


@pytest.mark.slow
def test_runs_are_repeated_and_compared() -> None:
    command = [sys.executable, "-c", "from webgen_env.cli import main; main()", "validate", "--labelled-only", "--json"]
    chosen = ["--task", "lantern-memory-game", "--only", "timer-dead", "--repeat", "2"]
    done = subprocess.run([*command, *chosen], capture_output=True, text=True, check=False, timeout=900)
    assert done.stdout, done.stderr
    record = json.loads(done.stdout)
    assert (done.returncode, record["runs"], record["unstable"]) == (0, 2, [])
    assert record["mutants"] >= 1
