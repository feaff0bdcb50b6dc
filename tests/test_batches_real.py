"""Batches with the real builder, browser and judge: hostile neighbours, killed processes, every way of calling.

Among 200 sites instead of 24, which takes some minutes:

    pytest tests/test_batches_real.py -k killed --sites 200
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import gymnasium
import pytest
from gymnasium.vector import AutoresetMode

from tests.leaks.warden import descendants
from tests.test_cascade_real import TASK, package_json, site
from webgen_env import RewardResult, Scorer
from webgen_env.build import ViteBuilder

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

pytestmark = pytest.mark.slow


def good(number: int) -> str:
    """One of many distinct good sites."""
    return site(
        src__pages__Home_tsx=f"""\
export default function Home() {{
  return (
    <main className="p-8">
      <h1 className="text-4xl font-bold">Loaf number {number}</h1>
      <p>Bread from the night oven, baked {number} times a day from six.</p>
    </main>
  );
}}
"""
    )


def script(body: str) -> str:
    """A site whose script does something bad before it shows anything."""
    return site(src__App_tsx=f"{body}\nexport default function App() {{ return <p>hello</p>; }}\n")


HANGS = "while (true) window.name = 'again';"
EATS = "const hold: number[][] = []; for (;;) hold.push(new Array(1_000_000).fill(1));"
# Asks for more stack and then for more memory than there is, which ends the renderer and not only the script.
CRASHES = "const hold: Uint8Array[] = []; for (;;) hold.push(new Uint8Array(64_000_000).fill(1));"
# Loops in Sass, in the only thread of the build worker.
ENDLESS_BUILD = {
    "src__App_tsx": "import './a.scss';\nexport default () => <p />;\n",
    "src__a.scss": "@function f($n) { @while true { $n: $n + 1; } @return $n; }\n.a { width: f(1); }\n",
    "package_json": package_json(sass="^1.70.0"),
}


def essence(result: RewardResult) -> tuple[object, ...]:
    """What must not depend on the neighbours."""
    texts = [page.text for page in result.visit.pages] if result.visit else None
    shots = [page.screenshot for page in result.visit.pages] if result.visit else None
    return result.reward, dict(result.terms), result.stage, result.fault, result.errors, texts, shots


@pytest.fixture
def scorer() -> Iterator[Scorer]:
    with Scorer(builders=2, browsers=1, routes=1) as scorer:
        yield scorer


def test_hostile_neighbours_cost_a_deadline_and_change_nothing(scorer: Scorer) -> None:
    fine = [good(number) for number in range(8)]
    began = time.monotonic()
    alone = scorer.score_batch_sync([TASK] * 8, fine)
    usual_s = time.monotonic() - began
    hostile = [script(HANGS), "", script(EATS), "no project at all", script(CRASHES), site(src__App_tsx="oh no {{{")]
    mixed = [text for pair in zip(hostile, fine, strict=False) for text in pair] + fine[len(hostile) :]
    began = time.monotonic()
    results = scorer.score_batch_sync([TASK] * len(mixed), mixed)
    # The deadline of a visit is 30 s, within which a page that hangs or crashes is looked at twice. The rest is for a
    # busy machine.
    assert time.monotonic() - began < 3 * usual_s + 30 + 30
    by_text = dict(zip(mixed, results, strict=True))
    assert [essence(by_text[text]) for text in fine] == [essence(result) for result in alone]
    assert {result.fault for result in results} == {None}
    ends = [by_text[text] for text in hostile]
    assert [end.stage for end in ends] == ["render", "format", "render", "format", "render", "build"]
    assert [end.reward for end in ends] == [0.0] * 6
    statuses = [end.visit.home.status for end in ends if end.visit is not None]
    assert statuses[0] == "timeout"
    assert set(statuses[1:]) <= {"crashed", "timeout"}


def test_a_build_that_hangs_costs_its_own_deadline() -> None:
    fine = [good(number) for number in range(4)]
    finished: list[int] = []
    with Scorer(builder=partial(ViteBuilder, build_timeout_s=8.0), builders=2, browsers=1, routes=1) as scorer:
        alone = scorer.score_batch_sync([TASK] * 4, fine)
        results = scorer.score_batch_sync(
            [TASK] * 5, [site(**ENDLESS_BUILD), *fine], progress=lambda index, _: finished.append(index)
        )
    assert finished[-1] == 0, "the others did not wait for it"
    assert [essence(result) for result in results[1:]] == [essence(result) for result in alone]
    assert (results[0].stage, results[0].reward, results[0].fault) == ("build", 0.0, None)
    assert [error.rule for error in results[0].errors] == ["build.deadline"]


def _kill_one(word: str, choices: random.Random) -> bool:
    """Kill one of our own descendants whose command line holds a word, whichever."""
    found = [pid for pid, command in descendants(os.getpid()).items() if word in command]
    if not found:
        return False
    try:
        os.kill(choices.choice(found), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("word", ["chromium", "main.mjs"])
def test_processes_killed_in_mid_batch_change_no_reward(sites: int, word: str) -> None:
    """One process after another is killed: browsers, renderers, their supervisors; workers and their guards."""
    fine = [good(number) for number in range(sites)]
    choices = random.Random(sites)
    finished: list[int] = []
    results: list[RewardResult] = []
    with Scorer(builders=2, browsers=1, routes=1, retries=3) as scorer:
        expected = scorer.score_batch_sync([TASK] * sites, fine)

        def run() -> None:
            results.extend(
                scorer.score_batch_sync([TASK] * sites, fine, progress=lambda index, _: finished.append(index))
            )

        thread = threading.Thread(target=run)
        thread.start()
        killed = 0
        while thread.is_alive():
            thread.join(0.02)
            # By what is finished and not by the clock, so that a busy machine has time to replace what was killed.
            if len(finished) >= 4 * killed and _kill_one(word, choices):
                killed += 1
    assert killed >= 3, "too little was killed to show anything"
    assert {result.stage for result in expected} == {"scored"}
    faults = [result for result in results if result.fault is not None]
    assert {(result.reward, result.fault) for result in faults} <= {(None, "infra")}
    wrong = [
        (index, result.reward, expected[index].reward, result.errors)
        for index, result in enumerate(results)
        if result.fault is None and essence(result) != essence(expected[index])
    ]
    assert wrong == []
    assert len(faults) <= sites // 10, "nearly all are scored all the same"


# --- every way of calling ---

ONE = good(0)


@pytest.fixture(scope="module")
def expected() -> float:
    with Scorer(builders=1, browsers=1, routes=0) as scorer:
        [result] = scorer.score_batch_sync([TASK], [ONE])
    assert result.reward is not None
    assert result.reward > 0
    return result.reward


def test_equal_rewards_from_32_threads(expected: float) -> None:
    rewards: list[float | None] = []
    with Scorer(builders=2, browsers=1, routes=0) as scorer:

        def run() -> None:
            [result] = scorer.score_batch_sync([TASK], [ONE])
            rewards.append(result.reward)

        threads = [threading.Thread(target=run) for _ in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert rewards == [expected] * 32


async def test_equal_rewards_from_a_running_loop(expected: float) -> None:
    async with Scorer(builders=1, browsers=1, routes=0) as scorer:
        one, [two], [three] = await asyncio.gather(
            scorer.score(TASK, ONE),
            scorer.score_batch([TASK], [ONE]),
            # A blocking call inside of a running loop, as in a notebook.
            asyncio.sleep(0, scorer.score_batch_sync([TASK], [ONE])),
        )
    assert [one.reward, two.reward, three.reward] == [expected] * 3


def _in_child(scorer: Scorer, answers: SimpleQueue[float | None]) -> None:
    [result] = scorer.score_batch_sync([TASK], [ONE])
    answers.put(result.reward)
    scorer.close()


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_equal_rewards_from_other_processes(expected: float, method: str) -> None:
    context = multiprocessing.get_context(method)
    with Scorer(builders=1, browsers=1, routes=0) as scorer:
        # Open here too, so that a forked child inherits a loop, pipes and processes that are not its own.
        [mine] = scorer.score_batch_sync([TASK], [ONE])
        answers = context.SimpleQueue()
        child = context.Process(target=_in_child, args=(scorer, answers))
        child.start()
        child.join(120)
        assert child.exitcode == 0
        assert (mine.reward, answers.get()) == (expected, expected)
        [after] = scorer.score_batch_sync([TASK], [ONE.replace("night", "day")])
        assert after.stage == "scored", "what the child did left the parent's processes alone"


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("vector_entry_point", {}),
        ("sync", {"autoreset_mode": AutoresetMode.SAME_STEP}),
        ("async", {"autoreset_mode": AutoresetMode.SAME_STEP, "shared_memory": False, "context": "spawn"}),
    ],
)
def test_real_rewards_in_every_mode_of_make_vec(mode: str, options: dict[str, object]) -> None:
    actions = [good(0), "no project", good(1)]
    with Scorer(builders=1, browsers=1, routes=0) as scorer:
        envs = gymnasium.make_vec(
            "WebGen-v0",
            num_envs=3,
            vectorization_mode=mode,
            vector_kwargs=options or None,
            scorer=scorer,
        )
        try:
            envs.reset(seed=0, options={"task_id": "bakery-shift-planner"})
            _, rewards, terminations, truncations, infos = envs.step(actions)
            assert terminations.tolist() == [True] * 3
            assert truncations.tolist() == [False] * 3
            assert infos["final_info"]["stage"].tolist() == ["scored", "format", "scored"]
            assert rewards[1] == 0.0
            visual = infos["final_info"]["reward/visual"]
            assert rewards.tolist() == pytest.approx((visual + 0.1 * (visual > 0) + 0.1 * (visual > 0)).tolist())
            assert min(rewards[0], rewards[2]) > 0.2
        finally:
            envs.close()
