"""``webgen score``: completions from files to verdicts."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from webgen_env.cli.output import plain, progress, results, stage_text, write_json
from webgen_env.episode import as_task_set, step_info
from webgen_env.errors import ConfigurationError
from webgen_env.evidence import GalleryItem, write_gallery
from webgen_env.scorer import Scorer
from webgen_env.tasks import Task

if TYPE_CHECKING:
    from webgen_env.reward import RewardResult


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """What the command line asked for.

    Attributes:
        files: Completions; ``-`` is standard input.
        task_id: Id of a task, or ``None``.
        instruction: A specification of the user's own, or ``None``.
        tasks: Task set to look the id up in; ``None``: the bundled ones.
        preset: Reward preset.
        judge: Judge.
        routes: Most routes besides the home page.
        out: Folder for evidence and gallery, or ``None``.
        cache: Whether verdicts may come from the cache.
        as_json: Whether to print JSON.
    """

    files: tuple[Path, ...]
    task_id: str | None
    instruction: str | None
    tasks: str | None
    preset: str
    judge: str
    routes: int
    out: Path | None
    cache: bool
    as_json: bool


def run_score(request: ScoreRequest) -> bool:
    """Score every file and print the verdicts.

    Args:
        request: What to score, and how.

    Returns:
        Whether every completion was scored; ``False`` when a fault of ours prevented one.

    Raises:
        ConfigurationError: The request does not say which task it is, or a file cannot be read.
    """
    task = _task(request)
    completions = [_read(path) for path in request.files]
    with (
        Scorer(
            preset=request.preset,
            judge=request.judge,
            routes=request.routes,
            evidence=request.out,
            cache=None if request.cache else False,
        ) as scorer,
        progress.status("scoring") as status,
    ):
        done: list[int] = []

        def tell(index: int, _: RewardResult) -> None:
            done.append(index)
            status.update(f"scoring: {len(done)} of {len(completions)}")

        verdicts = scorer.score_batch_sync([task] * len(completions), completions, progress=tell)
    gallery = _gallery(request, task, completions, verdicts)
    if request.as_json:
        write_json([as_record(path, verdict) for path, verdict in zip(request.files, verdicts, strict=True)])
    else:
        _print(request, verdicts, gallery)
    return all(verdict.fault is None for verdict in verdicts)


def as_record(path: Path, verdict: RewardResult) -> dict[str, Any]:
    """A verdict as plain data.

    Args:
        path: File of the completion.
        verdict: The verdict.

    Returns:
        ``file``, ``reward``, ``terms``, ``stage``, ``fault``, ``violations``, ``errors``, ``timing``, ``provenance``
        and ``evidence``.
    """
    info = step_info(verdict)
    return {
        "file": str(path),
        "reward": verdict.reward,
        "terms": dict(verdict.terms),
        "stage": verdict.stage,
        "fault": verdict.fault,
        "violations": info["violations"],
        "errors": info["errors"],
        "timing": {name: round(seconds, 4) for name, seconds in verdict.timing.items()},
        "provenance": dict(verdict.provenance),
        "evidence": verdict.evidence,
    }


def _task(request: ScoreRequest) -> Task:
    if (request.task_id is None) == (request.instruction is None):
        raise ConfigurationError(
            "Say what the completions were asked for: give one of --task ID and --instruction TEXT."
        )
    if request.instruction is not None:
        return Task(id="custom", instruction=request.instruction, split="custom")
    return as_task_set(request.tasks).get(str(request.task_id))


def _read(path: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"The completion {str(path)!r} cannot be read: {error.strerror}.") from error
    return data.decode("utf-8", errors="replace")


def _gallery(request: ScoreRequest, task: Task, completions: list[str], verdicts: list[RewardResult]) -> Path | None:
    if request.out is None:
        return None
    items = [
        GalleryItem(
            policy=path.name,
            task=task,
            result=verdict,
            bundle=Path(verdict.evidence) if verdict.evidence else None,
            completion=completion,
        )
        for path, verdict, completion in zip(request.files, verdicts, completions, strict=True)
    ]
    return write_gallery(items, request.out / "gallery", title="webgen score")


def _print(request: ScoreRequest, verdicts: list[RewardResult], gallery: Path | None) -> None:
    table = Table(box=None, pad_edge=False)
    for column in ("file", "reward", "terms", "stage", "first finding", "seconds"):
        table.add_column(column, justify="right" if column in ("reward", "seconds") else "left", overflow="fold")
    for path, verdict in zip(request.files, verdicts, strict=True):
        first = verdict.fault_message or next(map(str, verdict.problems), "")
        table.add_row(
            plain(path.name, 60),
            "none" if verdict.reward is None else f"{verdict.reward:.2f}",
            ", ".join(f"{name} {value:.2f}" for name, value in verdict.terms.items()),
            stage_text(verdict.stage, verdict.fault),
            plain(first, 140),
            f"{verdict.timing.get('total', 0.0):.2f}",
        )
    results.print(table)
    if gallery is not None:
        results.print("gallery:", plain(str(gallery), 400))
