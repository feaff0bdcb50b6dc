"""VisionSettings: how a vision-language model is asked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal

from webgen_env.bounds import positive, within
from webgen_env.errors import ConfigurationError
from webgen_env.reward.vision.model import Sampling

_NOT_DECIDING = ("timeout_s",)


@dataclass(frozen=True, slots=True)
class VisionSettings:
    """How a vision-language model is asked.

    Attributes:
        votes: Answers per site, 1–25; the median counts. Several need a temperature above 0, or a server that does not
            answer alike, to tell more than one.
        temperature: 0–2; ``None`` leaves it to the model, which some insist on.
        seed: Seed of the first vote; each further vote takes the next number. ``None`` sends none.
        pages: Most pages shown of a site, 1–16, the home page first.
        picture_side: Most pixels of a picture's longer side, 64–4096; larger ones are scaled down.
        text_characters: Most characters of a page's visible text that are quoted, 0–10,000.
        max_answer_tokens: Bound of an answer, 32–32,768. Models that reason before they answer need more.
        grade_from: ``"overall"``: the grade is the model's overall grade, in whole steps, as in the paper;
            ``"criteria"``: the mean of its four criteria, in quarter steps, which leaves fewer ties in a group.
        timeout_s: Seconds for all votes on one site, unless the caller says otherwise.
    """

    votes: int = 1
    temperature: float | None = 0.0
    seed: int | None = 42
    pages: int = 4
    picture_side: int = 1024
    text_characters: int = 1500
    max_answer_tokens: int = 1000
    grade_from: Literal["overall", "criteria"] = "overall"
    timeout_s: float = 120.0

    def __post_init__(self) -> None:
        within("votes", self.votes, 1, 25)
        within("pages", self.pages, 1, 16)
        within("picture_side", self.picture_side, 64, 4096)
        within("text_characters", self.text_characters, 0, 10_000)
        within("max_answer_tokens", self.max_answer_tokens, 32, 32_768)
        if self.seed is not None:
            within("seed", self.seed, 0, 2**31 - 1)
        if self.temperature is not None and not 0 <= self.temperature <= 2:
            raise ConfigurationError(f"temperature must be 0–2 or none, got {self.temperature!r}.")
        if self.grade_from not in ("overall", "criteria"):
            raise ConfigurationError(f"grade_from must be 'overall' or 'criteria', got {self.grade_from!r}.")
        positive("timeout_s", self.timeout_s)

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits over everything here that decides a grade."""
        deciding = {name: value for name, value in asdict(self).items() if name not in _NOT_DECIDING}
        return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()[:12]

    def sampling(self, vote: int) -> Sampling:
        """How one vote is drawn.

        Args:
            vote: Number of the vote, from 0.

        Returns:
            Temperature and bound as they are, and a seed of the vote's own.
        """
        seed = None if self.seed is None else self.seed + vote
        return Sampling(self.temperature, seed, self.max_answer_tokens)
