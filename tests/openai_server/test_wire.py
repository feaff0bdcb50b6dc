"""What is sent, and what is read of an answer, however it is cut into pieces."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webgen_env.openai_server import ModelServer, Reply, Trouble, Usage, held_to, request_body
from webgen_env.openai_server.wire import read_stream, read_whole

LOCAL = ModelServer("tiny", "http://127.0.0.1:1/v1")
MOST = 1 << 20


def read(reader, *chunks, most=MOST):
    async def come():
        for chunk in chunks:
            yield chunk

    return asyncio.run(reader(come(), most))


def whole(content="Hello.", finish="stop", usage=(7, 3)):
    body = {"choices": [{"message": {"content": content}, "finish_reason": finish}]}
    if usage:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return json.dumps(body).encode()


def events(*pieces, finish="stop", usage=(7, 3), end="\n\n", done=True):
    parts = [{"choices": [{"delta": {"content": piece}}]} for piece in pieces]
    parts += [{"choices": [{"delta": {}, "finish_reason": finish}]}] if finish else []
    parts += [{"choices": [], "usage": {"prompt_tokens": usage[0], "completion_tokens": usage[1]}}] if usage else []
    lines = [": ping", *(f"data: {json.dumps(part)}" for part in parts), *(["data: [DONE]"] if done else [])]
    return (end.join(lines) + end).encode()


def test_a_chat_with_a_picture():
    body = request_body(
        LOCAL, [("system", "Look.\ud800"), ("user", ["What is it?", b"\x89PNG"])], max_tokens=9, temperature=0.0, seed=1
    )
    assert body["messages"][0] == {"role": "system", "content": "Look.?"}
    text, picture = body["messages"][1]["content"]
    assert text == {"type": "text", "text": "What is it?"}
    assert base64.b64decode(picture["image_url"]["url"].removeprefix("data:image/png;base64,")) == b"\x89PNG"
    assert {name: body[name] for name in ("model", "max_tokens", "temperature", "seed")} == {
        "model": "tiny", "max_tokens": 9, "temperature": 0.0, "seed": 1,
    }  # fmt: skip
    assert {"stream", "top_p", "response_format", "max_completion_tokens"}.isdisjoint(body)


def test_openai_knows_the_bound_by_another_name():
    body = request_body(ModelServer("m"), [("user", "x")], max_tokens=9, stream=True)
    assert body["max_completion_tokens"] == 9
    assert "max_tokens" not in body
    assert body["stream_options"] == {"include_usage": True}


def test_a_schema_is_strict():
    form = held_to("grades", {"type": "object"})["response_format"]
    assert (form["type"], form["json_schema"]["strict"], form["json_schema"]["name"]) == ("json_schema", True, "grades")


@pytest.mark.parametrize("reader", [read_whole, read_stream])
@pytest.mark.parametrize(("finish", "ended"), [("stop", True), ("length", False)])
def test_text_tokens_and_whether_it_ended(reader, finish, ended):
    content = whole(finish=finish) if reader is read_whole else events("Hel", "lo.", finish=finish)
    assert read(reader, content) == Reply("Hello.", Usage(7, 3), whole=ended)


@pytest.mark.parametrize("usage", [None, (None, None), (7, None)])
def test_tokens_that_are_not_counted_are_not_invented(usage):
    assert read(read_whole, whole(usage=usage)).usage is None


def test_a_stream_may_end_without_its_last_line_or_its_mark():
    assert read(read_stream, events("A", done=False).rstrip()).text == "A"
    assert read(read_stream, events("A", "B", end="\r\n\r\n")).text == "AB"


@pytest.mark.parametrize(
    ("reader", "content", "said"),
    [
        (read_whole, b"", "no chat completion"),
        (read_whole, b"[" * 100_000, "no chat completion"),
        (read_whole, b'{"choices": []}', "no choices"),
        (read_whole, b'{"choices": [{"text": "old"}]}', "no choices"),
        (read_whole, whole(usage=(-1, 3)), "no chat completion"),
        (read_whole, whole(content=None, finish="content_filter"), "withheld"),
        (read_whole, b" " * (MOST + 1), "more than"),
        (read_stream, events("half", finish=None, done=False), "broke off"),
        (read_stream, b"data: {\n\n", "no chat completion"),
        (read_stream, whole(), "broke off"),
        (read_stream, b": ping\n\n" * (MOST // 8 + 1), "more than"),
    ],
)
def test_what_is_no_answer_may_be_asked_for_again(reader, content, said):
    with pytest.raises(Trouble, match=said):
        read(reader, content)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text(max_size=8), min_size=1, max_size=6),
    st.lists(st.integers(min_value=0, max_value=2000), max_size=8),
)
def test_a_stream_is_the_same_however_it_is_cut(pieces, cuts):
    content = events(*pieces)
    places = [0, *sorted(min(cut, len(content)) for cut in cuts), len(content)]
    chunks = [content[a:b] for a, b in itertools.pairwise(places)]
    assert read(read_stream, *chunks) == Reply("".join(pieces), Usage(7, 3))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_troublesome(content):
    for reader in (read_whole, read_stream):
        with contextlib.suppress(Trouble):
            assert isinstance(read(reader, content).text, str)
