"""Stored bundles under another judge or preset: the same verdict as scoring anew, and no build."""

from __future__ import annotations

import json

import pytest

from tests.evidence.values import TASK, failed, faulty, scored
from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge, Script, png
from webgen_env import Scorer
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.build.site import BuildOutcome
from webgen_env.errors import EvidenceError, JudgeError
from webgen_env.evaluation import rescore_bundles
from webgen_env.evidence import find_bundles, read_bundle, write_bundle
from webgen_env.examination import ContractVerdict, Examination
from webgen_env.findings import Finding
from webgen_env.manifest import parse_manifest, render_completion
from webgen_env.reward.presets import Preset, get_preset
from webgen_env.scaffold import default_scaffold
from webgen_env.tasks.task import Task

TASK_ = Task("bakery", "A bakery.")
VISIT = Visit((PageVisit("/", screenshot=png(), title="T", text="Bread", errors=("TypeError: x",)),), discovered=("/",))
BROKEN = BuildOutcome(None, "build", (Finding("build.unresolved-import", "No './Map'.", "src/App.tsx:1"),), log="no")


GOOD = render_completion(
    {
        "src/App.tsx": "import Home from './pages/Home';\nexport default function App() { return <Home />; }\n",
        "src/pages/Home.tsx": "export default function Home() { return <h1>Bread</h1>; }\n",
    },
    title="Bakery",
)


async def stored(tmp_path, text, **parts):
    """A bundle as a scorer keeps it, with fakes at the seams."""
    builder, browser = parts.get("builder", FakeBuilder()), parts.get("browser", FakeBrowser(visit_=VISIT))
    scorer = Scorer(
        preset=parts.get("preset", "webgen-r1"),
        judge=FakeJudge(grade_=2.0),
        builder=lambda: builder,
        browser=lambda: browser,
        evidence=tmp_path / "evidence",
        cache=False,
        retries=0,
    )
    try:
        result = await scorer.score(parts.get("task", TASK_), text)
    finally:
        await scorer.aclose()
    (folder,) = find_bundles(tmp_path / "evidence")
    return folder, result


async def once(folder, judge=None, preset="webgen-r1", out=None):
    chosen = preset if isinstance(preset, Preset) else get_preset(preset)
    (done,) = await rescore_bundles([folder], judge or FakeJudge(grade_=5.0), chosen, out=out)
    return done


async def test_another_judge_gives_the_reward_that_it_would_have_given(tmp_path):
    folder, before = await stored(tmp_path, GOOD)
    done = await once(folder)
    assert done.before.reward == before.reward
    assert done.after.reward == pytest.approx(before.reward + 3.0)
    assert done.after.judgement.judge == "fake-judge"
    assert done.after.visit == before.visit
    assert done.after.errors == before.errors


async def test_the_same_judge_and_preset_give_the_same_verdict(tmp_path):
    folder, before = await stored(tmp_path, GOOD)
    after = (await once(folder, FakeJudge(grade_=2.0))).after
    for name in ("reward", "terms", "stage", "fault", "violations", "errors", "preset"):
        assert getattr(after, name) == getattr(before, name), name


async def test_another_preset_composes_its_own_terms(tmp_path):
    folder, _ = await stored(tmp_path, GOOD)
    done = await once(folder, preset=Preset("pages", terms={"clean_pages": 1.0, "built": 0.5}))
    assert done.after.terms["clean_pages"] == 0.0
    assert done.after.reward == 0.5


@pytest.mark.parametrize("text", ["", "no manifest", "<answer></answer>"])
async def test_what_ended_before_the_build_ends_there_again(tmp_path, text):
    folder, before = await stored(tmp_path, text)
    done = await once(folder)
    assert (done.after.stage, done.after.reward, done.after.fault) == (before.stage, 0.0, None)


async def test_a_failed_build_stays_failed_with_its_errors(tmp_path):
    folder, before = await stored(tmp_path, GOOD, builder=FakeBuilder(outcome=BROKEN))
    done = await once(folder)
    assert (done.after.stage, done.after.reward) == ("build", 0.0)
    assert done.after.errors == before.errors == BROKEN.errors


async def test_what_the_bundle_lacks_is_a_fault_and_never_a_reward(tmp_path):
    # The stored preset refused it before the build; the other one would build it.
    text = GOOD.replace("npm install", "rm -rf /")
    folder, before = await stored(tmp_path, text)
    assert before.stage == "static"
    done = await once(folder, preset="webgen-r1-code")
    assert (done.after.reward, done.after.fault) == (None, "infra")
    assert "holds no build" in done.after.fault_message


async def test_a_stored_fault_stays_one(tmp_path):
    text = GOOD
    project = default_scaffold().compose(parse_manifest(text))
    write_bundle(tmp_path / "b", result=faulty("render"), task=TASK_, completion=text, project=project)
    assert (await once(tmp_path / "b")).after.fault == "infra"


async def test_a_judge_that_fails_is_a_fault_of_the_judge(tmp_path):
    folder, _ = await stored(tmp_path, GOOD)
    judge = FakeJudge(script=Script(errors=[JudgeError("no answer", retryable=False)]))
    done = await once(folder, judge)
    assert (done.after.reward, done.after.fault) == (None, "judge")


async def test_a_stored_examination_serves_a_preset_that_weighs_it(tmp_path):
    verdicts = tuple(ContractVerdict(f"c{n}", "pass" if n else "fail", "r", "form") for n in range(4))
    result = scored(visit=VISIT, examination=Examination(verdicts))
    write_bundle(tmp_path / "b", result=result, task=TASK_, completion=GOOD)
    done = await once(tmp_path / "b", preset=Preset("mine", terms={"behaviour": 1.0}))
    assert done.after.terms["behaviour"] == 0.75


async def test_no_examination_and_no_built_site_is_a_fault(tmp_path):
    write_bundle(tmp_path / "b", result=scored(visit=VISIT), task=TASK_, completion=GOOD)
    done = await once(tmp_path / "b", preset="executable")
    assert done.after.fault == "infra"
    assert "examination" in done.after.fault_message


async def test_new_bundles_can_be_scored_again(tmp_path):
    folder, _ = await stored(tmp_path, GOOD)
    done = await once(folder, out=tmp_path / "new")
    again = await once(tmp_path / "new" / folder.name, FakeJudge(grade_=1.0))
    assert done.after.evidence == str(tmp_path / "new" / folder.name)
    assert again.before.reward == done.after.reward
    assert read_bundle(folder).result.judgement.grade == 2.0  # the old one is as it was


async def test_a_broken_bundle_is_named(tmp_path):
    write_bundle(tmp_path / "b", result=failed(), task=TASK, completion="x")
    (tmp_path / "b" / "task.json").write_text("{")
    with pytest.raises(EvidenceError, match=r"task\.json"):
        await once(tmp_path / "b")
    with pytest.raises(EvidenceError, match="no evidence bundle"):
        await once(tmp_path)


def test_the_command_prints_both_rewards_and_says_what_is_no_bundle(tmp_path, capsys):
    from webgen_env.cli.rescore import run_rescore

    write_bundle(tmp_path / "run" / "evidence" / "b", result=scored(visit=VISIT), task=TASK_, completion=GOOD)
    assert run_rescore([tmp_path / "run"], judge="design", preset="webgen-r1", out=tmp_path / "o", as_json=True)
    (said,) = json.loads(capsys.readouterr().out)
    assert (said["before"]["reward"], said["fault"], said["stage"]) == (4.2, None, "scored")
    assert said["judge"].startswith("design-")
    assert (tmp_path / "o" / "gallery" / "index.html").is_file()
