"""Asker: a question to a model until its answer has the form asked for, or a fault."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from webgen_env.errors import JudgeError
from webgen_env.openai_server import Usage
from webgen_env.reward.vision.answers import AnswerError, check_own_words
from webgen_env.reward.vision.spending import Ledger

if TYPE_CHECKING:
    from webgen_env.openai_server import Reply
    from webgen_env.reward.vision.answer_cache import AnswerCache
    from webgen_env.reward.vision.model import Sampling, VisionModel
    from webgen_env.reward.vision.question import Question

logger = logging.getLogger(__name__)

T = TypeVar("T")

TRIES = 2
"""An answer that is not of the form is asked for once more; then it is a fault of the judge."""


@dataclass(frozen=True, slots=True)
class Answered(Generic[T]):
    """An answer of the right form.

    Attributes:
        value: What it says.
        usage: Tokens that this answer took when it was given.
    """

    value: T
    usage: Usage


class Asker:
    """Puts questions to a model: looks into the cache, keeps the ledger, parses strictly, asks once more.

    Args:
        model: Who is asked.
        ledger: What is spent.
        cache: Where answers are kept; ``None`` keeps none. Only answers of the right form are.
    """

    def __init__(self, model: VisionModel, ledger: Ledger | None = None, cache: AnswerCache | None = None) -> None:
        self.model = model
        self.ledger = ledger or Ledger()
        self.cache = cache

    def uncached(self) -> Asker:
        """The same without a cache; what it spends stands in the same ledger."""
        return Asker(self.model, self.ledger)

    async def aclose(self) -> None:
        """Release the model's connections and the cache. Idempotent."""
        await self.model.aclose()
        if self.cache is not None:
            await asyncio.to_thread(self.cache.close)

    async def ask(
        self,
        question: Question,
        sampling: Sampling,
        parse: Callable[[str], T],
        *,
        deadline: float,
    ) -> Answered[T]:
        """Ask until there is an answer of the right form.

        Args:
            question: What is asked; with at least one picture.
            sampling: How the answer is drawn.
            parse: Reads the answer; raises :class:`~webgen_env.reward.vision.AnswerError`.
            deadline: Time of the running loop at which the caller gives up.

        Returns:
            The answer.

        Raises:
            JudgeError: The model gave none, or none of the form, twice.
        """
        if not question.pictures:
            raise JudgeError("The question has no picture, and a judge is never asked without one.", retryable=False)
        key = self._key(question, sampling)
        known = await self._known(key)
        if known is not None:
            try:
                value = await asyncio.to_thread(_read, known, question, parse)
            except AnswerError:
                logger.warning("a cached answer is not of the form; asking again")
            else:
                self.ledger.reuse()
                return Answered(value, known.usage or Usage())
        return await self._ask(question, sampling, parse, deadline, key)

    async def _ask(
        self, question: Question, sampling: Sampling, parse: Callable[[str], T], deadline: float, key: str
    ) -> Answered[T]:
        spent, problem = Usage(), ""
        for attempt in range(TRIES):
            # A model that answers the same seed alike would only repeat itself.
            seed = None if sampling.seed is None else sampling.seed + 1_000_003 * attempt
            reply = await self.model.answer(question, replace(sampling, seed=seed), self.ledger, deadline=deadline)
            spent += reply.usage or Usage()
            try:
                # A thread, because the texts of a site are long, and others are being scored.
                value = await asyncio.to_thread(_read, reply, question, parse)
            except AnswerError as error:
                problem = str(error)
                logger.warning(
                    "%s gave no usable answer (%d of %d): %s", self.model.identity, attempt + 1, TRIES, error
                )
                continue
            if self.cache is not None:
                await asyncio.to_thread(self.cache.put, key, reply)
            return Answered(value, spent)
        raise JudgeError(
            f"{self.model.identity} gave no usable answer in {TRIES} tries. {problem}",
            retryable=False,
        )

    async def _known(self, key: str) -> Reply | None:
        return None if self.cache is None else await asyncio.to_thread(self.cache.get, key)

    def _key(self, question: Question, sampling: Sampling) -> str:
        parts = [self.model.identity, question.digest, sampling.temperature, sampling.seed, sampling.max_tokens]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _read(reply: Reply, question: Question, parse: Callable[[str], T]) -> T:
    if not reply.whole:
        raise AnswerError("Got an answer that was cut off; expected a whole one (raise max_answer_tokens).")
    check_own_words(reply.text, question.quoted)
    return parse(reply.text)
