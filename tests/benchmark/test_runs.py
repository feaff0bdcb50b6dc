"""Runs: where time goes, and that a site that was not scored is no measurement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webgen_env import Scorer
from webgen_env.benchmark.corpus import choose_sites
from webgen_env.benchmark.runs import score_batch, score_one, stages_of
from webgen_env.errors import InfrastructureError


def test_stages_are_in_order_and_what_is_left_is_waiting() -> None:
    stages = stages_of({"total": 1.0, "render": 0.4, "bundle": 0.2, "build": 0.25, "parse": 0.05})
    assert list(stages) == ["parse", "build", "render", "waiting", "total", "bundle"]
    assert stages["waiting"] == pytest.approx(0.3)


def test_clocks_that_disagree_give_no_negative_waiting() -> None:
    assert stages_of({"total": 1.0, "build": 1.01})["waiting"] == 0.0


def test_a_site_that_is_not_scored_is_no_measurement() -> None:
    [site] = choose_sites(1)
    broken = replace(site, completion="I would rather not.")
    with Scorer(cache=False) as scorer:
        with pytest.raises(InfrastructureError, match=r"'format'.*nothing to time"):
            score_one(scorer, broken)
        with pytest.raises(InfrastructureError, match=site.name):
            score_batch(scorer, [broken, broken])
