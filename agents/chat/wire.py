"""The form of a chat completion: what is sent, and what of the answer is read, whole or piece by piece."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from webgen_env.reward.vision._trouble import Trouble
from webgen_env.reward.vision._wire import sendable

if TYPE_CHECKING:
    from agents.chat.server import ChatServer

MAX_ANSWER_BYTES = 32 * 1024**2
"""Largest answer that is read: far more than a completion of 16 thousand tokens takes, in pieces too."""

_DONE = b"[DONE]"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said.

    Attributes:
        text: The completion.
        cut: Whether it ended at the limit of tokens.
        input_tokens: Tokens of the prompt; 0 if the server does not say.
        output_tokens: Tokens of the completion; 0 if the server does not say.
    """

    text: str
    cut: bool
    input_tokens: int
    output_tokens: int


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message = _Message()
    delta: _Message = _Message()
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)


class _Completion(BaseModel):
    choices: list[_Choice]
    usage: _Usage | None = None


def request_body(server: ChatServer, messages: Sequence[Mapping[str, str]], seed: int | None) -> dict[str, Any]:
    """Put a chat into the form of a request.

    Args:
        server: Where it goes, and how it is sampled.
        messages: The chat.
        seed: Seed of this completion, or ``None``.

    Returns:
        The fields of the request.
    """
    body: dict[str, Any] = {
        "model": server.model,
        "messages": [{"role": m["role"], "content": sendable(m["content"])} for m in messages],
        # OpenAI gave the bound a new name; most other servers know the old one only.
        "max_completion_tokens" if server.is_openai else "max_tokens": server.max_tokens,
    }
    sampling = {"temperature": server.temperature, "top_p": server.top_p, "seed": seed}
    body |= {name: value for name, value in sampling.items() if value is not None}
    if server.stream:
        body["stream"] = True
        body["stream_options"] = {"include_usage": True}
    return body


async def read_whole(chunks: AsyncIterator[bytes]) -> Reply:
    """Read an answer that comes in one piece.

    Args:
        chunks: Its bytes.

    Returns:
        What the server said.

    Raises:
        Trouble: It is too long, no chat completion, or without a choice or text; another try may help.
    """
    content = bytearray()
    async for chunk in chunks:
        content += chunk
        _check_size(len(content))
    completion = _parse(bytes(content))
    if completion is None or not completion.choices:
        raise Trouble("the answer is no chat completion, or has no choices")
    choice = completion.choices[0]
    return _reply(choice.message.content or "", choice.finish_reason, completion.usage)


async def read_stream(chunks: AsyncIterator[bytes]) -> Reply:
    """Read an answer that comes as server-sent events.

    Args:
        chunks: Its bytes.

    Returns:
        What the server said.

    Raises:
        Trouble: It is too long, breaks off before its end, holds an event that is none, or has no text; another try may
            help.
    """
    pieces: list[str] = []
    finish: str | None = None
    usage: _Usage | None = None
    ended = False
    async for event in _events(chunks):
        if event == _DONE:
            ended = True
            break
        part = _parse(event)
        if part is None:
            raise Trouble("the stream holds what is no chat completion")
        usage = part.usage or usage
        if part.choices:
            pieces.append(part.choices[0].delta.content or "")
            finish = part.choices[0].finish_reason or finish
    if not ended and finish is None:
        raise Trouble("the stream broke off")
    return _reply("".join(pieces), finish, usage)


async def _events(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Data of each event; comments and other fields are left out."""
    waiting = b""
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        _check_size(size)
        *lines, waiting = (waiting + chunk).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].strip()
    if waiting.startswith(b"data:"):
        yield waiting[5:].strip()


def _parse(content: bytes) -> _Completion | None:
    try:
        return _Completion.model_validate(json.loads(content))
    except (ValidationError, ValueError, RecursionError):
        return None


def _reply(text: str, finish: str | None, usage: _Usage | None) -> Reply:
    if not text.strip():
        raise Trouble("the answer is empty" + (f" ({finish})" if finish in ("length", "content_filter") else ""))
    usage = usage or _Usage()
    return Reply(text, finish == "length", usage.prompt_tokens, usage.completion_tokens)


def _check_size(size: int) -> None:
    if size > MAX_ANSWER_BYTES:
        raise Trouble(f"the answer has more than {MAX_ANSWER_BYTES} bytes")
