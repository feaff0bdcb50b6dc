"""REINFORCE by hand: a policy learns to choose the parts of a site, in NumPy and on one page.

    python examples/reinforce_slots.py
    python examples/reinforce_slots.py --updates 128 --curve reinforce.csv

Each step is a batch of episodes that the vector environment scores at once. The policy is a linear softmax for each
slot of `agents.slots`: background, component colour, kind of site and nine more. What it sees are the hashed words of
the specification. The same with PPO: examples/sb3_ppo.py.
"""

from __future__ import annotations

import argparse
import csv
import time
from dataclasses import dataclass
from pathlib import Path

import gymnasium
import numpy as np

import webgen_env  # noqa: F401  # registers WebGen-v0
from agents.slots import slot_tasks
from webgen_env.reward.design import DesignJudge, DesignSettings
from webgen_env.wrappers import HashedNgrams, SlotWriter, numeric_vector


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    updates: int
    """Gradient steps; each takes one batch of episodes."""
    batch: int
    """Episodes of a batch: sites that are built and opened together."""
    learning_rate: float
    """Step size of Adam."""
    entropy: float
    """Weight of the entropy bonus, against deciding too early."""
    features: int
    """Length of the observation."""
    seed: int
    """Seed of tasks and choices."""
    curve: Path | None
    """CSV with one row for each update, for `python -m agents.curves`."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=32)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--learning-rate", type=float, default=0.1)
    parser.add_argument("--entropy", type=float, default=0.01)
    parser.add_argument("--features", type=int, default=512)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--curve", type=Path)
    return Args(**vars(parser.parse_args()))


class Adam:
    """Adam for one array (Kingma and Ba, ICLR 2015); ascends."""

    def __init__(self, shape: tuple[int, ...], rate: float) -> None:
        self.rate, self.first, self.second, self.steps = rate, np.zeros(shape), np.zeros(shape), 0

    def __call__(self, gradient: np.ndarray) -> np.ndarray:
        """The step for a gradient."""
        self.steps += 1
        self.first = 0.9 * self.first + 0.1 * gradient
        self.second = 0.999 * self.second + 0.001 * gradient**2
        mean, square = self.first / (1 - 0.9**self.steps), self.second / (1 - 0.999**self.steps)
        return self.rate * mean / (np.sqrt(square) + 1e-8)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities of scores, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def main() -> None:
    """Train and print how it goes."""
    args = parse_args()
    rng = np.random.default_rng(args.seed)
    # Content relevance counts most: whether the site is what the specification asks for.
    judge = DesignJudge(DesignSettings(weights=(0.1, 0.7, 0.1, 0.1), weakest=0.0))
    writer = SlotWriter()
    envs = numeric_vector(
        gymnasium.make_vec("WebGen-v0", num_envs=args.batch, tasks=slot_tasks(2000), judge=judge, routes=0),
        encoder=HashedNgrams(args.features, ngrams=(1,)),
        writer=writer,
    )
    # One more row for what does not depend on the specification.
    weights = [np.zeros((args.features + 1, size)) for size in writer.sizes]
    steps = [Adam(weight.shape, args.learning_rate) for weight in weights]
    rows = []
    began = time.monotonic()
    try:
        observations, _ = envs.reset(seed=args.seed)
        for update in range(1, args.updates + 1):
            seen = np.concatenate([observations, np.ones((args.batch, 1))], axis=1)
            policy = [softmax(seen @ weight) for weight in weights]
            drawn = [(chances.cumsum(axis=1) > rng.random((args.batch, 1))).argmax(axis=1) for chances in policy]
            observations, rewards, _, truncations, _ = envs.step(np.stack(drawn, axis=1))

            # A truncated episode ended in a fault of the environment's: it says nothing about the policy.
            known = ~truncations
            baseline, spread = rewards[known].mean(), rewards[known].std()
            advantages = np.where(known, (rewards - baseline) / (spread + 1e-6), 0.0)
            for weight, step, chances, chosen in zip(weights, steps, policy, drawn, strict=True):
                surprise = np.eye(chances.shape[1])[chosen] - chances
                logs = np.log(chances + 1e-9)
                of_entropy = -chances * (logs - (chances * logs).sum(axis=1, keepdims=True))
                scores = advantages[:, None] * surprise + args.entropy * of_entropy
                weight += step(seen.T @ scores / args.batch)

            entropy = float(np.mean([-(c * np.log(c + 1e-9)).sum(axis=1).mean() / np.log(c.shape[1]) for c in policy]))
            rows.append(
                {
                    "seed": args.seed,
                    "step": update * args.batch,
                    "seconds": round(time.monotonic() - began, 1),
                    "reward": round(float(baseline), 4),
                    "entropy": round(entropy, 4),
                }
            )
            print(f"episode {update * args.batch}: reward {baseline:.2f}, entropy {entropy:.2f} of 1", flush=True)
    finally:
        envs.close()
    if args.curve is not None:
        with args.curve.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(rows)
        print(f"curve: {args.curve}")


if __name__ == "__main__":
    main()
