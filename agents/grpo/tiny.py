"""Tiny: a tokenizer and a causal transformer made on the spot, for learning without a GPU and without a download."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.grpo.libraries import library
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.grpo.settings import TinySettings

PAD, END = "<|pad|>", "<|end|>"
ROLES = ("system", "user", "assistant")

CHAT_TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}"
    "{% if message['role'] == 'assistant' %}" + END + "{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)

_WORDS = (
    r" ?[A-Z]?[a-z]{1,30}(?=[ .,'\"<])"  # a word of the instruction reads the same in a sentence, a string and a tag
    r"| ?[^ \n]{1,64}?(?=[A-Z][a-z]{1,30}[ .,'\"<])"
    r"|[.,'\"]+| ?[^ \n]+|\n| "
)
"""What merges stay within. Markup is short in tokens (a compact site has about 240), and a word can be copied."""


def make_tokenizer(texts: Sequence[str], *, vocabulary: int = 2048, context: int = 512) -> Any:
    """Train a byte-level byte-pair tokenizer (Sennrich et al., arXiv 1508.07909).

    Any text can be written in it, whatever it was trained on. It has a chat template, pads on the left and ends a
    completion with ``<|end|>``.

    Args:
        texts: What to learn the merges from.
        vocabulary: Entries at most, special ones included; at least 300.
        context: Most tokens of a text, said by ``model_max_length``.

    Returns:
        A ``transformers.PreTrainedTokenizerFast``.

    Raises:
        ConfigurationError: The vocabulary is too small, or there is no text.
        MissingDependencyError: A package is not installed.
    """
    if vocabulary < 300:
        raise ConfigurationError(f"A byte-level vocabulary needs at least 300 entries, got {vocabulary!r}.")
    if not texts:
        raise ConfigurationError("There is no text to train a tokenizer on.")
    tokenizers, transformers = library("tokenizers"), library("transformers")
    byte_level = tokenizers.pre_tokenizers.ByteLevel
    tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE())
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Sequence(
        [
            tokenizers.pre_tokenizers.Split(tokenizers.Regex(_WORDS), "isolated"),
            byte_level(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = tokenizers.decoders.ByteLevel()
    special = [PAD, END, *(f"<|{role}|>" for role in ROLES)]
    tokenizer.train_from_iterator(
        texts,
        tokenizers.trainers.BpeTrainer(
            vocab_size=vocabulary,
            initial_alphabet=byte_level.alphabet(),
            special_tokens=special,
            show_progress=False,
        ),
    )
    made = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=END,
        pad_token=PAD,
        additional_special_tokens=special[2:],
        padding_side="left",
        truncation_side="left",
        model_max_length=context,
        clean_up_tokenization_spaces=False,
    )
    made.chat_template = CHAT_TEMPLATE
    return made


def make_model(settings: TinySettings, tokenizer: Any, *, seed: int = 0) -> Any:
    """Make a small causal transformer of the Llama family, with random weights.

    Args:
        settings: Its sizes.
        tokenizer: What it reads and writes.
        seed: Seed of the weights.

    Returns:
        A ``transformers.LlamaForCausalLM`` in float32. The same arguments give the same weights.

    Raises:
        ConfigurationError: The sizes do not divide.
        MissingDependencyError: A package is not installed.
    """
    if settings.hidden_size % settings.heads or settings.heads % settings.kv_heads:
        raise ConfigurationError(
            f"hidden_size {settings.hidden_size} must be divisible by heads {settings.heads}, and that by kv_heads "
            f"{settings.kv_heads}."
        )
    torch, transformers = library("torch"), library("transformers")
    configuration = transformers.LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=settings.hidden_size,
        intermediate_size=settings.intermediate_size,
        num_hidden_layers=settings.layers,
        num_attention_heads=settings.heads,
        num_key_value_heads=settings.kv_heads,
        max_position_embeddings=settings.context,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = transformers.LlamaForCausalLM(configuration)
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    return model


def make_tiny(folder: str | os.PathLike[str], settings: TinySettings, texts: Sequence[str], *, seed: int = 0) -> Path:
    """Make tokenizer and model, and save them where any trainer loads them from.

    Args:
        folder: Where to. It must not be there yet, and is there only when all of it is.
        settings: Sizes.
        texts: What the tokenizer is trained on: prompts and completions.
        seed: Seed of the weights.

    Returns:
        The folder.

    Raises:
        ConfigurationError: The sizes are not what was expected.
        MissingDependencyError: A package is not installed.
    """
    tokenizer = make_tokenizer(texts, vocabulary=settings.vocabulary, context=settings.context)
    model = make_model(settings, tokenizer, seed=seed)
    target = Path(folder)
    scratch = target.with_name(f"{target.name}.partial")
    model.save_pretrained(scratch)
    tokenizer.save_pretrained(scratch)
    scratch.replace(target)
    return target
