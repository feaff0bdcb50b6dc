"""A program that scores real sites and then ends in one of many ways, in the middle of a batch.

    python -m tests.leaks.child WAY

It says ``ready`` when the first verdict of the batch is there, and goes on when it is told to; ways that need a signal
score until it comes.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time

from tests.leaks.warden import descendants
from tests.test_cascade_real import TASK, package_json, site
from webgen_env import Scorer
from webgen_env.errors import ClosedError

SITES = 24


def completions() -> list[str]:
    return [site(src__pages__Home_tsx=f"export default () => <h1>Loaf {number}</h1>;\n") for number in range(SITES)]


def new_scorer() -> Scorer:
    return Scorer(builders=2, browsers=1, routes=1, cache=False)


class Background:
    """A batch on another thread; ``begun`` once its first verdict is there."""

    def __init__(self, scorer: Scorer, texts: list[str]) -> None:
        self.begun = threading.Event()
        self.error: BaseException | None = None
        self._work = (scorer, texts)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        scorer, texts = self._work
        try:
            scorer.score_batch_sync([TASK] * len(texts), texts, progress=lambda *_: self.begun.set())
        except BaseException as error:  # noqa: BLE001  # looked at by the main thread
            self.error = error

    def wait(self) -> None:
        if not self.begun.wait(120):
            raise TimeoutError(f"no verdict came: {self.error!r}")
        say_ready()


def say_ready() -> None:
    """Say that the batch is under way, and go on when the warden has looked around."""
    print("ready", flush=True)
    sys.stdin.readline()


def end() -> None:
    """Score everything and close."""
    with new_scorer() as scorer:
        texts = completions()[:4]
        scorer.score_batch_sync([TASK] * 4, texts)
        say_ready()


def close() -> None:
    """Close in the middle of a batch, within bounded time."""
    scorer = new_scorer()
    batch = Background(scorer, completions())
    batch.wait()
    began = time.monotonic()
    scorer.close()
    batch.thread.join(10)
    if time.monotonic() - began > 25 or not isinstance(batch.error, ClosedError):
        raise RuntimeError(f"closing took {time.monotonic() - began:.1f} s and the batch got {batch.error!r}")


def exception() -> None:
    """Leave the ``with`` block by an exception in the middle of a batch."""
    with new_scorer() as scorer:
        Background(scorer, completions()).wait()
        raise SystemExit(5)


def unclosed() -> None:
    """Come to the end of the program without closing."""
    Background(new_scorer(), completions()).wait()


def uncaught() -> None:
    """End by an exception that nobody catches, without closing."""
    Background(new_scorer(), completions()).wait()
    raise SystemExit(5)


def os_exit() -> None:
    """End without any clean-up of Python's."""
    Background(new_scorer(), completions()).wait()
    os._exit(5)


def in_with() -> None:
    """Score in the main thread, inside a ``with`` block, until a signal comes."""
    with new_scorer() as scorer:
        _until_signal(scorer)


def bare() -> None:
    """Score in the main thread, without a ``with`` block, until a signal comes."""
    _until_signal(new_scorer())


def _until_signal(scorer: Scorer) -> None:
    said = threading.Event()

    def progress(_index: int, _result: object) -> None:
        if not said.is_set():
            said.set()
            say_ready()

    for number in range(1000):
        texts = [text.replace("Loaf", f"Loaf {number}") for text in completions()]
        scorer.score_batch_sync([TASK] * SITES, texts, progress=progress)


def forked() -> None:
    """Fork a process that lives on for a while, and score until a signal comes."""
    scorer = new_scorer()
    scorer.score_batch_sync([TASK], completions()[:1])
    # It inherits every descriptor of ours, the life lines of the browsers and workers among them.
    sleeper = multiprocessing.get_context("fork").Process(target=time.sleep, args=(40,), name="sleeper", daemon=True)
    sleeper.start()
    print(f"sleeper {sleeper.pid}", flush=True)
    _until_signal(scorer)


def installing() -> None:
    """Wait for packages that nobody has asked for yet, until a signal comes."""
    text = site(package_json=package_json(ms="2.1.3", mitt="3.0.1", clsx="2.1.0", **{"date-fns": "3.6.0"}))
    batch = Background(new_scorer(), [text])
    while batch.thread.is_alive() and not _installs():
        time.sleep(0.005)
    say_ready()
    batch.thread.join()


def _installs() -> bool:
    return any("pnpm" in command and "install" in command for command in descendants(os.getpid()).values())


if __name__ == "__main__":
    globals()[sys.argv[1]]()
