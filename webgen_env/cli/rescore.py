"""``webgen rescore``: stored bundles under another judge or preset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from webgen_env.cli.output import plain, progress, results, stage_text, write_json
from webgen_env.errors import ConfigurationError
from webgen_env.evidence import GalleryItem, find_bundles, write_gallery

if TYPE_CHECKING:
    from webgen_env.evaluation import Rescored

MAX_ROWS = 40


def run_rescore(folders: Sequence[Path], *, judge: str, preset: str, out: Path | None, as_json: bool) -> bool:
    """Score stored bundles anew and print both verdicts.

    Args:
        folders: Bundles, folders of bundles, or folders of runs.
        judge: The judge.
        preset: The preset.
        out: Folder for new bundles and a gallery, or ``None``.
        as_json: Whether to print JSON.

    Returns:
        Whether every bundle got a verdict.

    Raises:
        WebGenError: A folder holds no bundle, or there is no such judge or preset.
    """
    from webgen_env.evaluation import rescore

    bundles = [bundle for folder in folders for bundle in bundles_in(folder)]
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn())
    with Progress(*columns, console=progress, transient=True) as bar:
        running = bar.add_task("scoring anew", total=len(bundles))
        done = rescore(
            bundles,
            judge=judge,
            preset=preset,
            out=None if out is None else out / "evidence",
            tell=lambda finished, _: bar.update(running, completed=finished),
        )
    gallery = None
    if out is not None:
        items = [GalleryItem(one.policy or "policy", one.task, one.after, None, one.completion) for one in done]
        gallery = write_gallery(items, out / "gallery", title=f"{preset}, {judge}")
    if as_json:
        write_json([_plain(one) for one in done])
    else:
        _print(done, gallery)
    return all(one.after.fault is None for one in done)


def bundles_in(folder: Path) -> list[Path]:
    """Find the bundles that a path means.

    Args:
        folder: A bundle, a folder of bundles, or the folder of a run with its ``evidence``.

    Returns:
        Their folders, at least one.

    Raises:
        ConfigurationError: There is none.
    """
    if (folder / "verdict.json").is_file():
        return [folder]
    found = find_bundles(folder) or find_bundles(folder / "evidence")
    if not found:
        raise ConfigurationError(
            f"{str(folder)!r} holds no evidence bundle; expected a bundle, a folder of bundles, or the folder of a run."
        )
    return found


def _plain(one: Rescored) -> dict[str, Any]:
    return {
        "bundle": str(one.bundle),
        "task": one.task.id,
        "before": {"reward": one.before.reward, "preset": one.before.preset, "stage": one.before.stage},
        "reward": one.after.reward,
        "terms": dict(one.after.terms),
        "stage": one.after.stage,
        "fault": one.after.fault,
        "fault_message": one.after.fault_message,
        "preset": one.after.preset,
        "judge": one.after.provenance.get("judge", ""),
        "evidence": one.after.evidence,
    }


def _print(done: Sequence[Rescored], gallery: Path | None) -> None:
    table = Table(box=None, pad_edge=False)
    for name in ("task", "before", "now", "stage", ""):
        table.add_column(name, overflow="fold")
    for one in done[:MAX_ROWS]:
        message = plain(one.after.fault_message, 120)
        table.add_row(
            plain(one.task.id, 40),
            _reward(one.before.reward),
            _reward(one.after.reward),
            stage_text(one.after.stage, one.after.fault),
            message,
        )
    results.print(table)
    if len(done) > MAX_ROWS:
        results.print(f"and {len(done) - MAX_ROWS} more")
    both = [one for one in done if one.before.reward is not None and one.after.reward is not None]
    if both:
        before = fmean(one.before.reward or 0.0 for one in both)
        after = fmean(one.after.reward or 0.0 for one in both)
        results.print(
            f"{len(done)} bundles; mean of {len(both)} with both rewards: {before:.3f} before, {after:.3f} now"
        )
    if gallery is not None:
        results.print("gallery:", plain(str(gallery.absolute()), 400))


def _reward(reward: float | None) -> str:
    return "none" if reward is None else f"{reward:.3f}"
