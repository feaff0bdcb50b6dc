"""PPO of Stable-Baselines3 on the choices of a site: held out, against policies that do not read.

    python examples/sb3_ppo.py
    python examples/sb3_ppo.py --seeds 0 --episodes 128 --search 0 --out runs/short

The policy sees the hashed words of a specification and chooses among slots of `agents.slots`: the component colour of
four, of which the specification asks for one, and words and contrast, where some options never pay. The other slots are
fixed to good habits; opening more of them takes more episodes. On held-out
specifications (other subjects, names and pairs of colours) the policy is compared with random choices of the same
slots, with the best choice that does not read, which is searched, and with rules written by hand.

Writes a folder for each seed (`curve.csv`, `model.zip`), `references.json`, `summary.json` and `curve.png`. Started
again, it goes on where it was interrupted.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agents.curves import Series, draw_curves, read_curves, seed_interval
from agents.sb3 import Design, SB3Agent, SB3Settings, evaluate, find_fixed_choice, score_choices, train
from agents.slots import SlotsAgent, fitting_choices, named, slot_tasks
from webgen_env import Scorer, TaskSet
from webgen_env.evaluation.intervals import mean_interval
from webgen_env.reward.design import DesignJudge, DesignSettings


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    seeds: list[int]
    """Trainings, each with a seed of its own, one after the other."""
    episodes: int
    """Sites of a training."""
    batch: int
    """Sites that are built and opened together."""
    steps: int
    """Batches between two updates of PPO."""
    epochs: int
    """Passes over the episodes of an update."""
    learning_rate: float
    """Step size: high, because there are few updates and the policy is linear in the words."""
    entropy: float
    """Weight of the entropy bonus, against deciding too early."""
    features: int
    """Length of the observation."""
    free: list[str]
    """Slots that the policy chooses; `all` for every one."""
    colours: list[str]
    """Component colours that specifications ask for and the policy can choose."""
    tasks: int
    """Specifications to train on. With few, choices come up again, and the verdict cache has their rewards."""
    held_out: int
    """Held-out specifications of each evaluation."""
    search: int
    """Random sites with which the search of the best fixed choice begins; 0 leaves the comparisons out."""
    compared_on: int
    """Specifications on which the search compares choices."""
    out: Path
    """Folder of the results."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--episodes", type=int, default=384)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--steps", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--learning-rate", type=float, default=0.03)
    parser.add_argument("--entropy", type=float, default=0.01)
    parser.add_argument("--features", type=int, default=1024)
    parser.add_argument("--free", nargs="+", default=["component", "words", "contrast"])
    parser.add_argument("--colours", nargs="+", default=["indigo", "forestgreen", "tomato", "steelblue"])
    parser.add_argument("--tasks", type=int, default=500)
    parser.add_argument("--held-out", type=int, default=24)
    parser.add_argument("--search", type=int, default=48)
    parser.add_argument("--compared-on", type=int, default=8)
    parser.add_argument("--out", type=Path, default=Path("runs/sb3-ppo"))
    return Args(**vars(parser.parse_args()))


def design_of(args: Args) -> Design:
    """What the policy sees, and what its numbers stand for."""
    # What the rules choose for an empty specification are their habits.
    habits = named(fitting_choices(""))
    fixed = {name: option for name, option in habits.items() if name not in args.free and "all" not in args.free}
    offered = {} if "component" in fixed else {"component": args.colours}
    return Design(algorithm="PPO", size=args.features, ngrams=(1,), fixed=fixed, offered=offered)


def tasks_of(args: Args, split: str, number: int) -> TaskSet:
    """Specifications that ask for one of the colours."""
    # One in three asks for one of four colours; twenty times as many are enough.
    drawn = slot_tasks(20 * number, split=split)
    return TaskSet([task for task in drawn if task.metadata["component_color"] in args.colours][:number])


def settings_of(args: Args, seed: int) -> SB3Settings:
    """Everything that decides the training of a seed."""
    return SB3Settings(
        design=design_of(args),
        episodes=args.episodes,
        batch=args.batch,
        seed=seed,
        evaluate_every=args.episodes,
        checkpoint_every=args.batch * args.steps,
        options={
            "n_steps": args.steps,
            "batch_size": args.batch * args.steps,
            "n_epochs": args.epochs,
            "learning_rate": args.learning_rate,
            "ent_coef": args.entropy,
            # Episodes have one step: nothing to discount, and no need for a critic, as rewards come centred.
            "gamma": 1.0,
            "gae_lambda": 1.0,
            "vf_coef": 0.0,
            # No hidden layer: the score of each option is a sum over words.
            "policy_kwargs": {"net_arch": {"pi": [], "vf": []}},
        },
    )


def references(args: Args, scorer: Scorer) -> dict[str, list[float]]:
    """Rewards on the held-out specifications of what does not learn; searched once."""
    path = args.out / "references.json"
    if path.exists():
        return json.loads(path.read_text("utf-8"))["rewards"]
    tasks = list(tasks_of(args, "test", args.held_out))
    design = design_of(args)
    writer = design.make_writer()
    rng = np.random.default_rng(0)
    drawn = [[int(rng.integers(size)) for size in writer.sizes] for _ in tasks]
    habits = named(fitting_choices(""))
    # The first option where the habit is not offered.
    start = [
        options.index(habits[name]) if habits[name] in options else 0
        for name, options in zip(writer.names, writer.options, strict=True)
    ]
    best = find_fixed_choice(
        slot_tasks(args.tasks),
        scorer,
        writer,
        random_episodes=args.search,
        compared_on=args.compared_on,
        candidates=[start],
    )
    rewards = {
        "random choices": list(score_choices(drawn, tasks, scorer, writer).known),
        "best fixed choice": list(score_choices([best.choices] * len(tasks), tasks, scorer, writer).known),
        "rules written by hand": list(evaluate(SlotsAgent(form="compact", fixed=design.fixed), tasks, scorer).known),
    }
    told = {"fixed": writer.named(best.choices), "search_episodes": best.episodes, "rewards": rewards}
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return rewards


def main() -> None:
    """Train, compare, draw."""
    args = parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    # A judge of one's own: content relevance counts most, and no criterion counts twice for being the weakest. The
    # default one grades design first, for which the specification hardly matters.
    judge = DesignJudge(DesignSettings(weights=(0.1, 0.7, 0.1, 0.1), weakest=0.0))
    with Scorer(judge=judge, routes=0, cache=args.out / "cache") as scorer:
        reports = []
        for seed in args.seeds:
            report = train(
                settings_of(args, seed),
                args.out / f"seed-{seed}",
                tasks=tasks_of(args, "train", args.tasks),
                held_out=tasks_of(args, "test", args.held_out),
                scorer=scorer,
                resume=True,
            )
            reports.append(report)
            print(
                f"seed {seed}: {report.held_out.mean:.2f} on held-out specifications, {report.seconds:.0f} s",
                flush=True,
            )
        found = references(args, scorer) if args.search else {}

    learned = seed_interval([report.held_out.known for report in reports])
    print(f"\n{'PPO':>18}: {learned}")
    for name, rewards in found.items():
        low, high = mean_interval(rewards) or (float("nan"),) * 2
        print(f"{name:>18}: {np.mean(rewards):.3f} [{low:.3f}, {high:.3f}]")
    tasks = tasks_of(args, "test", args.held_out)
    for report in reports:
        chosen = SB3Agent(report.folder).choices([task.instruction for task in tasks])
        right = {
            name: np.mean(
                [choice[name] == task.metadata["slots"][name] for choice, task in zip(chosen, tasks, strict=True)]
            )
            for name in ("background", "component", "kind")
            if name in chosen[0]
        }
        print(
            f"{report.folder.name}: as asked for: " + ", ".join(f"{name} {share:.0%}" for name, share in right.items())
        )

    curves = [report.curve for report in reports]
    draw_curves(
        [
            Series("training, each choice drawn", read_curves(curves)),
            Series("held out, the likeliest choices", read_curves(curves, value="held_out"), smoothing=0),
        ],
        args.out / "curve.png",
        references={name: float(np.mean(rewards)) for name, rewards in found.items()},
        title="PPO learns to follow specifications",
        x_label="episodes: sites built, opened and judged",
    )
    told = {"ppo": vars_of(learned), "seconds": [report.seconds for report in reports]}
    told |= {name: float(np.mean(rewards)) for name, rewards in found.items()}
    (args.out / "summary.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(f"\npicture: {args.out / 'curve.png'}")


def vars_of(estimate: object) -> dict[str, float]:
    """The fields of an estimate."""
    return {name: round(getattr(estimate, name), 4) for name in ("mean", "low", "high")}


if __name__ == "__main__":
    main()
