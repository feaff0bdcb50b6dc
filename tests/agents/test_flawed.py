"""Flawed policies: each makes its mistake and no other."""

from __future__ import annotations

import pytest

import agents
from tests.agents.conftest import errors, parsed
from webgen_env.errors import ConfigurationError
from webgen_env.tasks import TaskSet

INSTRUCTION = TaskSet.bundled()["seed-swap-library"].instruction

# where the walk ends, as far as parsing and compliance decide, and a rule that says why
NO_MANIFEST = {"silent": "manifest.missing", "chatty": "manifest.missing", "thinker": "manifest.missing"}
NOT_COMPLIANT = {
    "truncated": "structure.closed",
    "incomplete": "files.shown",
    "intruder": "files.paths",
}
COMPLIANT = ("hallucinator", "careless", "crasher", "blank", "broken-route", "unstyled", "off-topic", "looper")


def complete(name):
    return agents.make(name).act(INSTRUCTION, {"task_id": "seed-swap-library"})


def test_every_flawed_policy_is_tested_here():
    able = {"best-of-n", "chat", "repair", "sb3", "scaffold", "showcase", "slots", "transformers", "vllm"}
    assert {*NO_MANIFEST, *NOT_COMPLIANT, *COMPLIANT} == set(agents.names()) - able


@pytest.mark.parametrize("name", NO_MANIFEST)
def test_these_have_no_manifest(name):
    manifest, _, _ = parsed(complete(name))
    assert not manifest.found
    assert NO_MANIFEST[name] in [finding.rule for finding in manifest.findings]


@pytest.mark.parametrize("name", NOT_COMPLIANT)
def test_these_are_not_compliant(name):
    manifest, _, compliance = parsed(complete(name))
    assert manifest.found
    assert not compliance.passed
    assert NOT_COMPLIANT[name] in [finding.rule for finding in compliance.findings]


@pytest.mark.parametrize("name", COMPLIANT)
def test_these_pass_until_the_build(name):
    manifest, _, compliance = parsed(complete(name))
    assert errors(manifest.findings) == []
    assert compliance.passed
    assert complete(name) != complete("scaffold")


def test_nothing_outside_the_project_is_kept():
    _, project, compliance = parsed(complete("intruder"))
    assert not any(path.startswith(("/", "..")) for path in project.files)
    assert "commands.known" in [finding.rule for finding in compliance.findings]


def test_the_truncated_one_is_a_beginning():
    assert complete("scaffold").startswith(complete("truncated"))


def test_the_thinker_has_the_whole_manifest_in_its_thoughts():
    thoughts = complete("thinker").partition("</think>")[0]
    assert "</webArtifact>" in thoughts


def test_the_off_topic_one_knows_one_site():
    agent = agents.make("off-topic")
    assert agent.act("A bank.", {}) == agent.act("A zoo.", {})


def test_the_unstyled_one_differs_in_the_stylesheet_only():
    good, bad = (parsed(complete(name))[1].files for name in ("scaffold", "unstyled"))
    assert [path for path in good if good[path] != bad[path]] == ["src/index.css"]


def test_another_policy_can_be_spoiled():
    info = {"task_id": "night-train-planner"}
    completion = agents.make("broken-route", policy="showcase").act("", info)
    good = agents.make("showcase").draft("", info).files
    bad = parsed(completion)[1].files
    assert [path for path in good if good[path] != bad[path]] == ["src/pages/MyTrips.tsx"]


def test_a_policy_without_drafts_cannot_be_spoiled():
    with pytest.raises(ConfigurationError, match="gives no drafts to spoil"):
        agents.make("crasher", policy="silent")


@pytest.mark.slow
async def test_the_builder_stops_those_that_it_should(vite):
    async def build(name):
        return await vite.build(parsed(complete(name))[1])

    careless = await build("careless")
    assert careless.site is None
    assert careless.stage == "build"
    assert any("Announcement" in str(error) for error in careless.errors)
    hallucinator = await build("hallucinator")
    assert hallucinator.site is None
    assert hallucinator.stage == "install"
    assert any("@webgen-env-nowhere/glass-widgets" in str(error) for error in hallucinator.errors)
    for name in ("crasher", "blank", "broken-route", "unstyled", "off-topic", "looper"):
        assert (await build(name)).site is not None, name


@pytest.mark.slow
async def test_the_browser_sees_what_is_wrong(vite, chromium):
    async def visit(name):
        outcome = await vite.build(parsed(complete(name))[1])
        return await chromium.visit(outcome.site)

    crasher = await visit("crasher")
    assert crasher.home.blank
    assert any("theme" in error for error in crasher.home.errors)
    blank = await visit("blank")
    assert blank.home.blank
    assert not blank.home.errors
    broken = await visit("broken-route")
    assert not broken.home.errors
    assert any(page.errors for page in broken.pages[1:])
