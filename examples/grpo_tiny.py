"""GRPO on two cores, with nothing stubbed and nothing downloaded: a tiny language model learns to build what is asked.

    python examples/grpo_tiny.py --seeds 0 1 2
    python examples/grpo_tiny.py --set sft.max_steps=20 --set grpo.max_steps=2 --out webgen-runs/grpo-short

A tokenizer and a transformer of a million weights are made on the spot, learn to write sites from the slots policy, of
which about half build, and then learn from the rewards of real builds in a real browser. Every number is in the preset
`tiny-cpu` (`webgen train --preset tiny-cpu --dry-run` shows it). Started again, runs go on where they stopped.

Says in numbers whether the runs learnt, and writes all seeds together as `curve.csv` and `curve.png`.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from agents.curves import join_curves
from agents.grpo import train
from agents.grpo.learning import measure_learning
from agents.grpo.loading import load_settings


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    seeds: list[int]
    """Runs, each with a seed of its own, one after the other."""
    changes: list[str]
    """Fields of the preset with other values: `grpo.max_steps=2`; `webgen train --fields` lists them."""
    out: Path
    """Folder of the runs and of the picture."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--set", dest="changes", action="append", default=[], metavar="FIELD=VALUE")
    parser.add_argument("--out", type=Path, default=Path("webgen-runs/grpo-tiny"))
    return Args(**vars(parser.parse_args()))


def main() -> None:
    """Train and draw."""
    args = parse_args()
    results = []
    for seed in args.seeds:
        settings = load_settings("tiny-cpu", [*args.changes, f"seed={seed}"], folder=args.out / f"seed-{seed}")
        result = train(settings, resume=True)
        results.append(result)
        print(f"seed {seed}: {result.steps} steps, policy in {result.model}")
        for part, before in result.start.items():
            print(f"  {part}: mean reward {before.mean:.2f} before GRPO, {result.end[part].mean:.2f} after")

    join_curves([result.curve for result in results], args.out / "curve.csv")
    learning = measure_learning([result.folder for result in results])
    learning.draw(args.out / "curve.png", title="GRPO of a tiny model")
    print("\n".join(learning.lines()))
    print(f"picture: {args.out / 'curve.png'}")


if __name__ == "__main__":
    main()
