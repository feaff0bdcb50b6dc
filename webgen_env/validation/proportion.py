"""Proportion: a share with its uncertainty."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from webgen_env.errors import ConfigurationError

_Z = 1.959963984540054
"""Quantile of the standard normal distribution for an interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of how many, with an interval.

    Attributes:
        hits: How many.
        of: Of how many; 0 leaves the share undefined.
    """

    hits: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.of:
            raise ConfigurationError(f"Proportion: expected 0 <= hits <= of, got {self.hits} of {self.of}.")

    @classmethod
    def count(cls, answers: Iterable[bool]) -> Proportion:
        """How many of some answers are yes.

        Example:
            >>> Proportion.count([True, True, False])
            Proportion(hits=2, of=3)
        """
        listed = list(answers)
        return cls(sum(listed), len(listed))

    @property
    def value(self) -> float | None:
        """The share in 0–1; ``None`` of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """95 % score interval of a binomial proportion; 0 to 1 of nothing.

        It supposes independent trials. Source: E. B. Wilson, "Probable inference, the law of succession, and
        statistical inference", Journal of the American Statistical Association 22 (1927).

        Example:
            >>> low, high = Proportion(0, 10).interval
            >>> round(low, 3), round(high, 3)
            (0.0, 0.278)
        """
        if not self.of:
            return 0.0, 1.0
        share, square = self.hits / self.of, _Z * _Z
        middle = share + square / (2 * self.of)
        half = _Z * math.sqrt(share * (1 - share) / self.of + square / (4 * self.of**2))
        whole = 1 + square / self.of
        # At the ends the two sides are equal but for rounding.
        low = 0.0 if self.hits == 0 else (middle - half) / whole
        high = 1.0 if self.hits == self.of else (middle + half) / whole
        return low, high

    def as_record(self) -> dict[str, float | int | None]:
        """Plain data for JSON."""
        low, high = self.interval
        value = self.value
        return {
            "hits": self.hits,
            "of": self.of,
            "value": None if value is None else round(value, 6),
            "low": round(low, 6),
            "high": round(high, 6),
        }
