"""DesignJudge: a deterministic grade of the look, from pixels and rendered elements."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from webgen_env.errors import JudgeError
from webgen_env.reward.design.beauty import beauty_measures, richness_measures
from webgen_env.reward.design.layout import layout_measures
from webgen_env.reward.design.measure import Measure, criterion, weighted_mean
from webgen_env.reward.design.picture import Picture, drawn_share, edge_density
from webgen_env.reward.design.relevance import relevance_measures
from webgen_env.reward.design.rendering import rendering_measures, word_count
from webgen_env.reward.design.settings import DesignSettings
from webgen_env.reward.design.sight import PageSight
from webgen_env.reward.judge import MAX_GRADE, Judgement
from webgen_env.reward.site_errors import rendered

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.tasks.task import Task

_VERSION = 3
_CRITERIA = ("rendering", "relevance", "layout", "beauty")


class DesignJudge:
    """Grades 0–5 on rendering, content relevance, layout harmony, and modernness and beauty, without a model.

    A proxy: the paper's judge is a vision-language model, and this one does not understand what it sees. It measures
    what the literature on human-computer interaction found to go with judgements of people: contrast, alignment,
    balance, white space, clutter, colourfulness, range and harmony of colours, the scale of type, the finish of
    controls; and it counts what of the specification can be read, above all at first sight, reached, and seen in the
    colours asked for. It tells broken from whole, bare from designed, and off the subject from on it; it does not tell
    a tasteful design from a plain one as a person would, does not notice nonsense that is neatly set, undervalues what
    is shown without words, such as the board of a game, and finds no relevance where site and specification are written
    in different languages. The same visit gives the same grade on every machine. Text on the page that is addressed to
    a judge has no effect, because nothing reads it as such.

    The grade is the weighted mean of the criteria, mixed with the weakest of them, so that none makes up for another.
    Layout and beauty count only as far as there is something to lay out. A blank page gets 0.

    Args:
        settings: Every number that decides a grade; part of :attr:`identity`.

    Example:
        >>> judge = DesignJudge()
        >>> judge.identity.startswith("design-3-")
        True
    """

    def __init__(self, settings: DesignSettings | None = None) -> None:
        self._settings = settings or DesignSettings()

    @property
    def identity(self) -> str:
        """Name, version of the measures and hash of the settings."""
        return f"design-{_VERSION}-{self._settings.digest}"

    @property
    def settings(self) -> DesignSettings:
        """Every number that decides a grade."""
        return self._settings

    async def grade(self, task: Task, visit: Visit, *, timeout_s: float | None = None) -> Judgement:
        """Grade what was seen; see :class:`~webgen_env.reward.Judge`.

        Args:
            task: The specification.
            visit: What the browser saw.
            timeout_s: Deadline in seconds; ``None`` for none. The work is bounded by what a visit can hold.

        Returns:
            The judgement.

        Raises:
            JudgeError: There is no picture of the home page, it cannot be decoded, or the deadline passed.
        """
        try:
            async with asyncio.timeout(timeout_s):
                # A thread, so that other sites go on being scored; numpy and the decoder release the lock.
                return await asyncio.to_thread(self.judge, task, visit)
        except TimeoutError:
            raise JudgeError(f"The design judge did not finish within {timeout_s} s.") from None

    async def aclose(self) -> None:
        """Do nothing: there is nothing to release."""

    def judge(self, task: Task, visit: Visit) -> Judgement:
        """Grade what was seen, in this thread.

        Args:
            task: The specification.
            visit: What the browser saw.

        Returns:
            The judgement.

        Raises:
            JudgeError: There is no picture of the home page, or it cannot be decoded.
        """
        if not visit.pages or visit.home.screenshot is None:
            raise JudgeError("There is no picture of the home page, and a judge never grades without one.")
        sights = self._sights(visit)
        if not rendered(visit) or self._blank(sights[0]):
            return self._judgement(dict.fromkeys(_CRITERIA, 0.0), [], "The home page is blank or did not come up.")
        return self._weigh(self._measure(task, visit, sights), sights[0])

    def _sights(self, visit: Visit) -> list[PageSight]:
        sights: list[PageSight] = []
        for index, page in enumerate(visit.pages):
            looked_at = page.screenshot is not None and index < self._settings.max_pages
            picture = Picture.decode(page.screenshot) if looked_at and page.screenshot else None
            # A page that nobody looks at is no better than those that were looked at.
            believed = picture is not None or all(sight.believed for sight in sights)
            sights.append(PageSight(page, picture, self._settings.sight, believed=believed))
        return sights

    def _blank(self, home: PageSight) -> bool:
        pixels = self._settings.pixels
        return home.picture is not None and drawn_share(home.picture, pixels.blank_tolerance) < pixels.blank_share

    def _measure(self, task: Task, visit: Visit, sights: Sequence[PageSight]) -> dict[str, list[Measure]]:
        settings = self._settings
        layout, beauty = [], []
        looked_at = [sight for sight in sights if sight.picture is not None and not sight.page.blank]
        for sight in looked_at:
            layout.append(
                layout_measures(sight, settings.layout, settings.beauty, settings.pixels, settings.sight.max_boxes)
            )
            beauty.append(beauty_measures(sight, settings.beauty, settings.pixels))
        return {
            "rendering": rendering_measures(visit, sights, settings.rendering, settings.beauty, settings.pixels),
            "relevance": relevance_measures(task, visit, sights, settings.relevance),
            "layout": self._over_pages(layout),
            "beauty": self._over_pages(beauty) + richness_measures(looked_at, settings.beauty, settings.pixels),
        }

    def _over_pages(self, pages: Sequence[Sequence[Measure]]) -> list[Measure]:
        """Average each measure over the pages, the home page (the first) with its own weight."""
        merged = []
        for same in zip(*pages, strict=True):
            weights = [self._settings.home_weight, *([1.0] * (len(same) - 1))]
            first = same[0]
            value = weighted_mean((measure.value, weight) for measure, weight in zip(same, weights, strict=True))
            score = weighted_mean((measure.score, weight) for measure, weight in zip(same, weights, strict=True))
            merged.append(Measure(first.name, value, score, first.weight, first.fault))
        return merged

    def _weigh(self, measures: Mapping[str, list[Measure]], home: PageSight) -> Judgement:
        criteria = {name: criterion(measures[name]) for name in _CRITERIA}
        substance = self._substance(home)
        criteria["layout"] *= substance
        criteria["beauty"] *= substance
        calm = self._calm(home)
        for name in ("rendering", "layout", "beauty"):
            criteria[name] *= calm
        everything = [measure for name in _CRITERIA for measure in measures[name]]
        everything += [Measure("substance", substance, substance, 0.0), Measure("calm", calm, calm, 0.0)]
        return self._judgement(criteria, everything, _rationale(criteria, measures))

    def _substance(self, home: PageSight) -> float:
        """How much there is to lay out, 0–1."""
        settings = self._settings
        words, objects = settings.substance_words(word_count(home)), settings.substance_objects(home.object_count)
        return (words + objects) / 2

    def _calm(self, home: PageSight) -> float:
        """1 for a page that can be looked at, 0 for noise: a picture where nearly every pixel is an edge."""
        if home.picture is None:
            return 1.0
        density = edge_density(home.picture, self._settings.pixels.edge_threshold)
        return self._settings.rendering.calm(density)

    def _judgement(self, criteria: Mapping[str, float], measures: Sequence[Measure], rationale: str) -> Judgement:
        settings = self._settings
        mean = weighted_mean(zip((criteria[name] for name in _CRITERIA), settings.weights, strict=True))
        grade = (1 - settings.weakest) * mean + settings.weakest * min(criteria.values())
        return Judgement(
            grade=round(MAX_GRADE * grade, 3),
            criteria={name: round(MAX_GRADE * criteria[name], 3) for name in _CRITERIA},
            judge=self.identity,
            rationale=rationale,
            measures={measure.name: round(measure.value, 4) for measure in measures},
        )


def _rationale(criteria: Mapping[str, float], measures: Mapping[str, list[Measure]]) -> str:
    """Say the grades in words, with the measures that earned and cost most."""
    grades = ", ".join(f"{name} {MAX_GRADE * criteria[name]:.1f}" for name in _CRITERIA)
    gains, losses = [], []
    for name in _CRITERIA:
        total = sum(measure.weight for measure in measures[name] if not measure.fault)
        for measure in measures[name]:
            share = measure.weight if measure.fault else measure.weight / total
            losses.append((share * (1 - measure.score), measure))
            if not measure.fault:
                gains.append((share * measure.score, measure))
    strong, weak = _named(gains), _named(losses)
    sentences = [f"Of 5: {grades}."]
    sentences += [f"Strongest: {strong}."] if strong else []
    sentences += [f"Weakest: {weak}."] if weak else []
    return " ".join(sentences)


def _named(ranked: Sequence[tuple[float, Measure]]) -> str:
    """Name the measures with the greatest shares, with their values."""
    order = sorted(ranked, key=lambda pair: (-pair[0], pair[1].name))
    return ", ".join(f"{measure.name} ({measure.value:.3g})" for share, measure in order[:3] if share > 0)
