"""Wrappers of the vector environment: the same numbers, with one batch scored at each step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import error, spaces
from gymnasium.vector import AutoresetMode, VectorEnv, VectorWrapper
from gymnasium.vector.utils import batch_space

from webgen_env.errors import ConfigurationError
from webgen_env.wrappers.choice_space import ChoiceForm, ChoiceSpace
from webgen_env.wrappers.encoder import TextEncoder, make_encoder
from webgen_env.wrappers.single import instruction_of
from webgen_env.wrappers.writer import ChoiceWriter, SlotWriter

if TYPE_CHECKING:
    from numpy.typing import NDArray

Answer = tuple[Any, "NDArray[Any]", "NDArray[np.bool_]", "NDArray[np.bool_]", dict[str, Any]]


class VectorEncodeText(VectorWrapper[Any, Any, Any, Any, Any]):
    """:class:`~webgen_env.wrappers.EncodeText` for many episodes at once; ``infos["final_obs"]`` is encoded too.

    Attributes:
        encoder: What encodes.
    """

    def __init__(self, env: VectorEnv[Any, Any, Any], encoder: str | TextEncoder = "hashed") -> None:
        """Wrap a vector environment.

        Args:
            env: A vector environment whose observations are tuples of texts.
            encoder: An encoder or its name, as for :func:`~webgen_env.wrappers.make_encoder`.

        Raises:
            ConfigurationError: The encoder is unknown.
            MissingDependencyError: The encoder needs a package that is not installed.
        """
        super().__init__(env)
        self.encoder = make_encoder(encoder)
        self.single_observation_space = spaces.Box(-1.0, 1.0, (self.encoder.size,), np.float32)
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)

    def reset(
        self, *, seed: int | list[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[NDArray[np.float32], dict[str, Any]]:
        """Begin the episodes; observations have the shape ``(num_envs, encoder.size)``."""
        observations, infos = self.env.reset(seed=seed, options=options)  # type: ignore[arg-type]  # lists are taken too
        return self.encoder(observations), infos

    def step(self, actions: Any) -> Answer:
        """Score one action per environment; observations have the shape ``(num_envs, encoder.size)``."""
        observations, rewards, terminations, truncations, infos = self.env.step(actions)
        if "final_obs" in infos:
            finals = np.full(self.num_envs, None, dtype=object)
            for index in np.flatnonzero(infos["_final_obs"]):
                finals[index] = self.encoder([infos["final_obs"][index]])[0]
            infos = {**infos, "final_obs": finals}
        return self.encoder(observations), rewards, terminations, truncations, infos


class VectorWriteChoices(VectorWrapper[Any, Any, Any, Any, Any]):
    """:class:`~webgen_env.wrappers.WriteChoices` for many episodes at once.

    Attributes:
        choices: The action space of one environment and how an action is read.
        writer: What writes the completions.
        last_completions: What was written in the latest step.
    """

    def __init__(
        self,
        env: VectorEnv[Any, Any, Any],
        writer: ChoiceWriter | None = None,
        *,
        form: ChoiceForm = "multi-discrete",
    ) -> None:
        """Wrap a vector environment.

        Args:
            env: A vector environment with ``AutoresetMode.SAME_STEP``, whose actions are completions and whose infos
                hold ``messages``.
            writer: What writes the completions; ``None`` takes the compact form of the bundled components.
            form: Form of the action, as in :class:`~webgen_env.wrappers.ChoiceSpace`.

        Raises:
            ConfigurationError: The environment resets itself in another way, the form is unknown, or the writer offers
                too much for it.
        """
        super().__init__(env)
        mode = env.metadata.get("autoreset_mode")
        if mode != AutoresetMode.SAME_STEP:
            raise ConfigurationError(
                f"Episodes of one step need a vector environment with AutoresetMode.SAME_STEP, got {mode}: in any "
                "other mode every second action is ignored. gymnasium.make_vec('WebGen-v0') makes the right one."
            )
        self.writer = writer or SlotWriter()
        self.choices = ChoiceSpace(self.writer.sizes, form)
        self.single_action_space = self.choices.space
        self.action_space = batch_space(self.choices.space, self.num_envs)
        self.last_completions: tuple[str, ...] = ()
        self._instructions: list[str] = []

    def reset(
        self, *, seed: int | list[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Begin the episodes, as the environment does."""
        observations, infos = self.env.reset(seed=seed, options=options)  # type: ignore[arg-type]  # lists are taken too
        self._remember(infos)
        return observations, infos

    def step(self, actions: Sequence[Any] | NDArray[Any]) -> Answer:
        """Write the completions that the actions stand for, score them, and begin the next episodes.

        Args:
            actions: ``num_envs`` elements of the single action space, such as an array of shape
                ``(num_envs, choices)``.

        Returns:
            What the environment answers.

        Raises:
            gymnasium.error.ResetNeeded: ``reset`` was not called yet.
            gymnasium.error.InvalidAction: There is not one action for each environment, or one is no element of the
                action space.
        """
        if not self._instructions:
            raise error.ResetNeeded("Call reset() before the first step().")
        if len(actions) != self.num_envs:
            raise error.InvalidAction(f"Expected {self.num_envs} actions, one per environment; got {len(actions)}.")
        self.last_completions = tuple(
            self.writer(instruction, self.choices.decode(action))
            for instruction, action in zip(self._instructions, actions, strict=True)
        )
        answer: Answer = self.env.step(self.last_completions)
        self._remember(answer[4])
        return answer

    def _remember(self, infos: dict[str, Any]) -> None:
        self._instructions = [instruction_of(messages) for messages in infos["messages"]]


def numeric_vector(
    envs: VectorEnv[Any, Any, Any],
    *,
    encoder: str | TextEncoder = "hashed",
    writer: ChoiceWriter | None = None,
    form: ChoiceForm = "multi-discrete",
) -> VectorEncodeText:
    """Make a vector environment of texts one of numbers.

    Args:
        envs: The vector environment.
        encoder: As in :class:`VectorEncodeText`.
        writer: As in :class:`VectorWriteChoices`.
        form: As in :class:`VectorWriteChoices`.

    Returns:
        The vector environment: observations of shape ``(num_envs, encoder.size)``, and as action one element of the
        choice space for each environment.

    Example:
        >>> import gymnasium, webgen_env
        >>> envs = numeric_vector(gymnasium.make_vec("WebGen-v0", num_envs=4))
        >>> envs.reset(seed=0)[0].shape
        (4, 1024)
    """
    return VectorEncodeText(VectorWriteChoices(envs, writer, form=form), encoder)
