"""Sampling: completions of a model that is in this process already, in the middle of its training for instance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agents.grpo.libraries import library


@dataclass(frozen=True, slots=True)
class Sample:
    """A sampled completion.

    Attributes:
        text: What was written.
        truncated: Whether it was cut at the limit.
    """

    text: str
    truncated: bool


def sample(
    model: Any,
    tokenizer: Any,
    prompts: Sequence[Sequence[dict[str, str]]],
    *,
    max_tokens: int,
    temperature: float = 1.0,
    batch_size: int = 64,
    seed: int = 0,
) -> list[Sample]:
    """Let a causal language model answer chats.

    The caller's random state and the model's mode are left as they were.

    Args:
        model: A ``transformers`` model.
        tokenizer: Its tokenizer, with a chat template, a padding token and padding on the left.
        prompts: Chats.
        max_tokens: Most tokens of a completion.
        temperature: More than 0.
        batch_size: Chats that are answered at once.
        seed: Seed of the sampling.

    Returns:
        A sample for each prompt.
    """
    torch = library("torch")
    samples: list[Sample] = []
    training = model.training
    model.eval()
    try:
        with torch.random.fork_rng(devices=[]), torch.inference_mode():
            torch.manual_seed(seed)
            for start in range(0, len(prompts), batch_size):
                samples += _generate(
                    model,
                    tokenizer,
                    prompts[start : start + batch_size],
                    max_tokens=max_tokens,
                    temperature=temperature,
                )
    finally:
        model.train(training)
    return samples


def _generate(
    model: Any, tokenizer: Any, prompts: Sequence[Sequence[dict[str, str]]], *, max_tokens: int, temperature: float
) -> list[Sample]:
    texts = [
        tokenizer.apply_chat_template(list(prompt), tokenize=False, add_generation_prompt=True) for prompt in prompts
    ]
    batch = tokenizer(
        texts, return_tensors="pt", padding=True, add_special_tokens=False, return_token_type_ids=False
    ).to(model.device)
    written = model.generate(
        **batch,
        max_new_tokens=max_tokens,
        do_sample=True,
        temperature=temperature,
        top_k=0,
        top_p=1.0,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )[:, batch["input_ids"].shape[1] :].tolist()
    samples = []
    for tokens in written:
        end = tokens.index(tokenizer.eos_token_id) if tokenizer.eos_token_id in tokens else None
        samples.append(Sample(tokenizer.decode(tokens[:end], skip_special_tokens=True), end is None))
    return samples
