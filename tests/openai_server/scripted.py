"""A scripted OpenAI-compatible server on the loopback interface: real HTTP, and every way to misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

GOOD = {
    "analysis": "The page is whole and the cards are neatly set.",
    "rendering": 5,
    "relevance": 4,
    "layout": 4,
    "beauty": 3,
    "grade": 4,
}


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: Any

    @property
    def parts(self) -> list[Any]:
        return self.body["messages"][1]["content"]

    @property
    def text(self) -> str:
        return "\n".join(part["text"] for part in self.parts if part["type"] == "text")

    @property
    def pictures(self) -> list[str]:
        return [part["image_url"]["url"] for part in self.parts if part["type"] == "image_url"]


@dataclass(frozen=True)
class Raw:
    """An answer byte by byte.

    Attributes:
        body: What is sent.
        status: Status of the answer.
        headers: Further headers.
        claimed: Length that the header claims; ``None`` for the real one.
        hang: Never end the answer: the connection stays open.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    claimed: int | None = None
    hang: bool = False


Step = Raw | Callable[[Request], Raw]


def completion(content: str | None, *, finish: str = "stop", usage: tuple[int, int] | None = (1000, 50)) -> Raw:
    message = {"role": "assistant", "content": content}
    body: dict[str, Any] = {
        "id": "c1", "object": "chat.completion", "created": 1, "model": "tiny",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }  # fmt: skip
    if usage:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    return Raw(json.dumps(body).encode())


def grades(**changes: Any) -> Raw:
    return completion(json.dumps({**GOOD, **changes}))


def error(status: int, message: str = "no", *, code: str | None = None, **headers: str) -> Raw:
    body = {"error": {"message": message, "type": code or "some_error", "code": code}}
    return Raw(json.dumps(body).encode(), status, {name.replace("_", "-"): value for name, value in headers.items()})


SILENCE = Raw(hang=True, claimed=-1)


class ScriptedServer:
    """Plays one step per request; the last one again and again."""

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps) or [grades()]
        self.requests: list[Request] = []
        self.running = 0
        self.most_running = 0
        self.delay_s = 0.0
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def play(self, *steps: Step) -> None:
        self.steps = list(steps)

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[ScriptedServer]:
        tasks: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            try:
                while await self._one(reader, writer):
                    pass
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass
            finally:
                tasks.discard(task)
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in list(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        request = Request(first.split()[1], headers, json.loads(body) if body else None)
        self.requests.append(request)
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await asyncio.sleep(self.delay_s)
            step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
            raw = step(request) if callable(step) else step
        finally:
            self.running -= 1
        return await self._send(raw, writer)

    async def _send(self, raw: Raw, writer: asyncio.StreamWriter) -> bool:
        if raw.claimed == -1:
            await asyncio.sleep(3600)
        length = len(raw.body) if raw.claimed is None else raw.claimed
        headers = {"content-type": "application/json", "content-length": str(length), **raw.headers}
        lines = [f"HTTP/1.1 {raw.status} Status", *(f"{name}: {value}" for name, value in headers.items())]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + raw.body)
        await writer.drain()
        if raw.hang:
            await asyncio.sleep(3600)
        return length == len(raw.body)
