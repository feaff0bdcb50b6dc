"""Facts: a report in short sentences, for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webgen_env.benchmark.goals import GOAL_CORES, outcomes_of
from webgen_env.benchmark.meaning import PAPER_REWARDS

if TYPE_CHECKING:
    from webgen_env.benchmark.caching import CacheReport, DuplicatesReport
    from webgen_env.benchmark.cold import ColdReport
    from webgen_env.benchmark.comparison import Comparison
    from webgen_env.benchmark.contracts import ContractsReport
    from webgen_env.benchmark.latency import LatencyReport, MemoryReport
    from webgen_env.benchmark.meaning import Meaning
    from webgen_env.benchmark.new_packages import NewPackagesReport
    from webgen_env.benchmark.probes import ProbesReport
    from webgen_env.benchmark.report import BenchmarkReport
    from webgen_env.benchmark.scaling import ScalingPoint
    from webgen_env.benchmark.soak import SoakReport
    from webgen_env.benchmark.throughput import ThroughputReport


@dataclass(frozen=True, slots=True)
class Fact:
    """One measured thing.

    Attributes:
        group: What it belongs to.
        label: What was measured.
        value: The number with its unit.
        note: How it came about; may be empty.
    """

    group: str
    label: str
    value: str
    note: str = ""


def facts_of(report: BenchmarkReport) -> tuple[Fact, ...]:
    """Tell a report.

    Args:
        report: The report.

    Returns:
        The facts of what was measured, in the order of the story: speed, cost, start, comparison, meaning.
    """
    told: tuple[tuple[Any, Callable[[Any], Iterable[Fact]]], ...] = (
        (report.latency, _latency),
        (report.throughput, _throughput),
        (report.scaling, _scaling),
        (report.memory, _memory),
        (report.cold, _cold),
        (report.packages, _packages),
        (report.contracts, _contracts),
        (report.probes, _probes),
        (report.cache, _cache),
        (report.duplicates, _duplicates),
        (report.comparison, _comparison),
        (report.soak, _soak),
        (report.meaning, _meaning),
    )
    facts = [fact for part, tell in told if part is not None for fact in tell(part)]
    facts += _goals(report)
    return tuple(facts)


def duration(seconds: float) -> str:
    """Seconds as people write them.

    Args:
        seconds: 0 or more.

    Example:
        >>> duration(0.0042), duration(1.5), duration(90), duration(9000)
        ('4.20 ms', '1.50 s', '1.5 min', '2.5 h')
    """
    if seconds < 0.1:
        return f"{1000 * seconds:.2f} ms"
    if seconds < 60:
        return f"{seconds:.2f} s"
    return f"{seconds / 60:.1f} min" if seconds < 3600 else f"{seconds / 3600:.1f} h"


def _latency(report: LatencyReport) -> Iterator[Fact]:
    group, total = "One site alone, warm", report.stages["total"]
    runs = f"{report.sites} sites × {report.repeats}, {report.pages_per_site:g} pages each"
    yield Fact(group, "verdict, p50", duration(total.p50), runs)
    yield Fact(group, "verdict, p99", duration(total.p99), f"{total.tail:.2f} × p50")
    yield Fact(group, "CPU time, p50", duration(report.cpu.p50), "all processes together")


def _throughput(report: ThroughputReport) -> Iterator[Fact]:
    group = "A batch of distinct sites"
    workers = f"{_plural(report.builders, 'builder')}, {_plural(report.browsers, 'browser')}"
    yield Fact(group, "throughput", f"{report.per_second:.2f} sites/s", f"{report.sites} sites, {workers}")
    yield Fact(group, "CPU time per site", duration(report.cpu_per_site), "all processes together")
    for kind, rate in report.kinds.items():
        note = f"{rate.sites} sites, CPU {duration(rate.cpu_per_site)} each"
        yield Fact(group, kind, f"{rate.per_second:.2f} sites/s", note)
    yield Fact(group, "peak memory", f"{report.peak_mb:.0f} MiB", "all processes, shared pages once")


def _scaling(points: tuple[ScalingPoint, ...]) -> Iterator[Fact]:
    for point in points:
        label = f"{_plural(point.workers, 'worker')} on {_plural(point.workers, 'core')}"
        note = "" if point is points[0] else f"{100 * point.efficiency:.0f} % of linear"
        yield Fact("Scaling", label, f"{point.per_second:.2f} sites/s", note)


def _memory(report: MemoryReport) -> Iterator[Fact]:
    group = "Memory, one builder and one browser"
    yield Fact(group, "peak, p50 over sites", f"{report.peak_mb.p50:.0f} MiB", f"at most {report.peak_mb.maximum:.0f}")
    rise = f"{report.per_site_mb.p50:.0f} MiB"
    yield Fact(group, "a site adds, p50", rise, f"at most {report.per_site_mb.maximum:.0f}; idle {report.idle_mb:.0f}")


def _cold(report: ColdReport) -> Iterator[Fact]:
    group = "Cold start"
    yield Fact(group, "import webgen_env", duration(report.import_best), f"best; median {report.import_median:.2f} s")
    note = f"fresh interpreter; the walk itself {report.first_walk:.2f} s"
    yield Fact(group, "first verdict", duration(report.first_verdict), note)


def _packages(report: NewPackagesReport) -> Iterator[Fact]:
    note = f"{report.sites} sites; the layer takes {report.layer.p50:.2f} s"
    yield Fact("New set of downloaded packages", "verdict, p50", duration(report.total.p50), note)


def _contracts(report: ContractsReport) -> Iterator[Fact]:
    return _examined("With contracts", "contracts", report, f"{report.per_site:g} contracts each")


def _probes(report: ProbesReport) -> Iterator[Fact]:
    note = f"{report.pages:g} pages and {report.controls:g} controls each"
    return _examined("With probes", "probes", report, note)


def _examined(group: str, what: str, report: ContractsReport | ProbesReport, note: str) -> Iterator[Fact]:
    runs = f"{_plural(report.sites, 'site')} × {report.repeats}, {note}"
    yield Fact(group, "verdict, p50", duration(report.total.p50), runs)
    yield Fact(group, "verdict, p99", duration(report.total.p99), f"{report.total.tail:.2f} × p50")
    yield Fact(group, f"{what} alone, p50", duration(report.examine.p50), "pages are opened and judged meanwhile")
    yield Fact(group, "throughput", f"{report.per_second:.2f} sites/s", "all of them as one batch")


def _cache(report: CacheReport) -> Iterator[Fact]:
    group = "Verdict cache"
    yield Fact(group, "cached verdict, p50", duration(report.seconds.p50), f"{report.calls} calls")
    yield Fact(
        group, "cached verdict, p99", duration(report.seconds.p99), f"at most {duration(report.seconds.maximum)}"
    )
    note = f"{report.megabytes_per_site:.2f} MB a site on disk"
    yield Fact(group, "hit rate", f"{100 * report.hit_rate:.0f} %", note)


def _duplicates(report: DuplicatesReport) -> Iterator[Fact]:
    note = f"batch of {report.batch}: {report.duplicates_s:.1f} s against {report.distinct_s:.1f} s"
    yield Fact("Half of a batch are duplicates", "time against distinct", f"{100 * report.ratio:.0f} %", note)


def _comparison(report: Comparison) -> Iterator[Fact]:
    group, baseline = "Against the released way", report.baseline
    phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in baseline.phases.items())
    yield Fact(group, "released way, p50", duration(baseline.p50), f"{_plural(baseline.sites, 'site')}; {phases} s")
    note = f"ours {report.ours_p50:.2f} s, with judge and {report.pages:g} pages"
    yield Fact(group, "one site", f"{report.single_ratio:.1f} × faster", note)
    note = f"{baseline.workers} at once: {baseline.per_second:.3f} sites/s; ours {report.ours_per_second:.2f}"
    yield Fact(group, "throughput", f"{report.throughput_ratio:.1f} × more", note)
    note = f"one after another: {baseline.per_second_alone:.3f} sites/s"
    yield Fact(group, "throughput, as released", f"{report.alone_ratio:.1f} × more", note)
    note = f"ours {report.like_p50:.2f} s for the home page, no judge"
    yield Fact(group, "one site, same work", f"{report.like_ratio:.1f} × faster", note)
    note = f"ours {report.like_per_second:.2f} sites/s for the home page and judge"
    yield Fact(group, "throughput, one page", f"{report.like_throughput_ratio:.1f} × more", note)


def _soak(report: SoakReport) -> Iterator[Fact]:
    group = "Soak, 2 builders and 1 browser"
    state = "interrupted; " if report.interrupted else ""
    note = f"{state}{report.faults} faults, {report.failed} failed, {duration(report.seconds)}"
    yield Fact(group, "distinct sites in a row", f"{report.scored} of {report.asked}", note)
    yield Fact(group, "peak memory", f"{report.peak_mb:.0f} MiB", "all processes, shared pages once")
    note = f"{report.last_quarter_mb:.0f} MiB over {report.second_quarter_mb:.0f} MiB"
    yield Fact(group, "last quarter over second", f"{report.ratio:.3f}", note)


def _meaning(report: Meaning) -> Iterator[Fact]:
    group, trainer = "What it means", report.trainer
    yield Fact(group, "rewards per hour", f"{report.rewards_per_hour:,.0f}", f"on {_plural(report.cores, 'core')}")
    slow = f"the released way: {report.baseline_run_hours:,.0f} h" if report.baseline_run_hours else ""
    yield Fact(group, f"{PAPER_REWARDS:,} rewards (WebGen-R1)", f"{report.paper_run_hours:,.1f} h", slow)
    note = f"G = {trainer.group_size}, P = {trainer.prompts_per_step}: {trainer.rewards_per_step} rewards"
    yield Fact(group, "rewards of one step", duration(report.step_reward_seconds), note)
    note = f"a step of {trainer.step_seconds:g} s; {100 * report.efficiency:.0f} % of linear beyond {report.cores}"
    yield Fact(group, "cores that keep up", str(report.cores_to_keep_up), note)


def _goals(report: BenchmarkReport) -> Iterator[Fact]:
    """Only where the machine is the one that the goals are for."""
    if report.machine.get("cores") != GOAL_CORES:
        return
    for outcome in outcomes_of(report):
        unit = f" {outcome.unit}" if outcome.unit else ""
        value = duration(outcome.measured) if outcome.unit == "s" else f"{outcome.measured:.4g}{unit}"
        note = f"{'met' if outcome.met else 'missed'}: {outcome.sense} {outcome.bound:g}{unit}"
        yield Fact(f"Goals, set for {GOAL_CORES} cores", outcome.what, value, note)


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
