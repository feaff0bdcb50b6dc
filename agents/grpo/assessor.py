"""Assessor: assesses the policy when training begins and when it ends, with the trainer's own generation."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from agents.grpo.assessment import Assessment
from agents.grpo.libraries import library

if TYPE_CHECKING:
    from agents.grpo.reward import WebGenReward
    from agents.grpo.run_folder import RunFolder

logger = logging.getLogger(__name__)

_START, _END = "start.json", "end.json"


class Assessor:
    """Assesses a policy before and after its training, once each: a run that goes on finds what it wrote before.

    It does so within the trainer's loop, where the model lies as it is trained: spread by DeepSpeed or copied to vLLM.

    Args:
        trainer: A ``trl.GRPOTrainer``.
        reward: Its reward.
        probes: Data sets by name.
        folder: Where the assessments are kept.
    """

    def __init__(self, trainer: Any, reward: WebGenReward, probes: Mapping[str, Any], folder: RunFolder) -> None:
        self._trainer = trainer
        self._reward = reward
        self._probes = probes
        self._folder = folder
        self.start: Mapping[str, Assessment] = {}
        self.end: Mapping[str, Assessment] = {}

    def callback(self) -> Any:
        """What tells the assessor that training begins or ends: a ``transformers.TrainerCallback``."""
        base: Any = library("transformers").TrainerCallback
        assessor = self

        class AssessorCallback(base):  # type: ignore[misc, unused-ignore]
            def on_train_begin(self, *_: Any, **__: Any) -> None:
                assessor.start = assessor.assess(_START)

            def on_train_end(self, *_: Any, **__: Any) -> None:
                assessor.end = assessor.assess(_END)

        return AssessorCallback()

    def assess(self, name: str) -> Mapping[str, Assessment]:
        """Assess the policy as it is, unless that was done already.

        Args:
            name: Name of the file that keeps the assessments.

        Returns:
            An assessment for each probe.

        Raises:
            ConfigurationError: The file holds something else.
        """
        kept = self._folder.read(name)
        if kept is not None:
            return {probe: Assessment.parse(record) for probe, record in kept.items()}
        found = {}
        for probe, dataset in self._probes.items():
            with _own_randomness(), self._reward.collecting() as results:
                self._trainer.evaluate(eval_dataset=dataset, metric_key_prefix=f"eval_{probe}")
            gather = library("accelerate.utils").gather_object
            found[probe] = Assessment.merged(gather([Assessment.of(results)]))
            logger.info("%s, %s: mean reward %s, share built %s", name, probe, found[probe].mean, found[probe].built)
        if self._trainer.is_world_process_zero():
            self._folder.write(name, {probe: one.record() for probe, one in found.items()})
        return found


def _own_randomness() -> Any:
    """A context after which the random state is what it was.

    A run that goes on does not assess its start again, and must still draw what it would have drawn.
    """
    torch = library("torch")
    return torch.random.fork_rng(devices=[torch.cuda.current_device()] if torch.cuda.is_available() else [])
