"""CentredReward: rewards relative to those of the same batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from stable_baselines3.common.vec_env import VecEnvWrapper

if TYPE_CHECKING:
    from numpy.typing import NDArray


class CentredReward(VecEnvWrapper):  # type: ignore[misc]  # its package may be absent where types are checked
    """Subtracts from each reward the mean of its batch; ``info["reward"]`` has the reward itself.

    In episodes of one step a critic has nothing to look ahead to: it could learn the mean, and until it has, its
    errors are noise in every advantage. The mean of the batch is that baseline at once, as in REINFORCE with a
    leave-none-out baseline and as in GRPO. An episode that a fault ended gets 0, which is neither good nor bad.
    """

    def reset(self) -> NDArray[Any]:
        """Begin the episodes."""
        return self.venv.reset()  # type: ignore[no-any-return]

    def step_wait(self) -> tuple[NDArray[Any], NDArray[np.float32], NDArray[np.bool_], list[dict[str, Any]]]:
        """Score the actions as one batch.

        Returns:
            What the environment answers, with centred rewards.
        """
        observations, rewards, dones, infos = self.venv.step_wait()
        known = np.array([info.get("fault") is None for info in infos])
        mean = float(rewards[known].mean()) if known.any() else 0.0
        for info, reward in zip(infos, rewards, strict=True):
            info["reward"] = float(reward)
        return observations, np.where(known, rewards - mean, 0.0).astype(np.float32), dones, infos
