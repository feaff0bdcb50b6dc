"""UIAgentTester: a language model that uses a site, one action after the other, and says whether a case succeeds."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from webgen_env.bounds import positive, within
from webgen_env.errors import ConfigurationError, JudgeError
from webgen_env.evaluation.outcomes import Answer, CaseOutcome
from webgen_env.evaluation.tester.acting import perform
from webgen_env.evaluation.tester.browsing import SiteBrowser
from webgen_env.evaluation.tester.decisions import Decision, parse_decision
from webgen_env.evaluation.tester.prompts import VERSION, turn_question
from webgen_env.evaluation.tester.snapshot import Snapshot, take_snapshot
from webgen_env.examination.failing import BrowserGoneError, SightError, SiteFaultError, StaleError, is_stale
from webgen_env.examination.runner import responds
from webgen_env.findings import printable
from webgen_env.reward.vision.answers import AnswerError, check_own_words
from webgen_env.reward.vision.model import Sampling
from webgen_env.reward.vision.spending import Ledger

if TYPE_CHECKING:
    from playwright.async_api import Frame

    from webgen_env.build.site import Site
    from webgen_env.examination.tab import Tab
    from webgen_env.openai_server import Reply
    from webgen_env.reward.vision.model import VisionModel
    from webgen_env.reward.vision.question import Question
    from webgen_env.reward.vision.spending import Spending
    from webgen_env.tasks.task import Task, TestCase

logger = logging.getLogger(__name__)

MAX_ACTIONS = 15
"""What WebGen-Bench grants."""

_TRIES = 2
_MANY_LOADS = 8
"""A page that is late and loaded itself more often than this since the last action has only itself to blame."""


@runtime_checkable
class CaseTester(Protocol):
    """Says whether a test case succeeds on a built site. Replaceable; :class:`UIAgentTester` is the bundled one."""

    @property
    def identity(self) -> str:
        """Name and version of everything that decides the answers."""
        ...

    @property
    def concurrency(self) -> int:
        """Cases that are worth testing at once."""
        ...

    async def test(self, site: Site, task: Task, number: int) -> CaseOutcome:
        """Test one case.

        Args:
            site: The built site. Its code is hostile and runs in the browser only.
            task: The task with its cases.
            number: Position of the case, from 0.

        Returns:
            The outcome. Nothing that the site does raises.
        """
        ...

    async def aclose(self) -> None:
        """Release what is open. Idempotent."""
        ...


@dataclass(frozen=True, slots=True)
class TesterSettings:
    """How a model tests.

    Attributes:
        pictures: Whether it sees pictures with numbered marks besides the accessibility tree.
        actions: Most actions of a case, 1–50.
        temperature: 0–2; ``None`` leaves it to the model.
        seed: Seed of the first question; ``None`` sends none.
        max_answer_tokens: Bound of an answer.
        page_timeout_s: Seconds that the page may take for one action and for being looked at.
        case_timeout_s: Seconds for a whole case, the model's time included.
    """

    pictures: bool = True
    actions: int = MAX_ACTIONS
    temperature: float | None = 0.0
    seed: int | None = 42
    max_answer_tokens: int = 800
    page_timeout_s: float = 20.0
    case_timeout_s: float = 300.0

    def __post_init__(self) -> None:
        within("actions", self.actions, 1, 50)
        within("max_answer_tokens", self.max_answer_tokens, 32, 32_768)
        positive("page_timeout_s", self.page_timeout_s)
        positive("case_timeout_s", self.case_timeout_s)


class UIAgentTester:
    """A model that sees a page, acts on it, and answers YES, PARTIAL or NO.

    Each case gets a fresh page. At every turn the model sees the accessibility tree with references, as Playwright
    makes it for models, and, if it is to see pictures, the window with numbered marks drawn on the picture, never on
    the page. It answers in JSON of one exact form; anything else is asked for once more, and is then a fault of the
    tester, never an answer. What the page says is fenced off as data. A page that hangs, crashes or reloads itself for
    ever is a NO; a model that does not answer is no answer.

    Args:
        model: Who is asked.
        settings: How.
        ledger: What may be spent; ``None`` bounds nothing.
        browser: Opens the sites; ``None`` makes one.

    Example:
        >>> from webgen_env.reward.vision import Endpoint, OpenAIModel
        >>> model = OpenAIModel(Endpoint("Qwen/Qwen2.5-VL-7B-Instruct", "http://127.0.0.1:8000/v1"))
        >>> UIAgentTester(model, TesterSettings(pictures=False)).identity.startswith("ui-agent-1 text ")
        True
    """

    def __init__(
        self,
        model: VisionModel,
        settings: TesterSettings | None = None,
        *,
        ledger: Ledger | None = None,
        browser: SiteBrowser | None = None,
    ) -> None:
        self._model = model
        self._settings = settings or TesterSettings()
        self._ledger = ledger or Ledger()
        self._browser = browser or SiteBrowser()

    @property
    def identity(self) -> str:
        """Version of the prompts, form, most actions, temperature and seed, model and host."""
        settings = self._settings
        form = "pictures" if settings.pictures else "text"
        drawn = f"t={settings.temperature} seed={settings.seed}"
        return f"ui-agent-{VERSION} {form} actions={settings.actions} {drawn} {self._model.identity}"

    @property
    def concurrency(self) -> int:
        """Cases that are worth testing at once; pages share one browser."""
        return max(1, min(4, self._model.concurrency))

    @property
    def spending(self) -> Spending:
        """What was spent in this process."""
        return self._ledger.spending

    async def test(self, site: Site, task: Task, number: int) -> CaseOutcome:
        """Test one case; see :class:`CaseTester`.

        Raises:
            ConfigurationError: The task has no such case, or the model's server needs a key and there is none.
            InfrastructureError: The browser does not start.
        """
        if not 0 <= number < len(task.test_cases):
            raise ConfigurationError(
                f"Task {task.id!r} has {len(task.test_cases)} test cases; there is no case {number}."
            )
        case = task.test_cases[number]
        began = time.perf_counter()
        walk = _Walk(case, self._settings, self._model, self._ledger)
        for attempt in range(_TRIES):
            walk = _Walk(case, self._settings, self._model, self._ledger)
            try:
                async with self._browser.page(site) as tab:
                    await walk.run(tab)
            except BrowserGoneError as error:
                logger.warning("the browser of tests ended (%d of %d): %s", attempt + 1, _TRIES, error)
                walk.trouble = f"the browser ended: {error}"
                await self._browser.restart()
                continue
            break
        return CaseOutcome(
            task.id,
            number,
            answer=walk.answer,
            source="tester",
            reason=walk.reason,
            category=case.category,
            actions=tuple(walk.done),
            trouble="" if walk.answer else printable(walk.trouble or "no answer was given", 600),
            requests=walk.requests,
            seconds=round(time.perf_counter() - began, 3),
        )

    async def aclose(self) -> None:
        """Release connections and the browser. Idempotent."""
        await self._model.aclose()
        await self._browser.aclose()


@dataclass
class _Walk:
    """One case on its way."""

    case: TestCase
    settings: TesterSettings
    model: VisionModel
    ledger: Ledger
    done: list[str] = field(default_factory=list)
    answer: Answer | None = None
    reason: str = ""
    trouble: str = ""
    requests: int = 0
    loads: int = 0

    async def run(self, tab: Tab) -> None:
        """Use the page until there is an answer.

        Raises:
            BrowserGoneError: The browser ended.
        """
        tab.page.on("framenavigated", self._on_navigated)
        try:
            async with asyncio.timeout(self.settings.case_timeout_s):
                await self._run(tab)
        except JudgeError as error:
            self.trouble = str(error)
        except TimeoutError:
            self.trouble = f"no answer within {self.settings.case_timeout_s:g} s"

    async def _run(self, tab: Tab) -> None:
        snapshot = await self._on_page(tab, self._open(tab))
        while snapshot is not None:
            decision = await self._decide(snapshot)
            if decision.verdict is not None:
                self.answer, self.reason = decision.verdict, decision.thought
                return
            snapshot = await self._on_page(tab, self._act(tab, decision))

    async def _open(self, tab: Tab) -> Snapshot:
        await tab.goto("/")
        return await take_snapshot(tab, pictures=self.settings.pictures)

    async def _act(self, tab: Tab, decision: Decision) -> Snapshot:
        self.done.append(f"{decision}: (the page did not survive it)")
        said = await perform(tab, decision)
        self.done[-1] = printable(f"{decision}: {said}", 500)
        return await take_snapshot(tab, pictures=self.settings.pictures)

    async def _on_page(self, tab: Tab, doing: object) -> Snapshot | None:
        """Do something with the page; ``None`` when the site made an end of it, which is its answer."""
        from playwright.async_api import Error

        self.loads = 0
        try:
            async with asyncio.timeout(self.settings.page_timeout_s) as limit:
                return await doing  # type: ignore[misc,no-any-return]  # one of the two coroutines above
        except SiteFaultError as fault:
            self._fail(str(fault))
        except StaleError:
            self._fail("the page replaces itself again and again")
        except TimeoutError:
            if not limit.expired():
                raise
            await self._late(tab)
        except (Error, SightError) as error:
            await self._broken(tab, error)
        return None

    def _on_navigated(self, frame: Frame) -> None:
        self.loads += frame.parent_frame is None

    async def _late(self, tab: Tab) -> None:
        if self.loads > _MANY_LOADS:
            self._fail("the page loads itself again and again")
        elif await tab.answers():
            self.trouble = f"the page was not ready within {self.settings.page_timeout_s:g} s, although it answers"
        else:
            self._fail("the page hangs: its scripts do not come to an end")

    async def _broken(self, tab: Tab, error: Exception) -> None:
        try:
            tab.check()
        except SiteFaultError as fault:
            self._fail(str(fault))
            return
        if is_stale(error):
            self._fail("the page replaces itself again and again")
        elif not await responds(tab):
            raise BrowserGoneError(str(error)[:300]) from error
        elif tab.page.is_closed():
            self._fail("the page closed itself")
        elif not await tab.answers():
            self._fail("the page hangs: its scripts do not come to an end")
        else:
            self.trouble = f"Playwright refused: {printable(str(error), 300)}"

    def _fail(self, reason: str) -> None:
        self.answer, self.reason = "NO", reason

    async def _decide(self, snapshot: Snapshot) -> Decision:
        """Ask what to do next, once more if the answer is not of the form."""
        settings, trouble = self.settings, ""
        deadline = asyncio.get_running_loop().time() + settings.case_timeout_s
        sampling = Sampling(settings.temperature, settings.seed, settings.max_answer_tokens)
        final = len(self.done) >= settings.actions
        for attempt in range(_TRIES):
            question = turn_question(self.case, snapshot, self.done, most=settings.actions, trouble=trouble)
            seed = None if sampling.seed is None else sampling.seed + 1_000_003 * attempt
            self.requests += 1
            reply = await self.model.answer(question, replace(sampling, seed=seed), self.ledger, deadline=deadline)
            try:
                return _read(reply, question, snapshot, final=final)
            except AnswerError as error:
                trouble = str(error)
                logger.warning(
                    "%s gave no usable answer (%d of %d): %s", self.model.identity, attempt + 1, _TRIES, error
                )
        raise JudgeError(f"{self.model.identity} gave no usable answer in {_TRIES} tries. {trouble}", retryable=False)


def _read(reply: Reply, question: Question, snapshot: Snapshot, *, final: bool) -> Decision:
    if not reply.whole:
        raise AnswerError("Got an answer that was cut off; expected a whole one.")
    check_own_words(reply.text, question.quoted)
    return parse_decision(reply.text, snapshot.refs, final=final)
