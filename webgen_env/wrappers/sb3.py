"""SB3VecEnv: the vector environment as Stable-Baselines3 knows it, with one batch scored at each step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv

from webgen_env.errors import ConfigurationError, MissingDependencyError

try:
    from stable_baselines3.common.vec_env import VecEnv
except ModuleNotFoundError as absent:
    raise MissingDependencyError(
        f"The wrapper for Stable-Baselines3 needs {absent.name}, which is not installed. "
        "Run: pip install 'webgen-env[sb3]'"
    ) from absent

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SB3VecEnv(VecEnv):  # type: ignore[misc]  # its package may be absent where types are checked
    """Offers a numeric vector environment to the algorithms of Stable-Baselines3.

    Stable-Baselines3 has vector environments of its own kind, which step single environments one after another or each
    in a process. This one hands a whole batch of actions to a Gymnasium vector environment, which scores it at once.

    An episode that a fault of ours ended is shown as one that a time limit cut: ``TimeLimit.truncated`` is set, and
    ``terminal_observation`` is the observation that was acted on. On-policy algorithms then take their own estimate of
    its value for the reward that is not known, so that with ``gamma=1`` nothing is learned from it.

    Attributes:
        envs: The Gymnasium vector environment.

    Example:
        >>> import gymnasium, webgen_env  # doctest: +SKIP
        >>> from stable_baselines3 import PPO  # doctest: +SKIP
        >>> from webgen_env.wrappers import SB3VecEnv, numeric_vector  # doctest: +SKIP
        >>> envs = SB3VecEnv(numeric_vector(gymnasium.make_vec("WebGen-v0", num_envs=8)))  # doctest: +SKIP
        >>> PPO("MlpPolicy", envs, n_steps=4, batch_size=32, gamma=1.0).learn(64)  # doctest: +SKIP
    """

    def __init__(self, envs: VectorEnv[Any, Any, Any]) -> None:
        """Wrap a vector environment.

        Args:
            envs: One with ``AutoresetMode.SAME_STEP``, as :func:`~webgen_env.wrappers.numeric_vector` makes it.

        Raises:
            ConfigurationError: It resets itself in another way.
        """
        mode = envs.metadata.get("autoreset_mode")
        if mode != AutoresetMode.SAME_STEP:
            raise ConfigurationError(f"Expected a vector environment with AutoresetMode.SAME_STEP, got {mode}.")
        self.envs = envs
        self._actions: NDArray[Any] | None = None
        self._observations: NDArray[Any] | None = None
        super().__init__(envs.num_envs, envs.single_observation_space, envs.single_action_space)

    def reset(self) -> NDArray[Any]:
        """Begin the episodes, with the seeds and options that were set for it.

        Returns:
            The observations, one row for each environment.
        """
        options: dict[str, Any] = {}
        for name in dict.fromkeys(name for one in self._options for name in one):
            options[name] = [one.get(name) for one in self._options]
        seeds = None if all(seed is None for seed in self._seeds) else list(self._seeds)
        observations, infos = self.envs.reset(seed=seeds, options=options or None)  # type: ignore[arg-type]
        self.reset_infos = [_one(infos, index) for index in range(self.num_envs)]
        self._reset_seeds()
        self._reset_options()
        self._observations = observations
        return observations  # type: ignore[no-any-return]

    def step_async(self, actions: NDArray[Any]) -> None:
        """Take the actions of a step; they are scored in :meth:`step_wait`.

        Args:
            actions: One row for each environment.
        """
        self._actions = actions

    def step_wait(self) -> tuple[NDArray[Any], NDArray[np.float32], NDArray[np.bool_], list[dict[str, Any]]]:
        """Score the actions as one batch.

        Returns:
            The next observations, rewards and ends of episodes, and one info for each environment: what ``step`` of the
            single environment reports, ``terminal_observation``, and ``TimeLimit.truncated``.

        Raises:
            ConfigurationError: No action was given.
        """
        if self._actions is None:
            raise ConfigurationError("step_wait() was called without step_async(); use step().")
        actions, self._actions = self._actions, None
        acted_on = self._observations
        observations, rewards, terminations, truncations, infos = self.envs.step(actions)
        found = []
        for index in range(self.num_envs):
            info = _one(infos.get("final_info", {}), index)
            cut = bool(truncations[index] and not terminations[index])
            info["TimeLimit.truncated"] = cut
            ended = cut or bool(terminations[index])
            if ended:
                known = acted_on if cut else infos["final_obs"]
                info["terminal_observation"] = known[index] if known is not None else observations[index]
            found.append(info)
            if ended:
                self.reset_infos[index] = _one(infos, index)
        self._observations = observations
        return observations, rewards.astype(np.float32), terminations | truncations, found

    def close(self) -> None:
        """Close the vector environment. Idempotent."""
        self.envs.close()

    def get_attr(self, attr_name: str, indices: Any = None) -> list[Any]:
        """An attribute of the vector environment, once for each environment that is asked for.

        Args:
            attr_name: Its name.
            indices: Environments; ``None`` for all.

        Returns:
            The values.

        Raises:
            AttributeError: There is none of that name.
        """
        holder = self.envs if hasattr(self.envs, attr_name) else self.envs.unwrapped
        value = getattr(holder, attr_name)
        return [value for _ in self._get_indices(indices)]

    def set_attr(self, attr_name: str, value: Any, indices: Any = None) -> None:
        """Refuse: the episodes are no objects of their own.

        Raises:
            NotImplementedError: Always.
        """
        raise NotImplementedError(f"{attr_name!r} cannot be set on single episodes of a batch; set it on .envs.")

    def env_method(self, method_name: str, *args: Any, indices: Any = None, **kwargs: Any) -> list[Any]:
        """Refuse: the episodes are no objects of their own.

        Raises:
            NotImplementedError: Always.
        """
        raise NotImplementedError(f"{method_name!r} cannot be called on single episodes of a batch; call it on .envs.")

    def env_is_wrapped(self, wrapper_class: type[Any], indices: Any = None) -> list[bool]:  # noqa: ARG002  # SB3's signature
        """Whether the episodes are in wrappers for single environments: they never are.

        Args:
            wrapper_class: A wrapper of single environments.
            indices: Environments; ``None`` for all.

        Returns:
            ``False`` for each.
        """
        return [False for _ in self._get_indices(indices)]

    def get_images(self) -> Sequence[NDArray[np.uint8] | None]:
        """Screenshots of the latest sites.

        Returns:
            One picture for each environment; ``None`` for each without the render mode ``"rgb_array"``.
        """
        pictures = self.envs.render()
        return [None] * self.num_envs if pictures is None else cast("list[NDArray[np.uint8] | None]", list(pictures))


def _one(infos: dict[str, Any], index: int) -> dict[str, Any]:
    """What a vector environment's infos say of one environment."""
    return {
        name: _one(value, index) if isinstance(value, dict) else value[index]
        for name, value in infos.items()
        if not name.startswith("_") and name not in ("final_obs", "final_info") and infos[f"_{name}"][index]
    }
