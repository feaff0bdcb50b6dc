"""Gallery: rollouts side by side in static pages that work from a file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.evidence import _views as views
from webgen_env.evidence._detail import detail_of
from webgen_env.evidence._folders import new_folder
from webgen_env.evidence._names import slug
from webgen_env.evidence._pictures import Picture, card_picture, read_picture
from webgen_env.evidence.item import GalleryItem
from webgen_env.html_page import inline_digest, page_templates, page_text
from webgen_env.reward.result import STAGES

if TYPE_CHECKING:
    import jinja2

    from webgen_env.evidence.bundle import Bundle
    from webgen_env.findings import Finding
    from webgen_env.tasks.task import Task

MARKER = "gallery.json"
"""The document by which a folder is known to be a gallery."""

EAGER_PICTURES = 60
"""Cards whose pictures are loaded at once; those after them when they come near the window."""


@dataclass(frozen=True, slots=True)
class Card:
    """A rollout on the index.

    Attributes:
        number: Position in the whole gallery, from 1.
        page: Address of its own page, relative to the gallery.
        title: Policy and position in the group.
        policy: Label of the policy.
        policy_index: Position of the policy in the summary.
        rank: Position in the group, from 1.
        reward: Reward as text.
        stage: Where the walk ended.
        reached: Number of stages entered, 1–6.
        label: Where it ended, in words.
        fault: Whether a fault of ours prevented a reward.
        terms: Terms of the reward.
        headline: The first thing to say about it.
        picture: Address of its picture; empty if there is none to show.
        tile: The word in place of a picture.
        alt: Alternative text of the picture.
        cached: Whether the verdict came from an identical completion.
    """

    number: int
    page: str
    title: str
    policy: str
    policy_index: int
    rank: int
    reward: str
    stage: str
    reached: int
    label: str
    fault: bool
    terms: tuple[views.TermView, ...]
    headline: Finding | None
    picture: str
    tile: str
    alt: str
    cached: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The rollouts of one task.

    Attributes:
        number: Position, from 1.
        task: The specification.
        short: Its instruction, cut.
        whole: Its whole instruction; empty if it was not cut.
        cards: Rollouts, best first.
    """

    number: int
    task: Task
    short: str
    whole: str
    cards: list[Card]


def write_gallery(
    items: Iterable[GalleryItem | Bundle | Path], out: str | os.PathLike[str], *, title: str = "Gallery"
) -> Path:
    """Write rollouts as a folder of static pages.

    The index groups them by task, best first; each has a page of its own. Nothing in the folder refers to anything
    outside of it, no script is needed to read it, and every text is shown and never interpreted.

    Args:
        items: Rollouts, bundles, or folders of bundles.
        out: The folder; an older gallery there is replaced.
        title: Heading of the index.

    Returns:
        The path of ``index.html``.

    Raises:
        ConfigurationError: At the folder's place lies something that is no gallery.
        EvidenceError: A bundle is broken.
        OSError: The disk refused.

    Example:
        >>> from webgen_env.evidence import find_bundles, write_gallery
        >>> write_gallery(find_bundles("runs/evidence"), "runs/gallery", title="Step 400")  # doctest: +SKIP
        PosixPath('runs/gallery/index.html')
    """
    rollouts = [item if isinstance(item, GalleryItem) else GalleryItem.from_bundle(item) for item in items]
    target = Path(out)
    with new_folder(target, marker=MARKER) as folder:
        _Writer(folder, title, rollouts).write()
    return target / "index.html"


class _Writer:
    """Writes one gallery into an empty folder."""

    def __init__(self, folder: Path, title: str, items: Sequence[GalleryItem]) -> None:
        self._folder = folder
        self._title = title
        self._items = items
        self._policies = views.policy_views(items)
        self._policy_index = {policy.name: policy.index for policy in self._policies}
        self._shown = 0
        for name in ("rollouts", "pictures"):
            (folder / name).mkdir()

    def write(self) -> None:
        groups = [self._group(number, group) for number, group in enumerate(_grouped(self._items), start=1)]
        provenance = _common([item.result.provenance for item in self._items])
        page = _render(
            "index.html",
            title=self._title,
            root="",
            groups=groups,
            policies=self._policies,
            rollouts=len(self._items),
            stages=STAGES,
            eager=EAGER_PICTURES,
            provenance=provenance,
        )
        _write_page(self._folder / "index.html", page)
        summary = {
            "title": self._title,
            "rollouts": [
                {
                    "task": item.task.id,
                    "policy": item.policy,
                    "reward": item.result.reward,
                    "terms": dict(item.result.terms),
                    "stage": item.result.stage,
                    "fault": item.result.fault,
                    "page": _page_name(index, item),
                }
                for index, item in enumerate(self._items)
            ],
        }
        (self._folder / MARKER).write_text(json.dumps(summary, indent=1) + "\n", encoding="ascii")

    def _group(self, number: int, group: list[tuple[int, GalleryItem]]) -> Group:
        ordered = views.order(group)
        task = ordered[0][1].task
        cards = [self._card(rank, index, item) for rank, (index, item) in enumerate(ordered, start=1)]
        for position, (card, (index, item)) in enumerate(zip(cards, ordered, strict=True)):
            before = cards[position - 1] if position else None
            after = cards[position + 1] if position + 1 < len(cards) else None
            self._detail(card, index, item, Neighbours(number, len(cards), before, after))
        short = views.shortened(task.instruction)
        whole = "" if short == " ".join(task.instruction.split()) else task.instruction
        return Group(number, task, short, whole, cards)

    def _card(self, rank: int, index: int, item: GalleryItem) -> Card:
        result = item.result
        home = result.visit.pages[0] if result.visit is not None and result.visit.pages else None
        # An empty page is no picture worth showing: the tile says what is wrong with it.
        picture = read_picture(home.screenshot) if home is not None and not home.blank else None
        small = None if picture is None else card_picture(picture)
        address = "" if small is None else f"pictures/{index + 1:04d}-card.webp"
        if small is not None:
            (self._folder / address).write_bytes(small)
        self._shown += 1
        return Card(
            number=self._shown,
            page=_page_name(index, item),
            title=f"{item.policy} on {item.task.id}",
            policy=item.policy,
            policy_index=self._policy_index[item.policy],
            rank=rank,
            reward=views.reward_text(result),
            stage=result.stage,
            reached=STAGES.index(result.stage) + 1,
            label=views.stage_label(result),
            fault=result.fault is not None,
            terms=views.term_views(result),
            headline=views.headline(result),
            picture=address,
            tile=_tile(result.stage, blank=home is not None and home.blank),
            alt=f"Home page by {item.policy}" + (f": {home.title[:120]}" if home is not None and home.title else ""),
            cached=result.cached,
        )

    def _detail(self, card: Card, index: int, item: GalleryItem, around: Neighbours) -> None:
        page = _render(
            "rollout.html",
            title=self._title,
            root="../",
            card=card,
            around=around,
            item=item,
            result=item.result,
            formula=views.formula(item.result),
            criteria=views.grade_bars(item.result.judgement.criteria, 5.0) if item.result.judgement else (),
            times=views.time_bars(item.result.timing),
            stages=STAGES,
            detail=detail_of(item, lambda name, picture: self._plate(index, name, picture)),
        )
        _write_page(self._folder / card.page, page)

    def _plate(self, index: int, name: str, picture: Picture) -> str:
        address = f"pictures/{index + 1:04d}-{name}.png"
        (self._folder / address).write_bytes(picture.png)
        return address


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a rollout stands in its group.

    Attributes:
        group: Number of the group.
        size: How many rollouts it has.
        better: The one before, if any.
        worse: The one after, if any.
    """

    group: int
    size: int
    better: Card | None
    worse: Card | None


def _grouped(items: Sequence[GalleryItem]) -> list[list[tuple[int, GalleryItem]]]:
    groups: dict[tuple[str, str], list[tuple[int, GalleryItem]]] = {}
    for index, item in enumerate(items):
        groups.setdefault((item.task.id, item.task.instruction), []).append((index, item))
    return list(groups.values())


def _tile(stage: str, *, blank: bool) -> str:
    if stage != "scored":
        return stage
    return "blank" if blank else "no picture"


def _page_name(index: int, item: GalleryItem) -> str:
    return f"rollouts/{index + 1:04d}-{slug(item.task.id, 'task')}-{slug(item.policy, 'policy')}.html"


def _common(provenances: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """Collect the versions of everything that graded, each once."""
    collected: dict[str, dict[str, None]] = {}
    for provenance in provenances:
        for name, value in provenance.items():
            collected.setdefault(name, {})[value] = None
    return {name: list(values)[:8] for name, values in collected.items()}


def _render(template: str, **values: Any) -> str:
    style, script = _asset("style.css"), _asset("script.js")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'self' file:; "
        f"style-src '{inline_digest(style)}'; script-src '{inline_digest(script)}'; require-trusted-types-for 'script'"
    )
    page = (
        _environment()
        .get_template(template)
        .render(
            **values,
            style=style,
            script=script,
            content_security_policy=policy,
        )
    )
    return page_text(page)


def _write_page(path: Path, page: str) -> None:
    path.write_bytes(page.encode())


@cache
def _asset(name: str) -> str:
    return resources.files("webgen_env.evidence").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    environment = page_templates("webgen_env.evidence")
    environment.filters["number"] = views.number
    environment.filters["seconds"] = views.seconds
    return environment
