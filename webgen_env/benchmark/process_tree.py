"""Memory and CPU time of this process with everything that it started, as the kernel tells them in ``/proc``."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from webgen_env.browser.process import children_of

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_MIB = 2**20
# Fields 14 to 17 of /proc/PID/stat (proc_pid_stat(5)), counted behind the name: utime, stime, cutime, cstime.
_CPU_FIELDS = slice(11, 15)


@dataclass(frozen=True, slots=True)
class MemorySample:
    """Memory of a process tree at one moment.

    Attributes:
        seconds: When, in seconds since the start of sampling.
        pss_mb: Proportional set size in MiB, summed: a page that n processes share counts 1/n for each, so the sum is
            what the tree really takes. Where the kernel does not tell it of a process, its resident size stands in.
        rss_mb: Resident size in MiB, summed: a shared page counts for each process that has it.
        processes: Number of processes.
    """

    seconds: float
    pss_mb: float
    rss_mb: float
    processes: int


def descendants(root: int) -> Iterator[int]:
    """Ids of a process and all its descendants.

    Args:
        root: Process id.

    Yields:
        The root first.
    """
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        waiting += children_of(process)


def cpu_seconds(root: int | None = None) -> float:
    """CPU time that a process tree has used so far: in user and kernel mode, on all cores.

    Descendants that have ended count with the process that waited for them. Only the time of a process that ended after
    its parent is lost.

    Args:
        root: Process id; ``None``: this process.

    Returns:
        Seconds.
    """
    ticks = 0
    for process in descendants(os.getpid() if root is None else root):
        with contextlib.suppress(OSError, ValueError):
            # The name stands in parentheses and may hold spaces and parentheses of its own.
            _, _, fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")
            ticks += sum(int(field) for field in fields.split()[_CPU_FIELDS])
    return ticks / _TICKS


def memory(root: int | None = None, *, seconds: float = 0.0) -> MemorySample:
    """Memory of a process tree now.

    Args:
        root: Process id; ``None``: this process.
        seconds: What to write into the sample.

    Returns:
        The sample.
    """
    pss = rss = 0.0
    number = 0
    for process in descendants(os.getpid() if root is None else root):
        resident = _resident_mb(process)
        if resident is None:
            continue
        number += 1
        rss += resident
        proportional = _proportional_mb(process)
        pss += resident if proportional is None else proportional
    return MemorySample(round(seconds, 3), round(pss, 2), round(rss, 2), number)


class MemorySampler:
    """Samples the memory of this process's tree on a thread of its own, at even distances.

    Args:
        interval_s: Seconds between two samples, more than 0. A sample takes some milliseconds of a core.
        on_sample: Called with each sample, on the sampler's thread.

    Example:
        >>> with MemorySampler(interval_s=0.05) as sampler:
        ...     data = bytearray(1_000_000)
        >>> sampler.peak_mb > 0
        True
    """

    def __init__(self, *, interval_s: float = 0.25, on_sample: Callable[[MemorySample], None] | None = None) -> None:
        self._interval = interval_s
        self._on_sample = on_sample
        self._samples: list[MemorySample] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webgen-memory-sampler", daemon=True)
        self._started = 0.0

    @property
    def samples(self) -> tuple[MemorySample, ...]:
        """What was sampled so far, at least one sample once it has ended."""
        return tuple(self._samples)

    @property
    def peak_mb(self) -> float:
        """Largest proportional set size of all samples, in MiB; 0 before the first."""
        return max((sample.pss_mb for sample in self._samples), default=0.0)

    def __enter__(self) -> Self:
        self._started = time.perf_counter()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            sample = memory(seconds=time.perf_counter() - self._started)
            self._samples.append(sample)
            if self._on_sample is not None:
                self._on_sample(sample)
            if self._ended.wait(self._interval):
                return


def _resident_mb(process: int) -> float | None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE_BYTES / _MIB
    return None


def _proportional_mb(process: int) -> float | None:
    """PSS of a process; ``None`` where the kernel is too old, or the process is somebody else's or has ended."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return None
