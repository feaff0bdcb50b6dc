"""Judge, UI tester and policy against a real vLLM server. Wire only: the models are tiny and their words mean nothing.

Runs with ``-m vllm`` only; ``make test-vllm`` sets everything up.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from agents.chat import ChatAgent
from tests.openai_server.vllm import serving
from tests.reward.values import page, png, visit
from webgen_env.browser.chromium import install_chromium
from webgen_env.build.site import Site
from webgen_env.errors import JudgeError
from webgen_env.evaluation.tester import TesterSettings as Settings
from webgen_env.evaluation.tester import UIAgentTester
from webgen_env.reward import make_judge
from webgen_env.reward.vision import Endpoint, GroupJudge, Ledger, OpenAIModel, Sampling, VisionJudge, VisionSettings
from webgen_env.reward.vision.prompts import grading_question
from webgen_env.tasks.task import Task, TestCase
from webgen_env.toolchain import install_toolchain

pytestmark = pytest.mark.vllm

PATIENT = {"request_timeout_s": 300.0}
"""For a machine that is busy."""

KEY = "key-of-the-real-server-1234567890"
CONTEXT = 1024
TASK = Task(
    "bakery",
    "Build a website for a bakery. Use linen as background.",
    test_cases=(TestCase("Open the page.", "Bread is on offer."),),
)
SITE = visit(
    replace(page("/", screenshot=png(colour=(250, 240, 230), size=(64, 48))), title="Bakery", text="Fresh bread"),
    replace(page("/about", screenshot=png(colour=(200, 100, 50), size=(64, 48))), title="About", text="Our oven"),
)


@pytest.fixture(scope="module")
def vision(tmp_path_factory):
    many = ("--max-model-len", "8192", "--limit-mm-per-prompt", '{"image": 16, "video": 0}')
    with serving("vision", tmp_path_factory.mktemp("vision"), *many) as url:
        yield url


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    with serving("text", tmp_path_factory.mktemp("text"), "--max-model-len", str(CONTEXT), "--api-key", KEY) as url:
        yield url


# --- pictures: the judge and the tester ---


@pytest.mark.parametrize("form", ["schema", "plain"])
async def test_pages_go_in_one_request_and_words_come_back(vision, form):
    model = OpenAIModel(Endpoint("tiny-vision", vision, answer_form=form, **PATIENT))
    question = grading_question(TASK, SITE, VisionSettings())
    ledger = Ledger()
    deadline = asyncio.get_running_loop().time() + 300
    reply = await model.answer(question, Sampling(0.0, 1, 24), ledger, deadline=deadline)
    await model.aclose()
    assert reply.text
    assert reply.usage.input_tokens > 1000
    assert reply.usage.output_tokens <= 24
    if form == "schema":
        # The server holds even random weights to the form, as far as they got.
        assert reply.text.lstrip().startswith("{")
    assert ledger.spending.requests == 1


async def test_random_words_are_a_grade_of_the_form_or_a_fault(vision):
    settings = VisionSettings(max_answer_tokens=48, votes=2, timeout_s=600.0)
    judge = VisionJudge(OpenAIModel(Endpoint("tiny-vision", vision, **PATIENT)), settings)
    told = ""
    try:
        judgement = await judge.grade(TASK, SITE)
    except JudgeError as error:
        told = str(error)
    assert "no usable answer in 2 tries" in told or 0 <= judgement.grade <= 5
    await judge.aclose()


async def test_random_words_rank_no_sites(vision):
    settings = VisionSettings(max_answer_tokens=48)
    judge = VisionJudge(OpenAIModel(Endpoint("tiny-vision", vision, **PATIENT)), settings)
    group = GroupJudge.of(judge, timeout_s=600.0)
    other = visit(replace(SITE.home, screenshot=png(colour=(0, 90, 0), size=(64, 48)), text="No bread"))
    told = ""
    try:
        ranking = await group.rank(TASK, [SITE, other])
    except JudgeError as error:
        told = str(error)
    assert "no usable answer in 2 tries" in told or sorted(ranking.order) == [0, 1]
    await group.aclose()


async def test_another_model_is_refused_at_once(vision):
    judge = make_judge(f"vision:{vision}#another")
    with pytest.raises(JudgeError, match=r"status 404.*name of the model"):
        await judge.grade(TASK, SITE)
    await judge.aclose()


@pytest.mark.parametrize("pictures", [True, False])
async def test_a_tester_shows_a_real_page_and_takes_no_nonsense_for_a_verdict(vision, pictures):
    install_chromium(install_toolchain())
    site = Site({"index.html": b"<!doctype html><title>Bakery</title><h1>Bread</h1><button>Buy</button>"})
    settings = Settings(pictures=pictures, actions=2, max_answer_tokens=48, case_timeout_s=600.0)
    tester = UIAgentTester(OpenAIModel(Endpoint("tiny-vision", vision, **PATIENT)), settings)
    outcome = await tester.test(site, TASK, 0)
    spent = tester.spending
    await tester.aclose()
    assert outcome.answer in ("YES", "PARTIAL", "NO") or "no usable answer in 2 tries" in outcome.trouble
    assert spent.requests == outcome.requests >= 1
    assert spent.usage.input_tokens > 1000


# --- text: the policy ---


@pytest.fixture
def make(text, monkeypatch):
    monkeypatch.setenv("WEBGEN_POLICY_API_KEY", KEY)
    made = []

    def factory(**options):
        made.append(ChatAgent("tiny-text", url=text, **{"temperature": 0.0, "max_tokens": 32, **options}))
        return made[-1]

    yield factory
    for agent in made:
        agent.close()


def chat(words="A bakery."):
    return {"messages": [{"role": "user", "content": words}]}


def answered(agent, words="A bakery.", **info):
    [answer] = agent.answer_batch([words], [{**chat(words), **info}])
    return answer


def test_a_stream_brings_the_same_words_and_counts_as_the_whole(make):
    whole, stream = answered(make(prices={"input": 1.0, "output": 2.0})), answered(make(stream=True))
    assert whole.text
    assert (stream.text, stream.finish, stream.output_tokens) == (whole.text, whole.finish, whole.output_tokens)
    # One token a byte, and the chat's own marks.
    assert len("A bakery.") < whole.input_tokens == stream.input_tokens < 60
    assert whole.cost == pytest.approx((whole.input_tokens + 2 * whole.output_tokens) / 1e6)
    assert whole.requests == stream.requests == 1


@pytest.mark.parametrize("stream", [False, True])
def test_a_completion_is_cut_at_its_limit(make, stream):
    answer = answered(make(max_tokens=5, stream=stream))
    assert (answer.finish, answer.output_tokens) == ("length", 5)
    assert "max_tokens=5" in answer.problem


@pytest.mark.parametrize("stream", [False, True])
def test_a_completion_that_ends_by_itself_is_whole(make, stream):
    # A field of vLLM's own: the weights are random, and so would be their end.
    agent = make(stream=stream, extra={"structured_outputs": {"choice": ["a site", "a page"]}})
    answer = answered(agent)
    assert answer.text in ("a site", "a page")
    assert (answer.finish, answer.problem) == ("stop", "")


@pytest.mark.parametrize("stream", [False, True])
def test_a_prompt_that_is_longer_than_the_context_is_said_once(make, stream):
    agent = make(stream=stream)
    answer = answered(agent, "word " * CONTEXT)
    assert (answer.text, answer.finish, answer.requests) == ("", "failed", 1)
    assert "status 400" in answer.problem
    assert "do not fit into the model's context" in answer.problem
    unsent = answered(make(context_tokens=CONTEXT), "word " * 10 * CONTEXT)
    assert (unsent.finish, unsent.requests) == ("failed", 0)


def test_samples_of_one_prompt_differ_and_come_again_with_their_seed(make):
    agent = make(temperature=1.0, seed=3, concurrency=4)
    first = agent.act_batch(["A bakery."] * 4, [chat()] * 4)
    assert len(set(first)) == 4
    assert agent.act_batch(["A bakery."], [{**chat(), "sample": 2}]) == [first[2]]


def test_another_key_is_refused(make, monkeypatch):
    monkeypatch.setenv("WEBGEN_POLICY_API_KEY", "another-key")
    answer = answered(make())
    assert (answer.finish, answer.requests) == ("failed", 1)
    assert "status 401" in answer.problem
    assert "WEBGEN_POLICY_API_KEY" in answer.problem
    assert "another-key" not in answer.problem


def test_another_model_is_not_found(text, monkeypatch):
    monkeypatch.setenv("WEBGEN_POLICY_API_KEY", KEY)
    agent = ChatAgent("another", url=text)
    answer = answered(agent)
    agent.close()
    assert "status 404" in answer.problem
    assert "name of the model" in answer.problem
