"""TextEncoder: the seam between a specification and the numbers that a policy sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@runtime_checkable
class TextEncoder(Protocol):
    """Turns texts into vectors of one size.

    The same text must give the same vector in every process: a policy is trained in one and used in another.
    """

    @property
    def size(self) -> int:
        """Length of a vector."""
        ...

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts.

        Args:
            texts: Any texts, of any length.

        Returns:
            ``float32`` of shape ``(len(texts), size)``, every element in [-1, 1].
        """
        ...


def _hashed() -> TextEncoder:
    from webgen_env.wrappers.hashed_ngrams import HashedNgrams

    return HashedNgrams()


def _sentence() -> TextEncoder:
    from webgen_env.wrappers.sentence_embeddings import SentenceEmbeddings

    return SentenceEmbeddings()


ENCODERS: Mapping[str, Callable[[], TextEncoder]] = MappingProxyType({"hashed": _hashed, "sentence": _sentence})
"""The bundled encoders by name."""


def make_encoder(spec: str | TextEncoder = "hashed") -> TextEncoder:
    """Make an encoder.

    Args:
        spec: ``"hashed"``, word n-grams; ``"sentence"``, embeddings of a small language model; or an encoder, which is
            returned as it is.

    Returns:
        The encoder.

    Raises:
        ConfigurationError: There is none of that name, or what was given is no encoder.
        MissingDependencyError: It needs a package that is not installed; names the pip line.

    Example:
        >>> make_encoder("hashed").size
        1024
    """
    if not isinstance(spec, str):
        if not isinstance(spec, TextEncoder):
            raise ConfigurationError(
                f"Got a {type(spec).__name__} as encoder; expected one of {list(ENCODERS)}, or an object with the "
                "property 'size' that can be called with texts."
            )
        return spec
    if spec not in ENCODERS:
        near = get_close_matches(spec[:100], ENCODERS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {list(ENCODERS)}."
        raise ConfigurationError(f"No encoder is called {spec[:100]!r}; {hint}")
    return ENCODERS[spec]()
