"""GRPO of a 7B model with this environment as its reward: the paper's recipe, and what a machine must have for it.

    python examples/grpo_7b.py --dry-run
    python examples/grpo_7b.py --preset 7b-one-gpu --dry-run
    accelerate launch --config_file ACCELERATE.yaml examples/grpo_7b.py --preset webgen-r1-7b

The dry run needs no GPU: it resolves the preset through TRL's own classes, estimates the memory of each GPU, says how
many cores keep the trainer in rewards, and prints the lines that start the run, with the file for `accelerate`. No 7B
run was made where this was written.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from agents.grpo import train
from agents.grpo.loading import load_settings
from agents.grpo.planning import make_plan


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    preset: str
    """`webgen-r1-7b`: eight GPUs; `7b-one-gpu`: one, with LoRA; `7b-server`: generation on a server of its own."""
    changes: list[str]
    """Fields of the preset with other values: `grpo.max_steps=100`."""
    out: Path
    """Folder of the run."""
    dry_run: bool
    """Whether only to say what the run would do and need."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default="webgen-r1-7b")
    parser.add_argument("--set", dest="changes", action="append", default=[], metavar="FIELD=VALUE")
    parser.add_argument("--out", type=Path, default=Path("webgen-runs/grpo-7b"))
    parser.add_argument("--dry-run", action="store_true")
    return Args(**vars(parser.parse_args()))


def main() -> None:
    """Train, or say what training needs."""
    args = parse_args()
    settings = load_settings(args.preset, args.changes, folder=args.out)
    if not args.dry_run:
        result = train(settings, resume=True)
        print(f"{result.steps} steps; the policy is in {result.model}, the curve in {result.curve}")
        return
    plan = make_plan(settings, ["train", "--preset", args.preset, "--out", str(args.out)])
    for remark in plan.remarks:
        print(remark)
    for part, estimate in {"warm start": plan.sft, "GRPO": plan.grpo}.items():
        if estimate is not None:
            print(f"{part}: {estimate.peak / 1e9:.1f} GB on each GPU")
    feeding = plan.feeding
    print(f"{feeding.rewards_per_step} rewards a step, each {feeding.seconds_per_reward} s of a core")
    for seconds, cores in feeding.cores.items():
        print(f"  ready within {seconds:g} s with {cores} cores")
    print("start it with:\n" + "\n".join(plan.launch))
    sys.exit(0 if plan.can_run else 1)


if __name__ == "__main__":
    main()
