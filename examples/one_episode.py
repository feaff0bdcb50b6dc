"""One episode of WebGen-v0, start to end.

    python examples/one_episode.py
    python examples/one_episode.py --task-id seed-swap-library --policy scaffold --picture site.png

Opens one bundled task, lets a bundled policy write the site, and prints what the environment answers.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import gymnasium

import agents
import webgen_env  # noqa: F401  # registers WebGen-v0


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    task_id: str | None
    """Id of a bundled task; by default the seed draws one."""
    policy: str
    """Name of a bundled policy; `python -c "import agents; print(agents.names())"` lists them."""
    seed: int
    """Seed of the task choice."""
    picture: Path | None
    """Where to save the screenshot of the home page."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task-id")
    parser.add_argument("--policy", default="showcase")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--picture", type=Path)
    return Args(**vars(parser.parse_args()))


def main() -> None:
    """Run the episode."""
    args = parse_args()
    policy = agents.make(args.policy)
    env = gymnasium.make("WebGen-v0", render_mode="rgb_array")
    try:
        observation, info = env.reset(seed=args.seed, options={"task_id": args.task_id})
        print(f"task {info['task_id']}\n\n{observation}\n")

        completion = policy.act(observation, info)
        print(f"the policy wrote {len(completion):,} characters\n")

        feedback, reward, terminated, truncated, info = env.step(completion)
        print(feedback)
        print(f"\nreward {reward:.2f}, stage {info['stage']}, terminated {terminated}, truncated {truncated}")

        if args.picture is not None:
            from PIL import Image

            Image.fromarray(env.render()).save(args.picture)
            print(f"screenshot: {args.picture}")
    finally:
        env.close()


if __name__ == "__main__":
    main()
