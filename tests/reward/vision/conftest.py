"""A scripted server, and judges that ask it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.openai_server.scripted import ScriptedServer
from tests.reward.values import page, png, visit
from webgen_env.reward.vision import Endpoint, Ledger, OpenAIModel, VisionJudge, VisionSettings
from webgen_env.tasks.task import Task


@pytest.fixture
def task():
    return Task("bakery", "Build a website for a bakery. Use linen as background.")


@pytest.fixture
def site():
    return visit(
        replace(page("/", screenshot=png(colour=(250, 240, 230), size=(64, 48))), title="Bakery", text="Fresh bread"),
        replace(page("/about", screenshot=png(colour=(200, 100, 50), size=(64, 48))), title="About", text="Our oven"),
    )


@pytest.fixture
async def server():
    async with ScriptedServer().serving() as running:
        yield running


@pytest.fixture
async def judge_of(server, monkeypatch):
    """Makes judges that ask the scripted server, without waiting between tries; closes them."""
    made = []
    for name in ("OPENAI_API_KEY", "WEBGEN_JUDGE_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.delenv(name, raising=False)

    def make(*, settings=None, prices=None, budget=None, cache=None, **changes):
        changes = {"backoff_s": 0.001, "retries": 2, **changes}
        model = OpenAIModel(Endpoint("tiny", server.url, **changes))
        made.append(VisionJudge(model, settings or VisionSettings(), ledger=Ledger(prices, budget), cache=cache))
        return made[-1]

    yield make
    for judge in made:
        await judge.aclose()
