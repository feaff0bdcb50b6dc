"""ChatAgent: a policy behind any OpenAI-compatible server."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from agents.answer import Answer, messages_of
from agents.chat.server import ChatServer
from agents.chat.tally import Tally, TallyKeeper
from webgen_env.background_loop import BackgroundLoop
from webgen_env.errors import ConfigurationError
from webgen_env.openai_server import (
    OPENAI_URL,
    Asked,
    Prices,
    Refused,
    ServerClient,
    Usage,
    hint_of,
    request_body,
)

logger = logging.getLogger(__name__)

_CHARACTERS_PER_TOKEN = 6
"""No tokenizer of a language model takes more characters of such prompts into one token on average."""

_CONTEXT_WORDS = ("context", "maximum length", "too long", "max_tokens")
"""In what servers say when prompt and completion are too long together."""


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
        ServerClient(self._server)  # that the package is missing is said now, and not in the middle of a run
        self._server.key()  # and so is that the key is
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
        client = ServerClient(self._server, needs_text=True)
        try:
            return list(
                await asyncio.gather(
                    *(self._answer(client, chat, seed) for chat, seed in zip(chats, seeds, strict=True))
                )
            )
        finally:
            await client.aclose()

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

    async def _answer(self, client: ServerClient, chat: list[dict[str, str]], seed: int | None) -> Answer:
        server = self._server
        too_long = _too_long(server, chat)
        if too_long:
            answer = Answer("", "failed", too_long)
        else:
            body = request_body(
                server,
                [(message["role"], message["content"]) for message in chat],
                max_tokens=server.max_tokens,
                temperature=server.temperature,
                top_p=server.top_p,
                seed=seed,
                stream=server.stream,
            )
            answer = self._record(await client.ask(body, further=server.extra, max_wait_s=server.max_wait_s))
        self._tally.add(answer)
        if answer.problem:
            logger.warning("%r: %s", self, answer.problem)
        return answer

    def _record(self, asked: Asked) -> Answer:
        reply, server = asked.reply, self._server
        if reply is None:
            return Answer("", "failed", _problem(asked, server), requests=asked.requests, seconds=asked.seconds)
        usage = reply.usage or Usage()
        return Answer(
            reply.text,
            "stop" if reply.whole else "length",
            "" if reply.whole else f"cut at max_tokens={server.max_tokens}, or at the end of the context",
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cost=self._prices.cost(usage) if self._prices else 0.0,
            requests=asked.requests,
            seconds=asked.seconds,
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


def _problem(asked: Asked, server: ChatServer) -> str:
    """Say why there is no completion."""
    problem = asked.problem
    if isinstance(problem, Refused):
        hint = hint_of(problem, server) or _hint(str(problem).lower(), server)
        return f"the server refuses the request: {problem}. {hint}".rstrip()
    said = f"no completion in {asked.requests} {'try' if asked.requests == 1 else 'tries'}: {problem}"
    if asked.due_s is not None:
        said += f"; the server asks to wait {asked.due_s:.0f} s, more than max_wait_s={server.max_wait_s:g}"
    return said


def _hint(said: str, server: ChatServer) -> str:
    """What to do about a refusal that is about this chat; empty where there is nothing to say."""
    if "chat template" in said:
        return "The model has no chat template; start its server with one (vLLM: --chat-template FILE)."
    if any(word in said for word in _CONTEXT_WORDS):
        return f"The prompt and max_tokens={server.max_tokens} do not fit into the model's context; lower max_tokens."
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
