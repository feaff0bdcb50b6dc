"""Comparers: which of several sites is better."""

from __future__ import annotations

import asyncio
import string
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from webgen_env.reward._gather import gathered
from webgen_env.reward.vision import prompts
from webgen_env.reward.vision.answers import parse_places

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.reward.judge import Judge
    from webgen_env.reward.vision.asker import Asker
    from webgen_env.reward.vision.settings import VisionSettings
    from webgen_env.tasks.task import Task


@runtime_checkable
class Comparer(Protocol):
    """Puts several sites of one task in order, in one look."""

    @property
    def identity(self) -> str:
        """Name and version of everything that decides the order."""
        ...

    @property
    def max_sites(self) -> int:
        """Most sites in one look."""
        ...

    async def places(self, task: Task, visits: Sequence[Visit], *, deadline: float) -> tuple[int, ...]:
        """Compare sites.

        Args:
            task: The specification.
            visits: What the browser saw of each, in the order in which they are shown; at least two, each with a
                picture of its home page.
            deadline: Time of the running loop at which the caller gives up.

        Returns:
            The place of each, from 1 (best); equal places are ties.

        Raises:
            JudgeError: There is no usable answer.
        """
        ...

    async def aclose(self) -> None:
        """Release connections. Idempotent."""
        ...


class VisionComparer:
    """Compares sites by showing all of them to a model in one request.

    Args:
        asker: Asks the model.
        settings: How it is asked. Votes do not apply: asking in both orders takes their place.
    """

    def __init__(self, asker: Asker, settings: VisionSettings) -> None:
        self._asker = asker
        self._settings = settings

    @property
    def identity(self) -> str:
        """Version of the prompts, digest of the settings, model and host."""
        return f"compare-{prompts.VERSION} {self._settings.digest} {self._asker.model.identity}"

    @property
    def max_sites(self) -> int:
        """Most sites in one request."""
        return prompts.MAX_SITES

    def uncached(self) -> VisionComparer:
        """The same comparer, which asks every time; what it spends counts in the same ledger."""
        return VisionComparer(self._asker.uncached(), self._settings)

    async def places(self, task: Task, visits: Sequence[Visit], *, deadline: float) -> tuple[int, ...]:
        """Compare sites; see :class:`Comparer`."""
        labels = string.ascii_uppercase[: len(visits)]
        labelled = dict(zip(labels, visits, strict=False))
        question = await asyncio.to_thread(prompts.comparison_question, task, labelled, self._settings)
        answered = await self._asker.ask(
            question, self._settings.sampling(0), lambda text: parse_places(text, labels), deadline=deadline
        )
        return tuple(answered.value[label] for label in labels)

    async def aclose(self) -> None:
        """Release connections. Idempotent."""
        await self._asker.aclose()


class GradeComparer:
    """Compares sites by the grades that a judge gives to each alone; knows no position.

    Args:
        judge: Who grades.
        margin: Grades that differ by no more than this are a tie.
    """

    max_sites = 2**16

    def __init__(self, judge: Judge, margin: float = 0.0) -> None:
        self._judge = judge
        self._margin = margin

    @property
    def identity(self) -> str:
        """The judge's, and the margin."""
        return f"grades margin={self._margin:g} {self._judge.identity}"

    async def places(self, task: Task, visits: Sequence[Visit], *, deadline: float) -> tuple[int, ...]:
        """Compare sites; see :class:`Comparer`."""
        left = max(0.0, deadline - asyncio.get_running_loop().time())
        judgements = await gathered([self._judge.grade(task, visit, timeout_s=left) for visit in visits])
        grades = [judgement.grade for judgement in judgements]
        return tuple(1 + sum(other > grade + self._margin for other in grades) for grade in grades)

    async def aclose(self) -> None:
        """Release what the judge has open. Idempotent."""
        await self._judge.aclose()
