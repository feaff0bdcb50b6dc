"""Wrappers of one environment: numbers in, numbers out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import gymnasium
import numpy as np
from gymnasium import error, spaces
from gymnasium.utils import RecordConstructorArgs

from webgen_env.wrappers.choice_space import ChoiceForm, ChoiceSpace
from webgen_env.wrappers.encoder import TextEncoder, make_encoder
from webgen_env.wrappers.writer import ChoiceWriter, SlotWriter

if TYPE_CHECKING:
    from numpy.typing import NDArray


class EncodeText(gymnasium.ObservationWrapper["NDArray[np.float32]", Any, str], RecordConstructorArgs):
    """Shows a policy its specification as a vector.

    The text itself is still in ``info["messages"]`` after ``reset``; the feedback that ``step`` returns is encoded in
    the same way.

    Attributes:
        encoder: What encodes.

    Example:
        >>> import gymnasium, webgen_env
        >>> env = EncodeText(gymnasium.make("WebGen-v0"))
        >>> env.reset(seed=0)[0].shape
        (1024,)
    """

    def __init__(self, env: gymnasium.Env[str, Any], encoder: str | TextEncoder = "hashed") -> None:
        """Wrap an environment.

        Args:
            env: An environment whose observations are texts.
            encoder: An encoder or its name, as for :func:`~webgen_env.wrappers.make_encoder`.

        Raises:
            ConfigurationError: The encoder is unknown.
            MissingDependencyError: The encoder needs a package that is not installed.
        """
        RecordConstructorArgs.__init__(self, encoder=encoder)
        super().__init__(env)
        self.encoder = make_encoder(encoder)
        self.observation_space = spaces.Box(-1.0, 1.0, (self.encoder.size,), np.float32)

    def observation(self, observation: str) -> NDArray[np.float32]:
        """Encode one text.

        Args:
            observation: The text.

        Returns:
            ``float32`` of shape ``(encoder.size,)``.
        """
        vector: NDArray[np.float32] = self.encoder([observation])[0]
        return vector


class WriteChoices(gymnasium.Wrapper[Any, Any, Any, str], RecordConstructorArgs):
    """Lets a policy act by choosing: its numbers are written out as a completion for the specification at hand.

    Attributes:
        choices: The action space and how an action is read.
        writer: What writes the completions.

    Example:
        >>> import gymnasium, webgen_env
        >>> env = WriteChoices(gymnasium.make("WebGen-v0"))
        >>> env.action_space
        MultiDiscrete([12 12  6  4  3  5  4  3  4  3  2  4])
    """

    def __init__(
        self,
        env: gymnasium.Env[Any, str],
        writer: ChoiceWriter | None = None,
        *,
        form: ChoiceForm = "multi-discrete",
    ) -> None:
        """Wrap an environment.

        Args:
            env: An environment whose actions are completions and whose ``reset`` reports ``messages``.
            writer: What writes the completions; ``None`` takes the compact form of the bundled components.
            form: Form of the action, as in :class:`~webgen_env.wrappers.ChoiceSpace`.

        Raises:
            ConfigurationError: The form is unknown, or the writer offers too much for it.
        """
        RecordConstructorArgs.__init__(self, writer=writer, form=form)
        super().__init__(env)
        self.writer = writer or SlotWriter()
        self.choices = ChoiceSpace(self.writer.sizes, form)
        self.action_space = self.choices.space
        self._instruction: str | None = None

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begin an episode, as the environment does."""
        observation, info = self.env.reset(seed=seed, options=options)
        self._instruction = instruction_of(info["messages"])
        return observation, info

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Write the completion that an action stands for, and score it.

        Args:
            action: An element of the action space.

        Returns:
            What the environment answers; ``info["completion"]`` is what was written.

        Raises:
            gymnasium.error.ResetNeeded: ``reset`` was not called yet.
            gymnasium.error.InvalidAction: The action is no element of the action space.
        """
        if self._instruction is None:
            raise error.ResetNeeded("Call reset() before the first step().")
        completion = self.writer(self._instruction, self.choices.decode(action))
        observation, reward, terminated, truncated, info = self.env.step(completion)
        return observation, reward, terminated, truncated, {**info, "completion": completion}


def instruction_of(messages: Any) -> str:
    """The specification in the chat that ``reset`` reports.

    Args:
        messages: ``info["messages"]``.

    Returns:
        The text of its last message.
    """
    return cast("str", messages[-1]["content"])


def numeric(
    env: gymnasium.Env[str, str],
    *,
    encoder: str | TextEncoder = "hashed",
    writer: ChoiceWriter | None = None,
    form: ChoiceForm = "multi-discrete",
) -> EncodeText:
    """Make an environment of texts one of numbers: a vector is observed, choices are the action.

    Args:
        env: The environment.
        encoder: As in :class:`EncodeText`.
        writer: As in :class:`WriteChoices`.
        form: As in :class:`WriteChoices`.

    Returns:
        The environment, which any algorithm for these spaces can be trained on.

    Example:
        >>> import gymnasium, webgen_env
        >>> env = numeric(gymnasium.make("WebGen-v0"))
        >>> observation, info = env.reset(seed=0)
        >>> bool(env.observation_space.contains(observation))
        True
    """
    return EncodeText(cast("gymnasium.Env[str, Any]", WriteChoices(env, writer, form=form)), encoder)
