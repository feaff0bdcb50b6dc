"""ValidationReport: what a validation came to, counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from webgen_env.validation.proportion import Proportion

if TYPE_CHECKING:
    from webgen_env.validation.validator import Outcome

RECALL_TARGET = 0.95
FALSE_ALARM_TARGET = 0.02
INCONCLUSIVE_TARGET = 0.01


@dataclass(frozen=True, slots=True)
class Target:
    """A number that the instrument must reach.

    Attributes:
        name: What it is about.
        bound: The bound, in 0–1.
        proportion: What was measured.
        met: Whether the measured share keeps the bound; what was not measured keeps it.
    """

    name: str
    bound: float
    proportion: Proportion
    met: bool


@dataclass(frozen=True)
class ValidationReport:
    """Counts over the outcomes of one or more equal runs.

    Intervals are score intervals (Wilson, 95 %). They take mutants, labels and verdicts for independent trials, which
    those of one site are not quite; read them as the smallest uncertainty there is.

    Attributes:
        outcomes: Outcomes of the first run, in order.
        unstable: Subjects, as ``"task/id"``, on which another run said something else.
        runs: Number of runs.
    """

    outcomes: Sequence[Outcome]
    unstable: tuple[str, ...] = ()
    runs: int = 1
    elapsed_s: float = field(default=0.0, compare=False)

    @classmethod
    def of(cls, runs: Sequence[Sequence[Outcome]], *, elapsed_s: float = 0.0) -> ValidationReport:
        """Summarize runs over the same subjects in the same order.

        Args:
            runs: At least one run.
            elapsed_s: Seconds that all took.

        Returns:
            The report.
        """
        first = runs[0]
        unstable = tuple(
            f"{outcome.subject.task_id}/{outcome.subject.id}"
            for index, outcome in enumerate(first)
            if any(not outcome.same_as(other[index]) for other in runs[1:])
        )
        return cls(tuple(first), unstable, len(runs), elapsed_s)

    @cached_property
    def mutants(self) -> tuple[Outcome, ...]:
        """Outcomes of mutants."""
        return tuple(outcome for outcome in self.outcomes if outcome.subject.kind == "mutant")

    @cached_property
    def sound(self) -> tuple[Outcome, ...]:
        """Outcomes of clean sites and rewrites."""
        return tuple(outcome for outcome in self.outcomes if outcome.subject.kind != "mutant")

    @property
    def recall(self) -> Proportion:
        """Mutants of which at least one labelled contract broke, or which the labelled stage refused."""
        return Proportion.count(outcome.detected for outcome in self.mutants)

    @property
    def label_recall(self) -> Proportion:
        """Labelled contracts that broke."""
        labels = sum(len(outcome.subject.breaks) for outcome in self.mutants)
        return Proportion(labels - sum(len(outcome.missed) for outcome in self.mutants), labels)

    @property
    def label_precision(self) -> Proportion:
        """Contracts broken by a mutant that were labelled; only where all contracts were run."""
        whole = [outcome for outcome in self.mutants if len(outcome.verdicts) > len(outcome.subject.breaks)]
        broken = sum(len(outcome.broken) for outcome in whole)
        return Proportion(broken - sum(len(outcome.beside) for outcome in whole), broken)

    @property
    def false_alarms(self) -> Proportion:
        """Verdicts on clean sites and rewrites that were "fail"; a site that was refused counts with all of them."""
        alarms = trials = 0
        for outcome in self.sound:
            contracts = len(outcome.subject.contracts)
            trials += contracts
            alarms += contracts if outcome.refused else len(outcome.broken)
        return Proportion(alarms, trials)

    @property
    def blamed_sites(self) -> Proportion:
        """Clean sites and rewrites with at least one false alarm."""
        return Proportion.count(bool(outcome.refused or outcome.broken) for outcome in self.sound)

    @property
    def inconclusive(self) -> Proportion:
        """Verdicts of all subjects that were inconclusive."""
        return Proportion.count(
            verdict == "inconclusive" for outcome in self.outcomes for verdict in outcome.verdicts.values()
        )

    @property
    def unfit(self) -> tuple[Outcome, ...]:
        """Mutants that are no valid ones: an earlier stage refused them than the labelled one."""
        return tuple(outcome for outcome in self.mutants if outcome.unfit)

    @property
    def undetected(self) -> tuple[Outcome, ...]:
        """Mutants that were not seen."""
        return tuple(outcome for outcome in self.mutants if not outcome.detected)

    @property
    def partly(self) -> tuple[Outcome, ...]:
        """Mutants that were seen, though not by every labelled contract."""
        return tuple(outcome for outcome in self.mutants if outcome.detected and outcome.missed)

    @property
    def overbroken(self) -> tuple[Outcome, ...]:
        """Mutants that broke contracts which are not labelled."""
        return tuple(outcome for outcome in self.mutants if outcome.beside)

    def recall_by(self, key: Callable[[Outcome], str]) -> dict[str, Proportion]:
        """Recall per group of mutants.

        Args:
            key: The group of a mutant, such as its operator.

        Returns:
            Group to recall, sorted by name.
        """
        groups: dict[str, list[bool]] = {}
        for outcome in self.mutants:
            groups.setdefault(key(outcome), []).append(outcome.detected)
        return {name: Proportion.count(answers) for name, answers in sorted(groups.items())}

    @property
    def targets(self) -> tuple[Target, ...]:
        """What the instrument must reach, and whether it does."""
        recall, alarms, open_ = self.recall, self.false_alarms, self.inconclusive
        return (
            Target("recall", RECALL_TARGET, recall, recall.value is None or recall.value >= RECALL_TARGET),
            Target("false alarms", FALSE_ALARM_TARGET, alarms, (alarms.value or 0.0) <= FALSE_ALARM_TARGET),
            Target("inconclusive", INCONCLUSIVE_TARGET, open_, (open_.value or 0.0) <= INCONCLUSIVE_TARGET),
        )

    @property
    def passed(self) -> bool:
        """Whether all targets are met, every mutant is a valid one, and equal runs said the same."""
        return all(target.met for target in self.targets) and not self.unfit and not self.unstable

    def as_record(self) -> dict[str, Any]:
        """Plain data for JSON; times apart, everything in it is repeatable."""
        return {
            "passed": self.passed,
            "runs": self.runs,
            "subjects": len(self.outcomes),
            "mutants": len(self.mutants),
            "sound_sites": len(self.sound),
            "interval": "wilson-95",
            "recall": self.recall.as_record(),
            "label_recall": self.label_recall.as_record(),
            "label_precision": self.label_precision.as_record(),
            "false_alarms": self.false_alarms.as_record(),
            "blamed_sites": self.blamed_sites.as_record(),
            "inconclusive": self.inconclusive.as_record(),
            "targets": {target.name: {"bound": target.bound, "met": target.met} for target in self.targets},
            "recall_by_operator": _records(self.recall_by(lambda outcome: outcome.subject.operator)),
            "recall_by_task": _records(self.recall_by(lambda outcome: outcome.subject.task_id)),
            "unstable": list(self.unstable),
            "unfit": [_short(outcome) for outcome in self.unfit],
            "undetected": [_short(outcome) for outcome in self.undetected],
            "false": [_short(outcome) for outcome in self.sound if outcome.refused or outcome.broken],
            "outcomes": [_whole(outcome) for outcome in self.outcomes],
            "elapsed_s": round(self.elapsed_s, 1),
        }


def _records(groups: dict[str, Proportion]) -> dict[str, dict[str, float | int | None]]:
    return {name: proportion.as_record() for name, proportion in groups.items()}


def _short(outcome: Outcome) -> dict[str, Any]:
    return {
        "task": outcome.subject.task_id,
        "id": outcome.subject.id,
        "says": outcome.subject.says,
        "refused": outcome.refused,
        "messages": dict(outcome.messages),
    }


def _whole(outcome: Outcome) -> dict[str, Any]:
    subject = outcome.subject
    return {
        "task": subject.task_id,
        "id": subject.id,
        "kind": subject.kind,
        "operator": subject.operator,
        "detector": subject.detector,
        "breaks": list(subject.breaks),
        "refused": outcome.refused,
        "verdicts": dict(outcome.verdicts),
        "missed": list(outcome.missed),
        "beside": list(outcome.beside) if subject.kind == "mutant" else [],
        "elapsed_s": round(outcome.elapsed_s, 2),
    }
