"""The client against a scripted server over real HTTP; what the judge and the policy make of it is tested with them."""

from __future__ import annotations

import asyncio
import pickle
import sys

import pytest

from tests.openai_server.scripted import ScriptedServer, completion, error
from webgen_env.errors import JudgeError, MissingDependencyError
from webgen_env.openai_server import ModelServer, Refused, ServerClient, Trouble, request_body


@pytest.fixture
async def server():
    async with ScriptedServer(completion("Hello.")).serving() as running:
        yield running


@pytest.fixture
async def client_of(server):
    made = []

    def make(needs_text=False, **limits):
        limits = {"backoff_s": 0.001, "retries": 2, **limits}
        made.append(ServerClient(ModelServer("tiny", server.url, **limits), needs_text=needs_text))
        return made[-1]

    yield make
    for client in made:
        await client.aclose()
        await client.aclose()


def body_of(client, text="Hi."):
    return request_body(client.server, [("user", text)], max_tokens=5)


async def test_an_answer_and_what_it_took(server, client_of):
    client = client_of()
    asked = await client.ask(body_of(client), further={"top_k": 3})
    assert (asked.reply.text, asked.problem, asked.requests, asked.due_s) == ("Hello.", None, 1, None)
    assert asked.seconds > 0
    assert server.requests[0].body["top_k"] == 3


async def test_every_request_asks_for_leave(server, client_of):
    server.play(error(500))
    client, leaves = client_of(), []

    def before():
        leaves.append(1)
        if len(leaves) == 3:
            raise JudgeError("spent", retryable=False)

    with pytest.raises(JudgeError, match="spent"):
        await client.ask(body_of(client), before=before)
    assert len(server.requests) == 2


async def test_tries_are_counted_and_end(server, client_of):
    server.play(error(500, "boom"))
    client = client_of()
    asked = await client.ask(body_of(client))
    assert (asked.reply, asked.requests, len(server.requests)) == (None, 3, 3)
    assert isinstance(asked.problem, Trouble)
    assert "boom" in str(asked.problem)


async def test_a_refusal_ends_at_once(server, client_of):
    server.play(error(500), error(400, "what is this"))
    client = client_of()
    asked = await client.ask(body_of(client))
    assert (asked.requests, asked.problem.status) == (2, 400)
    assert isinstance(asked.problem, Refused)


@pytest.mark.parametrize("limit", ["deadline", "max_wait_s"])
async def test_a_pause_that_is_too_long_is_not_begun(server, client_of, limit):
    server.play(error(503, retry_after="3600"))
    client = client_of()
    bound = 5.0 + (asyncio.get_running_loop().time() if limit == "deadline" else 0.0)
    asked = await client.ask(body_of(client), **{limit: bound})
    assert (asked.due_s, asked.requests) == (3600.0, 1)


@pytest.mark.parametrize(("needs_text", "requests"), [(True, 2), (False, 1)])
async def test_an_answer_without_text_is_asked_for_again_where_one_is_needed(server, client_of, needs_text, requests):
    server.play(completion(" \n", finish="length"), completion("Hello."))
    client = client_of(needs_text=needs_text)
    asked = await client.ask(body_of(client))
    assert asked.requests == requests
    assert asked.reply.text == ("Hello." if needs_text else " \n")


async def test_a_request_keeps_its_place_while_it_waits(server, client_of):
    server.play(error(429, retry_after="0.2"), completion("first"), completion("second"))
    client = client_of(concurrency=1)
    first, second = await asyncio.gather(client.ask(body_of(client, "a")), client.ask(body_of(client, "b")))
    assert [request.body["messages"][0]["content"] for request in server.requests] == ["a", "a", "b"]
    assert (first.reply.text, second.reply.text, second.requests) == ("first", "second", 1)
    assert second.seconds < first.seconds


async def test_no_more_at_once_than_said(server, client_of):
    server.delay_s = 0.02
    client = client_of(concurrency=2)
    await asyncio.gather(*(client.ask(body_of(client)) for _ in range(6)))
    assert server.most_running == 2


async def test_a_copy_asks_alike_and_shows_no_key(server, client_of, monkeypatch):
    monkeypatch.setenv("WEBGEN_MODEL_API_KEY", "very-secret-key")
    client = client_of()
    copy = pickle.loads(pickle.dumps(client))
    assert (await copy.ask(body_of(copy))).reply.text == "Hello."
    await copy.aclose()
    assert server.requests[0].headers["authorization"] == "Bearer very-secret-key"
    assert b"very-secret-key" not in pickle.dumps(client)
    assert str(client).startswith("tiny@127.0.0.1")


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(MissingDependencyError, match=r"A model behind a server needs .*webgen-env\[vision\]"):
        ServerClient(ModelServer("m"), extra="vision")
