"""Architecture: the numbers of a decoder-only transformer that decide what it costs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.grpo.settings import TINY, LoraSettings, ModelSettings, TinySettings
from webgen_env.errors import ConfigurationError

_MAX_FILE_BYTES = 1 << 20
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Architecture:
    """A decoder-only transformer.

    Attention has grouped queries (arXiv 2305.13245), and the feed-forward layer is gated as a rule (arXiv 2002.05202).

    Attributes:
        name: What it is called.
        layers: Blocks, L.
        hidden_size: Width of a token's state, h.
        heads: Query heads, a.
        kv_heads: Heads of keys and values.
        head_dim: Width of a head.
        intermediate_size: Width inside the feed-forward layer, i.
        vocabulary: Rows of the embedding, V.
        context: Most positions; 0 where unknown.
        tied: Whether the output shares the embedding's weights.
        qkv_bias: Whether queries, keys and values have a bias.
        qk_norm: Whether queries and keys are normalised.
        gated: Whether the feed-forward layer has a gate: three matrices instead of two.
    """

    name: str
    layers: int
    hidden_size: int
    heads: int
    kv_heads: int
    head_dim: int
    intermediate_size: int
    vocabulary: int
    context: int = 0
    tied: bool = False
    qkv_bias: bool = False
    qk_norm: bool = False
    gated: bool = True

    @property
    def query_size(self) -> int:
        """Width of all query heads together."""
        return self.heads * self.head_dim

    @property
    def kv_size(self) -> int:
        """Width of all key heads together, which is that of all value heads."""
        return self.kv_heads * self.head_dim

    @property
    def block_parameters(self) -> int:
        """Parameters of one block: attention, feed-forward layer and two norms."""
        h = self.hidden_size
        attention = h * (2 * self.query_size + 2 * self.kv_size)
        bias = (self.query_size + 2 * self.kv_size) if self.qkv_bias else 0
        norms = 2 * h + (2 * self.head_dim if self.qk_norm else 0)
        return attention + bias + (3 if self.gated else 2) * h * self.intermediate_size + norms

    @property
    def parameters(self) -> int:
        """All parameters: embedding, blocks, last norm, and the output unless it is tied."""
        embedding = self.vocabulary * self.hidden_size
        return embedding * (1 if self.tied else 2) + self.layers * self.block_parameters + self.hidden_size

    def kv_bytes_per_token(self, element_bytes: int = 2) -> int:
        """Bytes of one token in the KV cache: 2 · L · kv_heads · head_dim elements (arXiv 2309.06180, section 3).

        Args:
            element_bytes: Bytes of an element; 2 for bfloat16.

        Returns:
            Bytes.
        """
        return 2 * self.layers * self.kv_size * element_bytes

    def adapter_parameters(self, lora: LoraSettings) -> int:
        """Parameters of LoRA adapters: r · (inputs + outputs) of every layer that gets one (arXiv 2106.09685).

        Args:
            lora: The adapters.

        Returns:
            Parameters.

        Raises:
            ConfigurationError: A layer is named that this architecture does not have.
        """
        h, q, kv, i = self.hidden_size, self.query_size, self.kv_size, self.intermediate_size
        attention = {"q_proj": h + q, "k_proj": h + kv, "v_proj": h + kv, "o_proj": q + h}
        gate = {"gate_proj": h + i} if self.gated else {}
        sizes = attention | gate | {"up_proj": h + i, "down_proj": i + h}
        if lora.targets == "all-linear":
            names = list(sizes)
        elif lora.targets == "attention":
            names = list(attention)
        else:
            names = list(lora.targets)
        unknown = [name for name in names if name not in sizes]
        if unknown:
            raise ConfigurationError(
                f"model.lora.targets names {unknown[0]!r:.60}, whose size is not known here; known are "
                f"{', '.join(sizes)}."
            )
        return self.layers * lora.rank * sum(sizes[name] for name in names)


_QWEN25_CODER_7B = Architecture(
    "Qwen2.5-Coder-7B-Instruct", 28, 3584, 28, 4, 128, 18_944, 152_064, context=32_768, qkv_bias=True
)

# From the configuration files that are published with the models.
KNOWN: Mapping[str, Architecture] = {
    "Qwen/Qwen2.5-Coder-7B-Instruct": _QWEN25_CODER_7B,
    "Qwen/Qwen2.5-Coder-7B": _QWEN25_CODER_7B,
    "Qwen/Qwen2.5-7B-Instruct": _QWEN25_CODER_7B,
    "Qwen/Qwen2.5-Coder-3B-Instruct": Architecture(
        "Qwen2.5-Coder-3B-Instruct", 36, 2048, 16, 2, 128, 11_008, 151_936, context=32_768, tied=True, qkv_bias=True
    ),
    "Qwen/Qwen2.5-Coder-1.5B-Instruct": Architecture(
        "Qwen2.5-Coder-1.5B-Instruct", 28, 1536, 12, 2, 128, 8960, 151_936, context=32_768, tied=True, qkv_bias=True
    ),
    "Qwen/Qwen2.5-Coder-0.5B-Instruct": Architecture(
        "Qwen2.5-Coder-0.5B-Instruct", 24, 896, 14, 2, 64, 4864, 151_936, context=32_768, tied=True, qkv_bias=True
    ),
    "Qwen/Qwen3-8B": Architecture(
        "Qwen3-8B", 36, 4096, 32, 8, 128, 12_288, 151_936, context=40_960, qk_norm=True
    ),
}  # fmt: skip
"""Architectures that are known without their files, by hub id."""


def architecture_of(model: ModelSettings) -> Architecture | None:
    """The architecture of the model that settings name, without loading it and without a network.

    Args:
        model: What is trained.

    Returns:
        From the ``config.json`` of a local folder; that of ``tiny``; from :data:`KNOWN`; or ``None``.

    Raises:
        ConfigurationError: The folder holds no configuration that can be read.
    """
    if model.path == TINY:
        return tiny_architecture(model.tiny)
    folder = Path(model.path)
    if folder.is_dir():
        return read_architecture(folder / "config.json")
    return KNOWN.get(model.path)


def tiny_architecture(tiny: TinySettings) -> Architecture:
    """The architecture that ``model.path: tiny`` makes.

    Args:
        tiny: Its sizes.

    Returns:
        The architecture.

    Raises:
        ConfigurationError: The sizes do not fit each other.
    """
    if tiny.hidden_size % tiny.heads:
        raise ConfigurationError(
            f"model.tiny.hidden_size {tiny.hidden_size} cannot be divided by model.tiny.heads {tiny.heads}."
        )
    if tiny.heads % tiny.kv_heads:
        raise ConfigurationError(
            f"model.tiny.heads {tiny.heads} cannot be divided by model.tiny.kv_heads {tiny.kv_heads}."
        )
    return Architecture(
        TINY,
        tiny.layers,
        tiny.hidden_size,
        tiny.heads,
        tiny.kv_heads,
        tiny.hidden_size // tiny.heads,
        tiny.intermediate_size,
        tiny.vocabulary,
        context=tiny.context,
        tied=True,
        qkv_bias=True,
    )


def read_architecture(path: Path) -> Architecture:
    """Read the ``config.json`` of a model of the Llama or Qwen kind.

    Args:
        path: The file.

    Returns:
        The architecture.

    Raises:
        ConfigurationError: It cannot be read, or lacks a number.
    """
    try:
        content = path.read_bytes()
        data = json.loads(content) if len(content) <= _MAX_FILE_BYTES else None
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path}: is no configuration of a model ({str(error)[:_SHOWN]}).") from None
    if not isinstance(data, dict):
        raise ConfigurationError(f"{path}: is no configuration of a model; expected a JSON object of numbers.")
    text = data.get("text_config")
    fields = text if isinstance(text, dict) else data
    heads = _number(fields, "num_attention_heads", path)
    hidden = _number(fields, "hidden_size", path)
    kind = str(fields.get("model_type", ""))
    return Architecture(
        path.parent.name,
        _number(fields, "num_hidden_layers", path),
        hidden,
        heads,
        _number(fields, "num_key_value_heads", path, heads),
        _number(fields, "head_dim", path, max(1, hidden // heads)),
        _number(fields, "intermediate_size", path),
        _number(fields, "vocab_size", path),
        context=_number(fields, "max_position_embeddings", path, 0),
        tied=bool(data.get("tie_word_embeddings", fields.get("tie_word_embeddings", False))),
        qkv_bias=bool(fields.get("attention_bias", kind in {"qwen2", "qwen2_vl", "qwen2_5_vl"})),
        qk_norm=kind.startswith("qwen3"),
    )


def _number(fields: Mapping[str, Any], name: str, path: Path, default: int | None = None) -> int:
    value = fields.get(name)
    if value is None and default is not None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigurationError(f"{path}: {name} must be a positive whole number, got {value!r:.60}.")
    return value
