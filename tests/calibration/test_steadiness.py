from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest

from tests.reward.values import page, png, visit
from webgen_env.calibration import CalibrationItem, position_bias, self_variance
from webgen_env.calibration.steadiness import chosen_pairs
from webgen_env.errors import JudgeError
from webgen_env.tasks.task import Task

PICTURE = png(size=(8, 6))


def item(quality, group="g"):
    seen = visit(replace(page("/", screenshot=PICTURE), text=str(quality)))
    return CalibrationItem(str(quality), Task("t", "Build."), seen, None, group)


@dataclass
class Comparer:
    """``manner``: ``fair``, ``first``, ``last``, ``tie``, ``fault`` or ``hang``."""

    manner: str = "fair"
    identity: str = "scripted"
    max_sites: int = 2

    async def places(self, task, visits, *, deadline):
        if self.manner == "fault":
            raise JudgeError("no")
        if self.manner == "hang":
            await asyncio.sleep(3600)
        if self.manner != "fair":
            return {"first": (1, 2), "last": (2, 1), "tie": (1, 1)}[self.manner]
        shown = [int(seen.home.text) for seen in visits]
        return tuple(1 + sum(other > own for other in shown) for own in shown)

    async def aclose(self):
        pass


@pytest.mark.parametrize(
    ("manner", "consistent", "first"), [("fair", 1.0, 0.5), ("first", 0.0, 1.0), ("last", 0.0, 0.0), ("tie", 1.0, None)]
)
async def test_position_bias(manner, consistent, first):
    bias = await position_bias(Comparer(manner), [(item(1), item(2)), (item(4), item(3))])
    assert (bias.pairs, bias.faults, bias.consistent, bias.first) == (2, 0, consistent, first)


@pytest.mark.parametrize("manner", ["fault", "hang"])
async def test_faults_are_counted_apart(manner):
    bias = await position_bias(Comparer(manner), [(item(1), item(2))], timeout_s=0.05)
    assert (bias.pairs, bias.faults, bias.first) == (0, 1, None)


def test_pairs_are_of_one_group_and_spread_evenly():
    items = [item(number, "a" if number < 4 else "b") for number in range(8)]
    assert len(chosen_pairs(items, 99)) == 12
    assert all(one.group == other.group for one, other in chosen_pairs(items, 99))
    some = chosen_pairs(items, 4)
    assert len(some) == 4
    assert {one.group for one, _ in some} == {"a", "b"}
    assert chosen_pairs(items, 0) == []


def test_a_steady_judge():
    found = self_variance([[3.0, 3.0], [1.0, 1.0]], 2)
    assert (found.mean_deviation, found.largest_spread, found.steady, found.reliability) == (0.0, 0.0, 1.0, 1.0)


def test_a_judge_that_throws_dice():
    found = self_variance([[1.0, 3.0], [3.0, 1.0]], 2)
    assert (found.mean_deviation, found.largest_spread, found.steady, found.reliability) == (1.0, 2.0, 0.0, 0.0)


def test_between_the_two():
    found = self_variance([[1.0, 2.0], [4.0, 4.0], [5.0]], 2)
    assert (found.sites, found.steady, found.largest_spread) == (2, 0.5, 1.0)
    assert 0.9 < found.reliability < 1.0


@pytest.mark.parametrize("grades", [[], [[3.0]], [[], [1.0]]])
def test_nothing_was_repeated(grades):
    assert self_variance(grades, 3) is None


def test_one_grade_for_all_has_no_reliability():
    assert self_variance([[3.0, 3.0]], 2).reliability is None
