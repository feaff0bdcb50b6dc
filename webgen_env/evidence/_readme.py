"""README.txt of a bundle: what lies where, for somebody who finds the folder without us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from webgen_env.findings import printable

if TYPE_CHECKING:
    from webgen_env.reward.result import RewardResult
    from webgen_env.tasks.task import Task

_TEXT = """\
Evidence of one scored completion, written by webgen-env
========================================================

Task    {task}
Policy  {policy}
Reward  {reward}
Stage   {stage}

What lies here
--------------
completion.txt   what the policy wrote, unchanged
task.json        the specification it was asked for
verdict.json     reward, terms, stage, violations, errors, notes, the judge's grades, times, versions
build.log        what installer and builder said
{parts}
Open it again
-------------
    from webgen_env.evidence import read_bundle, write_gallery

    bundle = read_bundle(".")
    bundle.result                                    # the verdict, with screenshots and rendered elements
    await judge.grade(bundle.task, bundle.visit)     # another judge, without building or opening the site again
    write_gallery([bundle], "gallery", title="One completion")

completion.txt, project/, site/ and every text that quotes them were written by a language model. Do not run them
outside of a sandbox. Names in project/ and site/ that no file system should see are replaced by a short name in
_renamed/; project.json and site.json say which.
"""

_PARTS = {
    "project": (
        "project/         the project that was built: the scaffold with the policy's files in it",
        "project.json     its dependencies, what the policy wrote itself, and where each file lies",
    ),
    "site": (
        "site/            the built files that the browser got",
        "site.json        the routes found in it, and where each file lies",
    ),
    "visit": (
        "visit.json       what the browser saw: pages, console, errors, rendered elements",
        "screenshots/     the first viewport of each page, in the order visited",
    ),
    "examination": (
        "examination.json the contracts and probes: step by step, with what was found",
        "contracts/       the page at the end of each contract",
    ),
}
_ABSENT = {
    "project": "(no project/: the completion held none)",
    "site": "(no site/: the project was not built)",
    "visit": "(no visit.json: no browser opened it)",
    "examination": "(no examination.json: nobody tried it out)",
}


def readme(result: RewardResult, task: Task, policy: str, contents: Mapping[str, bool]) -> str:
    """Write the README of a bundle.

    Args:
        result: The verdict.
        task: The specification.
        policy: Label of the policy; may be empty.
        contents: Which of ``project``, ``site``, ``visit`` and ``examination`` are present.

    Returns:
        Printable text with line ends.
    """
    reward = "none, because of a fault of the machinery" if result.reward is None else f"{result.reward:.4g}"
    parts = [line for part, there in contents.items() for line in (_PARTS[part] if there else (_ABSENT[part],))]
    return _TEXT.format(
        task=_line(task.id),
        policy=_line(policy) or "not named",
        reward=f"{reward} (preset {_line(result.preset) or 'not named'})",
        stage=result.stage if result.fault is None else f"{result.stage}, fault: {result.fault}",
        parts="".join(f"{line}\n" for line in parts),
    )


def _line(text: str) -> str:
    return " ".join(printable(text, 200).split())
