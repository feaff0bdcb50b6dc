"""PPO of Stable-Baselines3 on the choices of a site: held out, against policies that do not read.

    python examples/sb3_ppo.py --out runs/sb3-ppo
    python examples/sb3_ppo.py --seeds 0 --episodes 256 --search 0 --out runs/short

The policy sees the hashed words of a specification and chooses among slots of `agents.slots`: the component colour of
four, of which the specification asks for one, and words and contrast, where some options never pay. The other slots are
fixed to good habits; opening more of them takes more episodes. On held-out specifications (other subjects, names and
pairs of colours) the policy is compared with random choices of the same slots, with the best choice that does not read
and with rules written by hand. The best choice that does not read is searched on the held-out specifications
themselves: whatever a policy could do without reading, it does as well. Differences are paired by specification, and
their intervals draw seeds and specifications again.

Writes a folder for each seed (`curve.csv`, `model.zip`), `references.json`, `summary.json`, and all seeds together as
`curve.csv` and `curve.png`. Started again, it goes on where it was interrupted.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from agents.curves import Estimate, Series, difference_interval, draw_curves, join_curves, read_curves
from agents.sb3 import (
    Design,
    Evaluation,
    SB3Agent,
    SB3Settings,
    TrainingReport,
    evaluate,
    find_fixed_choice,
    score_choices,
    train,
)
from agents.slots import SlotsAgent, fitting_choices, named, slot_tasks
from webgen_env import Scorer, TaskSet
from webgen_env.reward.design import DesignJudge, DesignSettings
from webgen_env.reward.design.settings import RelevanceSettings


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
    """Weight of the entropy bonus, against deciding before the words are understood."""
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
    evaluate_every: int
    """Episodes between two evaluations on the held-out specifications."""
    out: Path
    """Folder of the results."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--episodes", type=int, default=2048)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--learning-rate", type=float, default=0.05)
    parser.add_argument("--entropy", type=float, default=0.02)
    parser.add_argument("--free", nargs="+", default=["component", "words", "contrast"])
    parser.add_argument("--colours", nargs="+", default=["indigo", "forestgreen", "tomato", "steelblue"])
    parser.add_argument("--tasks", type=int, default=192)
    parser.add_argument("--held-out", type=int, default=48)
    parser.add_argument("--search", type=int, default=48)
    parser.add_argument("--evaluate-every", type=int, default=256)
    parser.add_argument("--out", type=Path, default=Path("runs/sb3-ppo"))
    return Args(**vars(parser.parse_args()))


def design_of(args: Args) -> Design:
    """What the policy sees, and what its numbers stand for."""
    # What the rules choose for an empty specification are their habits.
    habits = named(fitting_choices(""))
    fixed = {name: option for name, option in habits.items() if name not in args.free and "all" not in args.free}
    offered = {} if "component" in fixed else {"component": args.colours}
    return Design(algorithm="PPO", fixed=fixed, offered=offered)


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
        evaluate_every=args.evaluate_every,
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


def make_judge() -> DesignJudge:
    """A judge of one's own: what the specification asks for counts most, and its component colour most of all.

    With the default one a wrong component colour costs 0.2 to 0.4 of five points here, and specifications differ from
    each other by as much, whatever is chosen: it takes more episodes to find the one in the other.
    """
    settings = RelevanceSettings()
    # As much as the words at first sight: a wrong colour then costs about one point.
    settings = replace(settings, component=replace(settings.component, weight=settings.first_sight.weight))
    # Relevance first, and no criterion counts twice for being the weakest.
    return DesignJudge(DesignSettings(weights=(0.1, 0.7, 0.1, 0.1), weakest=0.0, relevance=settings))


def references(args: Args, scorer: Scorer) -> dict[str, Evaluation]:
    """Rewards on the held-out specifications of what does not learn; measured once."""
    path = args.out / "references.json"
    if path.exists():
        told = json.loads(path.read_text("utf-8"))
        return {name: Evaluation(tuple(rewards)) for name, rewards in told["rewards"].items()}
    tasks = tasks_of(args, "test", args.held_out)
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
        tasks, scorer, writer, random_episodes=args.search, compared_on=len(tasks), candidates=[start]
    )
    found = {
        "rules written by hand": evaluate(SlotsAgent(form="compact", fixed=design.fixed), tasks, scorer),
        "best fixed choice": score_choices([best.choices] * len(tasks), list(tasks), scorer, writer),
        "random choices": score_choices(drawn, list(tasks), scorer, writer),
    }
    told = {
        "fixed": writer.named(best.choices),
        "search_episodes": best.episodes,
        "rewards": {name: evaluation.rewards for name, evaluation in found.items()},
    }
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return found


def difference(reports: list[TrainingReport], reference: Evaluation) -> Estimate:
    """What the seeds earn more than a reference, specification by specification."""
    rows = [report.held_out.rewards for report in reports if report.held_out is not None]
    # A specification counts where every reward is known: one that a fault of ours ended has none.
    known = [place for place, column in enumerate(zip(reference.rewards, *rows, strict=True)) if None not in column]
    return difference_interval([[row[place] for place in known] for row in rows], [reference.rewards[i] for i in known])


def shares_as_asked(report: TrainingReport, tasks: TaskSet) -> dict[str, float]:
    """Share of the specifications for which the policy chooses what they ask for, by slot."""
    chosen = SB3Agent(report.folder).choices([task.instruction for task in tasks])
    return {
        name: float(
            np.mean([choice[name] == task.metadata["slots"][name] for choice, task in zip(chosen, tasks, strict=True)])
        )
        for name in ("background", "component", "kind")
        if name in chosen[0]
    }


def claim(args: Args) -> None:
    """Go on in a folder only with the settings with which it was begun; seeds may be added."""
    path = args.out / "settings.json"
    asked = {name: value for name, value in vars(args).items() if name not in ("seeds", "out")}
    args.out.mkdir(parents=True, exist_ok=True)
    begun = json.loads(path.read_text("utf-8")) if path.exists() else asked
    other = [f"--{name.replace('_', '-')}" for name in asked if begun.get(name) != asked[name]]
    if other:
        raise SystemExit(f"{args.out} was begun with other values of {', '.join(other)}; give another --out.")
    path.write_text(json.dumps(asked, indent=1) + "\n", "utf-8")


def main() -> None:
    """Train, compare, draw."""
    args = parse_args()
    claim(args)
    held_out = tasks_of(args, "test", args.held_out)
    with Scorer(judge=make_judge(), routes=0, cache=args.out / "cache") as scorer:
        reports = []
        for seed in args.seeds:
            report = train(
                settings_of(args, seed),
                args.out / f"seed-{seed}",
                tasks=tasks_of(args, "train", args.tasks),
                held_out=held_out,
                scorer=scorer,
                resume=True,
            )
            reports.append(report)
            right = ", ".join(f"{name} {share:.0%}" for name, share in shares_as_asked(report, held_out).items())
            print(
                f"seed {seed}: {report.held_out.mean:.2f} on held-out specifications, {report.seconds / 60:.1f} min; "
                f"as asked for: {right}",
                flush=True,
            )
        found = references(args, scorer) if args.search else {}

    # More than nothing: what the seeds have in common, the specifications, is drawn again for all of them at once.
    learned = difference(reports, Evaluation((0.0,) * len(held_out)))
    told = {"PPO": vars_of(learned), "minutes": [round(report.seconds / 60, 2) for report in reports]}
    print(f"\n{'PPO':>22}: {learned}")
    for name, evaluation in found.items():
        more = difference(reports, evaluation)
        told[name] = {"mean": round(evaluation.mean, 4), "ppo_more": vars_of(more)}
        print(f"{name:>22}: {evaluation.mean:.3f}; PPO earns {more.mean:+.3f} [{more.low:+.3f}, {more.high:+.3f}] more")
    print("Intervals: 95 %, bootstrap over seeds and specifications; differences are paired.")

    curves = [report.curve for report in reports]
    draw_curves(
        [
            Series("held out, the likeliest choices", read_curves(curves, value="held_out"), smoothing=0),
            Series("training, each choice drawn", read_curves(curves)),
        ],
        args.out / "curve.png",
        references={name: evaluation.mean for name, evaluation in found.items()},
        title="PPO learns to follow specifications",
        x_label="episodes, one site each",
    )
    join_curves([report.curve for report in reports], args.out / "curve.csv")
    (args.out / "summary.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(f"\npicture: {args.out / 'curve.png'}")


def vars_of(estimate: Estimate) -> dict[str, float]:
    """The fields of an estimate."""
    return {name: round(getattr(estimate, name), 4) for name in ("mean", "low", "high")}


if __name__ == "__main__":
    main()
