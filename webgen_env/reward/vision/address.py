"""Endpoint: where a model is served, and how patient we are with its server."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from webgen_env.errors import ConfigurationError
from webgen_env.findings import printable
from webgen_env.reward.vision.settings import positive, within

OPENAI_URL = "https://api.openai.com/v1"
OPENAI_KEY_VARIABLE = "OPENAI_API_KEY"
KEY_VARIABLE = "WEBGEN_JUDGE_API_KEY"
"""Environment variable of the key for any other server: OpenAI's is never sent elsewhere."""

AnswerForm = Literal["auto", "schema", "plain"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is served, and how patient we are with its server.

    Attributes:
        model: Name of the model, as the server calls it.
        url: Base address of an OpenAI-compatible server, ``http`` or ``https``, without user, query and fragment.
        key_variable: Environment variable that holds the key. Empty: ``OPENAI_API_KEY`` for OpenAI's own server and
            ``WEBGEN_JUDGE_API_KEY`` for any other; a server that needs no key gets none.
        answer_form: ``"schema"``: the server is held to the JSON schema of the answer (``response_format``);
            ``"plain"``: the form stands in the prompt only; ``"auto"``: the schema, until the server refuses it.
        retries: Further tries after an overload, a server error or a broken connection, 0–20.
        backoff_s: Seconds before the first further try; doubled each time, at most 30, unless the server names a time.
        request_timeout_s: Seconds for one request.
        concurrency: Requests under way at once, 1–256.
    """

    model: str
    url: str = OPENAI_URL
    key_variable: str = ""
    answer_form: AnswerForm = "auto"
    retries: int = 4
    backoff_s: float = 1.0
    request_timeout_s: float = 60.0
    concurrency: int = 8

    def __post_init__(self) -> None:
        if not self.model.strip() or not self.model.isprintable() or len(self.model) > 200:
            raise ConfigurationError(
                f"Expected the name of a model of at most 200 printable characters, got {printable(self.model, 60)!r}."
            )
        _check_url(self.url)
        if self.answer_form not in ("auto", "schema", "plain"):
            raise ConfigurationError(f"answer_form must be 'auto', 'schema' or 'plain', got {self.answer_form!r}.")
        within("retries", self.retries, 0, 20)
        within("concurrency", self.concurrency, 1, 256)
        positive("backoff_s", self.backoff_s)
        positive("request_timeout_s", self.request_timeout_s)

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
    def place(self) -> str:
        """Host, and six hexadecimal digits of the path where it is not the usual one; a path may hold a token."""
        path = urlsplit(self.url).path.rstrip("/")
        return self.host if path == "/v1" else f"{self.host}~{hashlib.sha256(path.encode()).hexdigest()[:6]}"

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
            raise ConfigurationError(f"The judge at {self.host} needs a key; put it in the variable {self.variable}.")
        if not key.isascii() or not key.isprintable():
            raise ConfigurationError(f"The variable {self.variable} holds characters that no key has.")
        return key


def _check_url(url: str) -> None:
    # What was given may hold a password: no message repeats it.
    wanted = "expected http://HOST[:PORT]/PATH or https://…"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ConfigurationError(f"The address of the judge's server is no URL; {wanted}.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or not url.isprintable():
        raise ConfigurationError(f"The address of the judge's server is no HTTP address; {wanted}.")
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError(
            f"The address of the judge's server holds a user name or password; {wanted}, and put the key into the "
            f"variable {KEY_VARIABLE}."
        )
    if parts.query or parts.fragment:
        raise ConfigurationError(f"The address of the judge's server holds a query or fragment; {wanted}.")
