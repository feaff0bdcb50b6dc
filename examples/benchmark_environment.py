"""How fast is the environment here? Sites per second for growing batches, and what repeating one costs.

    python examples/benchmark_environment.py
    python examples/benchmark_environment.py --batches 1 4 16 --steps 2 --form full

The full benchmark, with latency by stage, memory and a comparison with the released way, is `webgen bench`.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

import gymnasium
import numpy as np

import webgen_env  # noqa: F401  # registers WebGen-v0
from agents.slots import slot_tasks
from webgen_env.wrappers import SlotWriter, numeric_vector


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    batches: list[int]
    """Sizes of batches; each is one vector environment."""
    steps: int
    """Batches that are measured of each size, after one to warm up."""
    form: str
    """Form of the sites: `compact` is one short file, `full` several files and pages."""
    seed: int
    """Seed of tasks and choices."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--form", default="compact", choices=["compact", "full"])
    parser.add_argument("--seed", type=int, default=0)
    return Args(**vars(parser.parse_args()))


def main() -> None:
    """Measure."""
    args = parse_args()
    print(f"{'batch':>6} {'sites/s':>8} {'s a step':>9} {'the same again':>15}")
    for batch in args.batches:
        envs = numeric_vector(
            # Without the verdict cache: sites of earlier runs would come from the disk.
            gymnasium.make_vec("WebGen-v0", num_envs=batch, tasks=slot_tasks(2000), cache=False),
            writer=SlotWriter(form=args.form),
        )
        envs.action_space.seed(args.seed)
        try:
            envs.reset(seed=args.seed)
            envs.step(envs.action_space.sample())
            times = []
            for _ in range(args.steps):
                began = time.perf_counter()
                envs.step(envs.action_space.sample())
                times.append(time.perf_counter() - began)
            # A group on one task whose completions are all alike is scored once, as in a GRPO group that has converged.
            envs.reset(seed=args.seed, options={"task_id": slot_tasks(1)[0].id})
            began = time.perf_counter()
            envs.step(np.stack([envs.single_action_space.sample()] * batch))
            again = time.perf_counter() - began
        finally:
            envs.close()
        print(
            f"{batch:>6} {batch * args.steps / sum(times):>8.2f} {np.median(times):>9.2f} {again:>13.2f} s", flush=True
        )


if __name__ == "__main__":
    main()
