"""Question: what a vision-language model is asked, before it is put on any wire."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Part = str | bytes
"""A text, or the bytes of a PNG."""


@dataclass(frozen=True)
class Question:
    """One request to a model that sees pictures.

    Attributes:
        system: What the model is told by us.
        parts: Texts and pictures (PNG) of the user's message, in order; at least one picture.
        name: Name of the form of the answer; letters, digits and underscores.
        schema: JSON schema of the answer.
        quoted: Texts of the sites that are asked about, for telling an answer from an echo of them. Not sent.
    """

    system: str
    parts: tuple[Part, ...]
    name: str
    schema: Mapping[str, Any]
    quoted: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[bytes, ...]:
        """The pictures in order."""
        return tuple(part for part in self.parts if isinstance(part, bytes))

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of everything that is sent."""
        plain = [
            {"png": hashlib.sha256(part).hexdigest()} if isinstance(part, bytes) else {"text": part}
            for part in self.parts
        ]
        # Escaped to ASCII, because texts of unknown origin may hold lone surrogates.
        text = json.dumps([self.system, plain, self.name, self.schema], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()
