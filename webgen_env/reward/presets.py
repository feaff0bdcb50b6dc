"""Presets: rewards as data. Which terms are weighed, and what a completion gets that fails on the way."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError
from webgen_env.reward._names import unknown_name
from webgen_env.reward.judge import MAX_GRADE
from webgen_env.reward.result import STAGES, Stage
from webgen_env.reward.terms import ALWAYS_REPORTED, Term, get_term

if TYPE_CHECKING:
    from webgen_env.reward.rollout import Rollout

_VISUAL_TERMS = ("visual", "grade")
_FAILURES: tuple[Stage, ...] = tuple(stage for stage in STAGES if stage != "scored")


@dataclass(frozen=True)
class Preset:
    """A reward as data.

    A completion whose walk ends at a gated stage gets that gate's value. Any other gets the weighted sum of the terms.
    A site that was scored never gets less than the most that a failing completion could get, so that a blank page is
    never worth more than a page with content; with a gate at every stage, as in ``webgen-r1``, this changes nothing.

    Attributes:
        name: Short name, part of every result.
        description: One sentence.
        terms: Weight of each term, by name of :data:`~webgen_env.reward.TERMS` or of ``custom``.
        gates: Reward (ψ) by the stage that failed. A stage that is not listed has no gate.
        requires_compliance: Whether a completion that breaks a static rule ends at stage ``"static"`` (I_static); if
            not, it is built all the same.
        visual_range: Grades of the judge below the first and above the second count as these.
        custom: Further terms of the user's own.

    Raises:
        ConfigurationError: An unknown term or stage, a weight that is not finite, or an empty range.

    Example:
        >>> mine = Preset("mine", terms={"visual": 1.0, "clean_pages": 0.5}, gates={"static": -0.5, "build": -0.25})
        >>> mine.reward({"visual": 3.0, "clean_pages": 1.0}, "scored")
        3.5
    """

    name: str
    terms: Mapping[str, float]
    gates: Mapping[Stage, float] = field(default_factory=dict)
    requires_compliance: bool = True
    visual_range: tuple[float, float] = (0.0, MAX_GRADE)
    description: str = ""
    custom: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        # Copies, so that what the caller does to its own mappings does not change a preset.
        object.__setattr__(self, "terms", {name: float(weight) for name, weight in self.terms.items()})
        object.__setattr__(self, "gates", {stage: float(value) for stage, value in self.gates.items()})
        object.__setattr__(self, "visual_range", (float(self.visual_range[0]), float(self.visual_range[1])))
        self._check()

    def _check(self) -> None:
        if not self.name:
            raise ConfigurationError("A preset needs a name, which is part of every result.")
        if not self.terms:
            raise ConfigurationError(f"Preset {self.name!r} weighs no term; give at least one, such as visual = 1.0.")
        for name, weight in self.terms.items():
            self.term(name)
            if not math.isfinite(weight):
                raise ConfigurationError(f"Preset {self.name!r}: weight of {name!r} is {weight}; expected a number.")
        for stage, value in self.gates.items():
            if stage not in _FAILURES:
                raise ConfigurationError(f"Preset {self.name!r}: {unknown_name('gate', stage, _FAILURES)}")
            if not math.isfinite(value):
                raise ConfigurationError(f"Preset {self.name!r}: gate {stage!r} is {value}; expected a number.")
        low, high = self.visual_range
        if not 0.0 <= low < high <= MAX_GRADE:
            raise ConfigurationError(
                f"Preset {self.name!r}: visual_range is {self.visual_range}; expected 0 <= low < high <= {MAX_GRADE}."
            )

    def term(self, name: str) -> Term:
        """Look a term up among the preset's own and the common ones.

        Args:
            name: Name of the term.

        Returns:
            The term.

        Raises:
            ConfigurationError: There is none of that name; names the nearest.
        """
        for term in self.custom:
            if term.name == name:
                return term
        return get_term(name)

    @property
    def term_names(self) -> tuple[str, ...]:
        """Terms that are reported: ``visual``, ``functional`` and ``reasoning``, then what else is weighed."""
        return tuple(dict.fromkeys((*ALWAYS_REPORTED, *self.terms)))

    def terms_of(self, rollout: Rollout) -> dict[str, float]:
        """Compute the terms of a rollout.

        Args:
            rollout: What is known of the completion.

        Returns:
            Value by name, for each of :attr:`term_names`.
        """
        return {name: self.term(name)(rollout) for name in self.term_names}

    def reward(self, terms: Mapping[str, float], stage: Stage) -> float:
        """Compose the reward.

        Args:
            terms: Values by name; one that is missing counts as 0.
            stage: Where the walk ended; ``"scored"`` when nothing failed.

        Returns:
            The scalar reward, within :attr:`bounds`.

        Raises:
            ConfigurationError: The stage is unknown.
        """
        if stage not in STAGES:
            raise ConfigurationError(unknown_name("stage", stage, STAGES))
        if stage in self.gates:
            return self.gates[stage]
        total = math.fsum(weight * self._counted(name, terms.get(name, 0.0)) for name, weight in self.terms.items())
        return max(total, self.floor) if stage == "scored" else total

    @property
    def examines(self) -> bool:
        """Whether sites are to be tried out for it: it weighs a term that looks at an examination."""
        return any(self.term(name).of_examination for name in self.terms)

    @property
    def floor(self) -> float:
        """The most that a completion that fails can get, which is the least that a scored site gets."""
        return max(self._most_at(stage) for stage in _FAILURES)

    @property
    def bounds(self) -> tuple[float, float]:
        """Least and greatest reward that any completion can get."""
        failing = [self.gates.get(stage, self._sum(least=True, of_page=False)) for stage in _FAILURES]
        scored = (
            max(self._sum(least=True, of_page=True), self.floor),
            max(self._sum(least=False, of_page=True), self.floor),
        )
        return min(*failing, scored[0]), scored[1]

    @property
    def identity(self) -> str:
        """Name and a hash of everything that decides the reward; part of cache keys and provenance."""
        parts = (
            sorted((self.term(name).identity, weight) for name, weight in self.terms.items()),
            sorted(self.gates.items()),
            self.requires_compliance,
            self.visual_range,
        )
        return f"{self.name}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:12]}"

    def _most_at(self, stage: Stage) -> float:
        return self.gates.get(stage, self._sum(least=False, of_page=False))

    def _counted(self, name: str, value: float) -> float:
        if name not in _VISUAL_TERMS:
            return value
        low, high = self.visual_range
        return min(high, max(low, value))

    def _sum(self, *, least: bool, of_page: bool) -> float:
        """Least or greatest weighted sum; without a page, terms of a page are 0."""
        total = []
        for name, weight in self.terms.items():
            term = self.term(name)
            ends = (term.low, term.high) if of_page or not term.of_page else (0.0, 0.0)
            values = [weight * self._counted(name, end) for end in ends]
            total.append(min(values) if least else max(values))
        return math.fsum(total)


_ALL_GATES: Mapping[Stage, float] = dict.fromkeys(_FAILURES, 0.0)

# A tenth is for getting as far as a page, so that a policy that cannot build yet sees a slope, and still no failure is
# worth more than a page. What the site does outweighs all the rest together: the prettiest page without a working
# control stays at 0.4. Accessibility, clean consoles and the form of the reasoning only decide between equals.
_PARTIAL: Mapping[Stage, float] = {"format": 0.0, "static": 0.02, "install": 0.04, "build": 0.06, "render": 0.08}
_EXECUTABLE = {
    "rendered": 0.10,
    "behaviour": 0.60,
    "visual": 0.20 / MAX_GRADE,
    "clean_pages": 0.04,
    "accessibility": 0.04,
    "reasoning": 0.02,
}

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset(
                "webgen-r1",
                terms={"visual": 1.0, "functional": 0.1, "reasoning": 0.1},
                gates=_ALL_GATES,
                description="The paper: 0 on static or build failure, else s_vis + 0.1 s_func + 0.1 s_cot.",
            ),
            Preset(
                "webgen-r1-code",
                terms={"grade": 1.0, "static_format": 0.1, "released_form": 0.1},
                requires_compliance=False,
                description="The released code: integer grade + 0.1 static format + 0.1 think/answer form, no gate.",
            ),
            Preset(
                "executable",
                terms=_EXECUTABLE,
                gates=_PARTIAL,
                description="0 to 1: partial credit up to the render, then 0.6 for behaviour and 0.2 for the look.",
            ),
        )
    }
)
"""The bundled presets by name. The first is the default."""

DEFAULT_PRESET = "webgen-r1"


def get_preset(preset: str | Preset = DEFAULT_PRESET) -> Preset:
    """Look a preset up.

    Args:
        preset: Name of a bundled preset; the path of a ``.toml`` or ``.json`` file; or a preset, which is returned as
            it is.

    Returns:
        The preset.

    Raises:
        ConfigurationError: There is none of that name (names the nearest), or the file holds no preset.
    """
    if isinstance(preset, Preset):
        return preset
    if preset in PRESETS:
        return PRESETS[preset]
    if preset.endswith((".toml", ".json")):
        from webgen_env.reward.preset_file import load_preset  # it needs this module

        return load_preset(preset)
    raise ConfigurationError(unknown_name("preset", preset, PRESETS))
