from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webgen_env.calibration import agreement
from webgen_env.errors import ConfigurationError

ONE = ["g"] * 6


def test_the_same_order_is_full_agreement():
    found = agreement([0, 1, 2, 3, 4, 5], [10, 20, 30, 40, 50, 60], ONE)
    assert (found.spearman.value, found.kendall.value, found.pairwise.value) == pytest.approx((1.0, 1.0, 1.0))
    assert (found.sites, found.pairs, found.ties) == (6, 15, 0.0)


def test_the_opposite_order_is_none():
    found = agreement([5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5], ONE)
    assert (found.spearman.value, found.kendall.value, found.pairwise.value) == pytest.approx((-1.0, -1.0, 0.0))


def test_by_hand():
    # Of the pairs that people tell apart (not 0-1), 0-2, 1-3 and 2-3 are right, 0-3 is a tie, 1-2 is wrong.
    found = agreement([1, 2.5, 2, 3], [1, 1, 2, 3], ["g"] * 4)
    assert found.pairs == 5
    assert found.pairwise.value == pytest.approx(4 / 5)
    assert agreement([1, 2, 1, 1], [1, 1, 2, 3], ["g"] * 4).ties == pytest.approx(3 / 5)


def test_pairs_are_formed_inside_groups():
    found = agreement([0, 1, 0, 1], [0, 1, 1, 0], ["a", "a", "b", "b"])
    assert found.pairs == 2
    assert found.pairwise.value == 0.5


def test_a_judge_that_gives_one_grade_knows_nothing():
    found = agreement([3] * 6, [0, 1, 2, 3, 4, 5], ONE)
    assert (found.spearman.value, found.kendall.value, found.pairwise.value, found.ties) == (None, None, 0.5, 1.0)


def test_people_who_give_one_grade_say_nothing():
    found = agreement([0, 1, 2, 3, 4, 5], [3] * 6, ONE)
    assert (found.spearman.value, found.pairwise.value, found.pairs, found.ties) == (None, None, 0, 0.0)


def test_intervals_hold_the_value_and_narrow_with_more_sites():
    chance = np.random.default_rng(3)

    def width(count):
        human = chance.uniform(0, 5, count)
        found = agreement(human + chance.normal(0, 1, count), human, ["g"] * count, resamples=300)
        for each in (found.spearman, found.kendall, found.pairwise):
            assert each.low <= each.value <= each.high
        return found.pairwise.high - found.pairwise.low

    assert width(120) < width(12)


def test_the_same_seed_gives_the_same_intervals():
    chance = np.random.default_rng(5)
    judged, human = chance.normal(size=12), chance.normal(size=12)

    def drawn(seed):
        return agreement(judged, human, ["g"] * 12, resamples=50, seed=seed)

    assert drawn(1) == drawn(1) != drawn(2)


def test_no_resamples_no_interval():
    assert agreement([1, 2, 3], [1, 2, 3], ["g"] * 3, resamples=0).spearman.low is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from("ab")), min_size=2, max_size=12))
def test_everything_stays_in_its_range(rows):
    judged, human, groups = zip(*rows, strict=True)
    found = agreement(judged, human, groups, resamples=20)
    for each, least in ((found.spearman, -1), (found.kendall, -1), (found.pairwise, 0)):
        for value in (each.value, each.low, each.high):
            assert value is None or least - 1e-9 <= value <= 1 + 1e-9
    assert 0 <= found.ties <= 1


@pytest.mark.parametrize("wrong", [([1], [1], ["g"]), ([1, 2], [1], ["g", "g"]), ([1, 2], [1, 2], ["g"])])
def test_too_little_to_compare(wrong):
    with pytest.raises(ConfigurationError, match="at least two sites"):
        agreement(*wrong)
