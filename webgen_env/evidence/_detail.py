"""Detail: what the page of one rollout shows of its site, its files and its texts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.errors import EvidenceError
from webgen_env.evidence._contracts import ContractView, contract_views
from webgen_env.evidence._pictures import Picture, read_picture
from webgen_env.findings import printable

if TYPE_CHECKING:
    from webgen_env.browser.visit import PageVisit
    from webgen_env.evidence.item import GalleryItem

_LOGGER = logging.getLogger(__name__)

MAX_FILE_CHARACTERS = 60_000
MAX_SOURCE_CHARACTERS = 600_000
MAX_FILES = 200
MAX_COMPLETION_CHARACTERS = 120_000
MAX_LOG_CHARACTERS = 60_000


@dataclass(frozen=True, slots=True)
class Plate:
    """One page as the browser saw it.

    Attributes:
        page: The page.
        route: Its route, cut.
        picture: Address of its screenshot; empty if there is none.
        width: Pixels of the screenshot.
        height: Pixels of the screenshot.
        alt: Alternative text.
        remark: What is unusual about it, in words; empty if nothing.
        blocked: How many requests to other origins were stubbed.
    """

    page: PageVisit
    route: str
    picture: str
    width: int
    height: int
    alt: str
    remark: str
    blocked: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text in full or in part.

    Attributes:
        name: Path of a file, or what the text is.
        text: The text, cut.
        size: Size of the whole, in words.
        cut: Whether something is missing.
    """

    name: str
    text: str
    size: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything below the verdict.

    Attributes:
        plates: Pages in the order visited.
        contracts: Contracts in the order of the task; none if the site was not tried out against any.
        held: How many of them hold.
        files: Files that the policy wrote.
        more_files: How many files are not shown.
        completion: The completion as it was written; ``None`` if it was not given.
        log: Build log; ``None`` if empty.
        bundle: Name of the bundle's folder; empty if none was kept.
    """

    plates: tuple[Plate, ...]
    contracts: tuple[ContractView, ...]
    held: int
    files: tuple[Source, ...]
    more_files: int
    completion: Source | None
    log: Source | None
    bundle: str


def detail_of(item: GalleryItem, keep: Callable[[str, Picture], str]) -> Detail:
    """Gather what the page of a rollout shows.

    Args:
        item: The rollout.
        keep: Stores a picture under a name that no other of this rollout has, and returns its address.

    Returns:
        The texts, bounded.
    """
    visit = item.result.visit
    plates = tuple(_plate(number, page, keep) for number, page in enumerate(visit.pages, start=1)) if visit else ()
    contracts = contract_views(item.result.examination, keep)
    files, more = _files(item)
    return Detail(
        plates=plates,
        contracts=contracts,
        held=sum(view.verdict.verdict == "pass" for view in contracts),
        files=files,
        more_files=more,
        completion=_source("completion", item.completion, MAX_COMPLETION_CHARACTERS) if item.completion else None,
        log=_source("build log", item.result.build_log, MAX_LOG_CHARACTERS) if item.result.build_log.strip() else None,
        bundle="" if item.bundle is None else item.bundle.name,
    )


def _plate(number: int, page: PageVisit, keep: Callable[[str, Picture], str]) -> Plate:
    picture = read_picture(page.screenshot)
    route = printable(page.route, 120)
    return Plate(
        page=page,
        route=route,
        picture="" if picture is None else keep(f"{number:02d}", picture),
        width=0 if picture is None else picture.width,
        height=0 if picture is None else picture.height,
        alt=f"Screenshot of {route}" + (f": {printable(page.title, 120)}" if page.title else ""),
        remark=_remark(page, picture),
        blocked=sum(page.blocked_requests.values()),
    )


def _remark(page: PageVisit, picture: Picture | None) -> str:
    remarks = {
        "timeout": "did not answer within its deadline",
        "crashed": "crashed its renderer",
        "left": "left the site",
    }
    words = [remarks[page.status]] if page.status in remarks else []
    if page.blank:
        words.append("nothing to be seen")
    if picture is None:
        words.append("no readable screenshot" if page.screenshot else "no screenshot")
    return ", ".join(words)


def _files(item: GalleryItem) -> tuple[tuple[Source, ...], int]:
    try:
        project = item.project()
    except EvidenceError as error:
        # The verdict is in hand: its page is shown without the files.
        _LOGGER.warning("the gallery leaves the files of %r out: %s", item.policy, error)
        return (), 0
    if project is None:
        return (), 0
    texts = [(path, project.files.get(path, project.configuration.get(path))) for path in project.written]
    sources: list[Source] = []
    left = MAX_SOURCE_CHARACTERS
    for path, text in texts:
        if text is None:
            continue
        if len(sources) == MAX_FILES or left <= 0:
            return tuple(sources), len(texts) - len(sources)
        sources.append(_source(printable(path, 200), text, min(left, MAX_FILE_CHARACTERS)))
        left -= len(sources[-1].text)
    return tuple(sources), 0


def _source(name: str, text: str, limit: int) -> Source:
    return Source(name, text[:limit], _size(len(text.encode("utf-8", "surrogatepass"))), len(text) > limit)


def _size(length: int) -> str:
    if length < 1000:
        return f"{length} B"
    return f"{length / 1000:.1f} kB" if length < 1_000_000 else f"{length / 1_000_000:.1f} MB"
