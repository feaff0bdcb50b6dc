"""One random episode, in numbers: an action is drawn, written out as a site, built, opened and rewarded.

    python examples/random_episode.py
    python examples/random_episode.py --seed 3 --form full --picture site.png

No model takes part: the action space is that of `agents.slots`, whose every element is a site that builds.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import gymnasium

import webgen_env  # noqa: F401  # registers WebGen-v0
from webgen_env.wrappers import SlotWriter, numeric


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    seed: int
    """Seed of the task and of the action."""
    form: str
    """Form of the site: `compact` is one short file, `full` several files and pages."""
    picture: Path | None
    """Where to save the screenshot of the home page."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--form", default="compact", choices=["compact", "full"])
    parser.add_argument("--picture", type=Path)
    return Args(**vars(parser.parse_args()))


def main() -> None:
    """Run the episode."""
    args = parse_args()
    writer = SlotWriter(form=args.form)
    env = numeric(gymnasium.make("WebGen-v0", render_mode="rgb_array"), writer=writer)
    env.action_space.seed(args.seed)
    try:
        observation, info = env.reset(seed=args.seed)
        print(
            f"task {info['task_id']}: observed as {observation.shape[0]} numbers\n{info['messages'][-1]['content']}\n"
        )
        action = env.action_space.sample()
        for slot, option in writer.named(action).items():
            print(f"{slot:>12}: {option}")
        _, reward, terminated, truncated, info = env.step(action)
        terms = {name: round(value, 3) for name, value in info.items() if name.startswith("reward/")}
        print(f"\nreward {reward:.3f} of {terms}, stage {info['stage']}, ended {terminated or truncated}")
        if args.picture is not None:
            from PIL import Image

            Image.fromarray(env.render()).save(args.picture)
            print(f"screenshot: {args.picture}")
    finally:
        env.close()


if __name__ == "__main__":
    main()
