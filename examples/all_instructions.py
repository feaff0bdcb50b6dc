"""Every task of a task set through the environment, with the time of each stage.

    python examples/all_instructions.py --limit 3
    WEBGEN_DATA=FOLDER python examples/all_instructions.py --tasks webgen-bench

One episode per task, one after the other. FOLDER holds WebGen-Bench as its authors publish it; without the variable it
comes from the hub. Exits with status 1 if any episode ended in a fault of the environment.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass

import gymnasium

import agents
from webgen_env import load_tasks


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    tasks: str
    """Task set: a name or a JSONL file."""
    policy: str
    """Name of a bundled policy."""
    routes: int
    """Most routes to visit besides the home page."""
    limit: int | None
    """Only the first tasks; by default all."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", default="bundled")
    parser.add_argument("--policy", default="scaffold")
    parser.add_argument("--routes", type=int, default=2)
    parser.add_argument("--limit", type=int)
    return Args(**vars(parser.parse_args()))


def main() -> None:
    """Run the episodes and print what they came to."""
    args = parse_args()
    tasks = load_tasks(args.tasks)
    policy = agents.make(args.policy)
    env = gymnasium.make("webgen_env:WebGen-v0", tasks=tasks, routes=args.routes)
    stages: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    seconds: dict[str, list[float]] = defaultdict(list)
    rewards: list[float] = []
    try:
        for task in list(tasks)[: args.limit]:
            observation, info = env.reset(options={"task_id": task.id})
            _, reward, _, _, info = env.step(policy.act(observation, info))
            rewards.append(reward)
            stages[info["stage"]] += 1
            if info["fault"] is not None:
                faults[info["fault"]] += 1
            for stage, time in env.unwrapped.last_result.timing.items():
                seconds[stage].append(time)
            print(f"{task.id}: reward {reward:.2f}, stage {info['stage']}, fault {info['fault']}", flush=True)
    finally:
        env.close()
    print(f"\n{len(rewards)} episodes, stages {dict(stages)}, faults {dict(faults)}")
    print(f"reward: mean {statistics.mean(rewards):.2f}, from {min(rewards):.2f} to {max(rewards):.2f}")
    for stage, times in seconds.items():
        print(f"{stage:>8}: median {statistics.median(times):.3f} s, longest {max(times):.3f} s, {len(times)} times")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
