"""What goes wrong between us and a server, sorted by whether another try can help."""

from __future__ import annotations

import email.utils
import math
import random
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from webgen_env.findings import printable

if TYPE_CHECKING:
    from openai import OpenAIError

    from webgen_env.openai_server.server import ModelServer

_MAX_PAUSE_S = 30.0
_TRY_AGAIN = frozenset({408, 409, 425, 429})
_SCHEMA_STATUSES = frozenset({400, 415, 422, 501})
_SCHEMA_WORDS = ("response_format", "json_schema", "schema", "guided", "grammar", "structured")
_NO_MORE_MONEY = ("insufficient_quota", "billing_hard_limit_reached")
_SECRET = re.compile(r"\b(?:sk-[\w*.-]+|Bearer\s+\S+)", re.IGNORECASE)


class Trouble(Exception):  # noqa: N818  # no fault yet: it is tried again
    """Another try may help.

    Attributes:
        wait_s: Seconds that the server asked us to wait; ``None`` if it did not.
    """

    def __init__(self, message: str, wait_s: float | None = None) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class Refused(Exception):  # noqa: N818  # see Trouble
    """Another try with the same request cannot help.

    Attributes:
        status: Status of the answer.
        may_be_the_schema: Whether it may have been the JSON schema that was refused.
    """

    def __init__(self, message: str, status: int, *, may_be_the_schema: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.may_be_the_schema = may_be_the_schema


def trouble_of(error: OpenAIError, key: str, limit_s: float) -> Trouble | Refused:
    """Sort an error of the ``openai`` package.

    Args:
        error: The error.
        key: The key, which no message may hold.
        limit_s: Seconds that a request may take.

    Returns:
        What to raise instead.
    """
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, APITimeoutError):
        return Trouble(f"no answer within {limit_s:g} s")
    if isinstance(error, APIConnectionError):
        return Trouble("the server cannot be reached, or broke the connection")
    if not isinstance(error, APIStatusError):
        return Trouble(redacted(f"{type(error).__name__}: {error}", key))
    status = error.status_code
    said = redacted(_said(error.body), key)
    message = f"status {status}" + (f" ({said})" if said else "")
    out_of_money = any(word in str(error.code) or word in str(error.type) for word in _NO_MORE_MONEY)
    if (status >= 500 and status != 501) or (status in _TRY_AGAIN and not out_of_money):
        return Trouble(message, retry_after(error.response.headers))
    about_schema = status in _SCHEMA_STATUSES and any(word in said.lower() for word in _SCHEMA_WORDS)
    return Refused(message, status, may_be_the_schema=about_schema)


def hint_of(refused: Refused, server: ModelServer) -> str:
    """What to look at after a refusal.

    Args:
        refused: The refusal.
        server: Whose it is.

    Returns:
        A sentence; empty where there is nothing to say.
    """
    if refused.status in (401, 403):
        return f"Look at the key in the variable {server.variable}."
    if refused.status == 404:
        return "Look at the address and the name of the model."
    return ""


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait (RFC 9110, section 10.2.3): a number, or a date.

    Args:
        headers: Headers of the answer.

    Returns:
        Seconds, 0 or more; ``None`` if it does not say, or not in a form that is known.
    """
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, OverflowError):
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def pause_of(trouble: Trouble, attempt: int, backoff_s: float) -> float:
    """Seconds to wait before the next try.

    Args:
        trouble: What went wrong.
        attempt: Number of the next try, from 1.
        backoff_s: Seconds before the first further try.

    Returns:
        What the server asked for; otherwise a pause that doubles from try to try, shortened by up to a half by chance,
        so that many clients do not come back at once.
    """
    if trouble.wait_s is not None:
        return trouble.wait_s
    pause = min(_MAX_PAUSE_S, backoff_s * 2.0 ** (attempt - 1))
    return pause * (0.5 + random.random() / 2)  # noqa: S311  # spreads load, decides nothing


def redacted(text: str, key: str) -> str:
    """Text of a server without keys, safe to print.

    Args:
        text: What it said.
        key: The key; empty if there is none.

    Returns:
        At most 200 characters.
    """
    if key:
        text = text.replace(key, "[key]")
    return printable(_SECRET.sub("[key]", text), 200)


def _said(body: Any) -> str:
    """What a server says went wrong, wherever it puts that."""
    for _ in range(3):
        if not isinstance(body, Mapping):
            break
        body = next((body[name] for name in ("error", "message", "detail") if body.get(name)), "")
    return " ".join(body.split()) if isinstance(body, str) else ""
