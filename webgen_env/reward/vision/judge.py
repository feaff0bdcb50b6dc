"""VisionJudge: grades of a model that sees the pages."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from statistics import fmean, median
from typing import TYPE_CHECKING

from webgen_env.errors import JudgeError
from webgen_env.findings import printable
from webgen_env.reward._gather import gathered
from webgen_env.reward.judge import Judgement
from webgen_env.reward.site_errors import rendered
from webgen_env.reward.vision import prompts
from webgen_env.reward.vision.answers import CRITERIA, Grades, parse_grades
from webgen_env.reward.vision.asker import Answered, Asker
from webgen_env.reward.vision.comparer import VisionComparer
from webgen_env.reward.vision.settings import VisionSettings

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.reward.vision.answer_cache import AnswerCache
    from webgen_env.reward.vision.model import VisionModel
    from webgen_env.reward.vision.spending import Ledger, Spending
    from webgen_env.tasks.task import Task

_MAX_RATIONALE = 600


class VisionJudge:
    """Grades 0–5 on rendering, relevance, layout and beauty, by asking a vision-language model.

    Home page and further pages go into one request, with the specification. What a page says is fenced off as data, and
    the model is told that text which addresses it is a fault of the site. The answer must be JSON of one exact form;
    anything else is asked for once more and is then a fault of the judge, never a grade. Several votes are drawn at
    once, and each number is the median of theirs.

    A blank page, or one that did not come up, gets 0 without a question. Without a picture there is no grade.

    Args:
        model: Who is asked.
        settings: How.
        ledger: What may be spent; ``None`` bounds nothing.
        cache: Where answers are kept; ``None`` keeps none.

    Example:
        >>> from webgen_env.reward.vision import Endpoint, OpenAIModel
        >>> model = OpenAIModel(Endpoint("Qwen/Qwen2.5-VL-7B-Instruct", "http://127.0.0.1:8000/v1"))
        >>> VisionJudge(model, VisionSettings(votes=3, temperature=0.7)).identity.startswith("vision-1 votes=3 ")
        True
    """

    def __init__(
        self,
        model: VisionModel,
        settings: VisionSettings | None = None,
        *,
        ledger: Ledger | None = None,
        cache: AnswerCache | None = None,
    ) -> None:
        self._settings = settings or VisionSettings()
        self._asker = Asker(model, ledger, cache)

    @property
    def identity(self) -> str:
        """Version of the prompts, votes, digest of the settings, model and host."""
        settings = self._settings
        return f"vision-{prompts.VERSION} votes={settings.votes} {settings.digest} {self._asker.model.identity}"

    @property
    def concurrency(self) -> int:
        """Sites that are worth grading at once."""
        return max(1, self._asker.model.concurrency // self._settings.votes)

    @property
    def settings(self) -> VisionSettings:
        """How the model is asked."""
        return self._settings

    @property
    def spending(self) -> Spending:
        """What was spent in this process."""
        return self._asker.ledger.spending

    def uncached(self) -> VisionJudge:
        """The same judge, which asks every time; what it spends counts in the same ledger."""
        return self._with(self._asker.uncached())

    def comparer(self) -> VisionComparer:
        """The same model as one that compares sites; see :class:`~webgen_env.reward.vision.GroupJudge`."""
        return VisionComparer(self._asker, self._settings)

    async def grade(self, task: Task, visit: Visit, *, timeout_s: float | None = None) -> Judgement:
        """Grade what was seen; see :class:`~webgen_env.reward.Judge`.

        Args:
            task: The specification.
            visit: What the browser saw.
            timeout_s: Deadline in seconds for all votes; ``None`` takes that of the settings.

        Returns:
            The judgement. ``measures`` holds ``votes``, ``spread`` (largest less least vote), ``input_tokens``,
            ``output_tokens`` and, where prices are known, ``cost``; an answer from the cache counts with what it took
            when it was given.

        Raises:
            ConfigurationError: The model's server needs a key and the environment has none.
            JudgeError: No usable grade, which says nothing about the site.
        """
        prompts.shown_pages(visit, 1)
        if not rendered(visit):
            zero = dict.fromkeys(CRITERIA, 0.0)
            return Judgement(0.0, zero, self.identity, "The home page is blank or did not come up.")
        limit = self._settings.timeout_s if timeout_s is None else timeout_s
        try:
            async with asyncio.timeout(limit):
                # A thread, so that other sites go on being scored while pictures are scaled.
                question = await asyncio.to_thread(prompts.grading_question, task, visit, self._settings)
                deadline = asyncio.get_running_loop().time() + limit
                votes = await gathered(
                    [
                        self._asker.ask(question, self._settings.sampling(vote), parse_grades, deadline=deadline)
                        for vote in range(self._settings.votes)
                    ]
                )
        except TimeoutError:
            raise JudgeError(f"{self.identity} gave no grade within {limit:g} s.", retryable=False) from None
        return self._judgement(votes)

    async def aclose(self) -> None:
        """Release connections. Idempotent."""
        await self._asker.aclose()

    def _with(self, asker: Asker) -> VisionJudge:
        judge = VisionJudge(asker.model, self._settings)
        judge._asker = asker
        return judge

    def _judgement(self, votes: Sequence[Answered[Grades]]) -> Judgement:
        grades = [self._grade_of(vote.value) for vote in votes]
        middle = float(median(grades))
        nearest = min(votes, key=lambda vote: abs(self._grade_of(vote.value) - middle))
        input_tokens = sum(vote.usage.input_tokens for vote in votes)
        output_tokens = sum(vote.usage.output_tokens for vote in votes)
        measures = {
            "votes": float(len(votes)),
            "spread": float(max(grades) - min(grades)),
            "input_tokens": float(input_tokens),
            "output_tokens": float(output_tokens),
        }
        prices = self._asker.ledger.prices
        if prices is not None:
            measures["cost"] = sum(prices.cost(vote.usage) for vote in votes)
        return Judgement(
            grade=middle,
            criteria={name: float(median(vote.value.criteria[name] for vote in votes)) for name in CRITERIA},
            judge=self.identity,
            rationale=printable(nearest.value.analysis, _MAX_RATIONALE),
            measures=measures,
        )

    def _grade_of(self, grades: Grades) -> float:
        if self._settings.grade_from == "overall":
            return float(grades.overall)
        return fmean(grades.criteria.values())
