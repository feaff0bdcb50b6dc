"""ChatServer: where a policy is served, and how it is sampled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from webgen_env.bounds import positive, within
from webgen_env.openai_server import ModelServer


@dataclass(frozen=True, slots=True)
class ChatServer(ModelServer):
    """Where a policy is served, how it is sampled, and how patient we are.

    The fields of :class:`~webgen_env.openai_server.ModelServer`, with more patience, and those of the sampling. The
    key for any server but OpenAI's stands in ``WEBGEN_POLICY_API_KEY``, unless ``key_variable`` names another variable.

    Attributes:
        request_timeout_s: Seconds for one whole request.
        concurrency: Requests under way at once, 1–1024.
        temperature: Sampling temperature; ``None``: the server's default.
        top_p: Nucleus sampling; ``None``: the server's default.
        seed: Seed of the sampling, where the server takes one. ``info["sample"]`` is added, or else the number of
            earlier completions for the same prompt in the batch, so that they differ.
        max_tokens: Most tokens of a completion. A website takes 2,000 to 16,000.
        context_tokens: Tokens that the model can hold; 0 if unknown. With it, a prompt that leaves no room is not sent.
        stream: Whether the completion is sent piece by piece, which keeps connections alive through proxies that end
            silent ones.
        max_wait_s: Longest wait that a server may ask for; one that asks for more is not asked again.
        extra: Further fields of the request body, such as ``{"top_k": 20}`` for vLLM.
    """

    request_timeout_s: float = 600.0
    concurrency: int = 16
    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    max_tokens: int = 16_384
    context_tokens: int = 0
    stream: bool = False
    max_wait_s: float = 120.0
    extra: Mapping[str, Any] = field(default_factory=dict)

    part: ClassVar[str] = "policy"
    usual_key_variable: ClassVar[str] = "WEBGEN_POLICY_API_KEY"

    def __post_init__(self) -> None:
        ModelServer.__post_init__(self)
        within("max_tokens", self.max_tokens, 1, 1 << 20)
        within("context_tokens", self.context_tokens, 0, 1 << 24)
        positive("max_wait_s", self.max_wait_s)
