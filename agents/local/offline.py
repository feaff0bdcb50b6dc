"""VllmAgent: a local model through vLLM in this process, in chunks."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from agents.answer import Answer, messages_of
from agents.local.prompts import cut_message, read_template, room_for, write_prompt
from webgen_env.errors import ConfigurationError, MissingDependencyError

logger = logging.getLogger(__name__)

FORM = r"<think>[\s\S]+</think>\s*<answer>[\s\S]+</answer>"
"""The response form as a regular expression, for structured decoding."""


class VllmAgent:
    """A local model through vLLM's offline inference: the fastest way to many completions on one machine.

    Prompts go in chunks, so that the first completions can be scored while the others are written. A prompt that does
    not fit into the model's context is not asked and becomes a failed :class:`~agents.Answer`; a completion that is cut
    is marked.

    Args:
        model: Folder or hub name of the model.
        max_tokens: Most tokens of a completion.
        temperature: Sampling temperature; 0 takes the likeliest token each time.
        top_p: Nucleus sampling; 1 for none.
        seed: Seed of the engine's sampling.
        chunk: Prompts that are handed to the engine at once.
        structured: Hold completions to the response form (think, then answer) by structured decoding. It helps a
            model that seldom keeps the form; one that was trained on it is faster without, and learns nothing from a
            form that it cannot miss.
        chat_template: ``None``: the model's own; ``"plain"``: the texts of the messages one after another; else the
            path of a Jinja file.
        engine: Further arguments of ``vllm.LLM``, such as ``{"tensor_parallel_size": 2, "max_model_len": 16384}``.

    Raises:
        ConfigurationError: The model cannot be loaded, or has no chat template and none was given.
        MissingDependencyError: ``vllm`` is not installed.
    """

    def __init__(
        self,
        model: str,
        *,
        max_tokens: int = 8192,
        temperature: float = 1.0,
        top_p: float = 1.0,
        seed: int = 0,
        chunk: int = 256,
        structured: bool = False,
        chat_template: str | None = None,
        engine: Mapping[str, Any] | None = None,
    ) -> None:
        if min(max_tokens, chunk) < 1:
            raise ConfigurationError("max_tokens and chunk must be 1 or more.")
        vllm = _library()
        self._name = model
        self._max_tokens = max_tokens
        self._chunk = chunk
        self._sampling = {"temperature": float(temperature), "top_p": float(top_p)}
        self._structured = structured
        try:
            self._engine: Any = vllm.LLM(model=model, seed=seed, **(engine or {}))
        except (OSError, ValueError, TypeError) as error:
            raise ConfigurationError(f"The model {model!r} cannot be loaded: {error}") from error
        self._tokenizer = self._engine.get_tokenizer()
        self._context = int(self._engine.model_config.max_model_len)
        self._template = read_template(chat_template, self._tokenizer.chat_template, model)

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
        """Answer several observations."""
        return [answer.text for answer in self.answer_batch(observations, infos)]

    def answer_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """Answer several observations, with the record of each; see :class:`~agents.Answerer`."""
        if self._engine is None:
            raise ConfigurationError("The agent was closed; make a new one.")
        chats = [messages_of(o, info) for o, info in zip(observations, infos, strict=True)]
        answers: list[Answer] = []
        for start in range(0, len(chats), self._chunk):
            answers += self._generate(chats[start : start + self._chunk])
        for answer in answers:
            if answer.problem:
                logger.warning("%s: %s", self._name, answer.problem)
        return answers

    def close(self) -> None:
        """Let go of the engine; its memory is released with it. Idempotent."""
        self._engine = None

    def _generate(self, chats: Sequence[list[dict[str, str]]]) -> list[Answer]:
        started = time.monotonic()
        texts = [write_prompt(self._tokenizer, self._template, chat) for chat in chats]
        ids = [self._tokenizer(text, add_special_tokens=False)["input_ids"] for text in texts]
        rooms = [room_for(len(tokens), self._max_tokens, self._context) for tokens in ids]
        asked = [index for index, (room, _) in enumerate(rooms) if room]
        outputs = self._engine.generate(
            [{"prompt_token_ids": ids[index]} for index in asked],
            [self._params(rooms[index][0]) for index in asked],
            use_tqdm=False,
        )
        seconds = (time.monotonic() - started) / max(1, len(asked))
        found = dict(zip(asked, outputs, strict=True))
        return [self._answer(found.get(index), len(ids[index]), rooms[index], seconds) for index in range(len(chats))]

    def _params(self, room: int) -> Any:
        from vllm import SamplingParams

        options: dict[str, Any] = {**self._sampling, "max_tokens": room}
        if self._structured:
            from vllm.sampling_params import StructuredOutputsParams

            options["structured_outputs"] = StructuredOutputsParams(regex=FORM)
        return SamplingParams(**options)

    def _answer(self, output: Any, tokens: int, room: tuple[int, str], seconds: float) -> Answer:
        if output is None:
            return Answer("", "failed", room[1], input_tokens=tokens)
        first = output.outputs[0]
        cut = first.finish_reason == "length"
        return Answer(
            first.text,
            "length" if cut else "stop",
            cut_message(room[0], self._max_tokens) if cut else "",
            input_tokens=tokens,
            output_tokens=len(first.token_ids),
            requests=1,
            seconds=seconds,
        )


def _library() -> Any:
    try:
        import vllm
    except ImportError as error:
        raise MissingDependencyError(
            f"The agent 'vllm' needs the package {error.name!r}, which is not installed; run: "
            "pip install 'webgen-env[vllm]'"
        ) from error
    return vllm
