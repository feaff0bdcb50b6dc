"""A policy behind any OpenAI-compatible server: hosted, vLLM, SGLang, llama.cpp."""

from __future__ import annotations

from agents.chat.agent import ChatAgent
from agents.chat.server import ChatServer
from agents.chat.tally import Tally

__all__ = ["ChatAgent", "ChatServer", "Tally"]
