from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webgen_env.reward.vision.ranking import agreed_wins, joined, plan_comparisons, scores


def as_pairs(plan):
    return [(a, b, 0.5) for sites in plan for a, b in combinations(sites, 2)]


@settings(deadline=None)
@given(st.integers(0, 24), st.integers(2, 8), st.integers(1, 4) | st.none())
def test_every_plan_joins_all_sites(count, per_comparison, rounds):
    plan = plan_comparisons(count, per_comparison, rounds)
    assert plan == plan_comparisons(count, per_comparison, rounds)
    assert joined(count, as_pairs(plan))
    for sites in plan:
        assert 2 <= len(sites) <= per_comparison
        assert len(set(sites)) == len(sites)
        assert set(sites) <= set(range(count))
    assert len({frozenset(sites) for sites in plan}) == len(plan)


@pytest.mark.parametrize(
    ("count", "per_comparison", "rounds", "comparisons"),
    [(0, 2, 3, 0), (1, 2, 3, 0), (2, 2, 3, 1), (4, 4, 2, 1), (16, 2, None, 120), (5, 2, 3, 10), (16, 4, 1, 6)],
)
def test_sizes_of_plans(count, per_comparison, rounds, comparisons):
    assert len(plan_comparisons(count, per_comparison, rounds)) == comparisons


def test_a_large_group_costs_no_more_than_its_rings():
    assert len(plan_comparisons(16, 2, 3)) <= 48


def test_orders_that_agree_win_and_others_tie():
    assert agreed_wins((4, 7), (1, 2), (1, 2)) == [(4, 7, 1.0)]
    assert agreed_wins((4, 7), (2, 1), (2, 1)) == [(4, 7, 0.0)]
    assert agreed_wins((4, 7), (1, 2), (2, 1)) == [(4, 7, 0.5)]
    assert agreed_wins((4, 7), (1, 2), (1, 1)) == [(4, 7, 0.5)]
    assert agreed_wins((0, 1, 2), (1, 2, 2), (1, 3, 2)) == [(0, 1, 1.0), (0, 2, 1.0), (1, 2, 0.5)]


@pytest.mark.parametrize("method", ["bradley-terry", "win-rate"])
def test_scores_follow_a_clear_order(method):
    pairs = [(a, b, 1.0) for a, b in combinations(range(5), 2)]
    given_scores = scores(5, pairs, method)
    assert given_scores == sorted(given_scores, reverse=True)
    assert sum(given_scores) / 5 == pytest.approx(0.5)
    assert all(0 <= score <= 1 for score in given_scores)


@pytest.mark.parametrize("method", ["bradley-terry", "win-rate"])
def test_only_ties_are_only_halves(method):
    assert scores(3, [(0, 1, 0.5), (1, 2, 0.5)], method) == pytest.approx([0.5] * 3)
    assert scores(1, [], method) == [0.5]


def test_bradley_terry_sees_whom_one_met():
    # 1 lost to the strong 0 only, 3 to the weak 2 only; the win rate cannot tell them apart.
    pairs = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (2, 3, 1.0), (0, 4, 1.0), (4, 2, 1.0)]
    fitted, rate = scores(5, pairs, "bradley-terry"), scores(5, pairs, "win-rate")
    assert rate[1] == rate[3] == 0.0
    assert fitted[1] > fitted[3]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([0.0, 0.5, 1.0])), max_size=30))
def test_scores_are_finite_and_do_not_depend_on_the_names(raw):
    pairs = [pair for pair in raw if pair[0] != pair[1]]
    given_scores = scores(6, pairs, "bradley-terry")
    assert all(0 <= score <= 1 for score in given_scores)
    turned = scores(6, [(5 - a, 5 - b, share) for a, b, share in pairs], "bradley-terry")
    assert turned[::-1] == pytest.approx(given_scores, abs=1e-6)


def test_what_is_not_joined():
    assert not joined(3, [(0, 1, 1.0)])
    assert joined(3, [(0, 1, 1.0), (2, 1, 0.0)])
    assert joined(0, [])
    assert joined(1, [])
