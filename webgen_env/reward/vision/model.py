"""VisionModel: whatever answers a question with pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from webgen_env.openai_server import Reply
    from webgen_env.reward.vision.question import Question
    from webgen_env.reward.vision.spending import Ledger


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an answer is drawn.

    Attributes:
        temperature: 0–2; ``None`` leaves it to the model.
        seed: Seed; ``None`` for none.
        max_tokens: Bound of the answer.
    """

    temperature: float | None = 0.0
    seed: int | None = None
    max_tokens: int = 1000


@runtime_checkable
class VisionModel(Protocol):
    """Answers questions with pictures. What it says is checked by the caller."""

    @property
    def identity(self) -> str:
        """Name of the model and where it runs; no secrets."""
        ...

    @property
    def concurrency(self) -> int:
        """Questions that it answers at once; further ones wait."""
        ...

    async def answer(self, question: Question, sampling: Sampling, ledger: Ledger, *, deadline: float) -> Reply:
        """Answer a question.

        Args:
            question: What is asked.
            sampling: How the answer is drawn.
            ledger: Asked for leave before every request, and told what it took.
            deadline: Time of the running loop at which the caller gives up; nothing is begun that cannot end by then.

        Returns:
            The answer.

        Raises:
            JudgeError: There is none.
        """
        ...

    async def aclose(self) -> None:
        """Release what is open. Idempotent."""
        ...
