"""Verdict cache: what building, opening and judging a project came to, kept on disk between runs and processes."""

from __future__ import annotations

from webgen_env.verdict_cache.cache import CacheStatistics, VerdictCache, choose_cache
from webgen_env.verdict_cache.evaluation import Evaluation, LeftOutError, is_repeatable
from webgen_env.verdict_cache.key import Identities, source_digest, verdict_key
from webgen_env.verdict_cache.verdicts import Verdicts

__all__ = [
    "CacheStatistics",
    "Evaluation",
    "Identities",
    "LeftOutError",
    "VerdictCache",
    "Verdicts",
    "choose_cache",
    "is_repeatable",
    "source_digest",
    "verdict_key",
]
