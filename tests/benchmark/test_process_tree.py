"""Memory and CPU time of a process tree."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from webgen_env.benchmark import MemorySampler, cpu_seconds, memory
from webgen_env.benchmark.process_tree import descendants

HOLD = "import sys; data = bytearray(b'x' * {mb} * 2**20); print('ready', flush=True); sys.stdin.read()"
BURN = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass"


@contextmanager
def holding(mb: int) -> Iterator[subprocess.Popen[str]]:
    """A child that holds memory until it is told to end."""
    command = [sys.executable, "-c", HOLD.format(mb=mb)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        yield child
        assert child.stdin is not None
        child.stdin.close()


def test_descendants_are_found_and_gone_when_they_end() -> None:
    with holding(1) as child:
        assert {os.getpid(), child.pid} <= set(descendants(os.getpid()))
    assert child.pid not in set(descendants(os.getpid()))


def test_memory_of_a_child_counts() -> None:
    before = memory()
    with holding(80):
        during = memory(seconds=1.5)
    assert during.pss_mb - before.pss_mb > 70
    assert during.rss_mb >= during.pss_mb > 0
    assert during.processes == before.processes + 1
    assert during.seconds == 1.5


def test_memory_of_a_process_that_is_gone_is_nothing() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    sample = memory(child.pid)
    assert (sample.pss_mb, sample.rss_mb, sample.processes) == (0.0, 0.0, 0)


def test_cpu_time_of_an_ended_child_counts() -> None:
    before = cpu_seconds()
    subprocess.run([sys.executable, "-c", BURN], check=True)
    assert cpu_seconds() - before >= 0.38


def test_cpu_time_of_a_running_child_counts() -> None:
    before = cpu_seconds()
    script = f"{BURN}\nprint('ready', flush=True)\nimport sys; sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert cpu_seconds() - before >= 0.38
        assert cpu_seconds(child.pid) >= 0.38
        child.communicate()


def test_the_sampler_sees_a_peak_that_is_over() -> None:
    seen = []
    with MemorySampler(interval_s=0.02, on_sample=seen.append) as sampler:
        before = memory().pss_mb
        with holding(60):
            while sampler.peak_mb < before + 50:
                pass
    assert sampler.peak_mb >= before + 50
    assert tuple(seen) == sampler.samples
    seconds = [sample.seconds for sample in sampler.samples]
    assert seconds == sorted(seconds)
