"""Comparing: two runs side by side, task by task."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from webgen_env.errors import ConfigurationError, EvidenceError
from webgen_env.evaluation.evaluation import DOCUMENT, Evaluation, read_evaluation
from webgen_env.evaluation.intervals import Interval, mean_interval
from webgen_env.evaluation.metrics import METRICS
from webgen_env.evaluation.outcomes import SiteOutcome
from webgen_env.evaluation.pages import write_page
from webgen_env.evidence._pictures import card_picture, read_picture
from webgen_env.evidence.bundle import read_bundle
from webgen_env.findings import printable
from webgen_env.reward.site_errors import rendered

REWARD = "reward"
MAX_PAIRS = 200
"""Pairs of sites that the page shows at most; the table has them all."""

Value = Callable[[SiteOutcome], float]


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of two runs, paired by task.

    Attributes:
        name: Reward, or name of a metric.
        tasks: Tasks that both have it for.
        first: Mean of the first run.
        second: Mean of the second run.
        difference: Second less first.
        interval: 95 % bootstrap interval of the difference over pairs; ``None`` for fewer than two.
        better: Tasks on which the second is better.
        worse: Tasks on which it is worse.
    """

    name: str
    tasks: int
    first: float
    second: float
    difference: float
    interval: Interval | None
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        names: What the runs are called.
        pairs: Outcomes of every task that both have.
        alone: Number of tasks that only the first, or only the second run has.
        differences: Over all pairs.
        categories: The same for each category of tasks.
        remarks: What makes the two differ besides their agents.
    """

    names: tuple[str, str]
    pairs: tuple[tuple[SiteOutcome, SiteOutcome], ...]
    alone: tuple[int, int]
    differences: tuple[Difference, ...]
    categories: Mapping[str, tuple[Difference, ...]]
    remarks: tuple[str, ...]


def compare(first: str | os.PathLike[str], second: str | os.PathLike[str]) -> Comparison:
    """Compare two runs.

    Args:
        first: Folder of ``webgen evaluate`` or ``webgen run``.
        second: The other.

    Returns:
        Paired differences, the second less the first, of all that both measured.

    Raises:
        ConfigurationError: They have no task in common.
        EvidenceError: A folder holds neither an evaluation nor a run, or a broken one.
    """
    one, two = load_sites(first), load_sites(second)
    theirs = {site.task_id: site for site in two.sites}
    pairs = tuple((site, theirs[site.task_id]) for site in one.sites if site.task_id in theirs)
    if not pairs:
        raise ConfigurationError(f"{str(first)!r} and {str(second)!r} have no task in common; nothing can be paired.")
    measured = _measured(one, two)
    names = sorted({left.category or "none" for left, _ in pairs})
    grouped = {name: [pair for pair in pairs if (pair[0].category or "none") == name] for name in names}
    return Comparison(
        names=_names(one, two),
        pairs=pairs,
        alone=(len(one.sites) - len(pairs), len(two.sites) - len(pairs)),
        differences=_differences(pairs, measured),
        categories={name: _differences(group, measured) for name, group in grouped.items()},
        remarks=_remarks(one, two),
    )


def load_sites(folder: str | os.PathLike[str]) -> Evaluation:
    """Read an evaluation, or make one of a run that was not evaluated.

    Args:
        folder: Folder of ``webgen evaluate`` or ``webgen run``.

    Returns:
        The evaluation; of a run, without lint and test cases. Of several completions for a task, the first counts.

    Raises:
        EvidenceError: The folder holds neither.
    """
    path = Path(folder)
    if (path / DOCUMENT).is_file():
        return read_evaluation(path)
    try:
        settings = json.loads((path / "run.json").read_bytes())
        lines = (path / "results.jsonl").read_bytes().splitlines()
        records = {
            str(record["task_id"]): record for line in lines if not (record := json.loads(line)).get("sample", 0)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EvidenceError(
            f"{str(path)!r} holds neither an evaluation nor a run ({type(error).__name__}); expected the --out folder "
            "of 'webgen evaluate' or 'webgen run'."
        ) from None
    sites = tuple(_of_record(path, record) for record in records.values())
    provenance = next((record.get("provenance") or {} for record in records.values()), {})
    return Evaluation(
        benchmark=str(settings.get("tasks", "")),
        agent=str(settings.get("agent", "")),
        preset=str(provenance.get("preset", "")),
        judge=str(provenance.get("judge", "")),
        sites=sites,
    )


def write_comparison(
    comparison: Comparison,
    folders: tuple[str | os.PathLike[str], str | os.PathLike[str]],
    out: str | os.PathLike[str],
) -> Path:
    """Write ``comparison.json`` and ``index.html`` with the sites next to each other.

    Args:
        comparison: The comparison.
        folders: The two runs, from which the pictures come.
        out: Folder; made if it is not there.

    Returns:
        The page.

    Raises:
        OSError: The disk refused.
    """
    target = Path(out)
    (target / "pictures").mkdir(parents=True, exist_ok=True)
    content = {
        "names": comparison.names,
        "alone": comparison.alone,
        "differences": [asdict(difference) for difference in comparison.differences],
        "categories": {name: [asdict(one) for one in group] for name, group in comparison.categories.items()},
        "remarks": comparison.remarks,
    }
    (target / "comparison.json").write_text(json.dumps(content, indent=1) + "\n", "ascii")
    ordered = sorted(comparison.pairs, key=lambda pair: -abs(_reward(pair[1]) - _reward(pair[0])))[:MAX_PAIRS]
    shown = []
    for number, pair in enumerate(ordered, start=1):
        pictures = [
            _picture(Path(folder), site, target, f"pictures/{number:04d}-{'ab'[side]}.webp")
            for side, (folder, site) in enumerate(zip(folders, pair, strict=True))
        ]
        sides = list(zip(comparison.names, pair, pictures, strict=True))
        shown.append({"site": pair[0], "sides": sides, "difference": _reward(pair[1]) - _reward(pair[0])})
    title = f"{comparison.names[1]} against {comparison.names[0]}"
    return write_page(
        target / "index.html",
        "compare.html",
        title=title,
        comparison=comparison,
        pairs=shown,
        left_out=len(comparison.pairs) - len(ordered),
    )


def _of_record(folder: Path, record: Mapping[str, Any]) -> SiteOutcome:
    evidence, started = str(record.get("evidence") or ""), record.get("reward") is not None
    is_rendered, grade, instruction = False, 0.0, ""
    if started and evidence:
        bundle = read_bundle(folder / evidence)
        result, instruction = bundle.result, bundle.task.instruction
        is_rendered = result.visit is not None and rendered(result.visit)
        grade = result.judgement.grade if is_rendered and result.judgement else 0.0
    return SiteOutcome(
        str(record["task_id"]),
        category=str(record.get("category", "")),
        instruction=instruction,
        started=started,
        problem=printable(str(record.get("problem") or ""), 300),
        fault=str(record.get("fault") or ""),
        stage=str(record.get("stage") or ""),
        reward=record.get("reward"),
        rendered=is_rendered,
        appearance=grade,
        evidence=evidence,
    )


def _measured(one: Evaluation, two: Evaluation) -> dict[str, Value]:
    """What both runs measured."""
    values: dict[str, Value] = {REWARD: _reward}
    for name, kind in METRICS.items():
        if one.metrics[name].value is not None and two.metrics[name].value is not None:

            def value(site: SiteOutcome, points: Callable[[SiteOutcome], tuple[float, float]] = kind.points) -> float:
                reached, most = points(site)
                return reached / most if most else 0.0

            values[name] = value
    return values


def _differences(
    pairs: list[tuple[SiteOutcome, SiteOutcome]] | tuple[tuple[SiteOutcome, SiteOutcome], ...],
    measured: Mapping[str, Value],
) -> tuple[Difference, ...]:
    found = []
    for name, value in measured.items():
        # A fault of ours says nothing about either agent.
        both = [pair for pair in pairs if name != REWARD or all(site.reward is not None for site in pair)]
        if not both:
            continue
        first, second = [value(left) for left, _ in both], [value(right) for _, right in both]
        each = [after - before for before, after in zip(first, second, strict=True)]
        found.append(
            Difference(
                name=name,
                tasks=len(both),
                first=sum(first) / len(both),
                second=sum(second) / len(both),
                difference=sum(each) / len(both),
                interval=mean_interval(each),
                better=sum(one > 0 for one in each),
                worse=sum(one < 0 for one in each),
            )
        )
    return tuple(found)


def _names(one: Evaluation, two: Evaluation) -> tuple[str, str]:
    first, second = printable(one.agent, 60) or "first", printable(two.agent, 60) or "second"
    return (f"{first} (A)", f"{second} (B)") if first == second else (first, second)


def _remarks(one: Evaluation, two: Evaluation) -> tuple[str, ...]:
    said = ["Differences are paired by task: each task counts once, whatever its number of test cases."]
    for name in ("benchmark", "preset", "judge", "tester", "linter"):
        first, second = getattr(one, name), getattr(two, name)
        if first != second:
            said.append(f"The two differ in their {name}: {first or 'none'!r:.80} and {second or 'none'!r:.80}.")
    return tuple(said)


def _reward(site: SiteOutcome) -> float:
    return 0.0 if site.reward is None else site.reward


def _picture(folder: Path, site: SiteOutcome, target: Path, name: str) -> str:
    """Keep a small picture of a site's home page; empty if there is none to show."""
    if not site.evidence or not site.rendered:
        return ""
    try:
        visit = read_bundle(folder / site.evidence).visit
    except (OSError, EvidenceError):
        return ""  # somebody took the bundle away; the numbers stay
    picture = read_picture(visit.home.screenshot) if visit is not None and visit.pages else None
    small = None if picture is None else card_picture(picture)
    if small is None:
        return ""
    (target / name).write_bytes(small)
    return name
