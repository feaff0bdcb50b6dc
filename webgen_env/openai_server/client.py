"""ServerClient: requests to one server, with its limits kept and its troubles waited out."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from webgen_env.errors import MissingDependencyError
from webgen_env.openai_server.trouble import Refused, Trouble, pause_of, trouble_of
from webgen_env.openai_server.wire import read_stream, read_whole

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from webgen_env.openai_server.reply import Reply
    from webgen_env.openai_server.server import ModelServer

logger = logging.getLogger(__name__)

MAX_ANSWER_BYTES = 32 * 1024**2
"""Largest answer that is read: far more than a website of 16 thousand tokens takes, sent in pieces."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a request.

    Attributes:
        reply: The answer; ``None`` if there is none.
        problem: Why there is none; ``None`` if there is one.
        requests: Requests sent, further tries included.
        seconds: Time that they took, the pauses between them included, without the wait for a free place.
        due_s: Seconds in which the next try was due, where that was later than the caller waits; ``None`` otherwise.
    """

    reply: Reply | None
    problem: Trouble | Refused | None
    requests: int
    seconds: float
    due_s: float | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """What is open on one event loop."""

    client: AsyncOpenAI
    places: asyncio.Semaphore
    key: str


class ServerClient:
    """Puts requests to one OpenAI-compatible server: OpenAI, vLLM, SGLang, llama.cpp, a gateway.

    Overload (429), server errors, nonsense, silence and broken connections are tried again with growing pauses, or
    after the time that the server names in ``Retry-After``; a request keeps its place meanwhile, so that a server that
    is overloaded is not asked by others instead. The key comes from the environment with the first request of a loop,
    and appears in no message, log or ``repr``. Redirections are not followed: a key goes to the server that was named
    and to no other.

    Usable from several event loops; each gets connections and places of its own. Pickles as its configuration.

    Args:
        server: Where the model is served.
        max_answer_bytes: Largest answer that is read.
        needs_text: Whether an answer without text is tried again, too.
        extra: Extra of this package that brings ``openai``, for the message that it is missing.

    Raises:
        MissingDependencyError: The package ``openai`` is not installed.
    """

    def __init__(
        self,
        server: ModelServer,
        *,
        max_answer_bytes: int = MAX_ANSWER_BYTES,
        needs_text: bool = False,
        extra: str = "chat",
    ) -> None:
        try:
            import openai  # noqa: F401  # said now, and not in the middle of a run
        except ImportError as error:
            raise MissingDependencyError(
                f"A {server.part} behind a server needs the package 'openai', which is not installed; run: "
                f"pip install 'webgen-env[{extra}]'"
            ) from error
        self._server = server
        self._max_answer_bytes = max_answer_bytes
        self._needs_text = needs_text
        self._extra = extra
        self._lines: WeakKeyDictionary[asyncio.AbstractEventLoop, _Line] = WeakKeyDictionary()

    @property
    def server(self) -> ModelServer:
        """Where the model is served."""
        return self._server

    async def ask(
        self,
        body: Mapping[str, Any],
        *,
        further: Mapping[str, Any] | None = None,
        before: Callable[[], None] | None = None,
        deadline: float = math.inf,
        max_wait_s: float = math.inf,
    ) -> Asked:
        """Ask until there is an answer, or another try is useless or too late.

        Args:
            body: The request; see :func:`~webgen_env.openai_server.request_body`.
            further: Further fields of it, which only this server knows.
            before: Called before each request; what it raises ends the asking.
            deadline: Time of the running loop after which no further try is begun.
            max_wait_s: Longest pause before a further try.

        Returns:
            What became of it.

        Raises:
            ConfigurationError: The server needs a key and the environment has none.
        """
        line, tries = self._line(), self._server.retries + 1
        async with line.places:
            started = time.monotonic()
            problem: Trouble | Refused | None = None
            due_s: float | None = None
            for number in range(1, tries + 1):
                if before is not None:
                    before()
                try:
                    reply = await self._request(line, body, further)
                    return Asked(reply, None, number, time.monotonic() - started)
                except Refused as refused:
                    problem = refused
                    break
                except Trouble as trouble:
                    problem = trouble
                    logger.info("%s: %s (try %d of %d)", self, trouble, number, tries)
                    pause = pause_of(trouble, number, self._server.backoff_s)
                if number == tries:
                    break
                if pause > max_wait_s or pause >= deadline - asyncio.get_running_loop().time():
                    due_s = pause
                    break
                await asyncio.sleep(pause)
            return Asked(None, problem, number, time.monotonic() - started, due_s)

    async def aclose(self) -> None:
        """Close the connections of the running loop. Idempotent; the next request opens them again."""
        line = self._lines.pop(asyncio.get_running_loop(), None)
        if line is not None:
            await line.client.close()

    def __str__(self) -> str:
        return f"{self._server.model}@{self._server.place}"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (self._server, self._max_answer_bytes, self._needs_text, self._extra))

    # --- one request ---

    async def _request(self, line: _Line, body: Mapping[str, Any], further: Mapping[str, Any] | None) -> Reply:
        import httpx2
        from openai import OpenAIError

        limit = self._server.request_timeout_s
        read = read_stream if body.get("stream") else read_whole
        try:
            # Around the whole request, because a server that sends a byte now and then meets every other limit.
            async with asyncio.timeout(limit), _posted(line, body, further) as chunks:
                reply = await read(chunks, self._max_answer_bytes)
        except TimeoutError:
            raise Trouble(f"no whole answer within {limit:g} s") from None
        except OpenAIError as error:
            raise trouble_of(error, line.key, limit) from None
        except httpx2.HTTPError as error:
            raise Trouble(f"the connection broke ({type(error).__name__})") from None
        if self._needs_text and not reply.text.strip():
            raise Trouble("the answer is empty" + ("" if reply.whole else ", and was cut at its limit of tokens"))
        return reply

    def _line(self) -> _Line:
        loop = asyncio.get_running_loop()
        line = self._lines.get(loop)
        if line is None:
            key = self._server.key()
            line = _Line(_connected(self._server, key), asyncio.Semaphore(self._server.concurrency), key)
            self._lines[loop] = line
        return line


@asynccontextmanager
async def _posted(
    line: _Line, body: Mapping[str, Any], further: Mapping[str, Any] | None
) -> AsyncIterator[AsyncIterator[bytes]]:
    """Send a request and give the bytes of its answer, which are then read by our own rules."""
    from openai import Omit

    # The package insists on a key; that there is none has to be said with each request.
    headers = {} if line.key else {"Authorization": Omit()}
    create = line.client.chat.completions.with_streaming_response.create
    async with create(**body, extra_headers=headers, extra_body=dict(further or {}) or None) as response:
        yield response.iter_bytes()


def _connected(server: ModelServer, key: str) -> AsyncOpenAI:
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Omit

    headers: dict[str, Any] = {}
    if not server.is_openai:
        # The package reads these from the environment; they are nobody else's business.
        headers |= {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
    return AsyncOpenAI(
        api_key=key or "none",
        base_url=server.url,
        max_retries=0,
        timeout=server.request_timeout_s,
        default_headers=headers,
        http_client=DefaultAsyncHttpxClient(follow_redirects=False),
    )


def _restored(server: ModelServer, max_answer_bytes: int, needs_text: bool, extra: str) -> ServerClient:
    return ServerClient(server, max_answer_bytes=max_answer_bytes, needs_text=needs_text, extra=extra)
