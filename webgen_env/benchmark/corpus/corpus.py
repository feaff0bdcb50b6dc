"""Corpus: the bundled sites, chosen and varied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Literal

from webgen_env.benchmark.corpus.extension import PAGES, extended
from webgen_env.benchmark.corpus.recipes import RECIPES, SMALL_PAGES, SMALL_TASKS
from webgen_env.errors import ConfigurationError
from webgen_env.manifest import parse_manifest, render_completion
from webgen_env.tasks import Task, TaskSet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents import Draft

Kind = Literal["handmade", "small", "assembled", "extended"]

_PAGE = re.compile(r"src/(?:pages|views|screens)/[^/]+\.[jt]sx")
_IMPORT = re.compile(r"""\bfrom\s+['"](antd|recharts)['"/]""")
_TITLE_END = re.compile(r"</title>", re.IGNORECASE)
_ENTRY = "src/App.tsx"


@dataclass(frozen=True, slots=True)
class CorpusSite:
    """A site to measure with.

    Attributes:
        name: Unique within the corpus, such as ``"street-tree-census/handmade"``.
        kind: ``"handmade"``: of the showcase policy; ``"assembled"``: of the scaffold policy; ``"small"`` and
            ``"extended"``: of the scaffold policy, with fewer and with further pages.
        task: The specification that it answers.
        completion: The site as a policy would write it.
        pages: Number of page components; the one for unknown addresses is not counted.
        libraries: Those of ``"antd"`` and ``"recharts"`` that it imports, sorted.
        characters: Length of the completion.
    """

    name: str
    kind: Kind
    task: Task
    completion: str
    pages: int
    libraries: tuple[str, ...]
    characters: int


@cache
def bundled_sites() -> tuple[CorpusSite, ...]:
    """Every site of the corpus.

    They are written by policies without a model, in a few milliseconds each, and are the same at every call.

    Returns:
        At least 30 sites with 3 to 12 pages: some with antd, some with recharts, some with Tailwind alone.

    Example:
        >>> len(bundled_sites()) >= 30
        True
    """
    # Imported here, because the policies are a package of their own that builds on this one.
    from agents.scaffold import ScaffoldAgent
    from agents.showcase import ShowcaseAgent, showcase_task_ids

    scaffold, showcase = ScaffoldAgent(), ShowcaseAgent()
    handmade = frozenset(showcase_task_ids())
    sites: list[CorpusSite] = []
    for task in TaskSet.bundled():
        if task.id in handmade:
            sites.append(_site("handmade", task, showcase.draft(task.instruction, {"task_id": task.id})))
        if task.id in SMALL_TASKS:
            sites.append(_site("small", task, _small(task)))
        draft = scaffold.draft(task.instruction)
        if task.id in RECIPES:
            sites.append(_site("extended", task, extended(draft, [PAGES[name] for name in RECIPES[task.id]])))
        else:
            sites.append(_site("assembled", task, draft))
    return tuple(sites)


def choose_sites(number: int | None = None) -> tuple[CorpusSite, ...]:
    """Choose sites of every size and kind.

    Args:
        number: How many, at least 1; ``None``: all.

    Returns:
        Sites in the order of the corpus, evenly spaced by size.

    Raises:
        ConfigurationError: The corpus has fewer, or the number is not positive.
    """
    sites = bundled_sites()
    wanted = len(sites) if number is None else number
    if not 1 <= wanted <= len(sites):
        raise ConfigurationError(f"The corpus has {len(sites)} sites; expected a number from 1 to that, got {wanted}.")
    by_size = sorted(sites, key=lambda site: (site.pages, bool(site.libraries), site.characters, site.name))
    # The middle of equal slices: neither the smallest nor the largest sites stand for all.
    chosen = {by_size[(2 * place + 1) * len(sites) // (2 * wanted)].name for place in range(wanted)}
    return tuple(site for site in sites if site.name in chosen)


def distinct_sites(sites: Sequence[CorpusSite], number: int | None = None, *, first: int = 1) -> Iterator[CorpusSite]:
    """Give sites in turn, each changed a little, so that no two are the same project.

    The title gets a number, and so does the code of the application: neither the project nor what it is built to is
    ever the same, while the work of building and showing it is.

    Args:
        sites: What to take in turn, at least one.
        number: How many; ``None``: without end.
        first: The number of the first.

    Returns:
        The changed sites, made as they are asked for.

    Raises:
        ConfigurationError: There are no sites.
    """
    if not sites:
        raise ConfigurationError("Expected at least one site to make others of, got none.")
    endless = (_edition(sites[(edition - first) % len(sites)], edition) for edition in count(first))
    return endless if number is None else islice(endless, number)


def with_packages(site: CorpusSite, *packages: str) -> CorpusSite:
    """Have a site declare further packages, as a policy does with an install command.

    Args:
        site: The site.
        *packages: ``name@version`` each.

    Returns:
        The changed site.
    """
    manifest = parse_manifest(site.completion)
    command = f"npm install {' '.join(packages)}"  # a line of text in the manifest; nothing runs it
    completion = render_completion(manifest.contents, title=manifest.title, shell=(command,))  # noqa: S604
    return replace(site, completion=completion, characters=len(completion))


def _edition(site: CorpusSite, edition: int) -> CorpusSite:
    manifest = parse_manifest(site.completion)
    files = dict(manifest.contents)
    files[_ENTRY] += f"\ndocument.documentElement.dataset.edition = '{edition}';\n"
    if "index.html" in files:
        files["index.html"] = _TITLE_END.sub(f" · {edition}</title>", files["index.html"], count=1)
    completion = render_completion(files, title=f"{manifest.title} {edition}")
    return replace(site, name=f"{site.name}#{edition}", completion=completion, characters=len(completion))


def _small(task: Task) -> Draft:
    """The scaffold policy's site of a task, with three of its pages: the list, one thing on it, and one more."""
    from agents import Draft
    from agents.scaffold.brief import read_brief
    from agents.scaffold.site import write_site

    brief = read_brief(task.instruction)
    needed = [page for page in brief.pages if page.role in ("home", "catalogue", "detail")]
    others = [page for page in brief.pages if page not in needed]
    kept = [*needed, *others][:SMALL_PAGES]
    brief = replace(brief, pages=tuple(page for page in brief.pages if page in kept))
    return Draft(title=brief.name, files=write_site(brief), think=f"Three pages: {brief.purpose}")


def _site(kind: Kind, task: Task, draft: Draft) -> CorpusSite:
    completion = draft.completion()
    return CorpusSite(
        name=f"{task.id}/{kind}",
        kind=kind,
        task=task,
        completion=completion,
        pages=_pages(draft.files),
        libraries=tuple(sorted({name for text in draft.files.values() for name in _IMPORT.findall(text)})),
        characters=len(completion),
    )


def _pages(files: Mapping[str, str]) -> int:
    return sum(1 for path in files if _PAGE.fullmatch(path) and "NotFound" not in path)
