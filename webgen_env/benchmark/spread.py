"""Spread: the distribution of a measurement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from webgen_env.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Spread:
    """Distribution of a time, in seconds, or of another quantity in its own unit.

    Attributes:
        p50: Median.
        p90: 90th percentile.
        p99: 99th percentile.
        minimum: Smallest.
        maximum: Largest.
    """

    p50: float
    p90: float
    p99: float
    minimum: float
    maximum: float

    @classmethod
    def of(cls, values: Iterable[float], *, digits: int = 4) -> Spread:
        """Summarize values.

        Args:
            values: At least one.
            digits: Decimal places to keep.

        Returns:
            Their distribution, with linear interpolation between the closest ranks.

        Raises:
            ConfigurationError: There are no values.

        Example:
            >>> Spread.of([1.0, 2.0, 4.0]).p50
            2.0
        """
        numbers = list(values)
        if not numbers:
            raise ConfigurationError("A distribution needs at least one value, got none.")
        p50, p90, p99 = (round(float(value), digits) for value in np.percentile(numbers, (50, 90, 99)))
        return cls(p50, p90, p99, round(min(numbers), digits), round(max(numbers), digits))

    @property
    def tail(self) -> float:
        """p99 over p50: how much worse the worst are than the usual; infinite where p50 is 0."""
        return round(self.p99 / self.p50, 3) if self.p50 else float("inf")
