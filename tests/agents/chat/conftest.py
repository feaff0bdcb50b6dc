"""A scripted server over real HTTP, and an agent that asks it."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest

from agents.chat import ChatAgent
from tests.openai_server.scripted import Raw, ScriptedServer


def stream(*pieces, finish="stop", usage=(1000, 50), done=True):
    """An answer as server-sent events."""
    events = [{"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]}]
    events += [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
    if finish:
        events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    if usage:
        events.append({"choices": [], "usage": {"prompt_tokens": usage[0], "completion_tokens": usage[1]}})
    lines = [": a comment", *(f"data: {json.dumps(event)}" for event in events), *(["data: [DONE]"] if done else [])]
    return Raw("\n\n".join(lines).encode() + b"\n\n", headers={"content-type": "text/event-stream"})


@pytest.fixture
def server():
    """The server, on a loop and thread of its own: the agent blocks the caller."""
    scripted = ScriptedServer()
    ready, ended = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve():
        async with scripted.serving():
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait()
    yield scripted
    loop.call_soon_threadsafe(ended.set)
    thread.join()
    loop.close()


@pytest.fixture
def make(server, monkeypatch):
    """Makes agents that ask the server, with short pauses; they are closed at the end."""
    made = []
    monkeypatch.setenv("WEBGEN_POLICY_API_KEY", "sk-secret-of-the-test-1234567890")

    def factory(**options):
        agent = ChatAgent("tiny", url=server.url, **{"backoff_s": 0.01, "retries": 2, **options})
        made.append(agent)
        return agent

    yield factory
    for agent in made:
        agent.close()
        agent.close()
