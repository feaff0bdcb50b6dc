"""Models behind OpenAI-compatible servers: where they are, what is sent, what is read, and what goes wrong between."""

from __future__ import annotations

from webgen_env.openai_server.client import MAX_ANSWER_BYTES, Asked, ServerClient
from webgen_env.openai_server.reply import Prices, Reply, Usage
from webgen_env.openai_server.server import OPENAI_URL, ModelServer
from webgen_env.openai_server.trouble import Refused, Trouble, hint_of
from webgen_env.openai_server.wire import Content, held_to, request_body, sendable

__all__ = [
    "MAX_ANSWER_BYTES",
    "OPENAI_URL",
    "Asked",
    "Content",
    "ModelServer",
    "Prices",
    "Refused",
    "Reply",
    "ServerClient",
    "Trouble",
    "Usage",
    "held_to",
    "hint_of",
    "request_body",
    "sendable",
]
