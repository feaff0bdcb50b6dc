"""How walks go through the stages together: bounded, streaming, and none in the way of another. Over fakes."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeBuilder, FakeJudge, Script, png
from tests.test_scorer import GOOD, OTHER_THOUGHTS, TASK, Parts, score
from webgen_env import cascade
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.build.site import BuildOutcome
from webgen_env.errors import ClosedError, ConfigurationError
from webgen_env.findings import Finding

if TYPE_CHECKING:
    from webgen_env.browser.visit import PageStatus
    from webgen_env.scaffold.project import Project


def variants(count: int) -> list[str]:
    return [GOOD.replace("Bread", f"Bread {number}") for number in range(count)]


@pytest.fixture
def parts() -> Parts:
    return Parts()


@dataclass
class Watched(Script):
    """Notes which of its fellows are at work when it begins."""

    fellows: list[Script] = field(default_factory=list)
    at_once: list[int] = field(default_factory=list)

    async def play(self) -> None:
        self.at_once.append(sum(fellow.running > 0 for fellow in self.fellows))
        await super().play()


def test_a_batch_streams_so_that_all_stages_work_at_once(parts: Parts) -> None:
    scripts: list[Watched] = []
    for part in (parts.builder, parts.browser, parts.judge):
        part.script = Watched(delay_s=0.05, fellows=scripts)  # type: ignore[arg-type]
        scripts.append(part.script)
    with parts.scorer(judges=1) as scorer:
        scorer.score_batch_sync([TASK] * 12, variants(12))
    assert max(max(script.at_once) for script in scripts) >= 2, "one began while two others were at work"
    assert (parts.builder.script.most_running, parts.judge.script.most_running) == (1, 1)
    assert parts.browser.script.most_running <= 2


def test_builders_do_not_run_ahead_of_a_slow_judge(parts: Parts) -> None:
    parts.judge.script.delay_s = 60
    scorer = parts.scorer(builders=1, browsers=1, judges=1)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            scorer.score_batch_sync([TASK] * 40, variants(40))
        except ClosedError as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while thread.is_alive() and (parts.judge.script.calls == 0 or parts.builder.script.calls < 5):
        thread.join(0.01)
    thread.join(0.3)
    builds = parts.builder.script.calls
    scorer.close()
    thread.join(10)
    assert failures
    # A place for each of the two sites in the browser, the judgement and the build, and one more for the builder.
    assert builds == 5


@dataclass
class RemoteJudge(FakeJudge):
    """Waits for somebody else."""

    concurrency: object = 7


@pytest.mark.parametrize(("judges", "expected"), [(None, 7), (3, 3)])
def test_a_judge_says_how_much_it_serves_at_once(parts: Parts, judges: int | None, expected: int) -> None:
    parts.judge = RemoteJudge(Script(delay_s=0.1))
    with parts.scorer(judges=judges, builders=4, browsers=4) as scorer:
        scorer.score_batch_sync([TASK] * 20, variants(20))
    assert parts.judge.script.most_running == expected


@pytest.mark.parametrize("concurrency", [0, -1, True, "many"])
def test_a_judge_that_says_nonsense_is_refused(parts: Parts, concurrency: object) -> None:
    parts.judge = RemoteJudge(concurrency=concurrency)
    with parts.scorer() as scorer, pytest.raises(ConfigurationError, match="concurrency must be a positive integer"):
        score(scorer)


def test_who_waits_for_anothers_result_is_in_nobodys_way(parts: Parts, tmp_path: object) -> None:
    """Sixty completions with the same hanging project: the good ones behind them are scored meanwhile."""
    slow = parts.browser.script
    gate = asyncio.Event()  # set and waited for on the scorer's loop

    async def play() -> None:
        slow.calls += 1
        if slow.calls == 1:
            await gate.wait()

    slow.play = play  # type: ignore[method-assign]
    thoughts = [OTHER_THOUGHTS.replace("Other", f"Other {number}") for number in range(60)]
    good = variants(4)
    finished: list[int] = []

    def progress(index: int, _: object) -> None:
        finished.append(index)
        if len(finished) == len(good):
            gate.set()

    with parts.scorer(cache=tmp_path) as scorer:
        results = scorer.score_batch_sync([TASK] * 64, [*thoughts, *good], progress=progress)
    assert sorted(finished[:4]) == [60, 61, 62, 63]
    assert [result.reward for result in results] == [pytest.approx(4.2)] * len(results)
    assert slow.calls == 5


@pytest.mark.parametrize("status", ["crashed", "timeout"])
@pytest.mark.parametrize("crashes", [1, 2])
def test_a_page_that_crashed_or_hung_is_visited_once_more(parts: Parts, crashes: int, status: PageStatus) -> None:
    fine = Visit(pages=(PageVisit("/", screenshot=png(), title="Fine", text="Hello"),))
    crashed = Visit(pages=(PageVisit("/", screenshot=png()), PageVisit("/about", status=status)))
    visits = [crashed] * crashes + [fine]

    async def visit(site: object, *, timeout_s: float | None = None) -> Visit:
        parts.browser.script.calls += 1
        return visits.pop(0)

    parts.browser.visit = visit  # type: ignore[method-assign]
    with parts.scorer() as scorer:
        result = score(scorer)
    assert parts.browser.script.calls == 2
    assert result.terms["functional"] == (1.0 if crashes == 1 else 0.0)


@dataclass
class InstallingBuilder(FakeBuilder):
    """Has packages for all projects but those that name one, for which it waits until it may go on."""

    installs: Script = field(default_factory=Script)
    may_go_on: asyncio.Event = field(default_factory=asyncio.Event)  # set and waited for on the scorer's loop
    refusal: BuildOutcome | None = None
    installed: bool = False

    def ready(self, project: Project) -> bool:
        return self.installed or "Rare" not in project.files["src/pages/Home.tsx"]

    async def prepare(self, project: Project) -> BuildOutcome | None:
        await self.installs.play()
        await self.may_go_on.wait()
        return self.refusal


def test_who_has_its_packages_never_waits_for_an_install(parts: Parts) -> None:
    builder = parts.builder = InstallingBuilder()
    rare = [GOOD.replace("Bread", f"Rare {number}") for number in range(20)]
    finished: list[int] = []

    def progress(index: int, _: object) -> None:
        finished.append(index)
        if len(finished) == 3:
            builder.may_go_on.set()

    with parts.scorer() as scorer:
        results = scorer.score_batch_sync([TASK] * 23, [*rare, *variants(3)], progress=progress)
    assert sorted(finished[:3]) == [20, 21, 22]
    assert [result.reward for result in results] == [pytest.approx(4.2)] * len(results)
    assert builder.installs.calls == 20


def test_packages_that_do_not_install_end_the_walk_there(parts: Parts) -> None:
    finding = Finding("install.unknown-package", "There is no package 'rare'.")
    builder = parts.builder = InstallingBuilder(refusal=BuildOutcome(None, "install", (finding,)))
    builder.may_go_on.set()
    with parts.scorer() as scorer:
        result = score(scorer, GOOD.replace("Bread", "Rare"))
    assert (result.stage, result.reward, result.errors) == ("install", 0.0, (finding,))
    assert result.provenance["builder"] == "fake-builder"
    assert set(result.timing) >= {"layer", "total"}
    assert builder.script.calls == 0


@pytest.mark.parametrize(("part", "fault"), [("builder", "infra"), ("browser", "infra"), ("judge", "judge")])
def test_a_part_that_never_answers_is_a_fault_and_holds_nobody_up(
    parts: Parts, part: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cascade._PATIENCE_S, part, 0.2)
    getattr(parts, part).script.delay_s = 60
    with parts.scorer(retries=0) as scorer:
        result = score(scorer)
        assert (result.reward, result.fault) == (None, fault)
        assert f"The {part} gave no answer within 0.2 s" in result.fault_message
        getattr(parts, part).script.delay_s = 0
        assert score(scorer).reward == pytest.approx(4.2)
