"""The walk and the scorer over fakes at the three seams; the real parts meet in test_episode_real.py."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import pickle
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from tests.fakes import FakeBrowser, FakeBuilder, FakeJudge, png
from webgen_env.browser.visit import ConsoleMessage, PageVisit, Visit
from webgen_env.build.site import BuildOutcome
from webgen_env.episode import step_info
from webgen_env.errors import ClosedError, ConfigurationError, InfrastructureError, JudgeError
from webgen_env.evidence import read_bundle
from webgen_env.feedback import describe
from webgen_env.findings import Finding
from webgen_env.manifest import render_completion
from webgen_env.reward import Preset, RewardResult, Rollout
from webgen_env.reward.terms import Term
from webgen_env.scorer import Scorer
from webgen_env.sizes import Machine
from webgen_env.tasks import Task

TASK = Task(id="bakery", instruction="A bakery with a page about bread.")
GOOD = render_completion(
    {
        "src/App.tsx": "import Home from './pages/Home';\nexport default function App() { return <Home />; }\n",
        "src/pages/Home.tsx": "export default function Home() { return <h1>Bread</h1>; }\n",
    },
    title="Bakery",
)


@dataclass
class Parts:
    builder: FakeBuilder = field(default_factory=FakeBuilder)
    browser: FakeBrowser = field(default_factory=FakeBrowser)
    judge: FakeJudge = field(default_factory=FakeJudge)

    def scorer(self, **options: object) -> Scorer:
        defaults: dict[str, object] = {
            "builder": lambda: self.builder,
            "browser": lambda: self.browser,
            "judge": self.judge,
            "builders": 1,
            "browsers": 1,
            "retries": 1,
        }
        return Scorer(**{**defaults, **options})  # type: ignore[arg-type]


@pytest.fixture
def parts() -> Parts:
    return Parts()


@pytest.fixture
def scorer(parts: Parts) -> Iterator[Scorer]:
    with parts.scorer() as scorer:
        yield scorer


def score(scorer: Scorer, completion: str = GOOD, **options: float) -> object:
    [result] = scorer.score_batch_sync([TASK], [completion], **options)
    return result


def test_a_good_completion_walks_to_the_end(scorer: Scorer) -> None:
    result = score(scorer)
    assert (result.stage, result.fault) == ("scored", None)
    assert result.terms == {"visual": 4.0, "functional": 1.0, "reasoning": 1.0}
    assert result.reward == pytest.approx(4.0 + 0.1 + 0.1)
    assert result.provenance["builder"] == "fake-builder"
    assert result.provenance["browser"] == "fake-browser"
    assert result.provenance["judge"] == "fake-judge"
    assert {"parse", "render", "judge", "total"} <= set(result.timing)


@pytest.mark.parametrize("completion", ["", "\x00\xff" * 1000, "\ud800", "I would rather not.", "<think>"])
def test_what_holds_no_project_ends_at_format_and_builds_nothing(scorer: Scorer, parts: Parts, completion: str) -> None:
    result = score(scorer, completion)
    assert (result.stage, result.reward) == ("format", 0.0)
    assert result.violations
    assert parts.builder.script.calls == 0


def test_a_build_failure_is_the_policys(scorer: Scorer, parts: Parts) -> None:
    parts.builder.outcome = BuildOutcome(
        site=None, stage="install", errors=(Finding("install.unknown-package", "There is no package 'nope'."),)
    )
    result = score(scorer)
    assert (result.stage, result.reward, result.fault) == ("install", 0.0, None)
    assert "nope" in result.errors[0].message
    assert parts.browser.script.calls == 0


def test_no_picture_means_no_judge(scorer: Scorer, parts: Parts) -> None:
    parts.browser.visit_ = Visit(pages=(PageVisit(route="/", status="timeout"),))
    result = score(scorer)
    assert (result.stage, result.reward) == ("render", 0.0)
    assert parts.judge.script.calls == 0
    assert result.errors


def test_a_crash_on_a_route_is_named_and_costs_the_functional_term(scorer: Scorer, parts: Parts) -> None:
    home = asyncio.run(FakeBrowser().visit(None)).home  # type: ignore[arg-type]
    parts.browser.visit_ = Visit(pages=(home, PageVisit(route="/about", errors=("Error: boom",))))
    result = score(scorer)
    assert result.terms["functional"] == 0.0
    assert any("/about" in found.place and "boom" in found.message for found in result.errors)


def test_a_console_error_costs_the_functional_term_and_a_warning_does_not(scorer: Scorer, parts: Parts) -> None:
    home = asyncio.run(FakeBrowser().visit(None)).home  # type: ignore[arg-type]
    for level, functional in (("warning", 1.0), ("error", 0.0)):
        page = PageVisit(route="/", screenshot=home.screenshot, text="Hi", console=(ConsoleMessage(level, "x"),))
        parts.browser.visit_ = Visit(pages=(page,))
        assert score(scorer).terms["functional"] == functional


@pytest.mark.parametrize("part", ["builder", "browser", "judge"])
def test_a_passing_fault_is_tried_again(scorer: Scorer, parts: Parts, part: str) -> None:
    error = JudgeError("busy") if part == "judge" else InfrastructureError("gone", stage="render")
    getattr(parts, part).script.errors = [error]
    result = score(scorer)
    assert (result.fault, result.reward) == (None, pytest.approx(4.2))


@pytest.mark.parametrize(("part", "fault"), [("builder", "infra"), ("browser", "infra"), ("judge", "judge")])
def test_a_lasting_fault_never_becomes_a_reward(scorer: Scorer, parts: Parts, part: str, fault: str) -> None:
    error = JudgeError("busy") if part == "judge" else InfrastructureError("gone", stage="render")
    getattr(parts, part).script.errors = [error, error]
    result = score(scorer)
    assert (result.reward, result.fault) == (None, fault)
    assert result.fault_message
    assert set(result.terms.values()) == {0.0}
    assert score(scorer).reward == pytest.approx(4.2), "the next completion is not affected"


def test_a_fault_that_cannot_pass_is_not_tried_again(scorer: Scorer, parts: Parts) -> None:
    parts.builder.script.errors = [InfrastructureError("no disk", stage="install", retryable=False)]
    assert score(scorer).fault == "infra"
    assert parts.builder.script.calls == 1


def test_a_missed_deadline_of_ours_is_a_fault_that_names_the_stage(scorer: Scorer, parts: Parts) -> None:
    parts.browser.script.delay_s = 30
    result = score(scorer, timeout_s=0.2)
    assert (result.reward, result.fault, result.stage) == (None, "infra", "render")
    assert "render" in result.fault_message


def test_results_keep_the_order_and_identical_completions_are_scored_once(scorer: Scorer, parts: Parts) -> None:
    completions = [GOOD, "nothing", GOOD, GOOD.replace("Bread", "Rolls"), "nothing", GOOD]
    finished: list[int] = []
    results = scorer.score_batch_sync([TASK] * 6, completions, progress=lambda index, _: finished.append(index))
    assert [result.stage for result in results] == ["scored", "format", "scored", "scored", "format", "scored"]
    assert sum(parts.builder.seen.values()) == 2
    assert [result.cached for result in results] == [False, False, True, False, True, True]
    assert sorted(finished) == list(range(6))
    assert results[0].reward == results[2].reward == results[5].reward


def test_stages_overlap_in_a_batch(parts: Parts) -> None:
    parts.builder.script.delay_s = parts.browser.script.delay_s = 0.05
    with parts.scorer(builders=1) as scorer:
        scorer.score_batch_sync([TASK] * 4, [GOOD.replace("Bread", f"Bread {number}") for number in range(4)])
    assert parts.builder.script.most_running == 1
    assert parts.browser.script.most_running >= 1
    assert parts.browser.script.calls == 4


def test_tasks_and_completions_must_match(scorer: Scorer) -> None:
    with pytest.raises(ConfigurationError, match="got 1 tasks and 2 completions"):
        scorer.score_batch_sync([TASK], [GOOD, GOOD])


def test_an_empty_batch_is_fine(scorer: Scorer) -> None:
    assert scorer.score_batch_sync([], []) == []


async def test_works_inside_a_running_loop_both_ways(scorer: Scorer) -> None:
    assert (await scorer.score(TASK, GOOD)).reward == pytest.approx(4.2)
    assert [result.reward for result in await scorer.score_batch([TASK], [GOOD])] == [pytest.approx(4.2)]
    assert score(scorer).reward == pytest.approx(4.2)


def test_equal_rewards_from_32_threads(scorer: Scorer) -> None:
    rewards: list[float] = []
    threads = [threading.Thread(target=lambda: rewards.append(score(scorer).reward)) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rewards == [pytest.approx(4.2)] * 32


def _score_in_child(scorer: Scorer, answers: multiprocessing.Queue[float]) -> None:
    answers.put(score(scorer).reward)
    scorer.close()


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_equal_rewards_from_other_processes(method: str) -> None:
    scorer = Scorer(builder=FakeBuilder, browser=FakeBrowser, judge=FakeJudge(), builders=1, browsers=1)
    context = multiprocessing.get_context(method)
    answers = context.Queue()
    assert score(scorer).reward == pytest.approx(4.2)
    child = context.Process(target=_score_in_child, args=(scorer, answers))
    child.start()
    assert answers.get(timeout=60) == pytest.approx(4.2)
    child.join(30)
    assert child.exitcode == 0
    scorer.close()


def test_nothing_opens_before_the_first_score_and_everything_closes_once() -> None:
    made: list[FakeBuilder] = []

    def make() -> FakeBuilder:
        made.append(FakeBuilder())
        return made[-1]

    scorer = Scorer(builder=make, browser=FakeBrowser, judge=FakeJudge(), builders=1)
    assert made == []
    score(scorer)
    scorer.close()
    scorer.close()
    assert [builder.script.closed for builder in made] == [1]
    with pytest.raises(ClosedError, match="make a new one"):
        score(scorer)


def test_close_ends_a_running_batch(parts: Parts) -> None:
    parts.browser.script.delay_s = 60
    scorer = parts.scorer()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            score(scorer)
        except BaseException as error:  # noqa: BLE001  # whatever ends the batch is looked at below
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while parts.browser.script.calls == 0:
        thread.join(0.01)
    scorer.close()
    thread.join(10)
    assert not thread.is_alive()
    assert [type(failure) for failure in failures] == [ClosedError]
    assert parts.builder.script.closed == parts.browser.script.closed == 1


async def test_close_ends_an_awaited_batch_and_a_single_score(parts: Parts) -> None:
    parts.browser.script.delay_s = 60
    scorer = parts.scorer()
    waiting = [asyncio.create_task(scorer.score_batch([TASK], [GOOD])), asyncio.create_task(scorer.score(TASK, GOOD))]
    while parts.browser.script.calls == 0:  # noqa: ASYNC110  # counted on another thread
        await asyncio.sleep(0.01)
    await scorer.aclose()
    for task in waiting:
        with pytest.raises(ClosedError, match="make a new one"):
            await task


async def test_a_caller_who_gives_up_does_not_close_the_scorer(scorer: Scorer, parts: Parts) -> None:
    parts.browser.script.delay_s = 60
    waiting = asyncio.create_task(scorer.score(TASK, GOOD))
    while parts.browser.script.calls == 0:  # noqa: ASYNC110  # counted on another thread
        await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    parts.browser.script.delay_s = 0
    assert (await scorer.score(TASK, GOOD)).reward == pytest.approx(4.2)


def test_closing_on_its_own_thread_is_refused_and_closes_nothing(
    scorer: Scorer, caplog: pytest.LogCaptureFixture
) -> None:
    scorer.score_batch_sync([TASK], [GOOD], progress=lambda *_: scorer.close())
    assert "progress" in caplog.text
    assert "own thread" in caplog.text
    assert score(scorer).reward == pytest.approx(4.2)


def test_a_failing_progress_function_costs_no_verdict(scorer: Scorer, caplog: pytest.LogCaptureFixture) -> None:
    results = scorer.score_batch_sync([TASK] * 3, [GOOD, "nothing", GOOD], progress=lambda *_: 1 // 0)
    assert [result.reward for result in results] == [pytest.approx(4.2), 0.0, pytest.approx(4.2)]
    assert len([record for record in caplog.records if "progress" in record.message]) == 1


def test_a_scorer_that_nobody_can_reach_any_more_closes_what_it_opened(parts: Parts) -> None:
    scorer = parts.scorer()
    score(scorer)
    [thread] = [each for each in threading.enumerate() if each is scorer._loop._thread]
    del scorer
    gc.collect()
    thread.join(10)
    assert not thread.is_alive()
    assert parts.builder.script.closed == parts.browser.script.closed == 1


def test_a_judge_of_the_callers_own_is_not_closed(parts: Parts) -> None:
    with parts.scorer() as scorer:
        score(scorer)
    assert parts.judge.script.closed == 0


def test_evidence_is_kept_where_asked(parts: Parts, tmp_path: Path) -> None:
    with parts.scorer(evidence=tmp_path) as scorer:
        result = score(scorer)
    assert Path(result.evidence).parent == tmp_path
    assert (Path(result.evidence) / "verdict.json").is_file()


def test_evidence_that_cannot_be_written_changes_no_reward(parts: Parts, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with parts.scorer(evidence=blocked) as scorer:
        result = score(scorer)
    assert (result.reward, result.evidence) == (pytest.approx(4.2), "")


def test_configuration_pickles() -> None:
    scorer = Scorer(builder=FakeBuilder, browser=partial(FakeBrowser), judge=FakeJudge(), builders=1)
    copy = pickle.loads(pickle.dumps(scorer))
    assert repr(copy) == repr(scorer)
    assert score(copy).reward == pytest.approx(4.2)
    copy.close()
    assert Scorer.__reduce_ex__(Scorer(), 2), "the default scorer pickles too"


@pytest.mark.parametrize(
    "option", [{"builders": 0}, {"browsers": -1}, {"judges": 0}, {"routes": -1}, {"retries": True}]
)
def test_wrong_sizes_are_refused(option: dict[str, int]) -> None:
    with pytest.raises(ConfigurationError, match=r"must be .* got"):
        Scorer(**option)


@pytest.mark.parametrize("option", ["builders", "browsers"])
def test_sizes_beyond_the_machine_are_refused_but_for_parts_that_may_be_elsewhere(option: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"{option} must be at most .* usable cores\), got 10000"):
        Scorer(**{option: 10_000})
    scorer = Scorer(builder=FakeBuilder, browser=FakeBrowser, judge=FakeJudge(), **{option: 10_000})
    assert score(scorer).reward == pytest.approx(4.2)
    scorer.close()


def test_a_scorer_sent_to_a_smaller_machine_says_so_there(monkeypatch: pytest.MonkeyPatch) -> None:
    scorer = pickle.loads(pickle.dumps(Scorer(builders=2, judge=FakeJudge())))
    monkeypatch.setattr(Machine, "here", lambda: Machine(8, 1024**3))
    with pytest.raises(ConfigurationError, match=r"may use 1\.0 GiB"):
        score(scorer)
    scorer.close()


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_fork_while_the_scorer_is_in_use_does_not_hang_the_child() -> None:
    scorer = Scorer(builder=FakeBuilder, browser=FakeBrowser, judge=FakeJudge(), builders=1, browsers=1)
    score(scorer)
    with scorer._lock, scorer._loop._lock:  # as another thread may hold them at that moment
        child = os.fork()
    if child == 0:
        good = score(scorer).reward == pytest.approx(4.2)
        scorer.close()
        os._exit(0 if good else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert score(scorer).reward == pytest.approx(4.2)
    scorer.close()


# --- the verdict cache ---

OTHER_THOUGHTS = GOOD.replace("<think>", "<think>Other thoughts. ")


def essence(result: RewardResult) -> tuple[object, ...]:
    """What must not depend on where a verdict came from."""
    shots = [page.screenshot for page in result.visit.pages] if result.visit else None
    provenance = dict(result.provenance)
    return (
        result.reward, result.terms, result.stage, result.fault, result.errors, result.violations, result.notes,
        result.judgement, result.build_log, shots, provenance, step_info(result), describe(result),
    )  # fmt: skip


@pytest.mark.parametrize("preset", ["webgen-r1", "webgen-r1-code"])
@pytest.mark.parametrize("kind", ["good", "no build", "blank", "left"])
def test_a_verdict_from_the_cache_equals_the_fresh_one(parts: Parts, tmp_path: Path, kind: str, preset: str) -> None:
    finding = Finding("build.unresolved", "No './Map'.", "src/App.tsx:3")
    parts.builder.outcome = BuildOutcome(None, "build", (finding,), log="oh") if kind == "no build" else None
    if kind == "blank":
        parts.browser.visit_ = Visit(pages=(PageVisit(route="/", screenshot=png(), blank=True),))
    if kind == "left":
        parts.browser.visit_ = Visit(pages=(PageVisit(route="/", status="left"),))
    with parts.scorer(cache=tmp_path, preset=preset) as scorer:
        fresh = score(scorer)
    other = Parts()
    with other.scorer(cache=tmp_path, preset=preset) as scorer:
        hit = score(scorer)
    assert (fresh.cached, hit.cached) == (False, True)
    assert essence(hit) == essence(fresh)
    assert set(hit.timing) == {"parse", "total"}
    assert other.builder.script.calls == other.browser.script.calls == other.judge.script.calls == 0


def test_the_reward_is_composed_anew_from_what_surrounds_the_files(parts: Parts, tmp_path: Path) -> None:
    with parts.scorer(cache=tmp_path) as scorer:
        score(scorer)
        bare = GOOD[GOOD.index("<answer>") :]
        hit = score(scorer, bare)
        assert (hit.cached, hit.terms["reasoning"], hit.reward) == (True, 0.0, pytest.approx(4.1))
    assert sum(parts.builder.seen.values()) == 1


@pytest.mark.parametrize("cache", [True, False])
def test_one_walk_for_one_project_with_different_thoughts(parts: Parts, tmp_path: Path, cache: bool) -> None:
    parts.browser.script.delay_s = 0.05
    assert OTHER_THOUGHTS != GOOD
    with parts.scorer(cache=tmp_path if cache else False, builders=4) as scorer:
        results = scorer.score_batch_sync([TASK] * 4, [GOOD, OTHER_THOUGHTS, GOOD, OTHER_THOUGHTS + " "])
    assert parts.browser.script.calls == (1 if cache else 3)
    assert sum(result.cached for result in results) == (3 if cache else 1)
    assert len({result.reward for result in results}) == 1


def test_faults_are_never_cached(parts: Parts, tmp_path: Path) -> None:
    parts.judge.script.errors = [JudgeError("busy"), JudgeError("busy")]
    with parts.scorer(cache=tmp_path) as scorer:
        assert score(scorer).fault == "judge"
        after = score(scorer)
        assert (after.fault, after.cached, after.reward) == (None, False, pytest.approx(4.2))


@pytest.mark.parametrize("kind", ["build.deadline", "build.crash", "timeout", "crashed"])
def test_what_load_may_have_caused_is_never_cached(parts: Parts, tmp_path: Path, kind: str) -> None:
    if kind.startswith("build"):
        parts.builder.outcome = BuildOutcome(None, "build", (Finding(kind, "It was ended."),))
    else:
        page = PageVisit("/about", status=kind)  # type: ignore[arg-type]
        parts.browser.visit_ = Visit(pages=(PageVisit("/", screenshot=png()), page))
    with parts.scorer(cache=tmp_path) as scorer:
        assert [score(scorer).cached, score(scorer).cached] == [False, False]
    assert parts.builder.script.calls == 2


def test_another_judge_task_or_number_of_routes_is_another_entry(tmp_path: Path) -> None:
    with Parts().scorer(cache=tmp_path) as scorer:
        assert not score(scorer).cached
    for parts, options in (
        (Parts(judge=FakeJudge(identity="other")), {}),
        (Parts(builder=FakeBuilder(identity="other")), {}),
        (Parts(browser=FakeBrowser(identity="other")), {}),
        (Parts(), {"routes": 2}),
    ):
        with parts.scorer(cache=tmp_path, **options) as scorer:
            assert not score(scorer).cached
            [result] = scorer.score_batch_sync([replace(TASK, instruction="Another.")], [GOOD])
            assert not result.cached


def test_a_term_that_reads_built_files_is_never_wrong(tmp_path: Path) -> None:
    weight = Term("weight", _weight, "Bytes of the site.", high=1000.0)
    preset = Preset("weighed", terms={"weight": 1.0}, custom=(weight,))
    rewards = []
    for _ in range(2):
        parts = Parts()
        with parts.scorer(cache=tmp_path, preset=preset) as scorer:
            rewards.append(score(scorer).reward)
        assert parts.builder.script.calls == 1
    assert rewards[0] == rewards[1] > 0


def _weight(rollout: Rollout) -> float:
    site = rollout.build.site if rollout.build else None
    return float(sum(map(len, site.files.values()))) if site else 0.0


def test_a_walk_that_is_called_off_leaves_its_followers_alone(parts: Parts, tmp_path: Path) -> None:
    parts.browser.script.delay_s = 1.0
    with parts.scorer(cache=tmp_path, browsers=2) as scorer:
        results: dict[str, RewardResult] = {}

        def run(name: str, completion: str, **options: float) -> None:
            results[name] = score(scorer, completion, **options)

        hasty = threading.Thread(target=run, args=("hasty", GOOD), kwargs={"timeout_s": 0.5})
        patient = threading.Thread(target=run, args=("patient", OTHER_THOUGHTS))
        hasty.start()
        while hasty.is_alive() and parts.browser.script.calls == 0:
            hasty.join(0.005)
        patient.start()
        hasty.join()
        patient.join()
    assert results["hasty"].fault == "infra"
    assert (results["patient"].fault, results["patient"].reward) == (None, pytest.approx(4.2))


def test_a_cache_that_cannot_be_used_changes_nothing(parts: Parts, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with parts.scorer(cache=tmp_path / "file" / "below") as scorer:
        assert [score(scorer).reward, score(scorer).reward] == [pytest.approx(4.2)] * 2


def test_evidence_of_a_cached_verdict_has_pictures_and_an_older_bundle_stays(parts: Parts, tmp_path: Path) -> None:
    with parts.scorer(cache=tmp_path / "cache", evidence=tmp_path / "evidence") as scorer:
        first = read_bundle(score(scorer).evidence)
        again = score(scorer)
        assert again.cached
        assert read_bundle(again.evidence).site is not None, "the older bundle has more and is left as it is"
        other = read_bundle(score(scorer, OTHER_THOUGHTS).evidence)
    assert (first.site is not None, other.site) == (True, None)
    assert other.visit == first.visit
    assert other.result.reward == first.result.reward


def test_parts_of_the_callers_own_are_not_cached_unless_asked(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBGEN_CACHE", raising=False)
    assert parts.scorer().cache is None
    assert Scorer(network=True).cache is None
    assert Scorer(cache=False).cache is None
    assert Scorer().cache is not None
    assert pickle.loads(pickle.dumps(Scorer())).cache is not None
