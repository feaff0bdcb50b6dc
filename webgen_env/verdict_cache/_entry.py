"""Entry: an evaluation as bytes; JSON and pictures, nothing that could run."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, fields, replace
from typing import Any

from webgen_env.browser.visit import Element, PageFacts, PageVisit, Visit
from webgen_env.build.site import BuildOutcome, Site
from webgen_env.codec import decode, encode
from webgen_env.examination.result import Examination
from webgen_env.reward.judge import Judgement
from webgen_env.verdict_cache.evaluation import Evaluation, LeftOutFiles

_FAST = 1  # level of compression: these texts shrink to a fifth at once, and to little less with patience
_WHERE = "verdict cache"


@dataclass(frozen=True, slots=True)
class PackedPage:
    """One visited page.

    Attributes:
        screenshot: PNG, or ``None``.
        elements: Compressed JSON of the elements; empty if there are none.
    """

    screenshot: bytes | None
    elements: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """An evaluation as bytes.

    Attributes:
        document: Compressed JSON of everything but pictures, elements and built files.
        pages: The visited pages in order.
    """

    document: bytes
    pages: tuple[PackedPage, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.document) + sum(len(page.screenshot or b"") + len(page.elements) for page in self.pages)

    def checksum(self, key: str) -> bytes:
        """SHA-256 over the content and the key that it belongs to: the disk may err, a verdict may not."""
        hasher = hashlib.sha256(f"{key}:{len(self.document)}:".encode())
        hasher.update(self.document)
        for page in self.pages:
            picture = page.screenshot
            hasher.update(f"{-1 if picture is None else len(picture)}:{len(page.elements)}:".encode())
            hasher.update(picture or b"")
            hasher.update(page.elements)
        return hasher.digest()


class StoredFacts(PageFacts):
    """Facts whose elements are decoded when somebody asks for them: there may be thousands, and few ever do."""

    __slots__ = ("_elements", "_packed")

    _packed: bytes
    _elements: tuple[Element, ...]

    @classmethod
    def of(cls, facts: PageFacts, packed: bytes) -> StoredFacts:
        """Put packed elements into facts that have none."""
        stored = cls(**{field.name: getattr(facts, field.name) for field in fields(facts)})
        object.__setattr__(stored, "_packed", packed)
        return stored

    @property
    def elements(self) -> tuple[Element, ...]:
        """Rendered elements in document order."""
        if self._packed:
            # In this order, because another thread may ask at the same time.
            object.__setattr__(self, "_elements", _unpack_elements(self._packed))
            object.__setattr__(self, "_packed", b"")
        return self._elements

    @elements.setter
    def elements(self, value: tuple[Element, ...]) -> None:
        # Reached only from the constructor, also by way of `dataclasses.replace`; the class is frozen.
        object.__setattr__(self, "_elements", value)
        object.__setattr__(self, "_packed", b"")

    def __eq__(self, other: object) -> bool:
        return _values(self) == _values(other) if isinstance(other, PageFacts) else NotImplemented

    def __hash__(self) -> int:
        return hash(_values(self))

    def __reduce__(self) -> tuple[type[PageFacts], tuple[Any, ...]]:
        return (PageFacts, _values(self))


def pack(evaluation: Evaluation) -> Entry:
    """Turn an evaluation into bytes.

    Args:
        evaluation: What to keep.

    Returns:
        The entry; the built files and the pictures of the contracts are left out.
    """
    visit, site = evaluation.visit, evaluation.build.site
    document = {
        "build": encode(replace(evaluation.build, site=None)),
        "routes": None if site is None else list(site.routes),
        "visit": None if visit is None else encode(replace(visit, pages=tuple(_bare(page) for page in visit.pages))),
        "judgement": encode(evaluation.judgement),
        "provenance": encode(evaluation.provenance),
        "examination": encode(evaluation.examination and evaluation.examination.without_pictures()),
    }
    pages = () if visit is None else tuple(_pack_page(page) for page in visit.pages)
    return Entry(_squeeze(document), pages)


def unpack(entry: Entry) -> Evaluation:
    """Turn bytes back into an evaluation.

    Args:
        entry: What :func:`pack` gave.

    Returns:
        The evaluation. Elements are decoded when they are asked for; the built files refuse to be looked at.

    Raises:
        ValueError: The bytes are no such entry.
    """
    document = json.loads(zlib.decompress(entry.document))
    build = decode(BuildOutcome, document["build"], _WHERE)
    if document["routes"] is not None:
        build = replace(build, site=Site(LeftOutFiles(), tuple(document["routes"])))
    visit = document["visit"] and decode(Visit, document["visit"], _WHERE)
    if visit is not None:
        if len(visit.pages) != len(entry.pages):
            raise ValueError(f"Expected {len(visit.pages)} pages, got {len(entry.pages)}.")
        visit = replace(visit, pages=tuple(map(_unpack_page, visit.pages, entry.pages)))
    judgement = document["judgement"] and decode(Judgement, document["judgement"], _WHERE)
    examination = document["examination"] and decode(Examination, document["examination"], _WHERE)
    return Evaluation(build, visit, judgement, document["provenance"], examination)


def _bare(page: PageVisit) -> PageVisit:
    return replace(page, screenshot=None, facts=replace(page.facts, elements=()))


def _pack_page(page: PageVisit) -> PackedPage:
    elements = page.facts.elements
    return PackedPage(page.screenshot, _squeeze(encode(elements)) if elements else b"")


def _unpack_page(page: PageVisit, packed: PackedPage) -> PageVisit:
    facts = StoredFacts.of(page.facts, packed.elements) if packed.elements else page.facts
    return replace(page, screenshot=packed.screenshot, facts=facts)


def _unpack_elements(packed: bytes) -> tuple[Element, ...]:
    return decode(PageFacts, {"elements": json.loads(zlib.decompress(packed))}, _WHERE).elements


def _squeeze(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode(), _FAST)


def _values(facts: PageFacts) -> tuple[Any, ...]:
    return tuple(getattr(facts, field.name) for field in fields(PageFacts))
