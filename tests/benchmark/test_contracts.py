"""What sites with contracts cost."""

from __future__ import annotations

import pytest

from webgen_env.benchmark import bundled_sites, measure_contracts
from webgen_env.errors import ConfigurationError


def test_sites_that_were_not_made_by_hand_are_refused() -> None:
    assembled = [site for site in bundled_sites() if site.kind == "assembled"]
    with pytest.raises(ConfigurationError, match=rf"0 such sites of {len(assembled)}, and 1 repeats"):
        measure_contracts(assembled, repeats=1, routes=0)
    with pytest.raises(ConfigurationError, match="0 repeats"):
        measure_contracts(bundled_sites(), repeats=0, routes=0)


@pytest.mark.slow
def test_sites_are_timed_alone_and_as_a_batch() -> None:
    sites = [site for site in bundled_sites() if site.task.id == "lantern-memory-game"]
    told: list[str] = []
    report = measure_contracts(sites, repeats=1, routes=0, progress=told.append)
    assert (report.sites, report.repeats, report.per_site) == (1, 1, 9)
    assert 0 < report.examine.p50 < report.total.p50
    assert report.per_second > 0
    assert told[-1] == "contracts: 1 of 1"
