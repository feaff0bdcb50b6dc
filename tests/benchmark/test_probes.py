"""What sites cost that are probed."""

from __future__ import annotations

import pytest

from webgen_env.benchmark import bundled_sites, measure_probes
from webgen_env.errors import ConfigurationError


def test_no_site_and_no_repeat_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="0 sites, and 1 repeats"):
        measure_probes([], repeats=1, routes=0)
    with pytest.raises(ConfigurationError, match="0 repeats"):
        measure_probes(bundled_sites(), repeats=0, routes=0)


@pytest.mark.slow
def test_sites_are_timed_alone_and_as_a_batch() -> None:
    sites = [site for site in bundled_sites() if site.name == "lantern-memory-game/handmade"]
    told: list[str] = []
    report = measure_probes(sites, repeats=1, routes=0, progress=told.append)
    assert (report.sites, report.repeats, report.pages) == (1, 1, 4)
    assert report.controls > 10
    assert 0 < report.examine.p50 < report.total.p50
    assert report.per_second > 0
    assert told[-1] == "probes: 1 of 1"
