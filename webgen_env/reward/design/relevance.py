"""Content relevance: is what was asked for there?"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import ImageColor

from webgen_env.reward.design.colour_request import colour_measures
from webgen_env.reward.design.words import content_stems, is_common, stem, tokens
from webgen_env.reward.site_errors import site_errors
from webgen_env.tasks.colours import requested_colours

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.reward.design.measure import Measure
    from webgen_env.reward.design.settings import RelevanceSettings
    from webgen_env.reward.design.sight import PageSight
    from webgen_env.tasks.task import Task

_MAX_INSTRUCTION_CHARACTERS = 20_000
_MAX_NAMES = 30
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_HOME_NAMES = frozenset(map(stem, ("home", "homepage", "landing", "start", "index")))
_COLOUR_WORDS = frozenset(ImageColor.colormap)


def relevance_measures(
    task: Task, visit: Visit, sights: Sequence[PageSight], settings: RelevanceSettings
) -> list[Measure]:
    """Measure how much of the specification can be seen.

    Only readable text counts, so that hidden keywords earn nothing; each word has a bound on what it earns, so that
    repeating it earns nothing more; a text pasted from the instruction, or a bare list of its words, does not count.

    Args:
        task: The specification.
        visit: What the browser saw.
        sights: The pages as seen, the home page first.
        settings: Curves and weights.

    Returns:
        Coverage of the instruction's words (1 is what a good site has), the same of what is seen without scrolling,
        share of words that are nothing but the instruction's, requested pages that work, the number of
        pages with content of their own, requested actions offered, requested colours; each only where something was
        requested.
    """
    instruction = task.instruction[:_MAX_INSTRUCTION_CHARACTERS]
    measures = []
    wanted = wanted_stems(instruction, settings)
    covered = 1.0
    if wanted:
        coverage = word_coverage(wanted, instruction, sights, settings)
        enough = settings.enough_of_long + settings.brevity(len(wanted)) * (
            settings.enough_of_short - settings.enough_of_long
        )
        measures.append(settings.coverage("words of the instruction", coverage / enough))
        covered = settings.on_subject(measures[0].score)
        seen_first = word_coverage(wanted, instruction, sights, settings, first_window=True)
        measures.append(settings.first_sight("words at first sight", seen_first / enough))
        measures.append(settings.parroting("nothing but words of the instruction", parroting(wanted, sights, settings)))
    pages = _names(task.metadata.get("pages"))
    if pages:
        share = requested_pages(pages, visit, sights, settings)
        measures.append(settings.pages("requested pages", share))
    # Pages of a site about something else are not what was asked for.
    measures.append(settings.depth("pages with own content", covered * own_pages(visit, sights, settings)))
    actions = _names(task.metadata.get("actions"))
    if actions:
        measures.append(settings.actions("requested actions", requested_actions(actions, sights, settings)))
    # And its colours are not those of what was asked for.
    on_subject = settings.colours_on_subject(measures[0].score) if wanted else 1.0
    colours = colour_measures(task, sights, settings)
    return measures + [replace(measure, score=measure.score * on_subject) for measure in colours]


def wanted_stems(instruction: str, settings: RelevanceSettings) -> dict[str, float]:
    """Extract what to look for: stems of the meaningful words outside the sentence about colours.

    Args:
        instruction: The specification.
        settings: Weight of common words.

    Returns:
        Weight by stem. A word that is repeated weighs more, with its logarithm, and one that any web application has
        weighs less: the usual damping of term frequency and the idea of inverse document frequency (Manning, Raghavan
        and Schütze, "Introduction to Information Retrieval", 6.2 and 6.4.1).
    """
    sentences = [sentence for sentence in _SENTENCE_END.split(instruction) if not requested_colours(sentence)]
    counts = Counter(word for word in content_stems(tokens(" ".join(sentences))) if word not in _COLOUR_WORDS)
    return {
        word: (1 + math.log(count)) * (settings.common_weight if is_common(word) else 1.0)
        for word, count in counts.items()
    }


def word_coverage(
    wanted: Mapping[str, float],
    instruction: str,
    sights: Iterable[PageSight],
    settings: RelevanceSettings,
    *,
    first_window: bool = False,
) -> float:
    """Share of the wanted words that the readable text of the pages has, 0–1, by weight.

    With ``first_window``, only of the text that is seen before scrolling.
    """
    run = settings.copied_run
    words = tokens(instruction)
    pasted = {tuple(words[i : i + run]) for i in range(len(words) - run + 1)}
    texts = {
        element.text
        for sight in sights
        for element in sight.readable
        if not first_window or element.y < sight.page.facts.viewport[1]
    }
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_credited(tokens(text), wanted, pasted, settings))
    earned = sum(weight * _credit(found[word], settings) for word, weight in wanted.items())
    return earned / sum(wanted.values())


def parroting(wanted: Mapping[str, float], sights: Iterable[PageSight], settings: RelevanceSettings) -> float:
    """Share of the meaningful words of the site that are the instruction's, 0–1; 0 for a site of few words.

    A real site fills the subject with words of its own: names, numbers, descriptions.
    """
    texts = {element.text for sight in sights for element in sight.readable}
    found = [word in wanted for text in texts for word in content_stems(tokens(text))]
    return sum(found) / len(found) if len(found) >= settings.least_stems else 0.0


def requested_pages(
    names: Sequence[str], visit: Visit, sights: Sequence[PageSight], settings: RelevanceSettings
) -> float:
    """Share of the requested pages that can be reached, 0–1; one that is only named earns part."""
    bad = {finding.place for finding in site_errors(visit)}
    named = {(e.text or e.name, e.href) for sight in sights for e in sight.shown if e.interactive}
    links = [(frozenset(content_or_all(text)), href) for text, href in sorted(named)]
    own = {route: worth for route, worth in _own_worth(sights, settings).items() if route not in bad}
    earned = 0.0
    for name in names:
        stems = frozenset(content_or_all(name))
        hrefs = [href for words, href in links if stems and stems <= words]
        mentioned = settings.page_named * bool(hrefs)
        if stems and stems <= _HOME_NAMES:
            hrefs.append("/")
        works = max((worth for route, worth in own.items() if _reaches(route, stems, hrefs)), default=0.0)
        earned += mentioned + (1 - settings.page_named) * works if mentioned else works
    return earned / len(names)


def own_pages(visit: Visit, sights: Sequence[PageSight], settings: RelevanceSettings) -> float:
    """Number of pages, the home page included, that came up and show something of their own."""
    bad = {finding.place for finding in site_errors(visit)}
    return sum(worth for route, worth in _own_worth(sights, settings).items() if route not in bad)


def requested_actions(names: Sequence[str], sights: Sequence[PageSight], settings: RelevanceSettings) -> float:
    """Share of the requested actions that a visible control names, 0–1.

    Only the first words of an accessible name count: a control says what it does, and a label can hold a list.
    """
    offered: set[str] = set()
    for sight in sights:
        for element in sight.shown:
            if element.interactive:
                offered.update(_stems(tokens(element.text) + tokens(element.name)[: settings.label_words]))
    shares = []
    for name in names:
        stems = set(content_or_all(name))
        if stems:
            shares.append(len(stems & offered) / len(stems))
    return sum(shares) / len(shares) if shares else 0.0


def content_or_all(text: str) -> list[str]:
    """Stems of the meaningful words of a short name, or of all its words if none is meaningful ("About us")."""
    return _stems(tokens(text))


def _stems(words: list[str]) -> list[str]:
    return list(content_stems(words)) or words


def _credited(
    words: list[str], wanted: Mapping[str, float], pasted: set[tuple[str, ...]], settings: RelevanceSettings
) -> set[str]:
    """Wanted stems of one text, less what is pasted and keyword lists."""
    run = settings.copied_run
    copied = [False] * len(words)
    for start in range(len(words) - run + 1):
        if tuple(words[start : start + run]) in pasted:
            copied[start : start + run] = [True] * run
    stems = [word for word in content_stems([w for w, c in zip(words, copied, strict=True) if not c]) if word in wanted]
    if len(stems) > settings.list_words and len(stems) > settings.list_density * len(words):
        return set()
    return set(stems)


def _credit(texts: int, settings: RelevanceSettings) -> float:
    return 0.0 if texts == 0 else settings.once if texts == 1 else 1.0


def _own_worth(sights: Sequence[PageSight], settings: RelevanceSettings) -> dict[str, float]:
    """How far each route shows something that no page before it shows, 0–1: a heading alone is no page."""
    worth: dict[str, float] = {}
    seen: set[str] = set()
    for sight in sights:
        texts = {element.text for element in sight.readable}
        new = sum(len(tokens(text)) for text in texts - seen)
        worth[sight.page.route] = settings.own_words(new)
        seen |= texts
    return worth


def _reaches(route: str, stems: frozenset[str], hrefs: Iterable[str]) -> bool:
    """Whether a visited route is the page that the links of a name lead to, or has the name in its path."""
    path = route.rstrip("/") or "/"
    if any((href.rstrip("/") or "/").removeprefix("/#").removeprefix("#") == path.removeprefix("/#") for href in hrefs):
        return True
    return stems <= frozenset(content_or_all(route))


def _names(value: object) -> list[str]:
    if not isinstance(value, (list, tuple)):
        return []
    return [name for name in value if isinstance(name, str) and name][:_MAX_NAMES]
