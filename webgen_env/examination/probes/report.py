"""ProbeReport: what the probes found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from webgen_env.examination.accessibility import IMPACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

ProbeStatus = Literal["ok", "blank", "empty", "missing", "copy", "hangs", "crashed", "left", "undecided"]


@dataclass(frozen=True, slots=True)
class ControlTried:
    """One control that was used as a user would.

    Attributes:
        kind: ``"button"``, ``"link"``, ``"field"``, ``"menu"``, ``"toggle"``, or ``"form"`` for one that was filled in
            and sent.
        description: The element in a few words.
        worked: Whether something changed, and nothing was thrown.
        detail: Why it does not work; empty if it does.
        target: The route that a link of the site leads to.
    """

    kind: str
    description: str
    worked: bool
    detail: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class PageProbe:
    """What was found on one page. Every text in it may come from the page.

    Attributes:
        route: The page.
        status: ``"ok"``; ``"blank"``; ``"empty"`` if there is nothing but what stands around the content, and a word or
            two; ``"missing"`` if it shows what an address without a page shows; ``"copy"`` if it shows what the home
            page shows; ``"hangs"``, ``"crashed"`` or ``"left"``; ``"undecided"`` if our machinery did not get to the
            end.
        errors: Uncaught errors and errors on the console, while loading and while its controls were used; at most 20.
        controls: The controls that were tried; what stands around the content of several pages, such as a navigation,
            on the home page only.
        forms: Forms that a user has to fill in, at most 3.
        refusing: How many of them refuse to be sent empty.
        broken_images: Pictures that do not load, at most 10.
        overflow: Widths of the window (375, 768, 1280) at which the page scrolls sideways.
        placeholders: Leftover texts such as "lorem ipsum", at most 15.
        violations: Number of elements that violate a rule of axe-core, by its severity.
        rules: The rules that are violated.
    """

    route: str
    status: ProbeStatus = "ok"
    errors: tuple[str, ...] = ()
    controls: tuple[ControlTried, ...] = ()
    forms: int = 0
    refusing: int = 0
    broken_images: tuple[str, ...] = ()
    overflow: tuple[int, ...] = ()
    placeholders: tuple[str, ...] = ()
    violations: Mapping[str, int] = field(default_factory=dict)
    rules: tuple[str, ...] = ()

    @property
    def working(self) -> int:
        """How many of the controls work."""
        return sum(control.worked for control in self.controls)


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """What the probes found on a site.

    Attributes:
        pages: Page by page: the home page first.
    """

    pages: tuple[PageProbe, ...]

    @property
    def conclusive(self) -> bool:
        """Whether every page was decided."""
        return bool(self.pages) and all(page.status != "undecided" for page in self.pages)

    @property
    def rendered(self) -> float:
        """Share of the pages that render without an error, in 0–1."""
        return self._share(sum(page.status == "ok" and not page.errors for page in self.pages), len(self.pages))

    @property
    def working(self) -> float:
        """Share of the controls tried that work, in 0–1; 0 for a site without any."""
        return self._share(sum(page.working for page in self.pages), sum(len(page.controls) for page in self.pages))

    @property
    def refusing(self) -> float:
        """Share of the forms that refuse to be sent empty, in 0–1; 1 for a site without forms."""
        return self._share(sum(page.refusing for page in self.pages), sum(page.forms for page in self.pages), 1.0)

    @property
    def fitting(self) -> float:
        """Share of pages and window widths without sideways scrolling, in 0–1."""
        looked = [page for page in self.pages if page.status == "ok"]
        return self._share(3 * len(looked) - sum(len(page.overflow) for page in looked), 3 * len(looked))

    @property
    def violations(self) -> Mapping[str, int]:
        """Elements that violate a rule of axe-core, by severity, over all pages."""
        return {impact: sum(page.violations.get(impact, 0) for page in self.pages) for impact in IMPACTS}

    @staticmethod
    def _share(part: int, whole: int, otherwise: float = 0.0) -> float:
        return part / whole if whole else otherwise
