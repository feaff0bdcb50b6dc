"""``webgen demo``: bundled policies on bundled tasks, through Gymnasium."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gymnasium
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import webgen_env  # noqa: F401  # registers WebGen-v0
from webgen_env.cli.bundled_agents import bundled_agents
from webgen_env.cli.output import plain, progress, results, stage_text
from webgen_env.evidence import GalleryItem, write_gallery

if TYPE_CHECKING:
    from webgen_env.tasks import Task, TaskSet

GOOD_POLICIES = ("showcase", "scaffold")
FLAWED_POLICIES = (
    "unstyled", "off-topic", "broken-route", "crasher", "blank", "looper",
    "careless", "hallucinator", "intruder", "truncated", "thinker", "chatty", "silent",
)  # fmt: skip
"""Policies that each fail in a way of their own, so that every stage of the cascade is seen."""


def run_demo(out: Path, *, number_of_tasks: int) -> None:
    """Run the demo, print its table and write its gallery.

    Args:
        out: Folder of the evidence and the gallery.
        number_of_tasks: Tasks that the good policies write sites for; the flawed ones get the first of them.
    """
    started = time.perf_counter()
    env = gymnasium.make("WebGen-v0", evidence=str(out / "evidence"), cache=False)
    try:
        tasks: TaskSet = env.unwrapped.tasks  # type: ignore[attr-defined]
        chosen = _with_showcase_first(tasks)[:number_of_tasks]
        plan = [(policy, chosen[0]) for policy in (*GOOD_POLICIES, *FLAWED_POLICIES)]
        plan += [(policy, task) for task in chosen[1:] for policy in GOOD_POLICIES]
        items = list(_episodes(env, plan))
    finally:
        env.close()
    gallery = write_gallery(items, out / "gallery", title="WebGen-v0 demo")
    _print(items, seconds=time.perf_counter() - started)
    results.print("\ngallery:", plain(str(gallery.absolute()), 400))


def _with_showcase_first(tasks: TaskSet) -> list[Task]:
    """Tasks for which there is a hand-made site come first."""
    made = set(bundled_agents().showcase_task_ids())
    return sorted(tasks, key=lambda task: (task.id not in made, task.id))


def _episodes(env: gymnasium.Env[str, str], plan: list[tuple[str, Task]]) -> Iterator[GalleryItem]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=progress, transient=True) as bar:
        running = bar.add_task("starting", total=len(plan))
        for policy, task in plan:
            bar.update(running, description=f"{policy} on {task.id}")
            yield _episode(env, policy, task)
            bar.advance(running)


def _episode(env: gymnasium.Env[str, str], policy: str, task: Task) -> GalleryItem:
    observation, info = env.reset(options={"task_id": task.id})
    completion = bundled_agents().make(policy).act(observation, info)
    env.step(completion)
    base: Any = env.unwrapped
    result = base.last_result
    bundle = Path(result.evidence) if result.evidence else None
    return GalleryItem(policy=policy, task=task, result=result, bundle=bundle, completion=completion)


def _print(items: list[GalleryItem], *, seconds: float) -> None:
    """One block per task, because its rewards are what can be compared."""
    blocks = itertools.groupby(items, key=lambda item: item.task.id)
    for number, (task_id, group) in enumerate(blocks):
        table = _table(with_header=number == 0)
        for item in group:
            _add_row(table, item)
        results.print()
        results.print(plain(task_id, 60, "bold"))
        results.print(table)
    scored = [item.result.timing["total"] for item in items if item.result.stage == "scored"]
    median = f", {statistics.median(scored):.2f} s for a site that was scored (median)" if scored else ""
    results.print(f"\n{len(items)} episodes in {seconds:.1f} s{median}")


def _table(*, with_header: bool) -> Table:
    table = Table(box=None, pad_edge=False, show_header=with_header, expand=True)
    table.add_column("policy", width=14, no_wrap=True)
    for column in ("reward", "visual", "func.", "reas."):
        table.add_column(column, width=6, justify="right", no_wrap=True)
    table.add_column("stage", width=8, no_wrap=True)
    table.add_column("what happened", ratio=1, no_wrap=True, overflow="ellipsis")
    return table


def _add_row(table: Table, item: GalleryItem) -> None:
    result = item.result
    table.add_row(
        plain(item.policy, 20),
        "none" if result.reward is None else f"{result.reward:.2f}",
        *(f"{result.terms.get(name, 0.0):.1f}" for name in ("visual", "functional", "reasoning")),
        stage_text(result.stage, result.fault),
        plain(result.problems[0].message if result.problems else "", 120),
    )
