"""Scaling: the same batch with one worker on one core, two on two, and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.corpus import bundled_sites
from webgen_env.benchmark.pinned import run_fresh
from webgen_env.benchmark.runs import Progress, silent
from webgen_env.benchmark.throughput import measure_throughput
from webgen_env.machine import usable_cores

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

_SCRIPT = """
from webgen_env.benchmark.scaling import measure_here
answer = measure_here(order["sites"], order["workers"], order["routes"])
"""


@dataclass(frozen=True, slots=True)
class ScalingPoint:
    """Throughput with a number of workers on as many cores.

    Attributes:
        workers: Workers, and cores that they were kept on.
        per_second: Sites per second.
        efficiency: Throughput over ``workers`` times the throughput of one, 1.0 being linear.
        cpu_per_site: CPU seconds per site.
    """

    workers: int
    per_second: float
    efficiency: float
    cpu_per_site: float


def measure_scaling(
    sites: Sequence[CorpusSite], *, routes: int, workers: Sequence[int] | None = None, progress: Progress = silent
) -> tuple[ScalingPoint, ...]:
    """Measure how throughput grows with workers and cores.

    A number n of workers means n cores, and no more: each measurement runs in a fresh interpreter whose affinity is
    narrowed to n cores before anything is imported, so builders, browsers, judges and the scorer's own thread share
    them. Without that, one worker would already use two cores, because a site is built while another is shown, and the
    efficiency would look worse than it is. One worker is one builder and one browser process; for more, the scorer
    chooses as it does on a machine with that many cores. Cores are taken in the order of their numbers, so two may be
    hardware threads of the same physical core.

    Args:
        sites: Distinct sites of the corpus; each measurement scores them twice and times the second time.
        routes: Most routes to visit besides the home page.
        workers: Numbers of workers, rising; ``None``: 1, 2, 4 and so on up to the usable cores.
        progress: Told how far it is.

    Returns:
        One point for each number of workers. Efficiency is relative to the first.

    Raises:
        InfrastructureError: A measurement failed.
    """
    numbers = worker_numbers(usable_cores()) if workers is None else tuple(workers)
    found: list[tuple[int, float, float]] = []
    for number in numbers:
        progress(f"scaling: {number} of {numbers[-1]} workers")
        order = {"sites": [site.name for site in sites], "workers": number, "routes": routes}
        answer = run_fresh(_SCRIPT, order, cores=number).answer
        found.append((number, answer["per_second"], answer["cpu_per_site"]))
    first_number, first_rate, _ = found[0]
    per_worker = first_rate / first_number
    return tuple(ScalingPoint(number, rate, round(rate / (number * per_worker), 4), cpu) for number, rate, cpu in found)


def measure_here(names: Sequence[str], workers: int, routes: int) -> dict[str, float]:
    """Measure in this process, which has been given as many cores as there are workers.

    Args:
        names: Names of sites of the corpus.
        workers: Number of workers.
        routes: Most routes to visit besides the home page.

    Returns:
        ``per_second`` and ``cpu_per_site``.
    """
    wanted = frozenset(names)
    sites = [site for site in bundled_sites() if site.name in wanted]
    one = 1 if workers == 1 else None
    report = measure_throughput(sites, routes=routes, builders=one, browsers=one)
    return {"per_second": report.per_second, "cpu_per_site": report.cpu_per_site}


def worker_numbers(cores: int) -> tuple[int, ...]:
    """Numbers of workers to measure on a machine: powers of two, and all cores.

    Args:
        cores: Usable cores, at least 1.

    Returns:
        Rising numbers.

    Example:
        >>> worker_numbers(6)
        (1, 2, 4, 6)
    """
    powers = [1 << power for power in range(cores.bit_length()) if 1 << power < cores]
    return (*powers, cores)
