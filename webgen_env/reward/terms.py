"""Terms: the numbers that a reward is composed of."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError
from webgen_env.reward._names import unknown_name
from webgen_env.reward.judge import MAX_GRADE
from webgen_env.reward.site_errors import rendered, site_errors

if TYPE_CHECKING:
    from webgen_env.examination import Examination
    from webgen_env.examination.probes.report import ProbeReport
    from webgen_env.reward.rollout import Rollout

__all__ = ["ALWAYS_REPORTED", "TERMS", "Term", "get_term", "rendered", "site_errors"]

ALWAYS_REPORTED = ("visual", "functional", "reasoning")
"""Terms that every result carries, whatever the preset weighs."""


@dataclass(frozen=True, slots=True)
class Term:
    """One number that a reward can be composed of.

    Attributes:
        name: Name in presets and in ``info["reward/<name>"]``.
        function: Computes it. Pure, total and picklable (a function of a module).
        description: One sentence.
        low: Least value.
        high: Greatest value.
        of_page: Whether it is 0 unless a page was rendered.
        of_examination: Whether it looks at what trying the site out came to, which is done only for presets that weigh
            such a term.
        version: Changed by the author whenever the function is; part of cache keys.

    Example:
        >>> def brevity(rollout: Rollout) -> float:
        ...     return 1.0 if len(rollout.completion) < 40_000 else 0.0
        >>> Term("brevity", brevity, "Whether the completion is short.").high
        1.0
    """

    name: str
    function: Callable[[Rollout], float]
    description: str = ""
    low: float = 0.0
    high: float = 1.0
    of_page: bool = False
    of_examination: bool = False
    version: str = "1"

    def __call__(self, rollout: Rollout) -> float:
        """Compute the term, kept within its range.

        Args:
            rollout: What is known of the completion.

        Returns:
            A finite number in ``[low, high]``.

        Raises:
            ConfigurationError: The function returned something that is not a finite number.
        """
        value = float(self.function(rollout))
        if not math.isfinite(value):
            raise ConfigurationError(f"Term {self.name!r} returned {value}; expected a finite number.")
        return min(self.high, max(self.low, value))

    @property
    def identity(self) -> str:
        """Name and version of what computes it."""
        name = getattr(self.function, "__qualname__", type(self.function).__qualname__)
        return f"{self.name}={self.function.__module__}.{name}@{self.version}"


def visual(rollout: Rollout) -> float:
    """s_vis: the judge's grade of the look, 0–5; 0 when no page was graded."""
    return 0.0 if rollout.judgement is None else rollout.judgement.grade


def grade(rollout: Rollout) -> float:
    """The judge's grade as the integer 0–5 that the released code asks for.

    Judges with finer grades are rounded to the nearest integer, halves up: 2.5 is 3, 2.49 is 2.
    """
    return math.floor(visual(rollout) + 0.5)


def functional(rollout: Rollout) -> float:
    """s_func: 1 if a page rendered and no visited page has an error, else 0.

    An error is whatever :func:`~webgen_env.reward.site_errors` reports with that severity.
    """
    visit = rollout.visit
    if visit is None or not rendered(visit):
        return 0.0
    return 0.0 if any(finding.severity == "error" for finding in site_errors(visit)) else 1.0


def clean_pages(rollout: Rollout) -> float:
    """Share of the visited pages without an error, 0–1; 0 if the home page did not render."""
    visit = rollout.visit
    if visit is None or not rendered(visit):
        return 0.0
    bad = {finding.place for finding in site_errors(visit) if finding.severity == "error"}
    return sum(page.route not in bad for page in visit.pages) / len(visit.pages)


def page_rendered(rollout: Rollout) -> float:
    """1 if a home page that is not blank was seen, else 0."""
    return float(rendered(rollout.visit))


def built(rollout: Rollout) -> float:
    """1 if the project installed and built, else 0."""
    return float(rollout.build is not None and rollout.build.site is not None)


def reasoning(rollout: Rollout) -> float:
    """s_cot: 1 if the completion has the required tagged form (think, then answer), else 0."""
    return float(rollout.manifest is not None and rollout.manifest.reasoning_form)


def compliance(rollout: Rollout) -> float:
    """I_static: 1 if all four groups of static rules hold, else 0."""
    return float(rollout.compliance is not None and rollout.compliance.passed)


def static_format(rollout: Rollout) -> float:
    """1 if the 13 checks of the released code hold, all or nothing, else 0."""
    return float(rollout.released is not None and rollout.released.passed)


def released_form(rollout: Rollout) -> float:
    """1 if the whole completion is one think block followed by one answer block, else 0.

    The form that the released code rewards. White space around and between the blocks is free; nothing else may stand
    there.
    """
    text = rollout.completion.strip()
    opened, closed = "<think>", "</answer>"
    if not (text.startswith(opened) and text.endswith(closed)):
        return 0.0
    end = text.find("</think>", len(opened))
    if end < 0:
        return 0.0
    rest = text[end + len("</think>") :].lstrip()
    return float(rest.startswith("<answer>") and len(rest) >= len("<answer>") + len(closed))


FEW_CONTROLS = 4
"""Controls that a site without contracts should have at least: one button that works is not a working site."""

_OF_WORKING = 0.5
_BESIDES = {"rendered": 0.3, "refusing": 0.1, "fitting": 0.1}
_IMPACTS = {"critical": 0.1, "serious": 0.05, "moderate": 0.02, "minor": 0.01}


def behaviour(rollout: Rollout) -> float:
    """Whether the site does what was asked for, 0–1; 0 if it was not tried out.

    With contracts: the share of them that it meets. Without: the share of its controls that work, scaled down below
    :data:`FEW_CONTROLS` of them; half of that whatever else is found, 0.3 of it for the share of pages that render
    without an error, and 0.1 each for the share of forms that refuse to be sent empty and of window widths without
    sideways scrolling. A product, because where nothing can be done nothing goes wrong.
    """
    examination = rollout.examination
    if examination is None:
        return 0.0
    if examination.passed is not None:
        return examination.passed
    return 0.0 if examination.probes is None else behaviour_of(examination.probes)


def behaviour_of(probes: ProbeReport) -> float:
    """The term :func:`behaviour` of a site that was probed."""
    enough = min(1.0, sum(len(page.controls) for page in probes.pages) / FEW_CONTROLS)
    shares = {
        "rendered": probes.rendered,
        "refusing": probes.refusing,
        "fitting": probes.fitting,
    }
    besides = math.fsum(weight * shares[name] for name, weight in _BESIDES.items())
    return enough * probes.working * (_OF_WORKING + besides)


def accessibility(rollout: Rollout) -> float:
    """How few barriers axe-core finds, 0–1; 0 if it did not look.

    1 less, for each element that violates a rule, 0.1 (critical), 0.05 (serious), 0.02 (moderate) or 0.01 (minor), over
    the number of pages looked at: all that were probed, or the first page of a site with contracts.
    """
    return 0.0 if rollout.examination is None else accessibility_of(rollout.examination)


def accessibility_of(examination: Examination) -> float:
    """The term :func:`accessibility` of a site that was tried out."""
    probes = examination.probes
    violations, pages = (examination.violations, 1) if probes is None else (probes.violations, len(probes.pages))
    if violations is None or not pages:
        return 0.0
    barriers = math.fsum(_IMPACTS[impact] * count for impact, count in violations.items())
    return max(0.0, 1.0 - barriers / pages)


TERMS: Mapping[str, Term] = MappingProxyType(
    {
        term.name: term
        for term in (
            Term("visual", visual, "Grade of the look, 0–5.", high=MAX_GRADE, of_page=True),
            Term("grade", grade, "Grade of the look as an integer 0–5.", high=MAX_GRADE, of_page=True),
            Term("functional", functional, "No page has a runtime or console error.", of_page=True),
            Term("clean_pages", clean_pages, "Share of visited pages without an error.", of_page=True),
            Term("rendered", page_rendered, "A home page that is not blank was seen.", of_page=True),
            Term("built", built, "The project installed and built."),
            Term("reasoning", reasoning, "The completion has the required tagged form."),
            Term("compliance", compliance, "All static rules hold."),
            Term("static_format", static_format, "The 13 checks of the released code hold."),
            Term(
                "behaviour",
                behaviour,
                "Share of contracts met, or what probes find.",
                of_page=True,
                of_examination=True,
            ),
            Term("accessibility", accessibility, "How few barriers axe-core finds.", of_page=True, of_examination=True),
            Term("released_form", released_form, "One think block, then one answer block, and nothing else."),
        )
    }
)
"""The terms by name."""


def get_term(name: str) -> Term:
    """Look a term up.

    Args:
        name: A key of :data:`TERMS`.

    Returns:
        The term.

    Raises:
        ConfigurationError: There is none of that name; names the nearest.
    """
    try:
        return TERMS[name]
    except KeyError:
        raise ConfigurationError(unknown_name("reward term", name, TERMS)) from None
