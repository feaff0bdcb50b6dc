"""Probing: what the probes, which do not know what was asked for, say about subjects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from webgen_env.reward.examination_errors import examination_errors
from webgen_env.reward.presets import PRESETS
from webgen_env.reward.terms import accessibility_of, behaviour_of
from webgen_env.validation.operators import SELF_EVIDENT
from webgen_env.validation.proportion import Proportion

if TYPE_CHECKING:
    from webgen_env.examination import Examination
    from webgen_env.validation.faults import Detector
    from webgen_env.validation.subjects import Subject

_WEIGHTS = {name: PRESETS["executable"].terms[name] for name in ("behaviour", "accessibility")}
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Probed:
    """What the probes came to on a subject.

    Attributes:
        subject: What was shown.
        refused: ``"build"`` or ``"render"`` if that refused it before the probes; otherwise ``None``.
        terms: The reward's terms ``"behaviour"`` and ``"accessibility"``, 0–1 each; empty if a page was not decided.
        blames: What counts against the site, with its place.
        elapsed_s: Seconds it took; not repeatable.
    """

    subject: Subject
    refused: Detector | None = None
    terms: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(_WEIGHTS, 0.0))
    blames: tuple[str, ...] = ()
    elapsed_s: float = field(default=0.0, compare=False)

    @classmethod
    def of(cls, subject: Subject, examination: Examination, *, elapsed_s: float = 0.0) -> Probed:
        """From the examination of a site that was probed."""
        probes = examination.probes
        if probes is None or not probes.conclusive:
            return cls(subject, terms={}, elapsed_s=elapsed_s)
        thrown = (f"{page.route}: error: {text}" for page in probes.pages for text in page.errors)
        barriers = (f"{page.route}: axe-core: {rule}" for page in probes.pages for rule in page.rules)
        found = (f"{finding.place}: {finding.message}" for finding in examination_errors(examination))
        blames = (*found, *thrown, *barriers)
        terms = {"behaviour": behaviour_of(probes), "accessibility": accessibility_of(examination)}
        return cls(subject, None, terms, blames, elapsed_s)

    @property
    def decided(self) -> bool:
        """Whether the machinery got to the end."""
        return bool(self.terms)

    @property
    def works(self) -> bool:
        """Whether nothing at all was found against its behaviour."""
        return self.refused is None and self.terms.get("behaviour", 1.0) == 1.0

    def lost(self, sound: Probed) -> float:
        """Reward of the preset ``executable`` lost for behaviour and accessibility.

        Args:
            sound: The site that the subject was made from.

        Returns:
            At least 0; a term in which the subject is better does not make up for the other. 0 if one of the two sites
            was not decided.
        """
        if not (self.decided and sound.decided):
            return 0.0
        return sum(weight * max(0.0, sound.terms[name] - self.terms[name]) for name, weight in _WEIGHTS.items())


@dataclass(frozen=True)
class ProbingReport:
    """Counts over probed subjects.

    A mutant is seen when it is refused before the probes, or when behaviour or accessibility are worth less than those
    of the sound site that it was made from. A rewrite is blamed when the same is said of it. Intervals are score
    intervals (Wilson, 95 %), which take the mutants of one site for independent trials: the smallest uncertainty there
    is.

    Attributes:
        outcomes: What was probed, in order; the clean site of every task is among them.
        elapsed_s: Seconds that all took.
    """

    outcomes: Sequence[Probed]
    elapsed_s: float = field(default=0.0, compare=False)

    @cached_property
    def mutants(self) -> tuple[Probed, ...]:
        """Outcomes of mutants."""
        return tuple(outcome for outcome in self.outcomes if outcome.subject.kind == "mutant")

    @cached_property
    def sound(self) -> tuple[Probed, ...]:
        """Outcomes of clean sites and rewrites."""
        return tuple(outcome for outcome in self.outcomes if outcome.subject.kind != "mutant")

    @cached_property
    def _clean(self) -> dict[str, Probed]:
        return {outcome.subject.task_id: outcome for outcome in self.sound if outcome.subject.kind == "clean"}

    def lost(self, outcome: Probed) -> float:
        """What a subject lost against the clean site of its task; see :meth:`Probed.lost`."""
        return outcome.lost(self._clean[outcome.subject.task_id])

    def seen(self, outcome: Probed) -> bool:
        """Whether a subject is worth less than the clean site of its task."""
        return outcome.refused is not None or self.lost(outcome) > _ROUNDING

    @property
    def recall(self) -> Proportion:
        """Mutants seen, of those whose fault a site shows by itself."""
        return Proportion.count(self.seen(outcome) for outcome in self._evident(evident=True))

    @property
    def recall_of_the_rest(self) -> Proportion:
        """Mutants seen, of those that are faults only to whoever knows what was asked for."""
        return Proportion.count(self.seen(outcome) for outcome in self._evident(evident=False))

    @property
    def blamed_rewrites(self) -> Proportion:
        """Rewrites that are worth less than the site that they were made from."""
        return Proportion.count(self.seen(outcome) for outcome in self.sound if outcome.subject.kind == "rewrite")

    @property
    def blamed_sites(self) -> Proportion:
        """Clean sites and rewrites whose behaviour is worth less than 1."""
        return Proportion.count(not outcome.works for outcome in self.sound)

    @property
    def undecided(self) -> Proportion:
        """Subjects that the machinery did not get to the end of."""
        return Proportion.count(not outcome.decided for outcome in self.outcomes)

    @property
    def unseen(self) -> tuple[Probed, ...]:
        """Mutants that were not seen although they show their fault by themselves."""
        return tuple(outcome for outcome in self._evident(evident=True) if not self.seen(outcome))

    @property
    def blamed(self) -> tuple[Probed, ...]:
        """Clean sites and rewrites of which something was blamed, and rewrites that lost something."""
        return tuple(outcome for outcome in self.sound if not outcome.works or self.seen(outcome))

    def by_operator(self) -> dict[str, tuple[Proportion, float]]:
        """Per operator: how many mutants were seen, and the mean of what they lost, refused ones included.

        Returns:
            Operator to recall and loss, sorted by name.
        """
        groups: dict[str, list[Probed]] = {}
        for outcome in self.mutants:
            groups.setdefault(outcome.subject.operator, []).append(outcome)
        return {
            name: (
                Proportion.count(self.seen(outcome) for outcome in group),
                sum(self.lost(outcome) for outcome in group) / len(group),
            )
            for name, group in sorted(groups.items())
        }

    def as_record(self) -> dict[str, Any]:
        """Plain data for JSON; times apart, everything in it is repeatable."""
        return {
            "subjects": len(self.outcomes),
            "mutants": len(self.mutants),
            "sound_sites": len(self.sound),
            "interval": "wilson-95",
            "recall": self.recall.as_record(),
            "recall_of_the_rest": self.recall_of_the_rest.as_record(),
            "blamed_rewrites": self.blamed_rewrites.as_record(),
            "blamed_sites": self.blamed_sites.as_record(),
            "undecided": self.undecided.as_record(),
            "by_operator": {
                name: {"self_evident": name in SELF_EVIDENT, "lost": round(lost, 4), **recall.as_record()}
                for name, (recall, lost) in self.by_operator().items()
            },
            "outcomes": [self._whole(outcome) for outcome in self.outcomes],
            "elapsed_s": round(self.elapsed_s, 1),
        }

    def _evident(self, *, evident: bool) -> Iterator[Probed]:
        return (outcome for outcome in self.mutants if (outcome.subject.operator in SELF_EVIDENT) is evident)

    def _whole(self, outcome: Probed) -> dict[str, Any]:
        subject = outcome.subject
        return {
            "task": subject.task_id,
            "id": subject.id,
            "kind": subject.kind,
            "operator": subject.operator,
            "says": subject.says,
            "refused": outcome.refused,
            "terms": {name: round(value, 4) for name, value in outcome.terms.items()},
            "lost": round(self.lost(outcome), 4),
            "blames": list(outcome.blames),
            "elapsed_s": round(outcome.elapsed_s, 2),
        }
