"""TransformersAgent: a local model through transformers, batched."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from agents.answer import Answer, messages_of
from agents.local.prompts import Prompt, cut_message, read_template, room_for, write_prompt
from webgen_env.errors import ConfigurationError, MissingDependencyError

logger = logging.getLogger(__name__)

_NO_LIMIT = 1 << 24  # tokenizers without a limit report a number beyond any model


class TransformersAgent:
    """A local causal language model through ``transformers``: simple, batched, and slow beside vLLM.

    Prompts of a batch are padded on the left. A prompt that does not fit into the model's context is not asked and
    becomes a failed :class:`~agents.Answer`; a completion that is cut is marked.

    Args:
        model: Folder or hub name of the model.
        max_tokens: Most tokens of a completion.
        temperature: Sampling temperature; 0 takes the likeliest token each time.
        top_p: Nucleus sampling; 1 for none.
        batch_size: Prompts that are worked on at once.
        seed: Seed of the sampling. The same calls in the same order give the same completions on one machine.
        device: ``"auto"``: CUDA where there is one; else a torch device such as ``"cpu"``.
        dtype: ``"auto"``: as the model was saved; else a torch type such as ``"bfloat16"``.
        revision: Revision of a model on the hub.
        chat_template: ``None``: the model's own; ``"plain"``: the texts of the messages one after another; else the
            path of a Jinja file.

    Raises:
        ConfigurationError: The model cannot be loaded, or has no chat template and none was given.
        MissingDependencyError: ``torch`` or ``transformers`` is not installed.
    """

    def __init__(
        self,
        model: str,
        *,
        max_tokens: int = 8192,
        temperature: float = 1.0,
        top_p: float = 1.0,
        batch_size: int = 8,
        seed: int = 0,
        device: str = "auto",
        dtype: str = "auto",
        revision: str | None = None,
        chat_template: str | None = None,
    ) -> None:
        if min(max_tokens, batch_size) < 1:
            raise ConfigurationError("max_tokens and batch_size must be 1 or more.")
        if temperature < 0 or not 0 < top_p <= 1:
            raise ConfigurationError("temperature must be 0 or more, and top_p more than 0 and at most 1.")
        torch, transformers = _libraries()
        self._name = model
        self._max_tokens = max_tokens
        self._sampling = (
            {"do_sample": True, "temperature": float(temperature), "top_p": float(top_p), "top_k": 0}
            if temperature
            else {"do_sample": False}
        )
        self._batch_size = batch_size
        self._next_seed = seed
        chosen = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
        try:
            self._tokenizer = transformers.AutoTokenizer.from_pretrained(model, revision=revision, padding_side="left")
            self._model = transformers.AutoModelForCausalLM.from_pretrained(model, revision=revision, dtype=dtype)
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"The model {model!r} cannot be loaded: {error}") from error
        self._model = self._model.to(chosen).eval()
        self._template = read_template(chat_template, self._tokenizer.chat_template, model)
        if self._tokenizer.pad_token_id is None:
            self._tokenizer.pad_token = self._tokenizer.eos_token
        self._context = _context(self._model.config, self._tokenizer)
        self._ends = _ends(self._model, self._tokenizer)

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification.
            info: The ``info`` that came with it; ``"messages"`` is the chat.

        Returns:
            The completion; empty where the prompt does not fit.
        """
        return self.answer_batch([observation], [info])[0].text

    def act_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[str]:
        """Answer several observations, ``batch_size`` at once."""
        return [answer.text for answer in self.answer_batch(observations, infos)]

    def answer_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """Answer several observations, with the record of each; see :class:`~agents.Answerer`."""
        prompts = [self._prompt(messages_of(o, info)) for o, info in zip(observations, infos, strict=True)]
        answers: dict[int, Answer] = {
            index: Answer("", "failed", prompt.problem, input_tokens=prompt.tokens)
            for index, prompt in enumerate(prompts)
            if prompt.problem
        }
        # Of like length together, so that little is padded.
        order = sorted((i for i in range(len(prompts)) if i not in answers), key=lambda i: -prompts[i].tokens)
        for start in range(0, len(order), self._batch_size):
            chosen = order[start : start + self._batch_size]
            answers |= zip(chosen, self._generate([prompts[i] for i in chosen]), strict=True)
        for answer in answers.values():
            if answer.problem:
                logger.warning("%s: %s", self._name, answer.problem)
        return [answers[index] for index in range(len(prompts))]

    def close(self) -> None:
        """Do nothing: the memory is released with the agent."""

    def _prompt(self, messages: list[dict[str, str]]) -> Prompt:
        text = write_prompt(self._tokenizer, self._template, messages)
        tokens = len(self._tokenizer(text, add_special_tokens=False)["input_ids"])
        room, problem = room_for(tokens, self._max_tokens, self._context)
        return Prompt(text, tokens, room, problem)

    def _generate(self, prompts: Sequence[Prompt]) -> list[Answer]:
        import torch

        started = time.monotonic()
        batch = self._tokenizer(
            [prompt.text for prompt in prompts], return_tensors="pt", padding=True, add_special_tokens=False
        ).to(self._model.device)
        batch.pop("token_type_ids", None)
        room = min(prompt.room for prompt in prompts)
        seed, self._next_seed = self._next_seed, self._next_seed + 1
        # A source of randomness of its own: what the caller draws from torch stays as it is.
        with torch.random.fork_rng(), torch.inference_mode():
            torch.manual_seed(seed)
            output = self._model.generate(
                **batch, max_new_tokens=room, pad_token_id=self._tokenizer.pad_token_id, **self._sampling
            )
        seconds = (time.monotonic() - started) / len(prompts)
        written = output[:, batch["input_ids"].shape[1] :].tolist()
        return [self._answer(p, tokens, room, seconds) for p, tokens in zip(prompts, written, strict=True)]

    def _answer(self, prompt: Prompt, tokens: list[int], room: int, seconds: float) -> Answer:
        end = next((index for index, token in enumerate(tokens) if token in self._ends), None)
        kept = tokens if end is None else tokens[:end]
        return Answer(
            self._tokenizer.decode(kept, skip_special_tokens=True),
            "length" if end is None else "stop",
            cut_message(room, self._max_tokens) if end is None else "",
            input_tokens=prompt.tokens,
            output_tokens=len(kept),
            requests=1,
            seconds=seconds,
        )


def _libraries() -> tuple[Any, Any]:
    try:
        import torch
        import transformers
    except ImportError as error:
        raise MissingDependencyError(
            f"The agent 'transformers' needs the package {error.name!r}, which is not installed; run: "
            "pip install 'webgen-env[grpo]'"
        ) from error
    return torch, transformers


def _context(config: Any, tokenizer: Any) -> int:
    """Tokens that a model can hold; 0 if neither it nor its tokenizer says."""
    said = [getattr(config, "max_position_embeddings", None), getattr(tokenizer, "model_max_length", None)]
    return min((int(value) for value in said if value and value < _NO_LIMIT), default=0)


def _ends(model: Any, tokenizer: Any) -> frozenset[int]:
    """Tokens that end a completion: those of the generation settings, and the tokenizer's."""
    said = model.generation_config.eos_token_id
    ends = said if isinstance(said, list) else [said]
    return frozenset(token for token in (*ends, tokenizer.eos_token_id) if token is not None)
