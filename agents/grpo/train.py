"""Train: a whole run, from a model that is made on the spot or taken from the hub to one that was rewarded."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from agents.grpo.assessment import Assessment, assess_slots
from agents.grpo.assessor import Assessor
from agents.grpo.card import write_card
from agents.grpo.checkpoints import last_checkpoint
from agents.grpo.libraries import library
from agents.grpo.planning import check, check_launch, grpo_config, lora_config, sft_config
from agents.grpo.prompts import in_order, prompt_dataset
from agents.grpo.reward import WebGenReward
from agents.grpo.run_folder import RunFolder
from agents.grpo.scoring import scorer_of
from agents.grpo.settings import SLOTS, TINY
from agents.grpo.task_sets import RunTasks, choose_demonstrations, choose_tasks
from agents.grpo.tiny import make_tiny
from agents.grpo.trainer import make_trainer
from agents.grpo.warm_start import Probe, warm_start
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.grpo.settings import TrainSettings
    from webgen_env.scorer import Scorer
    from webgen_env.tasks import TaskSet

_BEST = "best.json"


@dataclass(frozen=True, slots=True)
class TrainResult:
    """What a run came to.

    Attributes:
        folder: Folder of the run.
        model: Folder of the trained policy and its tokenizer.
        steps: GRPO steps.
        start: Assessments before GRPO, that is after the warm start: of ``"train"``, some tasks that are trained on,
            and of ``"held_out"`` ones. Empty if no task is held out.
        end: The same after it.
        best: The same of the best sites that the slots policy can write; only for its own tasks.
        curve: CSV with a row for each step.
        seconds: How long this call took.
    """

    folder: Path
    model: Path
    steps: int
    start: Mapping[str, Assessment] = field(default_factory=dict)
    end: Mapping[str, Assessment] = field(default_factory=dict)
    best: Mapping[str, Assessment] = field(default_factory=dict)
    curve: Path = Path()
    seconds: float = 0.0


def train(settings: TrainSettings, *, resume: bool = False) -> TrainResult:
    """Train a policy with GRPO on this environment, with a warm start if the settings have one.

    Everything that a run has is in its folder; see :class:`~agents.grpo.run_folder.RunFolder`. A run that was killed
    goes on with ``resume``: parts that are done are not done again, and GRPO goes on from its last whole checkpoint, so
    that at most ``grpo.save_steps`` steps are lost.

    Started by ``accelerate launch``, every process calls this; each scores the completions that it wrote.

    Args:
        settings: Settings of the run.
        resume: Whether to go on with the run that the folder holds, if it holds one.

    Returns:
        What it came to.

    Raises:
        ConfigurationError: The settings cannot work; says why, and what to change.
        MissingDependencyError: A package is not installed; names the pip line.
        ToolchainError: Node, a package or the browser is missing; names the command that mends it.
    """
    started = time.monotonic()
    check(settings)
    check_launch(settings)
    if settings.hardware.threads is not None:
        library("torch").set_num_threads(settings.hardware.threads)
    folder = RunFolder(settings.output.folder)
    processes = library("accelerate").PartialState()
    with processes.main_process_first():
        folder.claim(settings, resume=resume or not processes.is_main_process)
    tasks = choose_tasks(settings)
    with scorer_of(settings.environment) as scorer:
        model = _warmed(settings, folder, tasks, scorer, resume=resume)
        best = _best(settings, folder, tasks, scorer)
    evidence = None if settings.environment.evidence == "none" else folder.evidence
    with scorer_of(settings.environment, evidence=evidence) as scorer:
        steps, start, end = _reinforced(settings, folder, tasks, model, scorer, resume=resume)
    seconds = time.monotonic() - started
    result = TrainResult(folder.path, folder.model, steps, start, end, best, folder.curve, seconds)
    if processes.is_main_process:
        write_card(settings, result)
    return result


def _warmed(settings: TrainSettings, folder: RunFolder, tasks: RunTasks, scorer: Scorer, *, resume: bool) -> str | Path:
    """The model that GRPO begins with: as it is, made on the spot, or after the warm start."""
    if folder.warm.exists():
        return folder.warm
    model: str | Path = settings.model.path
    demonstrations = choose_demonstrations(settings, tasks) if settings.sft else []
    if model == TINY:
        if settings.sft is None:
            raise ConfigurationError("model.path 'tiny' knows nothing before a warm start: add a part 'sft'.")
        model = folder.base
        texts = [text for one in demonstrations for text in (one.prompt[-1]["content"], one.completion)]
        with library("accelerate").PartialState().main_process_first():
            if not model.exists():
                make_tiny(model, settings.model.tiny, texts, seed=settings.seed)
    if settings.sft is None:
        return model
    probe = None
    if settings.sft.until_built > 0:
        probe = Probe(
            scorer,
            tasks.train[: settings.sft.check_samples],
            settings.sft.until_built,
            settings.sft.check_every,
            settings.grpo.max_completion_length,
            settings.tasks.system_prompt,
            settings.seed,
        )
    configuration = sft_config(settings, folder.path / "sft")
    lora = lora_config(settings.model)
    came_to = warm_start(model, demonstrations, configuration, folder.warm, probe=probe, lora=lora, resume=resume)
    if library("accelerate").PartialState().is_main_process:
        probes = [dict(probe) for probe in came_to.probes]
        folder.write("sft.json", {"steps": came_to.steps, "loss": came_to.loss, "probes": probes})
    return folder.warm


def _reinforced(
    settings: TrainSettings, folder: RunFolder, tasks: RunTasks, model: str | Path, scorer: Scorer, *, resume: bool
) -> tuple[int, Mapping[str, Assessment], Mapping[str, Assessment]]:
    """Train with rewards, and assess before and after."""
    tokenizer = library("transformers").AutoTokenizer.from_pretrained(
        model, padding_side="left", truncation_side="left"
    )
    choose = {
        "system_prompt": settings.tasks.system_prompt,
        "tokenizer": tokenizer,
        "max_prompt_length": settings.grpo.max_prompt_length,
    }
    prompts = prompt_dataset(tasks.train, **choose)
    reward = WebGenReward(
        tasks.all,
        scorer=scorer,
        timeout_s=settings.environment.timeout_s,
        keep="best" if settings.environment.evidence == "best" else "all",
        keep_number=settings.environment.evidence_per_step,
        ends=[token for token in (tokenizer.eos_token_id, tokenizer.pad_token_id) if token is not None],
    )
    configuration = grpo_config(settings, folder.path / "grpo")
    trainer = make_trainer(
        reward=reward,
        curve=folder.curve,
        model=str(model),
        args=configuration,
        train_dataset=in_order(
            prompts.dataset, settings.grpo.max_steps * settings.grpo.prompts_per_step, settings.seed
        ),
        processing_class=tokenizer,
        peft_config=lora_config(settings.model),
    )
    probes = {name: prompt_dataset(some, **choose).dataset for name, some in _probes(tasks).items()}
    assessor = Assessor(trainer, reward, probes, folder)
    trainer.add_callback(assessor.callback())
    checkpoint = last_checkpoint(configuration.output_dir) if resume else None
    trainer.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
    trainer.save_model(str(folder.model))
    return trainer.state.global_step, assessor.start, assessor.end


def _probes(tasks: RunTasks) -> dict[str, TaskSet]:
    """What a policy is assessed on: the held-out tasks, and as many of those that are trained on."""
    number = len(tasks.held_out)
    return {"train": tasks.train[:number], "held_out": tasks.held_out} if number else {}


def _best(settings: TrainSettings, folder: RunFolder, tasks: RunTasks, scorer: Scorer) -> Mapping[str, Assessment]:
    if settings.tasks.set != SLOTS:
        return {}
    processes = library("accelerate").PartialState()
    with processes.main_process_first():
        found = folder.read(_BEST)
        if found is None and processes.is_main_process:
            best = {name: assess_slots(scorer, some) for name, some in _probes(tasks).items()}
            folder.write(_BEST, found := {name: one.record() for name, one in best.items()})
    return {name: Assessment.parse(record) for name, record in (found or {}).items()}
