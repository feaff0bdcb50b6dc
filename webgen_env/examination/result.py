"""What an examination came to; plain values, no handle of the browser leaves it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from webgen_env.examination.probes.report import ProbeReport  # noqa: TC001 - read when a bundle is decoded

if TYPE_CHECKING:
    from collections.abc import Mapping

Outcome = Literal["pass", "fail", "inconclusive"]

MAX_MESSAGE_CHARACTERS = 600
MAX_DETAIL_CHARACTERS = 300
MAX_ARIA_CHARACTERS = 12_000
MAX_CONSOLE = 50

_TIMED_PAGES = frozenset({"hangs", "crashed", "undecided"})


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step of a contract as it went.

    Attributes:
        step: The step in words, such as ``click button named "Save"``.
        ok: Whether it was done, or the expectation held.
        detail: What was found, or why it failed; at most 300 characters.
        matched: Which elements matched, when there was more than one; at most 5.
    """

    step: str
    ok: bool
    detail: str = ""
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractVerdict:
    """Whether a site meets one contract, with the evidence. Every text in it may come from the page.

    Attributes:
        id: The contract's.
        verdict: ``"pass"``, ``"fail"`` (the site's) or ``"inconclusive"`` (ours, never the site's).
        requirement: The contract's.
        category: The contract's.
        message: Why it failed, in one sentence; empty if it passed.
        steps: The steps done, the failed one last.
        screenshot: PNG of the viewport at the end, if it was asked for and could be taken.
        aria: Accessibility tree at the end, as YAML-like text; at most 12,000 characters.
        console: Errors and console messages, at most 50.
        ambiguous: Whether a locator matched more than one element where one was meant; resolved to the first visible
            and enabled one in document order.
        repeatable: Whether the same site would surely get the same verdict again: no deadline and no crash had a part
            in it.
        elapsed_s: Seconds it took; not repeatable.
    """

    id: str
    verdict: Outcome
    requirement: str
    category: str
    message: str = ""
    steps: tuple[StepDone, ...] = ()
    screenshot: bytes | None = None
    aria: str = ""
    console: tuple[str, ...] = ()
    ambiguous: bool = False
    repeatable: bool = True
    elapsed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Examination:
    """What examining a site came to.

    Attributes:
        contracts: One verdict per contract of the task, in its order.
        probes: What the probes found, if they ran.
        violations: With contracts: number of elements of the first contract's first page that violate a rule of
            axe-core, by severity (``"critical"``, ``"serious"``, ``"moderate"``, ``"minor"``); ``None`` if it was not
            asked. Without contracts the probes have them page by page.
        timing: Seconds by step; not repeatable.
    """

    contracts: tuple[ContractVerdict, ...] = ()
    probes: ProbeReport | None = None
    violations: Mapping[str, int] | None = None
    timing: Mapping[str, float] = field(default_factory=dict)

    @property
    def conclusive(self) -> bool:
        """Whether no verdict is inconclusive."""
        return all(verdict.verdict != "inconclusive" for verdict in self.contracts)

    @property
    def passed(self) -> float | None:
        """Share of the contracts that passed, in 0–1; ``None`` without contracts or with an inconclusive one."""
        if not self.contracts or not self.conclusive:
            return None
        return sum(verdict.verdict == "pass" for verdict in self.contracts) / len(self.contracts)

    @property
    def repeatable(self) -> bool:
        """Whether the same site would surely come to the same again: no deadline and no crash had a part in it."""
        pages = () if self.probes is None else self.probes.pages
        return all(verdict.repeatable for verdict in self.contracts) and all(
            page.status not in _TIMED_PAGES for page in pages
        )

    def without_pictures(self) -> Examination:
        """The same without screenshots, as it fits into a JSON document."""
        return replace(self, contracts=tuple(replace(verdict, screenshot=None) for verdict in self.contracts))
