"""Cold start: importing the package, and the first verdict of a process."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.benchmark.pinned import run_fresh
from webgen_env.benchmark.runs import Progress, silent

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

_IMPORT = """
started = time.perf_counter()
import webgen_env
answer = time.perf_counter() - started
"""

_FIRST_VERDICT = """
started = time.perf_counter()
from webgen_env import Scorer
from webgen_env.tasks import Task
with Scorer(routes=order["routes"], cache=False) as scorer:
    [result] = scorer.score_batch_sync([Task(*order["task"])], [order["completion"]])
    answer = {"import_and_verdict": time.perf_counter() - started, "verdict": result.timing["total"]}
    if result.stage != "scored":
        raise SystemExit(f"the site ended at stage {result.stage}: {result.fault_message}")
"""


@dataclass(frozen=True, slots=True)
class ColdReport:
    """Cold start, in seconds.

    Attributes:
        import_best: ``import webgen_env`` in a fresh interpreter, best of several.
        import_median: The same, median.
        first_verdict: From the first import to the first verdict in a fresh interpreter, everything installed and
            downloaded, builder and browser still closed; median.
        first_walk: Of that, the walk of the site itself, with opening builder and browser; median.
        repeats: How many fresh interpreters gave a first verdict.
    """

    import_best: float
    import_median: float
    first_verdict: float
    first_walk: float
    repeats: int


def measure_cold(site: CorpusSite, *, routes: int, repeats: int = 3, progress: Progress = silent) -> ColdReport:
    """Measure cold starts.

    Args:
        site: What the first verdict is on.
        routes: Most routes to visit besides the home page.
        repeats: Fresh interpreters that give a first verdict; twice as many import the package alone.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        InfrastructureError: A fresh interpreter failed.
    """
    imports: list[float] = []
    for number in range(2 * repeats):
        progress(f"import: {number + 1} of {2 * repeats}")
        imports.append(run_fresh(_IMPORT, {}).answer)
    order = {"routes": routes, "task": [site.task.id, site.task.instruction], "completion": site.completion}
    firsts = []
    for number in range(repeats):
        progress(f"first verdict: {number + 1} of {repeats}")
        firsts.append(run_fresh(_FIRST_VERDICT, order).answer)
    return ColdReport(
        import_best=round(min(imports), 4),
        import_median=round(statistics.median(imports), 4),
        first_verdict=round(statistics.median(first["import_and_verdict"] for first in firsts), 4),
        first_walk=round(statistics.median(first["verdict"] for first in firsts), 4),
        repeats=repeats,
    )
