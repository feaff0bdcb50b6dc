"""Evaluation: the expensive part of a verdict, which does not depend on what surrounds the project's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.build.site import BuildOutcome
    from webgen_env.examination.result import Examination
    from webgen_env.reward.judge import Judgement

_TIMED_BUILDS = frozenset({"build.deadline", "build.crash"})
_TIMED_PAGES = frozenset({"timeout", "crashed"})


class LeftOutError(LookupError):
    """Something was asked of a cached evaluation that the cache does not keep; the walk is then made anew."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What building, opening and judging one project for one task came to.

    Terms and reward are not part of it: they are composed anew for each completion, whose think part may differ.

    Attributes:
        build: What building came to.
        visit: What the browser saw; ``None`` if there was no site.
        judgement: What the judge said; ``None`` if there was nothing to judge.
        examination: What trying the site out came to; ``None`` if it was not asked for.
        provenance: Identities of the builder and the browser that were used.
    """

    build: BuildOutcome
    visit: Visit | None = None
    judgement: Judgement | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    examination: Examination | None = None


class LeftOutFiles(Mapping[str, bytes]):
    """Stands for the files of a built site that were not kept.

    A reward term that looks at them gets :class:`LeftOutError`, and never the answer that there are none.
    """

    def __getitem__(self, path: str) -> bytes:
        return self._refuse()

    def __iter__(self) -> Iterator[str]:
        return self._refuse()

    def __len__(self) -> int:
        return self._refuse()

    def _refuse(self) -> NoReturn:
        raise LeftOutError("The built files of a cached site are not kept; score it with the cache off.")


def is_repeatable(evaluation: Evaluation) -> bool:
    """Whether the same project would surely come to the same again.

    Args:
        evaluation: What it came to.

    Returns:
        ``False`` where a deadline or a crash had a part in it: on a machine with less load it may end otherwise; and
        where the registry refused a package, which it may have tomorrow.
    """
    if evaluation.build.stage == "install" and evaluation.build.site is None:
        return False
    if any(finding.rule in _TIMED_BUILDS for finding in evaluation.build.errors):
        return False
    if evaluation.examination is not None and not evaluation.examination.repeatable:
        return False
    return evaluation.visit is None or all(page.status not in _TIMED_PAGES for page in evaluation.visit.pages)
