from __future__ import annotations

import asyncio
import multiprocessing
import threading

import pytest

from webgen_env.background_loop import BackgroundLoop
from webgen_env.errors import ClosedError


async def _thread_name() -> str:
    return threading.current_thread().name


@pytest.fixture
def loop():
    loop = BackgroundLoop("test-loop")
    yield loop
    loop.stop()


def test_runs_on_its_own_thread_and_starts_lazily(loop: BackgroundLoop) -> None:
    assert not loop.alive
    assert loop.run(_thread_name()) == "test-loop"
    assert loop.alive


async def test_works_inside_a_running_loop(loop: BackgroundLoop) -> None:
    assert loop.run(_thread_name()) == "test-loop"
    assert await asyncio.wrap_future(loop.submit(_thread_name())) == "test-loop"


def test_works_from_many_threads(loop: BackgroundLoop) -> None:
    names: list[str] = []
    threads = [threading.Thread(target=lambda: names.append(loop.run(_thread_name()))) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == ["test-loop"] * 32


def test_a_timeout_cancels_the_work(loop: BackgroundLoop) -> None:
    cancelled = threading.Event()

    async def long() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    with pytest.raises(TimeoutError):
        loop.run(long(), timeout_s=0.05)
    assert cancelled.wait(5)


def test_blocking_on_its_own_thread_is_refused_instead_of_hanging(loop: BackgroundLoop) -> None:
    async def inner() -> None:
        loop.run(_thread_name())

    with pytest.raises(ClosedError, match="await"):
        loop.run(inner())


def test_stop_cancels_what_runs_and_can_be_repeated(loop: BackgroundLoop) -> None:
    future = loop.submit(asyncio.sleep(60))
    loop.stop()
    loop.stop()
    assert future.cancelled()
    assert not loop.alive


def test_starts_again_after_stop(loop: BackgroundLoop) -> None:
    loop.run(_thread_name())
    loop.stop()
    assert loop.run(_thread_name()) == "test-loop"


def test_a_last_coroutine_runs_and_then_the_loop_ends(loop: BackgroundLoop) -> None:
    loop.run(_thread_name())
    [thread] = [thread for thread in threading.enumerate() if thread.name == "test-loop"]
    done = threading.Event()

    async def last() -> None:
        await asyncio.sleep(0.01)
        done.set()

    loop.finish(last())
    assert not loop.alive
    thread.join(10)
    assert (done.is_set(), thread.is_alive()) == (True, False)
    loop.finish(last())  # nothing runs, and nothing is said about a coroutine that nobody awaits


def _child(loop: BackgroundLoop, answers: multiprocessing.Queue[tuple[bool, str]]) -> None:
    answers.put((loop.alive, loop.run(_thread_name())))
    loop.stop()


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_forked_child_starts_its_own_thread(loop: BackgroundLoop) -> None:
    loop.run(_thread_name())
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    child = context.Process(target=_child, args=(loop, answers))
    child.start()
    assert answers.get(timeout=20) == (False, "test-loop")
    child.join(20)
    assert child.exitcode == 0
