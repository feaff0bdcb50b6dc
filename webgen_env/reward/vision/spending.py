"""What asking a model costs: a budget, and the ledger that keeps it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any

from webgen_env.bounds import not_negative
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.openai_server import Prices, Usage


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent by one judge in one process. ``None`` sets no bound.

    It is looked at before each request, so that requests which are under way when it is reached still add to it.

    Attributes:
        max_cost: Most money, in the currency of the prices.
        max_tokens: Most tokens, sent and received.
        max_requests: Most requests, further tries included.
    """

    max_cost: float | None = None
    max_tokens: int | None = None
    max_requests: int | None = None

    def __post_init__(self) -> None:
        for name in ("max_cost", "max_tokens", "max_requests"):
            value = getattr(self, name)
            if value is not None:
                not_negative(f"budget.{name}", value)

    @property
    def needs_usage(self) -> bool:
        """Whether it can be kept only if the server counts tokens."""
        return self.max_cost is not None or self.max_tokens is not None


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent.

    Attributes:
        requests: Requests sent, further tries included.
        usage: Tokens of all answers, unusable ones included.
        cost: Money; 0 without prices.
        currency: Currency of the cost; empty without prices.
        from_cache: Answers that cost nothing, because they were known.
    """

    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: float = 0.0
    currency: str = ""
    from_cache: int = 0


class Ledger:
    """Counts what is spent and stops at the budget. Usable from any thread.

    A pickled copy starts at nothing: a budget holds for one process.

    Args:
        prices: What the server charges; ``None`` if that is unknown.
        budget: What may be spent.

    Raises:
        ConfigurationError: There is a bound on money and no price.
    """

    def __init__(self, prices: Prices | None = None, budget: Budget | None = None) -> None:
        self._prices = prices
        self._budget = budget or Budget()
        if self._budget.max_cost is not None and prices is None:
            raise ConfigurationError(
                "budget.max_cost needs prices to count with; give the server's price of a million tokens sent (input) "
                "and received (output)."
            )
        self._lock = threading.Lock()
        self._spent = Spending(currency=prices.currency if prices else "")

    @property
    def spending(self) -> Spending:
        """What was spent so far."""
        with self._lock:
            return self._spent

    @property
    def prices(self) -> Prices | None:
        """What the server charges; ``None`` if that is unknown."""
        return self._prices

    def open(self) -> None:
        """Ask for leave to send one request, and count it.

        Raises:
            JudgeError: The budget is spent; no further try can help.
        """
        with self._lock:
            limit = self._reached()
            if limit:
                raise JudgeError(
                    f"The judge's budget is spent ({limit}). Raise it, or score what is left with another judge.",
                    retryable=False,
                )
            self._spent = replace(self._spent, requests=self._spent.requests + 1)

    def add(self, usage: Usage | None) -> None:
        """Count an answer.

        Args:
            usage: Its tokens; ``None`` if the server did not say.

        Raises:
            JudgeError: The server does not count tokens and the budget needs them.
        """
        if usage is None:
            if self._budget.needs_usage:
                raise JudgeError(
                    "The judge's server does not say how many tokens an answer took, so that the budget cannot be "
                    "kept; bound max_requests instead of cost and tokens.",
                    retryable=False,
                )
            return
        with self._lock:
            total = self._spent.usage + usage
            self._spent = replace(self._spent, usage=total, cost=self._prices.cost(total) if self._prices else 0.0)

    def reuse(self) -> None:
        """Count an answer that was known already."""
        with self._lock:
            self._spent = replace(self._spent, from_cache=self._spent.from_cache + 1)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Ledger, (self._prices, self._budget))

    def _reached(self) -> str:
        spent, budget = self._spent, self._budget
        tokens = spent.usage.input_tokens + spent.usage.output_tokens
        if budget.max_requests is not None and spent.requests >= budget.max_requests:
            return f"{spent.requests} of {budget.max_requests} requests"
        if budget.max_tokens is not None and tokens >= budget.max_tokens:
            return f"{tokens} of {budget.max_tokens} tokens"
        if budget.max_cost is not None and spent.cost >= budget.max_cost:
            return f"{spent.cost:.4g} of {budget.max_cost:g} {spent.currency}"
        return ""
