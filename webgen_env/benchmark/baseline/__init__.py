"""The baseline: scoring a site the way the released harness of WebGen-R1 works."""

from webgen_env.benchmark.baseline.baseline import PHASES, BaselineReport, measure_baseline
from webgen_env.benchmark.baseline.episode import BaselineEpisode, run_episode

__all__ = ["PHASES", "BaselineEpisode", "BaselineReport", "measure_baseline", "run_episode"]
