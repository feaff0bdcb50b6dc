from __future__ import annotations

import json
import pickle

import pytest

from tests.openai_server.scripted import GOOD, completion, error, grades
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.reward.vision import Budget, Ledger, Prices, Usage, VisionSettings

PRICES = Prices(input=2.5, output=10.0)


def test_prices_are_per_million_tokens():
    assert PRICES.cost(Usage(1_000_000, 100_000)) == pytest.approx(3.5)


@pytest.mark.parametrize("wrong", [{"input": -1.0, "output": 1.0}, {"input": float("nan"), "output": 1.0}])
def test_prices_that_are_none(wrong):
    with pytest.raises(ConfigurationError, match=r"prices\.input"):
        Prices(**wrong)


@pytest.mark.parametrize("name", ["max_cost", "max_tokens", "max_requests"])
def test_budgets_that_are_none(name):
    with pytest.raises(ConfigurationError, match=name):
        Budget(**{name: -1})


def test_a_bound_on_money_needs_prices():
    with pytest.raises(ConfigurationError, match="needs prices"):
        Ledger(budget=Budget(max_cost=1.0))


def test_a_pickled_ledger_starts_at_nothing():
    ledger = Ledger(PRICES, Budget(max_requests=1))
    ledger.open()
    copy = pickle.loads(pickle.dumps(ledger))
    assert (ledger.spending.requests, copy.spending.requests) == (1, 0)
    copy.open()
    with pytest.raises(JudgeError, match="1 of 1 requests"):
        copy.open()


async def test_what_a_judge_spends_is_counted(server, judge_of, task, site):
    server.play(grades(grade=7), grades())
    judge = judge_of(prices=PRICES)
    judgement = await judge.grade(task, site)
    spent = judge.spending
    assert (spent.requests, spent.usage, spent.currency) == (2, Usage(2000, 100), "USD")
    assert spent.cost == pytest.approx(0.006)
    assert judgement.measures["cost"] == pytest.approx(0.006)


@pytest.mark.parametrize(
    ("budget", "message", "requests"),
    [
        (Budget(max_requests=2), "2 of 2 requests", 2),
        (Budget(max_tokens=2000), "2100 of 2000 tokens", 2),
        (Budget(max_cost=0.005), "0.006 of 0.005 USD", 2),
        (Budget(max_cost=0.0), "0 of 0 USD", 0),
    ],
)
async def test_a_spent_budget_is_a_fault_and_nothing_more_is_sent(
    server, judge_of, task, site, budget, message, requests
):
    judge = judge_of(prices=PRICES, budget=budget)
    for _ in range(requests):
        await judge.grade(task, site)
    with pytest.raises(JudgeError, match=f"budget is spent .{message}") as caught:
        await judge.grade(task, site)
    assert len(server.requests) == requests
    assert not caught.value.retryable


async def test_further_tries_count_against_the_budget(server, judge_of, task, site):
    server.play(error(500))
    with pytest.raises(JudgeError, match="budget is spent"):
        await judge_of(retries=20, budget=Budget(max_requests=3)).grade(task, site)
    assert len(server.requests) == 3


async def test_a_server_that_does_not_count_tokens(server, judge_of, task, site):
    server.play(completion(grades().body.decode(), usage=None))
    with pytest.raises(JudgeError, match="does not say how many tokens"):
        await judge_of(budget=Budget(max_tokens=10)).grade(task, site)
    server.play(completion(json.dumps(GOOD), usage=None))
    judgement = await judge_of(budget=Budget(max_requests=10)).grade(task, site)
    assert judgement.measures["input_tokens"] == 0.0


async def test_votes_have_one_ledger(server, judge_of, task, site):
    judge = judge_of(settings=VisionSettings(votes=3), prices=PRICES)
    judgement = await judge.grade(task, site)
    assert judge.spending.requests == 3
    assert judgement.measures["input_tokens"] == 3000.0
