"""ChatServer: where a model is served, how it is sampled, and how patient we are."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from webgen_env.errors import ConfigurationError
from webgen_env.findings import printable

OPENAI_URL = "https://api.openai.com/v1"
OPENAI_KEY_VARIABLE = "OPENAI_API_KEY"
KEY_VARIABLE = "WEBGEN_POLICY_API_KEY"
"""Environment variable of the key for any other server: OpenAI's is never sent elsewhere."""


@dataclass(frozen=True, slots=True)
class ChatServer:
    """Where a model is served, how it is sampled, and how patient we are.

    Attributes:
        model: Name of the model, as the server calls it.
        url: Base address of an OpenAI-compatible server, ``http`` or ``https``, without user, query and fragment.
        key_variable: Environment variable that holds the key. Empty: ``OPENAI_API_KEY`` for OpenAI's own server and
            ``WEBGEN_POLICY_API_KEY`` for any other; a server that needs no key gets none.
        temperature: Sampling temperature; ``None``: the server's default.
        top_p: Nucleus sampling; ``None``: the server's default.
        seed: Seed of the sampling, where the server takes one. ``info["sample"]`` is added, or else the number of
            earlier completions for the same prompt in the batch, so that they differ.
        max_tokens: Most tokens of a completion. A website takes 2,000 to 16,000.
        context_tokens: Tokens that the model can hold; 0 if unknown. With it, a prompt that leaves no room is not sent.
        stream: Whether the completion is sent piece by piece, which keeps connections alive through proxies that end
            silent ones.
        concurrency: Requests under way at once, 1–1024.
        retries: Further tries after an overload, a server error, nonsense or silence, 0–20.
        backoff_s: Seconds before the first further try; doubled each time, at most 30, unless the server names a time.
        max_wait_s: Longest wait that a server may ask for; one that asks for more is not asked again.
        request_timeout_s: Seconds for one whole request.
        extra: Further fields of the request body, such as ``{"top_k": 20}`` for vLLM.
    """

    model: str
    url: str = OPENAI_URL
    key_variable: str = ""
    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    max_tokens: int = 16_384
    context_tokens: int = 0
    stream: bool = False
    concurrency: int = 16
    retries: int = 4
    backoff_s: float = 1.0
    max_wait_s: float = 120.0
    request_timeout_s: float = 600.0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.model, str) or not self.model.strip() or printable(self.model, 200) != self.model:
            raise ConfigurationError("model must be the name of a model of at most 200 printable characters.")
        _check_url(self.url)
        for name, low, high in (
            ("max_tokens", 1, 1 << 20), ("context_tokens", 0, 1 << 24), ("concurrency", 1, 1024), ("retries", 0, 20),
        ):  # fmt: skip
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise ConfigurationError(f"{name} must be a whole number from {low} to {high}, got {value!r}.")
        for name in ("backoff_s", "max_wait_s", "request_timeout_s"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
                raise ConfigurationError(f"{name} must be more than 0 seconds, got {value!r}.")

    @property
    def is_openai(self) -> bool:
        """Whether it is OpenAI's own server, reached safely."""
        parts = urlsplit(self.url)
        return parts.scheme == "https" and parts.hostname == "api.openai.com"

    @property
    def host(self) -> str:
        """Host and port, without anything secret."""
        parts = urlsplit(self.url)
        name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else str(parts.hostname)
        return f"{name}:{parts.port}" if parts.port else name

    @property
    def variable(self) -> str:
        """Environment variable that holds the key."""
        return self.key_variable or (OPENAI_KEY_VARIABLE if self.is_openai else KEY_VARIABLE)

    def key(self) -> str:
        """Read the key from the environment.

        Returns:
            The key; empty where the server is not OpenAI's and none is set.

        Raises:
            ConfigurationError: A key is needed and there is none, or it holds what no key can.
        """
        key = os.environ.get(self.variable, "").strip()
        if not key and (self.is_openai or self.key_variable):
            raise ConfigurationError(f"The model at {self.host} needs a key; put it in the variable {self.variable}.")
        if not key.isascii() or not key.isprintable():
            raise ConfigurationError(f"The variable {self.variable} holds characters that no key has.")
        return key


def _check_url(url: str) -> None:
    # What was given may hold a password: no message repeats it.
    wanted = "expected http://HOST[:PORT]/PATH or https://…"
    try:
        parts = urlsplit(url)
        port = parts.port
    except (ValueError, AttributeError):
        raise ConfigurationError(f"url is no address; {wanted}.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or not url.isprintable():
        raise ConfigurationError(f"url is no HTTP address; {wanted}.")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ConfigurationError(
            f"url holds a user name, password, query or fragment; {wanted}, and put the key into the environment."
        )
