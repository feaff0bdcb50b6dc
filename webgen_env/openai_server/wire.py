"""The form of a chat completion: what is sent, and what of the answer is read, whole or piece by piece."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from webgen_env.openai_server.reply import Reply, Usage
from webgen_env.openai_server.trouble import Trouble

if TYPE_CHECKING:
    from webgen_env.openai_server.server import ModelServer

_DONE = b"[DONE]"

Content = str | Sequence[str | bytes]
"""What one message says: a text, or texts and pictures (PNG) in order."""


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message | None = None
    delta: _Message | None = None
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int | None = Field(default=None, ge=0)
    completion_tokens: int | None = Field(default=None, ge=0)


class _Completion(BaseModel):
    choices: list[_Choice]
    usage: _Usage | None = None


def request_body(
    server: ModelServer,
    messages: Sequence[tuple[str, Content]],
    *,
    max_tokens: int,
    temperature: float | None = None,
    top_p: float | None = None,
    seed: int | None = None,
    stream: bool = False,
) -> dict[str, Any]:
    """Put a chat into the form of a request.

    Args:
        server: Where it goes.
        messages: Role and content of each message.
        max_tokens: Bound of the answer.
        temperature: Sampling temperature; ``None`` leaves it to the server, as with the next two.
        top_p: Nucleus sampling.
        seed: Seed of the sampling.
        stream: Whether the answer is to come piece by piece, with its tokens counted at the end.

    Returns:
        The fields of the request.
    """
    body: dict[str, Any] = {
        "model": server.model,
        "messages": [{"role": role, "content": _content(content)} for role, content in messages],
        # OpenAI gave the bound a new name; most other servers know the old one only.
        "max_completion_tokens" if server.is_openai else "max_tokens": max_tokens,
    }
    sampling = {"temperature": temperature, "top_p": top_p, "seed": seed}
    body |= {name: value for name, value in sampling.items() if value is not None}
    if stream:
        body |= {"stream": True, "stream_options": {"include_usage": True}}
    return body


def held_to(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The field of a request that holds the answer to a JSON schema.

    Args:
        name: Name of the form; letters, digits and underscores.
        schema: The schema.

    Returns:
        ``response_format`` with its value.
    """
    form = {"name": name, "strict": True, "schema": dict(schema)}
    return {"response_format": {"type": "json_schema", "json_schema": form}}


async def read_whole(chunks: AsyncIterator[bytes], most_bytes: int) -> Reply:
    """Read an answer that comes in one piece.

    Args:
        chunks: Its bytes.
        most_bytes: Largest answer that is read.

    Returns:
        What the model said.

    Raises:
        Trouble: It is too long, no chat completion, or has no choices; another try may help.
    """
    content = bytearray()
    async for chunk in chunks:
        content += chunk
        _check_size(len(content), most_bytes)
    completion = _parse(bytes(content))
    if completion is None or not completion.choices or completion.choices[0].message is None:
        raise Trouble("the answer is no chat completion, or has no choices")
    choice = completion.choices[0]
    return _reply(completion.choices[0].message.content or "", choice.finish_reason, completion.usage)


async def read_stream(chunks: AsyncIterator[bytes], most_bytes: int) -> Reply:
    """Read an answer that comes as server-sent events.

    Args:
        chunks: Its bytes.
        most_bytes: Largest answer that is read.

    Returns:
        What the model said.

    Raises:
        Trouble: It is too long, breaks off before its end, or holds an event that is none; another try may help.
    """
    pieces: list[str] = []
    finish: str | None = None
    usage: _Usage | None = None
    ended = False
    async for event in _events(chunks, most_bytes):
        if event == _DONE:
            ended = True
            break
        part = _parse(event)
        if part is None:
            raise Trouble("the stream holds what is no chat completion")
        usage = part.usage or usage
        if part.choices:
            delta = part.choices[0].delta
            pieces.append(delta.content or "" if delta else "")
            finish = part.choices[0].finish_reason or finish
    if not ended and finish is None:
        raise Trouble("the stream broke off")
    return _reply("".join(pieces), finish, usage)


def sendable(text: str) -> str:
    """Text as UTF-8 can carry it: lone surrogates are replaced.

    Args:
        text: Any string.

    Returns:
        The same where it is fine.
    """
    return text.encode("utf-8", "replace").decode()


async def _events(chunks: AsyncIterator[bytes], most_bytes: int) -> AsyncIterator[bytes]:
    """Data of each event; comments and other fields are left out."""
    waiting = bytearray()
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        _check_size(size, most_bytes)
        waiting += chunk
        if b"\n" not in chunk:
            continue
        *lines, rest = bytes(waiting).split(b"\n")
        waiting = bytearray(rest)
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].strip()
    if waiting.startswith(b"data:"):
        yield bytes(waiting[5:]).strip()


def _parse(content: bytes) -> _Completion | None:
    try:
        return _Completion.model_validate(json.loads(content))
    except (ValidationError, ValueError, RecursionError):
        return None


def _reply(text: str, finish: str | None, counted: _Usage | None) -> Reply:
    if not text.strip() and finish == "content_filter":
        raise Trouble("the server withheld the answer (content_filter)")
    usage = None
    if counted is not None and counted.prompt_tokens is not None and counted.completion_tokens is not None:
        usage = Usage(counted.prompt_tokens, counted.completion_tokens)
    return Reply(text, usage, whole=finish != "length")


def _check_size(size: int, most_bytes: int) -> None:
    if size > most_bytes:
        raise Trouble(f"the answer has more than {most_bytes} bytes")


def _content(content: Content) -> str | list[dict[str, Any]]:
    if isinstance(content, str):
        return sendable(content)
    return [_part(part) for part in content]


def _part(part: str | bytes) -> dict[str, Any]:
    if isinstance(part, str):
        return {"type": "text", "text": sendable(part)}
    address = f"data:image/png;base64,{base64.b64encode(part).decode()}"
    return {"type": "image_url", "image_url": {"url": address}}
