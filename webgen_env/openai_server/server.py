"""ModelServer: where a model is served, and how patient we are with its server."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from webgen_env.bounds import positive, within
from webgen_env.errors import ConfigurationError
from webgen_env.findings import printable

OPENAI_URL = "https://api.openai.com/v1"
OPENAI_KEY_VARIABLE = "OPENAI_API_KEY"
"""Environment variable of OpenAI's key, which is sent to OpenAI's own server only."""

_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class ModelServer:
    """Where a model is served, and how patient we are with its server.

    Whoever asks for a purpose of its own derives from this class, names its part in messages, and names the variable
    of its key.

    Attributes:
        model: Name of the model, as the server calls it.
        url: Base address of an OpenAI-compatible server, ``http`` or ``https``, without user, query and fragment.
        key_variable: Environment variable that holds the key. Empty: ``OPENAI_API_KEY`` for OpenAI's own server and
            :attr:`usual_key_variable` for any other; a server that needs no key gets none.
        retries: Further tries after an overload, a server error, nonsense, silence or a broken connection, 0–20.
        backoff_s: Seconds before the first further try; doubled each time, at most 30, unless the server names a time.
        request_timeout_s: Seconds for one whole request.
        concurrency: Requests under way at once, 1–1024.

    Raises:
        ConfigurationError: A field is not what was expected. The address, which may hold a password, is not repeated.

    Example:
        >>> ModelServer("qwen", "http://127.0.0.1:8000/v1").host
        '127.0.0.1:8000'
    """

    model: str
    url: str = OPENAI_URL
    key_variable: str = ""
    retries: int = 4
    backoff_s: float = 1.0
    request_timeout_s: float = 60.0
    concurrency: int = 8

    part: ClassVar[str] = "model"
    """Who is served there, in messages."""

    usual_key_variable: ClassVar[str] = "WEBGEN_MODEL_API_KEY"
    """Environment variable of the key for any server but OpenAI's, whose key is never sent elsewhere."""

    def __post_init__(self) -> None:
        name = self.model
        if not isinstance(name, str) or not name.strip() or not name.isprintable() or len(name) > _MAX_NAME:
            raise ConfigurationError(
                f"Expected the name of a model of at most {_MAX_NAME} printable characters, "
                f"got {printable(str(name), 60)!r}."
            )
        self._check_url()
        within("retries", self.retries, 0, 20)
        within("concurrency", self.concurrency, 1, 1024)
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
        return self.key_variable or (OPENAI_KEY_VARIABLE if self.is_openai else self.usual_key_variable)

    def key(self) -> str:
        """Read the key from the environment.

        Returns:
            The key; empty where the server is not OpenAI's and none is set.

        Raises:
            ConfigurationError: A key is needed and there is none, or it holds what no key can.
        """
        key = os.environ.get(self.variable, "").strip()
        if not key and (self.is_openai or self.key_variable):
            raise ConfigurationError(
                f"The {self.part} at {self.host} needs a key; put it in the variable {self.variable}."
            )
        if not key.isascii() or not key.isprintable():
            raise ConfigurationError(f"The variable {self.variable} holds characters that no key has.")
        return key

    def _check_url(self) -> None:
        # What was given may hold a password: no message repeats it.
        what, wanted = f"The address of the {self.part}'s server", "expected http://HOST[:PORT]/PATH or https://…"
        try:
            parts = urlsplit(self.url)
            port = parts.port
        except (ValueError, AttributeError):
            raise ConfigurationError(f"{what} is no URL; {wanted}.") from None
        if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or not self.url.isprintable():
            raise ConfigurationError(f"{what} is no HTTP address; {wanted}.")
        if parts.username is not None or parts.password is not None:
            raise ConfigurationError(
                f"{what} holds a user name or password; {wanted}, and put the key into the variable "
                f"{self.key_variable or self.usual_key_variable}."
            )
        if parts.query or parts.fragment:
            raise ConfigurationError(f"{what} holds a query or fragment; {wanted}.")
