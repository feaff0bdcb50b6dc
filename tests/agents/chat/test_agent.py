"""The chat policy on the wire: what is sent, what is counted, and every way in which a server misbehaves."""

from __future__ import annotations

import json
import logging
import pickle

import pytest

import agents
from agents.chat import ChatAgent
from tests.agents.chat.conftest import stream
from tests.openai_server.scripted import SILENCE, Raw, completion, error
from webgen_env.errors import ConfigurationError
from webgen_env.scaffold import default_scaffold

KEY = "sk-secret-of-the-test-1234567890"
SITE = "<think>plan</think>\n<answer>…</answer>"
TWICE = pytest.mark.parametrize("streamed", [False, True])


def good(streamed, **options):
    return stream(SITE[:9], SITE[9:], **options) if streamed else completion(SITE, **options)


@TWICE
def test_a_completion_comes_back_whole_and_is_counted(server, make, streamed):
    server.play(good(streamed, usage=(1000, 200)))
    agent = make(stream=streamed, prices={"input": 2.0, "output": 10.0}, temperature=0.5, max_tokens=777)
    [answer] = agent.answer_batch(["A bakery."], [{}])
    assert (answer.text, answer.finish, answer.problem, answer.requests) == (SITE, "stop", "", 1)
    assert (answer.input_tokens, answer.output_tokens) == (1000, 200)
    assert answer.cost == pytest.approx(0.004)
    [request] = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.body["messages"] == [
        {"role": "system", "content": default_scaffold().system_prompt()},
        {"role": "user", "content": "A bakery."},
    ]
    assert (request.body["model"], request.body["temperature"], request.body["max_tokens"]) == ("tiny", 0.5, 777)
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body.get("stream", False) is streamed


def test_the_messages_of_the_info_are_sent_as_they_are(server, make):
    server.play(completion(SITE))
    messages = [{"role": "user", "content": "Only this. \ud800"}]
    assert make().act("A bakery.", {"messages": messages}) == SITE
    assert server.requests[0].body["messages"] == [{"role": "user", "content": "Only this. ?"}]


def test_a_chat_of_another_form_is_a_mistake_of_the_caller(make):
    with pytest.raises(ConfigurationError, match="'role' and 'content'"):
        make().act("A bakery.", {"messages": [{"role": "user"}]})


@TWICE
@pytest.mark.parametrize(
    "bad",
    [
        error(429, retry_after="0.01"),
        error(500, "boom"),
        error(503),
        Raw(b"<html>gateway</html>"),
        Raw(b"[" * 100_000),
        Raw(b'{"choices": []}'),
        Raw(b'{"choices": 7}'),
        completion(None),
        completion("   "),
        stream(finish="stop"),
        stream("half of", finish=None, done=False),
        Raw(b"data: {nonsense}\n\n"),
        Raw(b'{"id":', claimed=1000),
    ],
)
def test_a_bad_answer_is_asked_for_again(server, make, bad, streamed):
    server.play(bad, good(streamed))
    [answer] = make(stream=streamed, request_timeout_s=2.0).answer_batch(["A bakery."], [{}])
    assert (answer.text, answer.finish, answer.requests) == (SITE, "stop", 2)


@TWICE
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (error(429, "slow down"), "status 429"),
        (error(500, "boom"), "status 500"),
        (Raw(b"garbage"), "no"),
        (completion(None), "no completion in 2 tries"),
        (SILENCE, "no whole answer within 0.3 s"),
        (Raw(b"data: ", claimed=100_000, hang=True), "within 0.3 s"),
    ],
)
def test_one_that_stays_bad_becomes_a_failed_answer(server, make, bad, said, streamed):
    server.play(bad)
    agent = make(stream=streamed, retries=1, request_timeout_s=0.3)
    [answer] = agent.answer_batch(["A bakery."], [{}])
    assert (answer.text, answer.finish, answer.requests) == ("", "failed", 2)
    assert said in answer.problem
    assert len(server.requests) == 2
    assert agent.tally.failed == agent.tally.answers == 1


@pytest.mark.parametrize(
    ("status", "message", "hint"),
    [
        (401, f"bad key {KEY}", "WEBGEN_POLICY_API_KEY"),
        (404, "no such model", "name of the model"),
        (400, "maximum context length is 4096 tokens", "max_tokens=16384 do not fit"),
    ],
)
def test_a_refusal_is_not_repeated_and_says_what_to_look_at(server, make, status, message, hint):
    server.play(error(status, message))
    [answer] = make().answer_batch(["A bakery."], [{}])
    assert (answer.finish, answer.requests, len(server.requests)) == ("failed", 1, 1)
    assert hint in answer.problem
    assert KEY not in answer.problem


def test_the_key_is_in_no_log_and_no_repr_and_no_pickle(server, make, caplog):
    caplog.set_level(logging.DEBUG)
    server.play(error(401, f"Incorrect API key: {KEY}"), error(500, f"key {KEY}"), completion(SITE))
    agent = make()
    [answer, other] = agent.answer_batch(["A bakery.", "A choir."], [{}, {}])
    assert KEY not in caplog.text + repr(agent) + repr(answer) + repr(other) + repr(agent.server)
    assert KEY.encode() not in pickle.dumps(agent)


def test_the_key_goes_to_no_other_server(server, make):
    server.play(Raw(b"", 307, {"location": f"http://127.0.0.1:{server.port}/elsewhere"}), completion(SITE))
    make(retries=0).answer_batch(["A bakery."], [{}])
    assert [request.path for request in server.requests] == ["/v1/chat/completions"]


def test_a_server_that_needs_no_key_gets_none(server, make, monkeypatch):
    monkeypatch.delenv("WEBGEN_POLICY_API_KEY")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-for-openai-only")
    server.play(completion(SITE))
    assert make().act("A bakery.", {}) == SITE
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize("options", [{}, {"url": "http://127.0.0.1:9/v1", "key_variable": "NO_SUCH_KEY"}])
def test_a_missing_key_is_said_when_the_agent_is_made(options, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    with pytest.raises(ConfigurationError, match=options.get("key_variable", "OPENAI_API_KEY")):
        ChatAgent("gpt-4o", **options)


def test_a_wait_that_is_too_long_is_not_waited_for(server, make):
    server.play(error(429, retry_after="3600"))
    [answer] = make(max_wait_s=5).answer_batch(["A bakery."], [{}])
    assert "asks to wait 3600 s" in answer.problem
    assert len(server.requests) == 1


@TWICE
def test_a_completion_that_is_cut_is_marked_and_counted(server, make, streamed):
    server.play(good(streamed, finish="length"))
    agent = make(stream=streamed, max_tokens=50)
    [answer] = agent.answer_batch(["A bakery."], [{}])
    assert (answer.text, answer.finish) == (SITE, "length")
    assert "max_tokens=50" in answer.problem
    assert agent.tally.cut == 1


def test_a_prompt_that_cannot_fit_is_not_sent(server, make):
    [answer] = make(context_tokens=100).answer_batch(["word " * 1000], [{}])
    assert answer.finish == "failed"
    assert "the model holds 100" in answer.problem
    assert server.requests == []


def test_a_batch_keeps_its_order_and_the_limit(server, make):
    server.delay_s = 0.05
    server.play(lambda request: completion(request.body["messages"][-1]["content"]))
    agent = make(concurrency=3, seed=7)
    names = [f"site {number}" for number in range(8)] + ["site 0"]
    assert agent.act_batch(names, [{}] * 9) == names
    assert 1 < server.most_running <= 3
    seeds = sorted(r.body["seed"] for r in server.requests if r.body["messages"][-1]["content"] == "site 0")
    assert seeds == [7, 8]


def test_one_that_fails_leaves_the_others_alone(server, make):
    server.play(lambda r: error(400) if "bad" in r.body["messages"][-1]["content"] else completion(SITE))
    answers = make().answer_batch(["good", "bad", "good"], [{}] * 3)
    assert [answer.finish for answer in answers] == ["stop", "failed", "stop"]


def test_further_fields_are_sent(server, make):
    server.play(completion(SITE))
    make(extra={"top_k": 20}, top_p=0.9).act("A bakery.", {})
    assert (server.requests[0].body["top_k"], server.requests[0].body["top_p"]) == (20, 0.9)


async def test_it_works_inside_a_running_loop(server, make):
    server.play(completion(SITE))
    agent = make()
    assert agent.act("A bakery.", {}) == SITE
    assert (await agent.aanswer_batch(["A bakery."], [{}]))[0].text == SITE


def test_it_conforms_and_a_copy_works(server, make):
    server.play(completion(SITE))
    agent = make()
    agents.check_agent(agent)
    copied = pickle.loads(pickle.dumps(agent))
    assert copied.act("A bakery.", {}) == SITE
    copied.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"url": "ftp://x"}, "HTTP address"),
        ({"url": "http://user:password@127.0.0.1/v1"}, "user name"),
        ({"url": 7}, "no URL"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"concurrency": 0}, "concurrency"),
        ({"backoff_s": -1}, "backoff_s"),
        ({"prices": {"in": 1}}, "'input' and 'output'"),
    ],
)
def test_wrong_options_are_refused_without_repeating_secrets(options, said):
    with pytest.raises(ConfigurationError, match=said) as caught:
        ChatAgent("tiny", **{"url": "http://127.0.0.1:9/v1", **options})
    assert "password@" not in str(caught.value)


def test_the_registry_makes_it(server):
    agent = agents.make("chat", model="tiny", url=server.url)
    server.play(completion(SITE))
    assert agent.act("x", {}) == SITE
    agents.close(agent)
    with pytest.raises(ConfigurationError, match="needs the key 'model'"):
        agents.make("chat")
    with pytest.raises(ConfigurationError, match="temperature"):
        agents.make("chat", model="tiny", tmperature=1)
    assert json.dumps(server.requests[0].body)
