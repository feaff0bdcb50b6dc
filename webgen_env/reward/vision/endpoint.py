"""OpenAIModel: a model behind any OpenAI-compatible server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn
from weakref import WeakKeyDictionary

from webgen_env.errors import JudgeError, MissingDependencyError
from webgen_env.reward.vision._trouble import Refused, Trouble, pause_of, trouble_of
from webgen_env.reward.vision._wire import MAX_BODY_BYTES, read_body, request_body

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from webgen_env.reward.vision.address import Endpoint
    from webgen_env.reward.vision.model import Reply, Sampling
    from webgen_env.reward.vision.question import Question
    from webgen_env.reward.vision.spending import Ledger

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Line:
    """What is open on one event loop."""

    client: AsyncOpenAI
    slots: asyncio.Semaphore
    key: str


class OpenAIModel:
    """A model behind any OpenAI-compatible server: OpenAI, vLLM, SGLang, llama.cpp, a gateway.

    The key comes from the environment when the first question is asked, and appears in no message, log or identity.
    Redirections are not followed: a key goes to the server that was named and to no other. Usable from several event
    loops; each gets connections of its own. Pickles as its configuration.

    Args:
        endpoint: Where the model is served.

    Raises:
        MissingDependencyError: The package ``openai`` is not installed.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        try:
            import openai  # noqa: F401  # said now, and not in the middle of a run
        except ImportError as error:
            raise MissingDependencyError(
                "a vision judge behind a server needs the package 'openai', which is not installed; run: "
                "pip install 'webgen-env[vision]'"
            ) from error
        self._endpoint = endpoint
        self._plain = endpoint.answer_form == "plain"
        self._lines: WeakKeyDictionary[asyncio.AbstractEventLoop, _Line] = WeakKeyDictionary()

    @property
    def identity(self) -> str:
        """Model, server and the form that answers are asked for in."""
        return f"{self._endpoint.model}@{self._endpoint.place}/{self._endpoint.answer_form}"

    @property
    def concurrency(self) -> int:
        """Requests under way at once."""
        return self._endpoint.concurrency

    async def answer(self, question: Question, sampling: Sampling, ledger: Ledger, *, deadline: float) -> Reply:
        """Answer a question; see :class:`~webgen_env.reward.vision.VisionModel`.

        Overload (429), server errors, timeouts and broken connections are tried again with growing pauses, or after the
        time that the server names in ``Retry-After``.

        Raises:
            ConfigurationError: The server needs a key and the environment has none.
            JudgeError: The server refuses, or gives no answer in all tries.
        """
        line = self._line()
        trouble: Trouble | None = None
        for attempt in range(self._endpoint.retries + 1):
            if trouble is not None:
                await self._pause(trouble, attempt, deadline)
            try:
                async with line.slots:
                    return await self._once(line, question, sampling, ledger)
            except Trouble as error:
                trouble = error
                logger.info("%s: %s (try %d of %d)", self.identity, error, attempt + 1, self._endpoint.retries + 1)
        raise JudgeError(
            f"{self.identity} gave no answer in {self._endpoint.retries + 1} tries: {trouble}.", retryable=False
        )

    async def aclose(self) -> None:
        """Close the connections of the running loop. Idempotent."""
        line = self._lines.pop(asyncio.get_running_loop(), None)
        if line is not None:
            await line.client.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return (OpenAIModel, (self._endpoint,))

    # --- one request ---

    async def _once(self, line: _Line, question: Question, sampling: Sampling, ledger: Ledger) -> Reply:
        plain = self._plain
        body = request_body(question, sampling, self._endpoint, plain=plain)
        ledger.open()
        try:
            reply = await self._request(line, body)
        except Refused as refused:
            if plain or self._endpoint.answer_form != "auto" or not refused.may_be_the_schema:
                self._refuse(refused)
            logger.warning("%s refuses a JSON schema; from now on the form stands in the prompt only", self.identity)
            self._plain = True
            return await self._once(line, question, sampling, ledger)
        ledger.add(reply.usage)
        return reply

    async def _request(self, line: _Line, body: Mapping[str, Any]) -> Reply:
        import httpx2
        from openai import OpenAIError

        limit = self._endpoint.request_timeout_s
        try:
            # Around the whole request, because a server that sends a byte now and then meets every other limit.
            async with asyncio.timeout(limit), _posted(line.client, body, keyed=bool(line.key)) as chunks:
                content = bytearray()
                async for chunk in chunks:
                    content += chunk
                    if len(content) > MAX_BODY_BYTES:
                        raise Trouble(f"the answer has more than {MAX_BODY_BYTES} bytes")
        except TimeoutError:
            raise Trouble(f"no answer within {limit:g} s") from None
        except OpenAIError as error:
            raise trouble_of(error, line.key, limit) from None
        except httpx2.HTTPError as error:
            raise Trouble(f"the connection broke ({type(error).__name__})") from None
        return read_body(bytes(content))

    async def _pause(self, trouble: Trouble, attempt: int, deadline: float) -> None:
        pause = pause_of(trouble, attempt, self._endpoint.backoff_s)
        left = deadline - asyncio.get_running_loop().time()
        if pause >= left:
            raise JudgeError(
                f"{self.identity} gave no answer in time: {trouble}; the next try was due in {pause:.3g} s, and "
                f"{max(0.0, left):.3g} s were left.",
                retryable=False,
            )
        await asyncio.sleep(pause)

    def _refuse(self, refused: Refused) -> NoReturn:
        hint = ""
        if refused.status in (401, 403):
            hint = f" Look at the key in the variable {self._endpoint.variable}."
        elif refused.status == 404:
            hint = " Look at the address and the name of the model."
        raise JudgeError(f"{self.identity} refuses the request: {refused}.{hint}", retryable=False)

    def _line(self) -> _Line:
        loop = asyncio.get_running_loop()
        line = self._lines.get(loop)
        if line is None:
            key = self._endpoint.key()
            line = _Line(_client(self._endpoint, key), asyncio.Semaphore(self._endpoint.concurrency), key)
            self._lines[loop] = line
        return line


@asynccontextmanager
async def _posted(client: AsyncOpenAI, body: Mapping[str, Any], *, keyed: bool) -> AsyncIterator[AsyncIterator[bytes]]:
    """Send a request and give the bytes of its answer, which are then read by our own rules."""
    from openai import Omit

    # The package insists on a key; that there is none has to be said with each request.
    headers = {} if keyed else {"Authorization": Omit()}
    async with client.chat.completions.with_streaming_response.create(**body, extra_headers=headers) as response:
        yield response.iter_bytes()


def _client(endpoint: Endpoint, key: str) -> AsyncOpenAI:
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Omit

    headers: dict[str, Any] = {}
    if not endpoint.is_openai:
        # The package reads these from the environment; they are nobody else's business.
        headers |= {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
    return AsyncOpenAI(
        api_key=key or "none",
        base_url=endpoint.url,
        max_retries=0,
        timeout=endpoint.request_timeout_s,
        default_headers=headers,
        http_client=DefaultAsyncHttpxClient(follow_redirects=False),
    )
