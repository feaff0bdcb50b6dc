"""ChoiceSpace: some choices as one action, in the form that an algorithm takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, cast

import numpy as np
from gymnasium import Space, error, spaces

from webgen_env.errors import ConfigurationError

ChoiceForm = Literal["multi-discrete", "discrete", "box"]

FORMS: tuple[ChoiceForm, ...] = ("multi-discrete", "discrete", "box")

MAX_DISCRETE = 100_000
"""Most actions of the form ``"discrete"``."""


class ChoiceSpace:
    """Some choices as one action.

    Attributes:
        sizes: Number of options of each choice.
        form: ``"multi-discrete"``: one index for each choice, for PPO and A2C. ``"discrete"``: one number for all of
            them together, the last choice changing fastest, for DQN; at most 100,000. ``"box"``: one number
            in [-1, 1] for each choice, cut into equal parts, for SAC, TD3 and DDPG.
        space: The Gymnasium space of the action.

    Example:
        >>> ChoiceSpace((3, 4), "discrete").decode(6)
        (1, 2)
        >>> ChoiceSpace((3, 4), "box").decode([0.0, 0.9])
        (1, 3)
    """

    def __init__(self, sizes: Sequence[int], form: ChoiceForm = "multi-discrete") -> None:
        """Create the space.

        Args:
            sizes: Number of options of each choice, 1 or more.
            form: Form of the action.

        Raises:
            ConfigurationError: There is no choice, one has no option, the form is unknown, or there are too many
                actions for ``"discrete"``.
        """
        if not sizes or any(isinstance(size, bool) or int(size) != size or size < 1 for size in sizes):
            raise ConfigurationError(f"Expected a number of options, 1 or more, for each choice; got {list(sizes)}.")
        if form not in FORMS:
            raise ConfigurationError(f"Got the form {form!r} of actions; expected one of {list(FORMS)}.")
        self.sizes = tuple(int(size) for size in sizes)
        self.form: ChoiceForm = form
        self.space: Space[Any] = self._space()

    def decode(self, action: Any) -> tuple[int, ...]:
        """Read an action.

        Args:
            action: An element of :attr:`space`.

        Returns:
            One index for each choice.

        Raises:
            gymnasium.error.InvalidAction: It is no element of the space.
        """
        array = np.asarray(action)
        number = 1 if self.form == "discrete" else len(self.sizes)
        if array.size != number or array.dtype.kind not in "iuf" or not np.isfinite(array).all():
            raise error.InvalidAction(f"Expected an element of {self.space}, got {action!r:.200}.")
        if self.form == "box":
            parts = (np.clip(array.reshape(-1), -1.0, 1.0) + 1.0) / 2.0 * self.sizes
            return tuple(min(int(part), size - 1) for part, size in zip(parts, self.sizes, strict=True))
        indices = array.reshape(-1)
        most = (math.prod(self.sizes),) if self.form == "discrete" else self.sizes
        if (indices != np.floor(indices)).any() or (indices < 0).any() or (indices >= most).any():
            raise error.InvalidAction(f"Expected an element of {self.space}, got {action!r:.200}.")
        if self.form == "discrete":
            return tuple(int(index) for index in np.unravel_index(int(indices[0]), self.sizes))
        return tuple(int(index) for index in indices)

    def _space(self) -> Space[Any]:
        if self.form == "multi-discrete":
            return cast("Space[Any]", spaces.MultiDiscrete(np.array(self.sizes)))
        if self.form == "box":
            return spaces.Box(-1.0, 1.0, (len(self.sizes),), np.float32)
        actions = math.prod(self.sizes)
        if actions > MAX_DISCRETE:
            raise ConfigurationError(
                f"{len(self.sizes)} choices make {actions:,} actions; one number stands for at most {MAX_DISCRETE:,}. "
                "Fix some of them (SlotWriter(fixed={...})), or take an algorithm for 'multi-discrete' actions, as PPO."
            )
        return spaces.Discrete(actions)
