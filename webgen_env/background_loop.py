"""BackgroundLoop: one event loop on one thread, reachable from any thread and from inside other loops."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from webgen_env.errors import ClosedError

T = TypeVar("T")

_STOP_TIMEOUT_S = 10.0
_STOP_ROUNDS = 3


class BackgroundLoop:
    """An event loop that runs on a thread of its own.

    Handles of browsers and workers are bound to the loop that made them. They all live on this one, so scoring works
    from the main thread, from other threads, from a notebook and from inside a running loop.

    The thread starts with the first call and is a daemon: it never keeps a process alive. A forked child has no such
    thread; ``alive`` is then false and the child starts its own.
    """

    def __init__(self, name: str) -> None:
        """Prepare a loop; nothing is started.

        Args:
            name: Name of the thread, for debuggers.
        """
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._pid = 0

    @property
    def alive(self) -> bool:
        """Whether the thread runs in this process."""
        return self._thread is not None and self._thread.is_alive() and self._pid == os.getpid()

    @property
    def current(self) -> bool:
        """Whether the caller runs on the loop's own thread."""
        return self._thread is not None and threading.current_thread() is self._thread

    def submit(self, coroutine: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Run a coroutine on the loop.

        Args:
            coroutine: What to run.

        Returns:
            A future that can be waited for from any thread; cancelling it cancels the coroutine.
        """
        # Under the lock, so that what is submitted comes before the end of the loop and is called off with it.
        with self._lock:
            return asyncio.run_coroutine_threadsafe(coroutine, self._started())

    def run(self, coroutine: Coroutine[Any, Any, T], *, timeout_s: float | None = None) -> T:
        """Run a coroutine on the loop and block until it is done.

        Args:
            coroutine: What to run.
            timeout_s: Most seconds to wait; then the coroutine is cancelled.

        Returns:
            What the coroutine returns.

        Raises:
            TimeoutError: It took longer.
            ClosedError: Called on the loop's own thread, which would wait for itself.
        """
        if self.current:
            coroutine.close()
            raise ClosedError("A blocking call was made on the scorer's own loop; await the asynchronous one instead.")
        future = self.submit(coroutine)
        try:
            return future.result(timeout_s)
        except BaseException:
            # KeyboardInterrupt too: nobody waits for the work any more.
            future.cancel()
            raise

    def stop(self) -> None:
        """End the loop and its thread, and call off what still runs. Idempotent."""
        with self._lock:
            loop, thread, alive = self._loop, self._thread, self.alive
            self._loop = self._thread = None
            if loop is None or thread is None or not alive:
                return
            loop.call_soon_threadsafe(loop.stop)
        if thread is not threading.current_thread():
            thread.join(timeout=_STOP_TIMEOUT_S)

    def finish(self, coroutine: Coroutine[Any, Any, object]) -> None:
        """Run a last coroutine and end the loop after it, without waiting for either.

        Args:
            coroutine: What to run; left out if the loop does not run.
        """
        with self._lock:
            loop, alive = self._loop, self.alive
            self._loop = self._thread = None
            if loop is None or not alive:
                coroutine.close()
                return
            last = asyncio.run_coroutine_threadsafe(coroutine, loop)
        last.add_done_callback(lambda _: loop.call_soon_threadsafe(loop.stop))

    def _started(self) -> asyncio.AbstractEventLoop:
        """The running loop; with the lock held."""
        if self._loop is None or not self.alive:
            ready = threading.Event()
            self._loop = asyncio.new_event_loop()
            self._pid = os.getpid()
            self._thread = threading.Thread(target=_serve, args=(self._loop, ready), name=self._name, daemon=True)
            self._thread.start()
            ready.wait()
        return self._loop


def _serve(loop: asyncio.AbstractEventLoop, ready: threading.Event) -> None:
    asyncio.set_event_loop(loop)
    loop.call_soon(ready.set)
    try:
        loop.run_forever()
    finally:
        # More than once, because what is called off may begin something to clean up behind itself.
        for _ in range(_STOP_ROUNDS):
            pending = asyncio.all_tasks(loop)
            for task in pending:
                task.cancel()
            if pending:
                loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
