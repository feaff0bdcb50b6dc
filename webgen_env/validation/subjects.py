"""Subjects: everything that the instrument is shown in a validation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from webgen_env.contracts import Contract, parse_contracts
from webgen_env.errors import ConfigurationError
from webgen_env.validation.applying import apply_changes
from webgen_env.validation.operators import GENERIC_OPERATORS

if TYPE_CHECKING:
    from webgen_env.tasks.task import Task
    from webgen_env.validation.faults import Detector, Mutant, Rewrite, SiteFaults

SubjectKind = Literal["clean", "rewrite", "mutant"]


@dataclass(frozen=True)
class Reference:
    """A site that meets every contract of its task.

    Attributes:
        task: The task.
        files: Relative path to text; what differs from the scaffold.
    """

    task: Task
    files: Mapping[str, str]


@dataclass(frozen=True)
class Subject:
    """One site to be examined, and what is known about it.

    Attributes:
        task_id: The task.
        id: Unique within the task: ``"clean"``, or that of the mutant or rewrite.
        kind: What it is.
        operator: Of a mutant its operator, of a rewrite what it changes; empty for a clean site.
        says: What is wrong or different, in words.
        files: Its source.
        contracts: Contracts to run.
        breaks: Those that must fail; empty for what is not a mutant.
        detector: What must refuse a mutant.
        short: Whether it belongs to the small sample.
    """

    task_id: str
    id: str
    kind: SubjectKind
    operator: str
    says: str
    files: Mapping[str, str] = field(repr=False)
    contracts: tuple[Contract, ...] = field(repr=False)
    breaks: tuple[str, ...] = ()
    detector: Detector = "contracts"
    short: bool = False


def subjects_of(reference: Reference, faults: SiteFaults, *, labelled_only: bool = False) -> Iterator[Subject]:
    """Everything to be examined of one site: the site, its rewrites, generic mutants, placed mutants.

    Args:
        reference: The site.
        faults: Its mutants and rewrites.
        labelled_only: Run only the labelled contracts of mutants, which is faster and leaves out what else broke.

    Yields:
        The subjects, in the order of the file.

    Raises:
        ConfigurationError: A change does not apply exactly once, or a label names no contract of the task.
    """
    task = reference.task
    contracts = parse_contracts(task.contracts, task.id)
    yield Subject(task.id, "clean", "clean", "", "the reference site as it is", reference.files, contracts, short=True)
    for rewrite in faults.rewrites:
        files = _changed(reference, rewrite)
        yield Subject(task.id, rewrite.id, "rewrite", rewrite.kind, rewrite.says, files, contracts, short=rewrite.short)
    for operator in GENERIC_OPERATORS:
        breaks = tuple(contract.id for contract in contracts if operator.concerns(contract))
        if operator.detector == "contracts" and not breaks:
            continue
        yield Subject(
            task.id,
            operator.name,
            "mutant",
            operator.name,
            operator.says,
            operator.apply(reference.files),
            tuple(contract for contract in contracts if not labelled_only or contract.id in breaks),
            breaks,
            operator.detector,
        )
    for mutant in faults.mutants:
        unknown = [name for name in mutant.breaks if all(contract.id != name for contract in contracts)]
        if unknown:
            known = ", ".join(contract.id for contract in contracts)
            raise ConfigurationError(f"{task.id}/{mutant.id}: no contract {', '.join(unknown)}; the task has {known}.")
        yield Subject(
            task.id,
            mutant.id,
            "mutant",
            mutant.operator,
            mutant.says,
            _changed(reference, mutant),
            tuple(contract for contract in contracts if not labelled_only or contract.id in mutant.breaks),
            mutant.breaks,
            mutant.detector,
            mutant.short,
        )


def short_sample(subjects: Sequence[Subject]) -> list[Subject]:
    """The small sample for CI: what its file marks, with the clean sites of the tasks that have something marked.

    Args:
        subjects: All subjects.

    Returns:
        Part of them, in the same order.
    """
    tasks = {subject.task_id for subject in subjects if subject.short and subject.kind != "clean"}
    return [subject for subject in subjects if subject.short and subject.task_id in tasks]


def _changed(reference: Reference, entry: Mutant | Rewrite) -> dict[str, str]:
    try:
        return apply_changes(reference.files, entry.changes)
    except ConfigurationError as error:
        raise ConfigurationError(f"{reference.task.id}/{entry.id}: {error}") from error
