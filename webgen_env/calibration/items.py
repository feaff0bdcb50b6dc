"""Items: sites that both people and a judge grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError
from webgen_env.evidence import find_bundles, read_bundle
from webgen_env.findings import printable
from webgen_env.reward.site_errors import rendered

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.calibration.grades import HumanGrade
    from webgen_env.tasks.task import Task


@dataclass(frozen=True, slots=True)
class CalibrationItem:
    """One site.

    Attributes:
        name: Name of the site in the report.
        task: The specification.
        visit: What the browser saw; the home page has a picture.
        human: Grade of people; ``None`` if none was given.
        group: Sites of the same group are compared with each other.
    """

    name: str
    task: Task
    visit: Visit
    human: float | None = None
    group: str = ""


def items_from_bundles(folder: str | Path, grades: Sequence[HumanGrade] = ()) -> list[CalibrationItem]:
    """Read the sites of a folder of evidence bundles.

    Args:
        folder: The folder, such as the ``evidence`` of a scorer.
        grades: Grades of people; with any, only the bundles that have one are read.

    Returns:
        The sites by name. Those that never came up are left out: no judge is asked about them.

    Raises:
        ConfigurationError: A grade names a bundle that is not there, or there is no site at all.
        EvidenceError: A bundle is broken.
    """
    by_name = {path.name: path for path in find_bundles(folder)}
    unknown = [grade.bundle for grade in grades if grade.bundle not in by_name]
    if unknown:
        shown = ", ".join(repr(printable(name, 60)) for name in unknown[:3])
        raise ConfigurationError(
            f"{len(unknown)} of {len(grades)} grades name no bundle in {str(folder)!r}, the first: {shown}. Expected "
            f"names of folders there, of which there are {len(by_name)}."
        )
    given = {grade.bundle: grade for grade in grades}
    items = []
    for name, path in by_name.items():
        if given and name not in given:
            continue
        bundle = read_bundle(path)
        visit = bundle.visit
        if visit is None or not rendered(visit):
            continue
        grade = given.get(name)
        group = grade.group if grade is not None and grade.group else bundle.task.id
        items.append(CalibrationItem(name, bundle.task, visit, None if grade is None else grade.grade, group))
    if not items:
        raise ConfigurationError(
            f"{str(folder)!r} holds no bundle of a site that came up; score some with --out first."
        )
    return items
