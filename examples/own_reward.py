"""A reward of one's own: a term, a preset that weighs it, and a judge.

    python examples/own_reward.py

The same two sites are scored with the paper's reward and with this one. A preset is data: weights of terms, and what a
completion gets that fails on the way. A judge is any object with `identity`, `grade` and `aclose`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import gymnasium
import numpy as np

import agents
from webgen_env import Judgement, Preset, Task
from webgen_env.reward import Rollout, Term

if TYPE_CHECKING:
    from webgen_env.browser import Visit


def brevity(rollout: Rollout) -> float:
    """1 for an empty completion, 0 from 40,000 characters on: whoever says it shorter says it better."""
    return max(0.0, 1.0 - len(rollout.completion) / 40_000)


CONCISE = Preset(
    "concise",
    description="A look in one colour family, in few words.",
    terms={"visual": 1.0, "functional": 0.5, "brevity": 0.5},
    # What does not build gets a little, so that a policy that cannot build yet has something to climb.
    gates={"format": 0.0, "static": 0.1, "install": 0.15, "build": 0.2},
    custom=(Term("brevity", brevity, "Share of 40,000 characters that was not needed."),),
)


class CalmColours:
    """Grades how much of the home page is near grey, 0–5. A judge must be deterministic if its verdicts are cached."""

    @property
    def identity(self) -> str:
        """Name and version: a change of the measure must change it."""
        return "calm-colours-1"

    async def grade(self, task: Task, visit: Visit, *, timeout_s: float | None = None) -> Judgement:  # noqa: ARG002
        """Look at the screenshot of the home page."""
        from PIL import Image

        with Image.open(io.BytesIO(visit.home.screenshot)) as image:
            saturation = np.asarray(image.convert("HSV"))[:, :, 1] / 255
        grade = 5 * float((saturation < 0.25).mean())
        return Judgement(round(grade, 3), {"rendering": round(grade, 3)}, self.identity, "Share of calm pixels.")

    async def aclose(self) -> None:
        """Nothing to release."""


def main() -> None:
    """Score two policies under two rewards."""
    for name, options in {"webgen-r1": {}, "concise": {"preset": CONCISE, "judge": CalmColours()}}.items():
        env = gymnasium.make("webgen_env:WebGen-v0", routes=0, **options)
        try:
            for policy in ("slots", "careless"):
                observation, info = env.reset(seed=1)
                _, reward, _, _, info = env.step(agents.make(policy).act(observation, info))
                terms = {key: round(value, 2) for key, value in info.items() if key.startswith("reward/")}
                print(f"{name:>10} {policy:>9}: {reward:.2f} at stage {info['stage']}, {terms}")
        finally:
            env.close()


if __name__ == "__main__":
    main()
