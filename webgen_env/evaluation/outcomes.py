"""Outcomes: what was found of one site of a benchmark, and of each of its test cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from webgen_env.errors import ConfigurationError

Answer = Literal["YES", "PARTIAL", "NO"]
ANSWERS: Mapping[Answer, float] = MappingProxyType({"YES": 1.0, "PARTIAL": 0.5, "NO": 0.0})
"""What each answer of a tester is worth, as WebGen-Bench weighs them (arXiv 2505.03733)."""

Source = Literal["tester", "contract", "site", ""]


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One test case on one site. Texts may come from the site.

    Attributes:
        task_id: The task.
        number: Position among the task's cases, from 0.
        answer: The verdict; ``None`` where there is none, which counts as 0 and is told apart.
        source: Who gave it: a ``"tester"`` that used the site, a ``"contract"`` that ran on it, or the ``"site"``
            itself, which did not come up, so that there was nothing to test. Empty: nobody was asked.
        reason: Why, in a sentence.
        category: Category of the case.
        actions: What the tester did, one line each.
        trouble: Why there is no answer, where somebody was asked; ours, never the site's.
        requests: Questions that a tester's model was asked.
        seconds: How long it took.
    """

    task_id: str
    number: int
    answer: Answer | None = None
    source: Source = ""
    reason: str = ""
    category: str = ""
    actions: tuple[str, ...] = ()
    trouble: str = ""
    requests: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.answer is not None and self.answer not in ANSWERS:
            raise ConfigurationError(f"An answer is one of {list(ANSWERS)} or none, got {self.answer!r:.40}.")

    @property
    def points(self) -> float:
        """1, 0.5 or 0."""
        return 0.0 if self.answer is None else ANSWERS[self.answer]


@dataclass(frozen=True, slots=True)
class LintOutcome:
    """What lint, types and declared dependencies say about one project.

    Attributes:
        lint: Errors of ESLint, at most 50.
        types: Errors of TypeScript, at most 50.
        undeclared: Packages that are imported and not declared.
        counts: Number of errors of each kind, those that are not listed included.
        trouble: Why the project was not checked; ours, never the policy's.
    """

    lint: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    trouble: str = ""

    @property
    def passed(self) -> bool:
        """Whether it was checked and nothing was found."""
        return not (self.lint or self.types or self.undeclared or self.trouble)


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """One task of a benchmark and what became of it.

    Attributes:
        task_id: The task.
        category: Its category.
        instruction: The specification.
        started: Whether there is a completion for it that was scored.
        problem: What went wrong first, in a sentence; empty if nothing did.
        fault: Fault of ours that prevented a verdict; empty if none did.
        stage: Where the walk ended; empty if it never began.
        reward: The reward; ``None`` without a verdict.
        rendered: Whether a home page that is not blank was seen.
        appearance: The judge's grade, 0–5; 0 where nothing was graded.
        lint: Lint, types and dependencies; ``None`` if they were not checked.
        cases: One of each test case of the task.
        evidence: Folder of the bundle, relative to the evaluation's folder; empty without one.
    """

    task_id: str
    category: str = ""
    instruction: str = ""
    started: bool = False
    problem: str = ""
    fault: str = ""
    stage: str = ""
    reward: float | None = None
    rendered: bool = False
    appearance: float = 0.0
    lint: LintOutcome | None = None
    cases: tuple[CaseOutcome, ...] = ()
    evidence: str = ""
