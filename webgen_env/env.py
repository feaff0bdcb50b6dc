"""WebGenEnv: one website specification, one completion, one reward."""

from __future__ import annotations

import io
import logging
import os
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import gymnasium
import numpy as np
from gymnasium import error

from webgen_env.episode import (
    MAX_COMPLETION_CHARACTERS,
    MAX_INSTRUCTION_CHARACTERS,
    as_task_set,
    choose_task,
    fault_error,
    reset_info,
    step_info,
)
from webgen_env.errors import ConfigurationError
from webgen_env.feedback import describe
from webgen_env.spaces import UnicodeText

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from webgen_env.reward.judge import Judge
    from webgen_env.reward.presets import Preset
    from webgen_env.reward.result import RewardResult
    from webgen_env.scorer import Scorer
    from webgen_env.tasks import Task, TaskSet
    from webgen_env.verdict_cache import VerdictCache

logger = logging.getLogger(__name__)

OnFault = Literal["truncate", "raise"]

VIEWPORT = (1024, 768)


class WebGenEnv(gymnasium.Env[str, str]):
    """A website specification is the observation; one text completion is the action; one step is the episode.

    ``step`` turns the completion into a project on a fixed scaffold, builds it, opens it in a real browser and returns
    the cascaded reward of WebGen-R1 (arXiv 2604.20398). Nothing that the policy writes runs anywhere but in the
    browser.

    **Observation.** ``UnicodeText``: after ``reset`` the specification; after ``step`` a short text of what happened,
    usable as feedback for another attempt.

    **Action.** ``UnicodeText``: the completion, in any form. What holds no project earns nothing, and never raises.

    **Reward.** A float in ``reward_range`` of the preset; for the default preset ``webgen-r1`` it is the visual grade
    (0–5) plus 0.1 for a functional site plus 0.1 for reasoning in the tagged form, and 0 if the project is not
    compliant or does not build.

    **Episode end.** ``terminated`` after every step. A fault of the environment's own machinery that persists ends
    the episode with ``truncated`` instead, reward 0.0 and ``info["fault"]`` set, so that a learner can leave it out;
    with ``on_fault="raise"`` it raises.

    **Info.** ``reset``: ``task_id``, ``split``, ``category`` and ``messages`` (system prompt and specification, as a
    chat). ``step``: ``reward/visual``, ``reward/functional``, ``reward/reasoning`` and any further term of the preset,
    ``stage``, ``fault``, ``violations``, ``errors``, ``task_id``, ``evidence``.

    **Resources.** Constructing is cheap. A Node worker and a browser open with the first completion that gets that
    far, and close with ``close()``.

    Attributes:
        tasks: The task set.
        split: Split that ``reset`` draws from; ``None``: any.
        timeout_s: Deadline in seconds for a step, or ``None``.
        last_result: The full verdict on the latest completion; ``None`` before the first step of an episode.

    Example:
        >>> import gymnasium
        >>> env = gymnasium.make("webgen_env:WebGen-v0")
        >>> observation, info = env.reset(seed=0, options={"split": "test"})
        >>> feedback, reward, terminated, truncated, info = env.step("Sorry, I cannot do that.")
        >>> reward, terminated, info["stage"]
        (0.0, True, 'format')
        >>> env.close()
    """

    metadata: dict[str, Any] = {  # noqa: RUF012  # Gymnasium declares it so
        "render_modes": ["rgb_array", "human"],
        "render_fps": 1,
    }

    def __init__(
        self,
        *,
        tasks: TaskSet | str | os.PathLike[str] | None = None,
        split: str | None = None,
        preset: str | Preset = "webgen-r1",
        judge: str | Judge = "design",
        routes: int = 5,
        network: bool = False,
        evidence: str | os.PathLike[str] | None = None,
        cache: bool | str | os.PathLike[str] | VerdictCache | None = None,
        timeout_s: float | None = None,
        on_fault: OnFault = "truncate",
        scorer: Scorer | None = None,
        render_mode: str | None = None,
    ) -> None:
        """Configure an environment; nothing is opened.

        Args:
            tasks: Task set, its name or its path; ``None`` takes the bundled tasks.
            split: Split that ``reset`` draws from; ``None``: any.
            preset: Reward preset or its name.
            judge: Judge or its specification.
            routes: Most routes to visit besides the home page.
            network: Whether pages may reach public addresses; rewards are then not reproducible.
            evidence: Folder to keep an evidence bundle of every episode in; ``None`` keeps none.
            cache: Verdict cache: ``True``, ``False``, a folder, or ``None`` for the default, as in
                :class:`~webgen_env.scorer.Scorer`. A step answered from it has the same reward and info.
            timeout_s: Deadline in seconds for a whole step; missing it is a fault of ours. ``None``: the deadlines of
                the stages only.
            on_fault: ``"truncate"`` ends the episode on a fault of ours, ``"raise"`` raises.
            scorer: A scorer to share with others; then preset, judge, routes, network, evidence and cache are its
                own, and it is not closed here.
            render_mode: ``"rgb_array"``, ``"human"`` or ``None``.

        Raises:
            ConfigurationError: An argument is not what was expected.
        """
        if render_mode is not None and render_mode not in self.metadata["render_modes"]:
            raise ConfigurationError(
                f"render_mode must be one of {self.metadata['render_modes']}, got {render_mode!r}."
            )
        if on_fault not in ("truncate", "raise"):
            raise ConfigurationError(f"on_fault must be 'truncate' or 'raise', got {on_fault!r}.")
        self.tasks = as_task_set(tasks)
        if split is not None and split not in self.tasks.splits:
            raise ConfigurationError(f"The task set has no split {split!r}; it has {sorted(self.tasks.splits)}.")
        self.render_mode = render_mode
        self.observation_space = UnicodeText(MAX_INSTRUCTION_CHARACTERS)
        self.action_space = UnicodeText(MAX_COMPLETION_CHARACTERS)
        self.last_result: RewardResult | None = None
        self.split = split
        self.timeout_s = timeout_s
        self._on_fault: OnFault = on_fault
        self._task: Task | None = None
        self._awaiting_step = False
        self._owns_scorer = scorer is None
        self._scorer = scorer or _make_scorer(
            preset=preset, judge=judge, routes=routes, network=network, evidence=evidence, cache=cache
        )

    @property
    def scorer(self) -> Scorer:
        """What scores the completions."""
        return self._scorer

    @property
    def task(self) -> Task | None:
        """The task of the current episode; ``None`` before the first ``reset``."""
        return self._task

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Begin an episode.

        Args:
            seed: Seed of the task choice, as in every Gymnasium environment.
            options: ``{"task_id": …}``, ``{"split": …}`` or ``{"instruction": …}`` (a task of one's own).

        Returns:
            The specification and its info.

        Raises:
            gymnasium.error.Error: An option is unknown, or there is no such task.
        """
        super().reset(seed=seed)
        self._task = choose_task(self.tasks, self.np_random, options, split=self.split)
        self._awaiting_step = True
        self.last_result = None
        return self._task.instruction, reset_info(self._task, self._scorer.scaffold)

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Score a completion and end the episode.

        Args:
            action: The completion; any string.

        Returns:
            Feedback text, reward, terminated, truncated and info.

        Raises:
            gymnasium.error.ResetNeeded: There is no open episode.
            gymnasium.error.InvalidAction: The action is not a string.
            InfrastructureError: Our machinery failed and ``on_fault="raise"``.
            JudgeError: The judge failed and ``on_fault="raise"``.
            ToolchainError: Node, a package or the browser is missing; names the command that mends it.
        """
        if self._task is None or not self._awaiting_step:
            raise error.ResetNeeded("Every episode has one step: call reset() before each step().")
        if not isinstance(action, str):
            raise error.InvalidAction(
                f"An action is the completion, a string; got {type(action).__name__}. "
                "A numeric action needs one of webgen_env.wrappers."
            )
        [result] = self._scorer.score_batch_sync([self._task], [action], timeout_s=self.timeout_s)
        self.last_result = result
        self._awaiting_step = False
        if result.fault is not None and self._on_fault == "raise":
            raise fault_error(result)
        faulty = result.reward is None
        reward = 0.0 if result.reward is None else float(result.reward)
        if self.render_mode == "human":
            self.render()
        return describe(result), reward, not faulty, faulty, step_info(result)

    def render(self) -> NDArray[np.uint8] | None:
        """Show the latest site.

        Returns:
            For ``"rgb_array"`` the screenshot of the home page, ``uint8`` of shape ``(768, 1024, 3)``; white before
            the first step and where the walk ended before the browser. For ``"human"`` ``None``: a gallery page is
            written and opened in the user's web browser.
        """
        if self.render_mode is None:
            gymnasium.logger.warn(
                "render() was called without a render mode; give one, e.g. "
                "gymnasium.make('WebGen-v0', render_mode='rgb_array')"
            )
            return None
        if self.render_mode == "rgb_array":
            return self.picture()
        if self.last_result is not None and self._task is not None:
            page = self._write_page(self._task, self.last_result)
            logger.info("the gallery page of this episode is %s", page)
            webbrowser.open(page.as_uri())
        return None

    def close(self) -> None:
        """End builders and browsers, unless the scorer is shared. Idempotent."""
        if self._owns_scorer:
            self._scorer.close()

    def picture(self) -> NDArray[np.uint8]:
        """The screenshot of the latest site's home page, whatever the render mode.

        Returns:
            ``uint8`` of shape ``(768, 1024, 3)``; white where there is none.
        """
        visit = self.last_result.visit if self.last_result else None
        if visit is None or visit.home.screenshot is None:
            return np.full((VIEWPORT[1], VIEWPORT[0], 3), 255, dtype=np.uint8)
        from PIL import Image

        with Image.open(io.BytesIO(visit.home.screenshot)) as image:
            return np.asarray(image.convert("RGB"), dtype=np.uint8).copy()

    def _write_page(self, task: Task, result: RewardResult) -> Path:
        from webgen_env.evidence import GalleryItem, write_gallery
        from webgen_env.toolchain import cache_home

        folder = self._scorer.evidence or cache_home() / "renders"
        item = GalleryItem(policy="policy", task=task, result=result)
        return write_gallery([item], folder / f"gallery-{os.getpid()}", title=f"WebGen-v0: {task.id}")


def _make_scorer(**options: Any) -> Scorer:
    # Imported with the first environment: the package itself must import fast.
    from webgen_env.scorer import Scorer

    return Scorer(**options)
