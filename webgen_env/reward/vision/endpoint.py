"""OpenAIModel: a model behind any OpenAI-compatible server."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, NoReturn

from webgen_env.errors import JudgeError
from webgen_env.openai_server import Asked, Refused, ServerClient, held_to, hint_of, request_body

if TYPE_CHECKING:
    from webgen_env.openai_server import Reply
    from webgen_env.reward.vision.address import Endpoint
    from webgen_env.reward.vision.model import Sampling
    from webgen_env.reward.vision.question import Question
    from webgen_env.reward.vision.spending import Ledger

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 4 * 1024**2
"""Largest answer that is read; ours take some hundred bytes, plus what a model thought aloud."""


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
        self._endpoint = endpoint
        self._client = ServerClient(endpoint, max_answer_bytes=MAX_BODY_BYTES, extra="vision")
        self._plain = endpoint.answer_form == "plain"

    @property
    def identity(self) -> str:
        """Model, server and the form that answers are asked for in."""
        return f"{self._client}/{self._endpoint.answer_form}"

    @property
    def concurrency(self) -> int:
        """Requests under way at once."""
        return self._endpoint.concurrency

    async def answer(self, question: Question, sampling: Sampling, ledger: Ledger, *, deadline: float) -> Reply:
        """Answer a question; see :class:`~webgen_env.reward.vision.VisionModel`.

        Raises:
            ConfigurationError: The server needs a key and the environment has none.
            JudgeError: The server refuses, or gives no answer in all tries.
        """
        asked = await self._ask(question, sampling, ledger, deadline)
        if asked.reply is None:
            self._fault(asked, deadline)
        ledger.add(asked.reply.usage)
        return asked.reply

    async def aclose(self) -> None:
        """Close the connections of the running loop. Idempotent."""
        await self._client.aclose()

    def __reduce__(self) -> tuple[Any, ...]:
        return (OpenAIModel, (self._endpoint,))

    async def _ask(self, question: Question, sampling: Sampling, ledger: Ledger, deadline: float) -> Asked:
        body = request_body(
            self._endpoint,
            [("system", question.system), ("user", question.parts)],
            max_tokens=sampling.max_tokens,
            temperature=sampling.temperature,
            seed=sampling.seed,
        )
        plain = self._plain
        form = {} if plain else held_to(question.name, question.schema)
        asked = await self._client.ask({**body, **form}, before=ledger.open, deadline=deadline)
        problem = asked.problem
        if plain or self._endpoint.answer_form != "auto":
            return asked
        if not (isinstance(problem, Refused) and problem.may_be_the_schema):
            return asked
        logger.warning("%s refuses a JSON schema; from now on the form stands in the prompt only", self.identity)
        self._plain = True
        return await self._client.ask(body, before=ledger.open, deadline=deadline)

    def _fault(self, asked: Asked, deadline: float) -> NoReturn:
        problem = asked.problem
        if isinstance(problem, Refused):
            hint = hint_of(problem, self._endpoint)
            raise JudgeError(f"{self.identity} refuses the request: {problem}. {hint}".rstrip(), retryable=False)
        if asked.due_s is not None:
            left = max(0.0, deadline - asyncio.get_running_loop().time())
            raise JudgeError(
                f"{self.identity} gave no answer in time: {problem}; the next try was due in {asked.due_s:.3g} s, and "
                f"{left:.3g} s were left.",
                retryable=False,
            )
        raise JudgeError(f"{self.identity} gave no answer in {asked.requests} tries: {problem}.", retryable=False)
