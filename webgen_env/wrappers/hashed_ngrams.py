"""HashedNgrams: a text as a bag of words and word pairs, hashed into a vector."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_WORDS = 4096
"""Words of a text that are looked at; a specification has a few hundred."""

_WORD = re.compile(r"\w+")
_MAX_SIZE = 1 << 20
_MAX_NGRAM = 5
# A word of a hostile text may be as long as the text.
_MAX_CHARACTERS = 64


class HashedNgrams:
    """Word n-grams with signed feature hashing, scaled to unit length.

    Each n-gram adds +1 or −1, as one bit of its hash says, to the element that the rest of its hash names (Weinberger
    et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009): the sign makes what collides cancel out on
    average, so that inner products are kept without bias. Counts are dampened to ``1 + ln(count)``, and the vector is
    divided by its Euclidean length; a text without a word gives zeros. Hashes are BLAKE2b, so that vectors are the same
    in every process and on every machine, which Python's own ``hash`` is not.

    Args:
        size: Length of a vector, 2–1,048,576. A set of specifications with some hundred words of its own fits well into
            the default.
        ngrams: Lengths of the word sequences, ascending, each 1–5: ``(1, 2)`` are words and pairs of neighbours.

    Raises:
        ConfigurationError: An argument is not what was expected.

    Example:
        >>> encode = HashedNgrams(64)
        >>> vectors = encode(["A shop for tea.", "a shop, for TEA", "A game about owls."])
        >>> vectors.shape, bool((vectors[0] == vectors[1]).all()), bool((vectors[0] == vectors[2]).all())
        ((3, 64), True, False)
    """

    def __init__(self, size: int = 1024, *, ngrams: Sequence[int] = (1, 2)) -> None:
        if isinstance(size, bool) or not isinstance(size, int) or not 2 <= size <= _MAX_SIZE:
            raise ConfigurationError(f"size must be a whole number from 2 to {_MAX_SIZE:,}, got {size!r}.")
        lengths = tuple(ngrams)
        if not lengths or list(lengths) != sorted(set(lengths)) or not all(1 <= n <= _MAX_NGRAM for n in lengths):
            raise ConfigurationError(
                f"ngrams must be ascending lengths from 1 to {_MAX_NGRAM}, such as (1, 2); got {ngrams!r}."
            )
        self._size = size
        self._ngrams = lengths

    @property
    def size(self) -> int:
        """Length of a vector."""
        return self._size

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts.

        Args:
            texts: Any texts; case and punctuation do not matter, and of each the first 4,096 words count.

        Returns:
            ``float32`` of shape ``(len(texts), size)``; rows have length 1, or 0 for a text without a word.
        """
        vectors = np.zeros((len(texts), self._size), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            self._fill(row, text)
        return vectors

    def __repr__(self) -> str:
        return f"HashedNgrams({self._size}, ngrams={self._ngrams})"

    def _fill(self, row: NDArray[np.float32], text: str) -> None:
        words = [match.group()[:_MAX_CHARACTERS].lower() for match in islice(_WORD.finditer(text), MAX_WORDS)]
        counts: Counter[str] = Counter()
        for length in self._ngrams:
            counts.update(" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
        for ngram, count in counts.items():
            place, sign = _place(ngram)
            row[place % self._size] += sign * (1.0 + np.log(count))
        norm = float(np.linalg.norm(row))
        if norm > 0:
            row /= norm


@lru_cache(maxsize=1 << 16)
def _place(ngram: str) -> tuple[int, float]:
    """Number and sign of an n-gram."""
    digest = hashlib.blake2b(ngram.encode("utf-8", "surrogatepass"), digest_size=9).digest()
    return int.from_bytes(digest[:8], "little"), 1.0 if digest[8] & 1 else -1.0
