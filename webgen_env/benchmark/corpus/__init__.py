"""The corpus: distinct, realistic sites of different size, for measurements."""

from webgen_env.benchmark.corpus.corpus import CorpusSite, bundled_sites, choose_sites, distinct_sites, with_packages

__all__ = ["CorpusSite", "bundled_sites", "choose_sites", "distinct_sites", "with_packages"]
