"""Tally: what a policy has asked for and paid so far."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agents.answer import Answer


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a policy.

    Attributes:
        answers: Answers given.
        failed: Those among them that failed.
        cut: Those among them that were cut at a limit of tokens.
        requests: Requests sent, further tries included.
        input_tokens: Tokens sent, as the server counts them.
        output_tokens: Tokens received.
        cost: Money; 0 without prices.
    """

    answers: int = 0
    failed: int = 0
    cut: int = 0
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


class TallyKeeper:
    """Counts answers. Usable from any thread; a pickled copy starts at nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tally = Tally()

    @property
    def tally(self) -> Tally:
        """What was counted so far."""
        with self._lock:
            return self._tally

    def add(self, answer: Answer) -> None:
        """Count an answer.

        Args:
            answer: The answer.
        """
        with self._lock:
            old = self._tally
            self._tally = replace(
                old,
                answers=old.answers + 1,
                failed=old.failed + (answer.finish == "failed"),
                cut=old.cut + (answer.finish == "length"),
                requests=old.requests + answer.requests,
                input_tokens=old.input_tokens + answer.input_tokens,
                output_tokens=old.output_tokens + answer.output_tokens,
                cost=old.cost + answer.cost,
            )

    def __reduce__(self) -> tuple[Any, ...]:
        return (TallyKeeper, ())
