"""Every hand-made site meets every contract of its task, and the probes blame nothing on it."""

from __future__ import annotations

import pytest

import agents
from tests.agents.conftest import parsed
from webgen_env.examination import Examiner
from webgen_env.tasks import TaskSet

TASKS = TaskSet.bundled()


@pytest.fixture
async def examiner():
    examiner = Examiner(concurrency=2, contract_timeout_s=60.0, site_timeout_s=300.0)
    yield examiner
    await examiner.aclose()


@pytest.mark.slow
@pytest.mark.parametrize("task_id", agents.showcase_task_ids())
async def test_a_site_does_what_its_task_asks_for(task_id, vite, examiner):
    task = TASKS[task_id]
    outcome = await vite.build(parsed(agents.make("showcase").act(task.instruction, {"task_id": task_id}))[1])
    assert outcome.site is not None, outcome.errors
    examination = await examiner.examine(outcome.site, task)
    assert len(examination.contracts) >= 6
    assert [f"{verdict.id}: {verdict.message}" for verdict in examination.contracts if verdict.verdict != "pass"] == []
    probes = (await examiner.probe(outcome.site)).probes
    assert [(page.route, control) for page in probes.pages for control in page.controls if not control.worked] == []
    assert (probes.rendered, probes.working, probes.refusing, probes.fitting) == (1.0, 1.0, 1.0, 1.0)
    assert [page.route for page in probes.pages if page.placeholders or page.broken_images or page.rules] == []
