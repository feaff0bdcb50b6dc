"""Measures: a number taken from a page, the curve that values it, and its weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ramp:
    """Linear from 0 at ``zero`` to 1 at ``full``, and constant beyond; falls where ``full`` is below ``zero``."""

    zero: float
    full: float

    def __call__(self, value: float) -> float:
        """Value a number, 0–1."""
        return min(1.0, max(0.0, (value - self.zero) / (self.full - self.zero)))


@dataclass(frozen=True, slots=True)
class Plateau:
    """1 between the ends of two ramps and less outside: for what can be too little and too much (inverted U)."""

    rise: Ramp
    fall: Ramp

    def __call__(self, value: float) -> float:
        """Value a number, 0–1."""
        return min(self.rise(value), self.fall(value))


@dataclass(frozen=True, slots=True)
class Measure:
    """One number taken from a site, and what it is worth.

    Attributes:
        name: Plain words, such as ``"text contrast"``.
        value: The number, in its own unit.
        score: Its worth, 0–1.
        weight: Its share in the criterion, relative to the others; of a fault, the share of the criterion that is lost
            at score 0.
        fault: Whether it can only cost: its absence is no merit.
    """

    name: str
    value: float
    score: float
    weight: float
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How a number is valued.

    Attributes:
        weight: As of :class:`Measure`.
        curve: From the number to 0–1.
        fault: As of :class:`Measure`.
    """

    weight: float
    curve: Ramp | Plateau
    fault: bool = False

    def __call__(self, name: str, value: float) -> Measure:
        """Value a number.

        Args:
            name: What was measured, in plain words.
            value: The number.

        Returns:
            The measure.
        """
        return Measure(name, value, self.curve(value), self.weight, self.fault)


def weighted_mean(pairs: Iterable[tuple[float, float]]) -> float:
    """Mean of ``(value, weight)`` pairs; 0 if nothing has weight."""
    total = weights = 0.0
    for value, weight in pairs:
        total += value * weight
        weights += weight
    return total / weights if weights > 0 else 0.0


def criterion(measures: Iterable[Measure]) -> float:
    """Compose a criterion: the weighted mean of the merits, less what each fault costs.

    Args:
        measures: Merits and faults.

    Returns:
        0–1.
    """
    kept = list(measures)
    value = weighted_mean((measure.score, measure.weight) for measure in kept if not measure.fault)
    for measure in kept:
        if measure.fault:
            value *= 1 - measure.weight * (1 - measure.score)
    return value
