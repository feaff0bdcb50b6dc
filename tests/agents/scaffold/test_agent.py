"""The scaffold policy: deterministic, compliant, and safe against what stands in an instruction."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agents
from agents.scaffold import read_brief
from agents.scaffold.pages import as_literal
from agents.scaffold.site import choose_style
from tests.agents.conftest import HOSTILE, errors, parsed
from webgen_env.compliance import released_checks
from webgen_env.tasks import TaskSet

TASKS = list(TaskSet.bundled())
AGENT = agents.make("scaffold")


def check(instruction):
    manifest, project, compliance = parsed(AGENT.act(instruction, {}))
    assert errors(manifest.findings) == []
    assert compliance.passed
    assert dict(manifest.contents) == dict(AGENT.draft(instruction).files)
    return project


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_bundled_tasks_get_a_compliant_site(task):
    project = check(task.instruction)
    site = project.files["src/data/site.ts"]
    for page in task.metadata["pages"]:
        assert json.dumps(page) in site
    assert project.dependencies.keys() == {"react", "react-dom", "react-router-dom", "lucide-react"}


@pytest.mark.parametrize("instruction", HOSTILE)
def test_hostile_instructions_get_a_compliant_site(instruction):
    check(instruction)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_a_compliant_site(instruction):
    check(instruction)


def test_only_what_is_used_is_written():
    files = AGENT.draft(TASKS[0].instruction).files
    for path in files:
        if path.startswith(("src/components/", "src/pages/")):
            module = path.rsplit("/", 1)[1].removesuffix(".tsx")
            users = [other for other, text in files.items() if other != path and f"/{module}'" in text]
            assert users, f"{path} is used by nothing"


@pytest.mark.parametrize("task", TASKS[:6], ids=lambda task: task.id)
def test_every_import_resolves(task):
    files = AGENT.draft(task.instruction).files
    for path, text in files.items():
        for target in re.findall(r"from '(\.[^']+)'", text):
            parts = path.split("/")[:-1]
            for step in target.split("/"):
                if step == "..":
                    parts.pop()
                elif step != ".":
                    parts.append(step)
            assert any("/".join(parts) + ending in files for ending in (".ts", ".tsx")), (path, target)


def test_the_same_instruction_gives_the_same_site_in_another_process():
    program = "import agents, sys; sys.stdout.write(agents.make('scaffold').act(sys.argv[1], {}))"
    instruction = TASKS[3].instruction
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, instruction],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1", "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == AGENT.act(instruction, {}).encode()


def test_sites_do_not_look_alike():
    styles = [choose_style(read_brief(task.instruction)) for task in TASKS]
    assert len(set(styles)) > len(TASKS) * 0.8


def test_a_whole_project_passes_the_checks_of_the_released_code():
    completion = agents.make("scaffold", whole_project=True).act(TASKS[0].instruction, {})
    manifest, project, compliance = parsed(completion)
    assert compliance.passed
    assert released_checks(manifest).passed
    assert project.files["src/App.tsx"] == check(TASKS[0].instruction).files["src/App.tsx"]


@given(st.text())
def test_a_literal_holds_any_text_and_nothing_that_could_end_it(text):
    literal = as_literal({"text": text})
    assert literal.isascii()
    assert not set("<>&") & set(literal)
    assert json.loads(literal) == {"text": text}


@pytest.mark.slow
async def test_hostile_instructions_build(vite):
    for instruction in HOSTILE:
        outcome = await vite.build(check(instruction))
        assert outcome.site is not None, (instruction[:60], outcome.errors)


@pytest.mark.slow
async def test_text_from_an_instruction_stays_text(vite, chromium):
    evil = "<img src=x onerror=alert(1)>"
    instruction = f'Build a shop called "Ada {evil}", a shop for {evil}. Use ivory for the background.'
    outcome = await vite.build(check(instruction))
    visit = await chromium.visit(outcome.site)
    assert evil in visit.home.text
    assert all(page.errors == () and page.failed_requests == () for page in visit.pages)
