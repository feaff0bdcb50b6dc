"""Remark: one thing that a look at settings brought up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["stop", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a look at settings brought up.

    Attributes:
        level: ``"stop"``: the run cannot work; ``"warning"``: it may not do what is wanted; ``"note"``: good to know.
        field: The field that it is about, such as ``"grpo.max_completion_length"``.
        message: What it is, and what to do.
    """

    level: Level
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"
