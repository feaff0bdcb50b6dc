"""UnicodeText: a Gymnasium space of arbitrary text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import gymnasium

from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    import numpy as np

# Ranges to sample from: Latin, Greek, Cyrillic, Arabic, kana, Han, emoji. None holds a surrogate.
_SAMPLED_RANGES = ((0x20, 0x7E), (0xA1, 0x24F), (0x391, 0x3C9), (0x410, 0x44F), (0x621, 0x63A), (0x3041, 0x3093),
                   (0x4E00, 0x4FFF), (0x1F600, 0x1F64F))  # fmt: skip
_MAX_SAMPLE = 256


class UnicodeText(gymnasium.Space[str]):
    """All strings up to a length.

    ``gymnasium.spaces.Text`` keeps a table of its characters, which takes seconds for the whole of Unicode. This space
    checks the length only, so that a website specification in any language, or any completion, is an element.

    Attributes:
        min_length: Fewest characters (code points), inclusive.
        max_length: Most characters, inclusive.

    Example:
        >>> space = UnicodeText(100)
        >>> "Ein Café für Füchse 🦊" in space
        True
        >>> 3 in space
        False
        >>> space
        UnicodeText(0, 100)
    """

    def __init__(self, max_length: int, *, min_length: int = 0, seed: int | np.random.Generator | None = None) -> None:
        """Create the space.

        Args:
            max_length: Most characters, inclusive.
            min_length: Fewest characters, inclusive.
            seed: Seed or generator for sampling.

        Raises:
            ConfigurationError: The lengths are not integers with ``0 <= min_length <= max_length``.
        """
        if any(isinstance(value, bool) or not isinstance(value, int) for value in (min_length, max_length)):
            raise ConfigurationError(
                f"Lengths must be integers, got min_length={min_length!r}, max_length={max_length!r}."
            )
        if not 0 <= min_length <= max_length:
            raise ConfigurationError(f"Expected 0 <= min_length <= max_length, got {min_length} and {max_length}.")
        self.min_length = min_length
        self.max_length = max_length
        super().__init__(dtype=str, seed=seed)

    @property
    def is_np_flattenable(self) -> bool:
        """Text has no fixed shape, so it cannot be flattened to an array."""
        return False

    def sample(self, mask: Any | None = None, probability: Any | None = None) -> str:
        """Draw a random text of at most 256 characters from several scripts.

        Args:
            mask: Not supported.
            probability: Not supported.

        Returns:
            A text of this space.

        Raises:
            ConfigurationError: A mask or a probability was given.
        """
        if mask is not None or probability is not None:
            raise ConfigurationError("UnicodeText samples without mask or probability; leave both out.")
        longest = max(self.min_length, min(self.max_length, _MAX_SAMPLE))
        length = int(self.np_random.integers(self.min_length, longest + 1))
        ranges = self.np_random.integers(0, len(_SAMPLED_RANGES), size=length)
        offsets = self.np_random.random(size=length)
        return "".join(
            chr(int(low + offset * (high - low + 1)))
            for (low, high), offset in zip((_SAMPLED_RANGES[index] for index in ranges), offsets, strict=True)
        )

    def contains(self, x: Any) -> bool:
        """Whether ``x`` is a string whose length is in the bounds."""
        return isinstance(x, str) and self.min_length <= len(x) <= self.max_length

    def to_jsonable(self, sample_n: Iterable[str]) -> list[str]:
        """Texts are their own JSON."""
        return list(sample_n)

    def from_jsonable(self, sample_n: list[Any]) -> list[str]:
        """Texts are their own JSON."""
        return [str(text) for text in sample_n]

    def __repr__(self) -> str:
        return f"UnicodeText({self.min_length}, {self.max_length})"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, UnicodeText)
            and self.min_length == other.min_length
            and self.max_length == other.max_length
        )

    def __hash__(self) -> int:
        return hash((self.min_length, self.max_length))
