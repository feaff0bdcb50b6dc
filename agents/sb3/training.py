"""Training: a policy from scratch, or on from its last checkpoint."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.curves import CurveWriter, read_curves
from agents.sb3.agent import SB3Agent
from agents.sb3.algorithms import algorithm_class
from agents.sb3.evaluating import Evaluation, evaluate
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.sb3.callbacks import Record
    from agents.sb3.settings import SB3Settings
    from webgen_env.scorer import Scorer
    from webgen_env.tasks import TaskSet
    from webgen_env.tasks.task import Task

logger = logging.getLogger(__name__)

CURVE = "curve.csv"
SETTINGS = "settings.json"
CHECKPOINTS = "checkpoints"
REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training came to.

    Attributes:
        agent: The trained policy; also in the folder.
        folder: Where everything is.
        curve: CSV of the learning curve, for :mod:`agents.curves`.
        episodes: Episodes in all.
        seconds: Seconds in all, evaluations included, without the time between the parts of an interrupted run.
        held_out: The last evaluation on held-out tasks; ``None`` without such tasks.
    """

    agent: SB3Agent
    folder: Path
    curve: Path
    episodes: int
    seconds: float
    held_out: Evaluation | None


def train(
    settings: SB3Settings,
    folder: str | os.PathLike[str],
    *,
    tasks: TaskSet,
    held_out: Iterable[Task] = (),
    scorer: Scorer | None = None,
    resume: bool = False,
) -> TrainingReport:
    """Train a policy.

    The folder gets ``model.zip`` and ``design.json``, from which :class:`~agents.sb3.SB3Agent` reads the policy,
    ``curve.csv``, ``settings.json`` and checkpoints. Tasks and choices of an update follow from the seed and from the
    number of episodes before it: on one machine, a run that was killed and gone on with ends as one that was not.

    Args:
        settings: Everything that decides the training but the reward.
        folder: Where to; it is made.
        tasks: What is trained on; each episode draws one.
        held_out: What is evaluated on; each evaluation takes all of them.
        scorer: What scores, which decides the reward; ``None`` takes the default one. One that is given is not closed.
        resume: Whether to go on from the latest checkpoint in the folder, if there is one; a run that was finished is
            not done again.

    Returns:
        What it came to.

    Raises:
        ConfigurationError: The algorithm is unknown or does not take an option; or the folder holds a run that was
            not to be gone on with, or one with other settings.
        MissingDependencyError: Stable-Baselines3 is not installed; names the pip line.
    """
    algorithm = algorithm_class(settings.design.algorithm)
    target = Path(folder)
    _claim(target, settings, resume=resume)
    if (target / REPORT).exists():
        return _finished(target)
    own = None if scorer is not None else _default_scorer()
    scoring = scorer or own
    try:
        return _run(settings, target, algorithm, tasks, list(held_out), scoring, resume=resume)
    finally:
        if own is not None:
            own.close()


def _run(
    settings: SB3Settings,
    folder: Path,
    algorithm: Any,
    tasks: TaskSet,
    held_out: list[Task],
    scorer: Any,
    *,
    resume: bool,
) -> TrainingReport:
    # Here, because they load Torch.
    from agents.sb3.callbacks import COLUMNS, Checkpoint, Record, Repeatable
    from agents.sb3.centring import CentredReward
    from webgen_env.vector_env import WebGenVectorEnv
    from webgen_env.wrappers import SB3VecEnv, numeric_vector

    design = settings.design
    texts = WebGenVectorEnv(settings.batch, tasks=tasks, scorer=scorer)
    numbers = numeric_vector(
        texts, encoder=design.make_encoder(), writer=design.make_writer(), form=design.choice_space().form
    )
    model = _model(settings, folder, algorithm, CentredReward(SB3VecEnv(numbers)), resume=resume)
    agent = SB3Agent.of(model, design)
    done = model.num_timesteps
    with CurveWriter(folder / CURVE, COLUMNS, resume_at=done if resume and done else None) as curve:
        judge: Callable[[], Evaluation] | None = (lambda: evaluate(agent, held_out, scorer)) if held_out else None
        record: Record = Record(
            curve,
            seed=settings.seed,
            seconds=_seconds_so_far(curve.path) if done else 0.0,
            evaluate=judge,
            every=settings.evaluate_every,
        )
        # In this order: what came of the last update, then the checkpoint, then the next episodes.
        callbacks = [
            record,
            Checkpoint(folder / CHECKPOINTS, every=settings.checkpoint_every),
            Repeatable(settings.seed),
        ]
        model.learn(settings.episodes - done, callback=callbacks, reset_num_timesteps=False)
    agent.save(folder)
    report = TrainingReport(agent, folder, curve.path, model.num_timesteps, record.seconds, record.evaluated)
    rewards = None if report.held_out is None else report.held_out.rewards
    told = {"episodes": report.episodes, "seconds": round(report.seconds, 1), "held_out": rewards}
    (folder / REPORT).write_text(json.dumps(told) + "\n", "utf-8")
    return report


def _finished(folder: Path) -> TrainingReport:
    """The report of a run that has nothing left to do."""
    path = folder / REPORT
    try:
        told = json.loads(path.read_text("utf-8"))
        held_out = None if told["held_out"] is None else Evaluation(tuple(told["held_out"]))
        episodes, seconds = int(told["episodes"]), float(told["seconds"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{path} is no report of a training ({error!r}); remove it to train on.") from None
    return TrainingReport(SB3Agent(folder), folder, folder / CURVE, episodes, seconds, held_out)


def _model(settings: SB3Settings, folder: Path, algorithm: Any, envs: Any, *, resume: bool) -> Any:
    """A new model, or that of the latest checkpoint."""
    from agents.sb3.callbacks import BUFFER, checkpoints

    found = checkpoints(folder / CHECKPOINTS) if resume else []
    if found:
        logger.info("going on from %s", found[-1])
        model = algorithm.load(found[-1], env=envs, device="cpu")
        if found[-1].with_suffix(BUFFER).exists():
            model.load_replay_buffer(found[-1].with_suffix(BUFFER))
        return model
    try:
        return algorithm("MlpPolicy", envs, seed=settings.seed, device="cpu", **settings.algorithm_options)
    except (TypeError, AssertionError, ValueError) as error:
        raise ConfigurationError(
            f"{settings.design.algorithm} cannot be made with the options {settings.algorithm_options}: {error}"
        ) from error


def _claim(folder: Path, settings: SB3Settings, *, resume: bool) -> None:
    """Make sure that the folder is new, or holds the run that is to be gone on with."""
    path = folder / SETTINGS
    told = json.loads(json.dumps(settings.describe(), default=str))
    if path.exists():
        if not resume:
            raise ConfigurationError(f"{folder} holds a training already; give another folder, or go on with resume.")
        try:
            before = json.loads(path.read_text("utf-8"))
        except ValueError:
            before = None
        if not isinstance(before, dict) or before != told:
            names = [name for name in told if not isinstance(before, dict) or before.get(name) != told[name]]
            raise ConfigurationError(
                f"{folder} holds a training with another value of {' and '.join(names) or 'a setting'}; go on with "
                "the same settings, or give another folder."
            )
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _seconds_so_far(path: Path) -> float:
    try:
        return read_curves([path], value="seconds")[0].values[-1]
    except ConfigurationError:
        return 0.0


def _default_scorer() -> Scorer:
    from webgen_env.scorer import Scorer

    return Scorer()
