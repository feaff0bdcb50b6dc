"""Hand-made sites: whole, compliant, for tasks that exist; and what happens for every other task."""

from __future__ import annotations

import json
import re

import pytest

import agents
from tests.agents.conftest import errors, parsed
from webgen_env.compliance import released_checks
from webgen_env.tasks import TaskSet

TASKS = TaskSet.bundled()
IDS = agents.showcase_task_ids()


def complete(task_id, **config):
    return agents.make("showcase", **config).act(TASKS[task_id].instruction, {"task_id": task_id})


def test_there_are_some_for_bundled_tasks():
    assert len(IDS) >= 6
    assert list(IDS) == sorted(IDS)
    assert set(IDS) <= {task.id for task in TASKS}


@pytest.mark.parametrize("task_id", IDS)
def test_each_is_compliant_and_has_the_pages_and_colours_that_were_asked_for(task_id):
    manifest, project, compliance = parsed(complete(task_id))
    assert errors(manifest.findings) == []
    assert compliance.passed
    source = "\n".join(project.files[path] for path in project.written)
    task = TASKS[task_id].metadata
    for page in task["pages"]:
        assert page in source.replace("’", "'"), page
    for colour in (task["background_color"], task["component_color"]):
        assert colour in source, colour
    assert "localStorage" in source or "reload" not in TASKS[task_id].instruction


@pytest.mark.parametrize("task_id", IDS)
def test_each_declares_what_it_imports(task_id):
    _, project, _ = parsed(complete(task_id))
    for path in project.written:
        for name in re.findall(r"from '([^'./][^']*)'", project.files[path] if path.endswith("x") else ""):
            assert name in project.dependencies, (path, name)


def test_antd_and_recharts_are_shown():
    used = [set(parsed(complete(task_id))[1].dependencies) for task_id in IDS]
    assert any("antd" in dependencies for dependencies in used)
    assert any("recharts" in dependencies for dependencies in used)


@pytest.mark.parametrize(
    "info", [{}, {"task_id": "no-such-task"}, {"task_id": None}, {"task_id": "../night-train-planner"}]
)
def test_every_other_task_gets_the_site_of_the_scaffold_policy(info):
    instruction = "A website for a bakery. Use linen for the background and navy for components."
    assert agents.make("showcase").act(instruction, info) == agents.make("scaffold").act(instruction, info)


def test_a_whole_project_passes_the_checks_of_the_released_code():
    manifest, _, _ = parsed(complete(IDS[0], whole_project=True))
    assert released_checks(manifest).passed
    assert "package.json" in manifest.contents
    manifest, _, _ = parsed(complete("street-tree-census", whole_project=True))
    assert "antd" in json.loads(manifest.contents["package.json"])["dependencies"]


@pytest.mark.slow
async def test_each_builds_and_every_page_works(vite, chromium):
    for task_id in IDS:
        outcome = await vite.build(parsed(complete(task_id))[1])
        assert outcome.site is not None, (task_id, outcome.errors)
        visit = await chromium.visit(outcome.site)
        assert len(visit.pages) > 2
        for page in visit.pages:
            assert (page.status, page.errors, page.failed_requests, page.blank) == ("ok", (), (), False), page.route
            assert [message for message in page.console if message.level == "error"] == [], page.route
            assert page.facts.document[0] <= page.facts.viewport[0], f"{task_id} {page.route} is too wide"
