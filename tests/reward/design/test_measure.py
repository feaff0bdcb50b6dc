from __future__ import annotations

import pytest

from webgen_env.reward.design.measure import Measure, Plateau, Ramp, Rule, criterion, weighted_mean


@pytest.mark.parametrize(("value", "score"), [(-1, 0), (2, 0), (3, 0.5), (4, 1), (9, 1)])
def test_ramp_rises(value, score):
    assert Ramp(2.0, 4.0)(value) == score


@pytest.mark.parametrize(("value", "score"), [(0, 1), (1, 1), (2, 0.5), (3, 0), (9, 0)])
def test_ramp_falls(value, score):
    assert Ramp(3.0, 1.0)(value) == score


@pytest.mark.parametrize(("value", "score"), [(0, 0), (0.5, 0.5), (1, 1), (5, 1), (6, 0.5), (7, 0)])
def test_plateau_is_an_inverted_u(value, score):
    assert Plateau(Ramp(0.0, 1.0), Ramp(7.0, 5.0))(value) == score


def test_rule_makes_a_measure():
    assert Rule(2.0, Ramp(0.0, 10.0))("words", 5) == Measure("words", 5, 0.5, 2.0)


def test_weighted_mean():
    assert weighted_mean([(1.0, 3.0), (0.0, 1.0)]) == 0.75
    assert weighted_mean([]) == 0.0


def test_merits_add_up_and_faults_only_cost():
    merits = [Measure("a", 0, 1.0, 1.0), Measure("b", 0, 0.5, 1.0)]
    assert criterion(merits) == 0.75
    assert criterion([*merits, Measure("c", 0, 1.0, 0.4, fault=True)]) == 0.75
    assert criterion([*merits, Measure("c", 0, 0.0, 0.4, fault=True)]) == pytest.approx(0.45)
    assert criterion([]) == 0.0
