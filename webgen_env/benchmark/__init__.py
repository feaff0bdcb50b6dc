"""The benchmark: what a site costs on this machine, and what that means for a training run."""

from webgen_env.benchmark.baseline import BaselineReport, measure_baseline
from webgen_env.benchmark.caching import CacheReport, DuplicatesReport, measure_cache, measure_duplicates
from webgen_env.benchmark.cold import ColdReport, measure_cold
from webgen_env.benchmark.comparison import Comparison, compare
from webgen_env.benchmark.contracts import ContractsReport, measure_contracts
from webgen_env.benchmark.corpus import CorpusSite, bundled_sites, choose_sites, distinct_sites
from webgen_env.benchmark.goals import GOALS, Goal, Outcome, outcomes_of
from webgen_env.benchmark.latency import LatencyReport, MemoryReport, measure_latency, measure_memory
from webgen_env.benchmark.machine_card import describe_machine
from webgen_env.benchmark.meaning import Meaning, Trainer, what_it_means
from webgen_env.benchmark.new_packages import NewPackagesReport, measure_new_packages
from webgen_env.benchmark.probes import ProbesReport, measure_probes
from webgen_env.benchmark.process_tree import MemorySample, MemorySampler, cpu_seconds, memory
from webgen_env.benchmark.report import (
    DEFAULT_SECTIONS,
    SECTIONS,
    BenchmarkReport,
    BenchmarkSettings,
    CorpusCard,
    run_benchmark,
)
from webgen_env.benchmark.runs import STAGE_ORDER
from webgen_env.benchmark.scaling import ScalingPoint, measure_scaling
from webgen_env.benchmark.soak import SoakReport, soak
from webgen_env.benchmark.spread import Spread
from webgen_env.benchmark.throughput import ThroughputReport, measure_throughput

__all__ = [
    "DEFAULT_SECTIONS",
    "GOALS",
    "SECTIONS",
    "STAGE_ORDER",
    "BaselineReport",
    "BenchmarkReport",
    "BenchmarkSettings",
    "CacheReport",
    "ColdReport",
    "Comparison",
    "ContractsReport",
    "CorpusCard",
    "CorpusSite",
    "DuplicatesReport",
    "Goal",
    "LatencyReport",
    "Meaning",
    "MemoryReport",
    "MemorySample",
    "MemorySampler",
    "NewPackagesReport",
    "Outcome",
    "ProbesReport",
    "ScalingPoint",
    "SoakReport",
    "Spread",
    "ThroughputReport",
    "Trainer",
    "bundled_sites",
    "choose_sites",
    "compare",
    "cpu_seconds",
    "describe_machine",
    "distinct_sites",
    "measure_baseline",
    "measure_cache",
    "measure_cold",
    "measure_contracts",
    "measure_duplicates",
    "measure_latency",
    "measure_memory",
    "measure_new_packages",
    "measure_probes",
    "measure_scaling",
    "measure_throughput",
    "memory",
    "outcomes_of",
    "run_benchmark",
    "soak",
    "what_it_means",
]
