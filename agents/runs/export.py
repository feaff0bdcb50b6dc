"""Export: completions of evidence bundles as data to train on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from webgen_env.errors import ConfigurationError
from webgen_env.evidence import find_bundles, read_bundle
from webgen_env.scaffold import default_scaffold

if TYPE_CHECKING:
    from webgen_env.evidence.bundle import Bundle
    from webgen_env.tasks.task import Task

Format = Literal["sft", "dpo"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two completions for one task, of which one got the higher reward.

    Attributes:
        task: The task.
        chosen: The better completion.
        rejected: The worse one.
        margin: Difference of their rewards, more than 0.
    """

    task: Task
    chosen: str
    rejected: str
    margin: float


@dataclass(frozen=True, slots=True)
class _Graded:
    task: Task
    completion: str
    reward: float


def best_completions(
    folders: Iterable[str | os.PathLike[str]], *, best_of: int = 1, least: float | None = None
) -> Iterator[tuple[Task, str, float]]:
    """Choose the best completions for each task.

    Args:
        folders: Folders of bundles, or of runs.
        best_of: Completions for each task, the best first; equal ones count once.
        least: Reward below which a completion is left out; ``None`` for no bound.

    Yields:
        Task, completion and reward, by the id of the task.

    Raises:
        ConfigurationError: A folder holds no bundle.
        EvidenceError: A bundle is broken.
    """
    for graded in _by_task(folders):
        for one in graded[:best_of]:
            if least is None or one.reward >= least:
                yield one.task, one.completion, one.reward


def preference_pairs(
    folders: Iterable[str | os.PathLike[str]], *, best_of: int = 1, margin: float = 0.5, least: float | None = None
) -> Iterator[Pair]:
    """Choose pairs of completions for each task: the best with the worst, the second best with the second worst, ….

    Args:
        folders: Folders of bundles, or of runs.
        best_of: Pairs for each task at most.
        margin: Least difference of their rewards, more than 0.
        least: Reward below which a completion is not preferred to any; ``None`` for no bound.

    Yields:
        Pairs by the id of the task.

    Raises:
        ConfigurationError: A folder holds no bundle, or the margin is not more than 0.
        EvidenceError: A bundle is broken.
    """
    if not margin > 0:
        raise ConfigurationError(f"margin must be more than 0, got {margin!r}: equal completions teach nothing.")
    for graded in _by_task(folders):
        for better, worse in list(zip(graded, reversed(graded), strict=True))[: min(best_of, len(graded) // 2)]:
            difference = better.reward - worse.reward
            if difference >= margin and (least is None or better.reward >= least):
                yield Pair(better.task, better.completion, worse.completion, difference)


def export(
    folders: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    form: Format = "sft",
    best_of: int = 1,
    least: float | None = None,
    margin: float = 0.5,
) -> int:
    """Write completions in the conversational form that TRL reads, one JSON object a line.

    ``"sft"`` gives ``messages`` (system, user, assistant); ``"dpo"`` gives ``prompt``, ``chosen`` and ``rejected``,
    each a list of messages. Both also give ``task_id`` and ``reward`` or ``margin``.

    Args:
        folders: Folders of bundles, or of runs.
        out: The file, replaced in one piece.
        form: ``"sft"`` or ``"dpo"``.
        best_of: Completions, or pairs, for each task.
        least: Reward below which a completion is left out.
        margin: For pairs: least difference of their rewards.

    Returns:
        Number of lines.

    Raises:
        ConfigurationError: The form is unknown, a folder holds no bundle, or nothing is left to write.
        EvidenceError: A bundle is broken.
    """
    folders = list(folders)
    if form == "sft":
        rows = [_sft(*chosen) for chosen in best_completions(folders, best_of=best_of, least=least)]
    elif form == "dpo":
        rows = [_dpo(pair) for pair in preference_pairs(folders, best_of=best_of, margin=margin, least=least)]
    else:
        raise ConfigurationError(f"Got the form {form!r}; expected 'sft' or 'dpo'.")
    if not rows:
        raise ConfigurationError("Nothing is left to write; lower the least reward or the margin, or add bundles.")
    target = Path(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    partial.write_text("".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows), "utf-8")
    partial.replace(target)
    return len(rows)


def _by_task(folders: Iterable[str | os.PathLike[str]]) -> Iterator[list[_Graded]]:
    """Completions of each task, best first, each once; those that got no reward are left out."""
    groups: dict[str, dict[str, _Graded]] = {}
    for path in folders:
        for bundle in _bundles(Path(path)):
            reward = bundle.verdict.get("reward")
            if isinstance(reward, bool) or not isinstance(reward, int | float):
                continue
            task = bundle.task
            graded = _Graded(task, bundle.completion, float(reward))
            groups.setdefault(f"{task.id}\n{task.instruction}", {})[graded.completion] = graded
    for key in sorted(groups):
        yield sorted(groups[key].values(), key=lambda graded: (-graded.reward, graded.completion))


def _bundles(folder: Path) -> Iterator[Bundle]:
    found = find_bundles(folder) or find_bundles(folder / "evidence")
    if not found:
        raise ConfigurationError(f"{str(folder)!r} holds no evidence bundle; give the folder of a run or its evidence.")
    for path in found:
        yield read_bundle(path)


def _prompt(task: Task) -> list[dict[str, str]]:
    return [
        {"role": "system", "content": default_scaffold().system_prompt()},
        {"role": "user", "content": task.instruction},
    ]


def _sft(task: Task, completion: str, reward: float) -> Mapping[str, Any]:
    messages = [*_prompt(task), {"role": "assistant", "content": completion}]
    return {"messages": messages, "task_id": task.id, "reward": reward}


def _dpo(pair: Pair) -> Mapping[str, Any]:
    return {
        "prompt": _prompt(pair.task),
        "chosen": [{"role": "assistant", "content": pair.chosen}],
        "rejected": [{"role": "assistant", "content": pair.rejected}],
        "task_id": pair.task.id,
        "margin": pair.margin,
    }
