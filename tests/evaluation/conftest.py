"""A scripted model, and a tester that asks it."""

from __future__ import annotations

import pytest

from tests.openai_server.scripted import ScriptedServer
from webgen_env.browser.chromium import install_chromium
from webgen_env.evaluation.tester import TesterSettings, UIAgentTester
from webgen_env.reward.vision import Endpoint, Ledger, OpenAIModel
from webgen_env.toolchain import install_toolchain


@pytest.fixture(scope="session")
def toolchain():
    found = install_toolchain()
    install_chromium(found)
    return found


@pytest.fixture
async def server():
    async with ScriptedServer().serving() as running:
        yield running


@pytest.fixture
async def tester_of(server, monkeypatch, toolchain):
    """Makes testers that ask the scripted server, without waiting between tries; closes them."""
    made = []
    for name in ("OPENAI_API_KEY", "WEBGEN_JUDGE_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.delenv(name, raising=False)

    def make(*, budget=None, retries=1, **settings):
        model = OpenAIModel(Endpoint("tiny", server.url, backoff_s=0.001, retries=retries))
        made.append(UIAgentTester(model, TesterSettings(**settings), ledger=Ledger(None, budget)))
        return made[-1]

    yield make
    for tester in made:
        await tester.aclose()
