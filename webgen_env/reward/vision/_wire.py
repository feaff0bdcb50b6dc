"""The form of a chat completion: what is sent, and what of the answer is read."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from webgen_env.reward.vision._trouble import Trouble
from webgen_env.reward.vision.model import Reply
from webgen_env.reward.vision.spending import Usage

if TYPE_CHECKING:
    from webgen_env.reward.vision.address import Endpoint
    from webgen_env.reward.vision.model import Sampling
    from webgen_env.reward.vision.question import Part, Question

MAX_BODY_BYTES = 4 * 1024**2
"""Largest answer that is read; ours take some hundred bytes, plus what a model thought aloud."""


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int = Field(ge=0)
    completion_tokens: int = Field(ge=0)


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


def request_body(question: Question, sampling: Sampling, endpoint: Endpoint, *, plain: bool) -> dict[str, Any]:
    """Put a question into the form of a chat completion.

    Args:
        question: What is asked.
        sampling: How the answer is drawn.
        endpoint: Where it goes.
        plain: Whether to leave the JSON schema out.

    Returns:
        The fields of the request.
    """
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [
            {"role": "system", "content": sendable(question.system)},
            {"role": "user", "content": [_part(part) for part in question.parts]},
        ],
        # OpenAI gave the bound a new name; most other servers know the old one only.
        "max_completion_tokens" if endpoint.is_openai else "max_tokens": sampling.max_tokens,
    }
    if sampling.temperature is not None:
        body["temperature"] = sampling.temperature
    if sampling.seed is not None:
        body["seed"] = sampling.seed
    if not plain:
        form = {"name": question.name, "strict": True, "schema": dict(question.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    return body


def read_body(content: bytes) -> Reply:
    """Read the answer of a server.

    Args:
        content: Body of the answer.

    Returns:
        What the model said.

    Raises:
        Trouble: It is no chat completion, or has no choices; another try may help.
    """
    try:
        completion = _Completion.model_validate(json.loads(content))
    except (ValidationError, ValueError, RecursionError):
        raise Trouble("the answer is no chat completion, or has no choices") from None
    choice, usage = completion.choices[0], completion.usage
    return Reply(
        text=choice.message.content or "",
        usage=Usage(usage.prompt_tokens, usage.completion_tokens) if usage else None,
        whole=choice.finish_reason != "length",
    )


def sendable(text: str) -> str:
    """Text as UTF-8 can carry it: lone surrogates are replaced.

    Args:
        text: Any string.

    Returns:
        The same where it is fine.
    """
    return text.encode("utf-8", "replace").decode()


def _part(part: Part) -> Mapping[str, Any]:
    if isinstance(part, str):
        return {"type": "text", "text": sendable(part)}
    address = f"data:image/png;base64,{base64.b64encode(part).decode()}"
    return {"type": "image_url", "image_url": {"url": address}}
