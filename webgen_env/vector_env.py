"""WebGenVectorEnv: many episodes at once, scored as one batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import error
from gymnasium.utils import seeding
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from webgen_env.env import OnFault, WebGenEnv
from webgen_env.episode import choose_task, fault_error, reset_info, step_info
from webgen_env.errors import ConfigurationError
from webgen_env.feedback import describe

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from webgen_env.reward.result import RewardResult
    from webgen_env.tasks import Task

Observations = tuple[str, ...]


class WebGenVectorEnv(VectorEnv[Observations, Sequence[str], Any]):
    """``num_envs`` episodes of :class:`~webgen_env.env.WebGenEnv` that are scored together.

    Every step finishes every episode, so autoreset happens in the same step (``AutoresetMode.SAME_STEP``): ``step``
    returns the next specifications; the feedback texts and infos of the finished episodes are in
    ``infos["final_obs"]`` and ``infos["final_info"]``. Identical completions for the same task are scored once.

    ``options`` of ``reset`` are those of the single environment, where each value may also be a sequence with one
    entry per environment: ``{"task_id": ["a", "b"]}``; one ``task_id`` for all makes a GRPO group. They hold for the
    following autoresets too: a group stays on its task until the next ``reset``.

    Attributes:
        last_results: The full verdicts of the latest step.

    Example:
        >>> import gymnasium, webgen_env
        >>> envs = gymnasium.make_vec("WebGen-v0", num_envs=4)
        >>> observations, infos = envs.reset(seed=0)
        >>> _, rewards, terminations, _, infos = envs.step(["nothing"] * 4)
        >>> rewards.tolist(), infos["final_info"]["stage"].tolist()
        ([0.0, 0.0, 0.0, 0.0], ['format', 'format', 'format', 'format'])
        >>> envs.close()
    """

    metadata: dict[str, Any] = {  # noqa: RUF012  # Gymnasium declares it so
        "autoreset_mode": AutoresetMode.SAME_STEP,
        "render_modes": ["rgb_array"],
        "render_fps": 1,
    }

    def __init__(
        self, num_envs: int = 1, *, render_mode: str | None = None, on_fault: OnFault = "truncate", **options: Any
    ) -> None:
        """Configure the environments; nothing is opened.

        Args:
            num_envs: Number of episodes per step, at least 1.
            render_mode: ``"rgb_array"`` or ``None``.
            on_fault: ``"truncate"`` or ``"raise"``, as in the single environment.
            **options: Any other argument of :class:`~webgen_env.env.WebGenEnv`.

        Raises:
            ConfigurationError: An argument is not what was expected.
        """
        if isinstance(num_envs, bool) or not isinstance(num_envs, int) or num_envs < 1:
            raise ConfigurationError(f"num_envs must be a positive integer, got {num_envs!r}.")
        if render_mode not in (None, "rgb_array"):
            raise ConfigurationError(f"render_mode must be 'rgb_array' or None, got {render_mode!r}.")
        # One single environment holds the configuration, so that both take the same arguments.
        self._single = WebGenEnv(render_mode=render_mode, on_fault=on_fault, **options)
        self.num_envs = num_envs
        self.render_mode = render_mode
        self.single_observation_space = self._single.observation_space
        self.single_action_space = self._single.action_space
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self.last_results: tuple[RewardResult, ...] = ()
        self._on_fault = on_fault
        self._rngs: list[np.random.Generator] = []
        self._seeds: list[int] = []
        self._options: list[dict[str, Any]] = [{} for _ in range(num_envs)]
        self._tasks: list[Task] = []

    @property  # type: ignore[misc]  # a property, as in Gymnasium's own vector environments
    def np_random(self) -> tuple[np.random.Generator, ...]:  # type: ignore[override]
        """The generators of the environments."""
        self._ensure_rngs()
        return tuple(self._rngs)

    @property
    def np_random_seed(self) -> tuple[int, ...]:  # type: ignore[override]  # as Gymnasium's own vector envs
        """The seeds of the environments."""
        self._ensure_rngs()
        return tuple(self._seeds)

    def reset(
        self,
        *,
        seed: int | list[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Observations, dict[str, Any]]:
        """Begin ``num_envs`` episodes.

        Args:
            seed: As in Gymnasium's own vector environments: an integer seeds environment ``i`` with ``seed + i``.
            options: Options of the single environment; each value may be a sequence with one entry per environment.

        Returns:
            The specifications and their infos.

        Raises:
            gymnasium.error.Error: An option is unknown or of the wrong length, or there is no such task.
        """
        self._seed(seed)
        self._options = self._spread(options or {})
        return self._begin()

    def step(
        self, actions: Sequence[str]
    ) -> tuple[Observations, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]:
        """Score one completion per environment as one batch, and begin the next episodes.

        Args:
            actions: ``num_envs`` completions.

        Returns:
            The next specifications, rewards, terminations and truncations of shape ``(num_envs,)``, and infos.

        Raises:
            gymnasium.error.ResetNeeded: ``reset`` was not called yet.
            gymnasium.error.InvalidAction: The actions are not ``num_envs`` strings.
            InfrastructureError: Our machinery failed and ``on_fault="raise"``.
            JudgeError: The judge failed and ``on_fault="raise"``.
        """
        if not self._tasks:
            raise error.ResetNeeded("Call reset() before the first step().")
        if isinstance(actions, str) or len(actions) != self.num_envs:
            got = "one string" if isinstance(actions, str) else f"{len(actions)} actions"
            raise error.InvalidAction(f"Expected {self.num_envs} completions, one per environment; got {got}.")
        for index, action in enumerate(actions):
            if not isinstance(action, str):
                raise error.InvalidAction(f"Action {index} must be a string, got {type(action).__name__}.")
        results = self._single.scorer.score_batch_sync(self._tasks, list(actions), timeout_s=self._single.timeout_s)
        self.last_results = tuple(results)
        faulty = np.array([result.reward is None for result in results], dtype=np.bool_)
        if self._on_fault == "raise" and faulty.any():
            raise fault_error(results[int(faulty.argmax())])
        rewards = np.array([result.reward or 0.0 for result in results], dtype=np.float64)
        infos: dict[str, Any] = {}
        for index, result in enumerate(results):
            final = {"final_obs": describe(result), "final_info": step_info(result)}
            infos = self._add_info(infos, final, index)
        observations, begun = self._begin()
        return observations, rewards, ~faulty, faulty, {**infos, **begun}

    def render(self) -> tuple[NDArray[np.uint8], ...] | None:
        """Screenshots of the latest sites, one ``(768, 1024, 3)`` array per environment."""
        if self.render_mode is None:
            return None
        pictures = []
        for index in range(self.num_envs):
            self._single.last_result = self.last_results[index] if self.last_results else None
            pictures.append(self._single.picture())
        return tuple(pictures)

    def close_extras(self, **kwargs: Any) -> None:  # noqa: ARG002  # Gymnasium's signature
        """End builders and browsers, unless the scorer is shared. Idempotent."""
        self._single.close()

    def _begin(self) -> tuple[Observations, dict[str, Any]]:
        self._ensure_rngs()
        self._tasks = [
            choose_task(self._single.tasks, rng, options, split=self._single.split)
            for rng, options in zip(self._rngs, self._options, strict=True)
        ]
        infos: dict[str, Any] = {}
        for index, task in enumerate(self._tasks):
            infos = self._add_info(infos, reset_info(task, self._single.scorer.scaffold), index)
        return tuple(task.instruction for task in self._tasks), infos

    def _seed(self, seed: int | list[int | None] | None) -> None:
        seeds = [seed + index for index in range(self.num_envs)] if isinstance(seed, int) else seed
        if seeds is None:
            return
        if len(seeds) != self.num_envs:
            raise error.Error(f"Expected {self.num_envs} seeds, one per environment; got {len(seeds)}.")
        self._ensure_rngs()
        for index, one in enumerate(seeds):
            if one is not None:
                self._rngs[index], self._seeds[index] = seeding.np_random(one)

    def _ensure_rngs(self) -> None:
        while len(self._rngs) < self.num_envs:
            rng, seed = seeding.np_random(None)
            self._rngs.append(rng)
            self._seeds.append(seed)

    def _spread(self, options: dict[str, Any]) -> list[dict[str, Any]]:
        spread: list[dict[str, Any]] = [{} for _ in range(self.num_envs)]
        for name, value in options.items():
            if isinstance(value, str) or not isinstance(value, Sequence):
                values: Sequence[Any] = [value] * self.num_envs
            else:
                values = value
            if len(values) != self.num_envs:
                raise error.Error(
                    f"Reset option {name!r} needs one value or {self.num_envs} values; got {len(values)}."
                )
            for index, one in enumerate(values):
                spread[index][name] = one
        return spread
