"""Comparisons of numbers with what was remembered, and whether texts are in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from webgen_env.examination.values import first_date, first_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from webgen_env.contracts.expectations import CountComparison, NumberComparison

TOLERANCE = 1e-6
CENT = 0.011


def compare_number(
    number: float, comparison: CountComparison | NumberComparison, memory: Mapping[str, str | float]
) -> tuple[bool, str]:
    """Compare a number with a fixed or a remembered one.

    Args:
        number: What was seen.
        comparison: What is wanted.
        memory: What was remembered.

    Returns:
        Whether it is as wanted, and both in words.
    """
    if comparison.remembered is None:
        return _fixed(number, comparison)
    base = memory.get(comparison.remembered)
    if not isinstance(base, float):
        return False, f"{number:g}, and no number was remembered as {comparison.remembered!r}"
    # A product of prices is shown in whole cents.
    slack = CENT if comparison.times is not None else 0.0
    base *= comparison.times if comparison.times is not None else 1.0
    words = f"{number:g}, compared with {base:g}"
    if comparison.same_as is not None:
        return _near(number, base, slack), words
    difference = number - base if comparison.more_than is not None else base - number
    if comparison.by is not None:
        return _near(difference, comparison.by, slack), words
    return difference > TOLERANCE, words


def in_order(texts: list[str], *, by: Literal["number", "text", "date"], descending: bool) -> tuple[bool, str]:
    """Whether texts are sorted; equal neighbours are.

    Args:
        texts: At least two texts.
        by: What of them is compared: the first number, the first date, or the text without regard to case.
        descending: The direction.

    Returns:
        Whether they are, and the first pair that is not, in words.
    """
    key: Callable[[str], Any] = {"number": first_number, "date": first_date, "text": str.casefold}[by]
    keys = [key(text) for text in texts]
    for text, value in zip(texts, keys, strict=True):
        if value is None:
            return False, f"no {by} in {text[:80]!r}"
    for index in range(len(keys) - 1):
        first, second = keys[index], keys[index + 1]
        if (first < second) if descending else (first > second):
            return False, f"{texts[index][:60]!r} stands before {texts[index + 1][:60]!r}"
    return True, f"{len(texts)} in order"


def _fixed(number: float, comparison: CountComparison | NumberComparison) -> tuple[bool, str]:
    words = f"{number:g}"
    if comparison.equals is not None:
        return _near(number, comparison.equals), f"{words}, expected {comparison.equals:g}"
    if comparison.at_least is not None and number < comparison.at_least - TOLERANCE:
        return False, f"{words}, expected at least {comparison.at_least:g}"
    if comparison.at_most is not None and number > comparison.at_most + TOLERANCE:
        return False, f"{words}, expected at most {comparison.at_most:g}"
    return True, words


def _near(first: float, second: float, slack: float = 0.0) -> bool:
    return abs(first - second) <= max(slack, TOLERANCE * max(1.0, abs(first), abs(second)))
