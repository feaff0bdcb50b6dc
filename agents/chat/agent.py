"""ChatAgent: a policy behind any OpenAI-compatible server."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from agents.answer import Answer, messages_of
from agents.chat.server import OPENAI_URL, ChatServer
from agents.chat.tally import Tally, TallyKeeper
from agents.chat.wire import Reply, read_stream, read_whole, request_body
from webgen_env.background_loop import BackgroundLoop
from webgen_env.errors import ConfigurationError, MissingDependencyError
from webgen_env.reward.vision._trouble import Refused, Trouble, pause_of, trouble_of
from webgen_env.reward.vision.spending import Prices, Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI

logger = logging.getLogger(__name__)

_CHARACTERS_PER_TOKEN = 6
"""No tokenizer of a language model takes more characters of such prompts into one token on average."""


class ChatAgent:
    """A policy behind any OpenAI-compatible server: hosted, vLLM, SGLang, llama.cpp.

    The chat is ``info["messages"]``, or else the scaffold's system prompt and the observation. The key comes from the
    environment when the agent is made, and stands in no message, log, record or ``repr``; redirections are not
    followed, so that it goes to the server that was named and to no other.

    A server that is overloaded, broken, silent or talks nonsense is asked again, after the time that it names in
    ``Retry-After`` or growing pauses. What still gives no completion becomes a failed :class:`~agents.Answer` with an
    empty text, which is counted and scored as such: a run goes on.

    Args:
        model: Name of the model, as the server calls it.
        url: Base address of the server.
        prices: Price of a million tokens: ``{"input": 2.5, "output": 10.0}``, optionally with ``"currency"``.
        **options: Further fields of :class:`~agents.chat.ChatServer`: ``temperature``, ``max_tokens``, ``stream``,
            ``concurrency``, ``retries``, …

    Raises:
        ConfigurationError: An argument is not what was expected, or the server needs a key and there is none.
        MissingDependencyError: The package ``openai`` is not installed.

    Example:
        >>> from agents.chat import ChatAgent
        >>> agent = ChatAgent("qwen", url="http://127.0.0.1:8000/v1", temperature=0.7)
        >>> agent.tally.requests
        0
    """

    def __init__(
        self,
        model: str,
        *,
        url: str = OPENAI_URL,
        key_variable: str = "",
        temperature: float | None = None,
        top_p: float | None = None,
        seed: int | None = None,
        max_tokens: int = 16_384,
        context_tokens: int = 0,
        stream: bool = False,
        concurrency: int = 16,
        retries: int = 4,
        backoff_s: float = 1.0,
        max_wait_s: float = 120.0,
        request_timeout_s: float = 600.0,
        extra: Mapping[str, Any] | None = None,
        prices: Prices | Mapping[str, Any] | None = None,
    ) -> None:
        self._server = ChatServer(
            model=model,
            url=url,
            key_variable=key_variable,
            temperature=temperature,
            top_p=top_p,
            seed=seed,
            max_tokens=max_tokens,
            context_tokens=context_tokens,
            stream=stream,
            concurrency=concurrency,
            retries=retries,
            backoff_s=backoff_s,
            max_wait_s=max_wait_s,
            request_timeout_s=request_timeout_s,
            extra=dict(extra or {}),
        )
        self._prices = _prices(prices)
        _check_openai()
        self._server.key()  # that it is missing is said now, and not in the middle of a run
        self._tally = TallyKeeper()
        self._open()

    @property
    def server(self) -> ChatServer:
        """Where the model is served, and how it is sampled."""
        return self._server

    @property
    def tally(self) -> Tally:
        """Answers, tokens and money so far."""
        return self._tally.tally

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification.
            info: The ``info`` that came with it; ``"messages"`` is the chat.

        Returns:
            The completion; empty where the server gave none.
        """
        return self.answer_batch([observation], [info])[0].text

    def act_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[str]:
        """Answer several observations, as many at once as the server is said to bear.

        Args:
            observations: The specifications.
            infos: One ``info`` for each.

        Returns:
            One completion for each, in the same order.
        """
        return [answer.text for answer in self.answer_batch(observations, infos)]

    def answer_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """Answer several observations, with the record of each; see :class:`~agents.Answerer`."""
        return self._loop.run(self.aanswer_batch(observations, infos))

    async def aanswer_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """Form of :meth:`answer_batch` for a running event loop."""
        chats = [messages_of(observation, info) for observation, info in zip(observations, infos, strict=True)]
        seeds = _seeds(self._server.seed, chats, infos)
        client = _client(self._server)
        limit = asyncio.Semaphore(self._server.concurrency)
        try:
            return list(
                await asyncio.gather(
                    *(self._answer(client, limit, chat, seed) for chat, seed in zip(chats, seeds, strict=True))
                )
            )
        finally:
            await client.close()

    def close(self) -> None:
        """End the agent's thread. Idempotent; a further call opens it again."""
        self._loop.stop()

    def __repr__(self) -> str:
        return f"ChatAgent({self._server.model!r} at {self._server.host})"

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_loop"}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state)
        self._open()

    def _open(self) -> None:
        self._loop = BackgroundLoop("webgen-chat")

    # --- one answer ---

    async def _answer(
        self, client: AsyncOpenAI, limit: asyncio.Semaphore, chat: list[dict[str, str]], seed: int | None
    ) -> Answer:
        async with limit:
            started = time.monotonic()
            reply, problem, requests = await self._ask(client, chat, seed)
            answer = self._record(reply, problem, requests, time.monotonic() - started)
        self._tally.add(answer)
        if answer.problem:
            logger.warning("%r: %s", self, answer.problem)
        return answer

    async def _ask(
        self, client: AsyncOpenAI, chat: list[dict[str, str]], seed: int | None
    ) -> tuple[Reply | None, str, int]:
        server = self._server
        too_long = _too_long(server, chat)
        if too_long:
            return None, too_long, 0
        body = request_body(server, chat, seed)
        problem = ""
        for attempt in range(1, server.retries + 2):
            try:
                return await self._request(client, body), "", attempt
            except Refused as refused:
                return None, f"the server refuses the request: {refused}.{_hint(refused, server)}", attempt
            except Trouble as trouble:
                problem = f"no completion in {attempt} {'try' if attempt == 1 else 'tries'}: {trouble}"
                logger.info("%r: %s (try %d of %d)", self, trouble, attempt, server.retries + 1)
                if attempt > server.retries:
                    break
                pause = pause_of(trouble, attempt, server.backoff_s)
                if pause > server.max_wait_s:
                    problem += f"; the server asks to wait {pause:.0f} s, more than max_wait_s={server.max_wait_s:g}"
                    break
                await asyncio.sleep(pause)
        return None, problem, attempt

    async def _request(self, client: AsyncOpenAI, body: Mapping[str, Any]) -> Reply:
        import httpx2
        from openai import OpenAIError

        server = self._server
        read = read_stream if server.stream else read_whole
        try:
            # Around the whole request, because a server that sends a byte now and then meets every other limit.
            async with asyncio.timeout(server.request_timeout_s), _posted(client, server, body) as chunks:
                return await read(chunks)
        except TimeoutError:
            raise Trouble(f"no whole answer within {server.request_timeout_s:g} s") from None
        except OpenAIError as error:
            raise trouble_of(error, server.key(), server.request_timeout_s) from None
        except httpx2.HTTPError as error:
            raise Trouble(f"the connection broke ({type(error).__name__})") from None

    def _record(self, reply: Reply | None, problem: str, requests: int, seconds: float) -> Answer:
        if reply is None:
            return Answer("", "failed", problem, requests=requests, seconds=seconds)
        usage = Usage(reply.input_tokens, reply.output_tokens)
        cut = f"cut at max_tokens={self._server.max_tokens}, or at the end of the context" if reply.cut else ""
        return Answer(
            reply.text,
            "length" if reply.cut else "stop",
            cut,
            input_tokens=reply.input_tokens,
            output_tokens=reply.output_tokens,
            cost=self._prices.cost(usage) if self._prices else 0.0,
            requests=requests,
            seconds=seconds,
        )


def _seeds(
    seed: int | None, chats: Sequence[Sequence[Mapping[str, str]]], infos: Sequence[Mapping[str, Any]]
) -> list[int | None]:
    """A seed for each completion, so that those for one prompt differ: by ``info["sample"]``, or else counted."""
    if seed is None:
        return [None] * len(chats)
    before: Counter[str] = Counter()
    seeds: list[int | None] = []
    for chat, info in zip(chats, infos, strict=True):
        text, sample = repr(chat), info.get("sample")
        seeds.append(seed + (sample if isinstance(sample, int) else before[text]))
        before[text] += 1
    return seeds


def _too_long(server: ChatServer, chat: Sequence[Mapping[str, str]]) -> str:
    """Say that a prompt leaves no room, where that is certain."""
    if not server.context_tokens:
        return ""
    least = sum(len(message["content"]) for message in chat) // _CHARACTERS_PER_TOKEN
    if least < server.context_tokens:
        return ""
    return f"the prompt has at least {least} tokens and the model holds {server.context_tokens}; it was not sent"


def _hint(refused: Refused, server: ChatServer) -> str:
    if refused.status in (401, 403):
        return f" Look at the key in the variable {server.variable}."
    if refused.status == 404:
        return " Look at the address and the name of the model."
    if any(word in str(refused).lower() for word in ("context", "maximum length", "too long", "max_tokens")):
        return f" The prompt and max_tokens={server.max_tokens} do not fit into the model's context; lower max_tokens."
    return ""


def _prices(prices: Prices | Mapping[str, Any] | None) -> Prices | None:
    if prices is None or isinstance(prices, Prices):
        return prices
    try:
        return Prices(**prices)
    except TypeError:
        raise ConfigurationError(
            f"prices must hold 'input' and 'output', and may hold 'currency'; got {sorted(map(str, prices))}."
        ) from None


def _check_openai() -> None:
    try:
        import openai  # noqa: F401  # said now, and not in the middle of a run
    except ImportError as error:
        raise MissingDependencyError(
            "The agent 'chat' needs the package 'openai', which is not installed; run: pip install 'webgen-env[chat]'"
        ) from error


def _client(server: ChatServer) -> AsyncOpenAI:
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Omit

    headers: dict[str, Any] = {}
    if not server.is_openai:
        # The package reads these from the environment; they are nobody else's business.
        headers |= {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
    return AsyncOpenAI(
        api_key=server.key() or "none",
        base_url=server.url,
        max_retries=0,
        timeout=server.request_timeout_s,
        default_headers=headers,
        http_client=DefaultAsyncHttpxClient(follow_redirects=False),
    )


@asynccontextmanager
async def _posted(
    client: AsyncOpenAI, server: ChatServer, body: Mapping[str, Any]
) -> AsyncIterator[AsyncIterator[bytes]]:
    """Send a request and give the bytes of its answer, which are then read by our own rules."""
    from openai import Omit

    # The package insists on a key; that there is none has to be said with each request.
    headers = {} if server.key() else {"Authorization": Omit()}
    create = client.chat.completions.with_streaming_response.create
    async with create(**body, extra_headers=headers, extra_body=dict(server.extra) or None) as response:
        yield response.iter_bytes()
