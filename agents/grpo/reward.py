"""WebGenReward: the environment as a reward function of TRL."""

from __future__ import annotations

import atexit
import dataclasses
import logging
import math
import shutil
import time
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from agents.grpo.completions import completion_text
from agents.grpo.tally import PREFIX, tally
from webgen_env.errors import ConfigurationError
from webgen_env.findings import printable
from webgen_env.scorer import Scorer
from webgen_env.tasks import Task, TaskSet, load_tasks

if TYPE_CHECKING:
    import os

    from agents.grpo.clock import StepClock
    from webgen_env.reward.result import RewardResult

logger = logging.getLogger(__name__)

Keep = Literal["best", "all"]
LogMetric = Callable[[str, float], Any]
LogExtra = Callable[[str, list[Any]], Any]

_PROBLEM_CHARACTERS = 200


class WebGenReward:
    """Scores completions for ``trl.GRPOTrainer``: one batch, one ``Scorer.score_batch``.

    An instance is the plug: asynchronous, so that other reward functions run beside it; and picklable as its
    configuration alone, so that a trainer may send it to other processes. Builders and browsers open with the first
    call in each process and end with the process, or with :meth:`close`.

    The task of a row is found by the data set's column ``task_id``; a data set without it may have a column
    ``instruction`` with any specification. A fault of our machinery gives ``None``, which TRL leaves out of the group.

    Metrics of each batch are logged as ``webgen/…``; see :func:`~agents.grpo.tally.tally`. To these come
    ``webgen/wait_s``, how long the trainer waited, and ``webgen/rewards_per_s``. TRL's table of completions gets the
    columns ``task_id``, ``stage``, ``problem`` and ``evidence``, the folder of the evidence bundle.

    Args:
        tasks: The tasks that ids refer to: a task set, or the name or path of one; ``None`` for the bundled ones.
        scorer: The scorer; ``None`` for one with the usual settings. Whoever gives one may also close it.
        timeout_s: Deadline in seconds for each completion.
        keep: With a scorer that keeps evidence: ``"all"`` bundles, or those of the ``"best"`` completions of a batch.
        keep_number: With ``keep="best"``: how many.
        ends: Tokens that end a completion, for the share of truncated ones; ``None``: it is left to TRL's
            ``completions/clipped_ratio``.

    Example:
        >>> from agents.grpo import WebGenReward, prompt_dataset
        >>> from webgen_env import TaskSet
        >>> tasks = TaskSet.bundled()
        >>> trainer = GRPOTrainer(  # doctest: +SKIP
        ...     "Qwen/Qwen2.5-Coder-7B-Instruct",
        ...     reward_funcs=WebGenReward(tasks),
        ...     train_dataset=prompt_dataset(tasks).dataset,
        ... )
    """

    __name__ = "webgen"  # under this name TRL logs rewards/…

    # Of this process alone, made by _open.
    clock: StepClock | None
    _collected: list[RewardResult] | None
    _kept: set[str]
    _closes: bool

    def __init__(
        self,
        tasks: TaskSet | str | os.PathLike[str] | None = None,
        *,
        scorer: Scorer | None = None,
        timeout_s: float | None = None,
        keep: Keep = "all",
        keep_number: int = 1,
        ends: Collection[int] | None = None,
    ) -> None:
        if keep not in ("best", "all"):
            raise ConfigurationError(f"keep must be 'best' or 'all', got {keep!r}.")
        if tasks is None:
            self._tasks = TaskSet.bundled()
        else:
            self._tasks = tasks if isinstance(tasks, TaskSet) else load_tasks(tasks)
        self._scorer = Scorer() if scorer is None else scorer
        self._timeout_s = timeout_s
        self._keep = keep
        self._keep_number = keep_number
        self._ends = None if ends is None else frozenset(ends)
        self._open()

    @property
    def scorer(self) -> Scorer:
        """The scorer."""
        return self._scorer

    @property
    def tasks(self) -> TaskSet:
        """The tasks that ids refer to."""
        return self._tasks

    async def __call__(
        self,
        prompts: Sequence[Any],
        completions: Sequence[Any],
        completion_ids: Sequence[Sequence[int]] | None = None,
        *,
        log_extra: LogExtra | None = None,
        log_metric: LogMetric | None = None,
        trainer_state: Any = None,  # noqa: ARG002  # TRL gives it to every reward function
        **columns: Sequence[Any],
    ) -> list[float | None]:
        """Score one batch.

        Args:
            prompts: The prompts: one for each completion.
            completions: What the policy wrote after them, as texts or messages.
            completion_ids: The tokens of each completion.
            log_extra: Takes the name of a column and a value for each completion.
            log_metric: Takes the name of a metric and its value.
            trainer_state: Not used.
            **columns: Columns of the data set, one value for each completion: ``task_id`` or ``instruction``.

        Returns:
            A reward for each completion; ``None`` where a fault of ours prevented one.

        Raises:
            ConfigurationError: There is neither column, or their lengths differ.
            UnknownTaskError: A task id is not in the task set.
            ToolchainError: Node, a package or the browser is missing; names the command that mends it.
        """
        if len(prompts) != len(completions):
            raise ConfigurationError(
                f"Got {len(prompts)} prompts and {len(completions)} completions; expected as many."
            )
        tasks = self._find(columns, len(completions))
        texts = [completion_text(completion) for completion in completions]
        self._close_at_exit()
        started = time.monotonic()
        if self.clock is not None:
            self.clock.wait()
        results = await self._scorer.score_batch(tasks, texts, timeout_s=self._timeout_s)
        if self.clock is not None:
            self.clock.resume()
        waited = time.monotonic() - started
        if self._collected is not None:
            self._collected.extend(results)
        if self._keep == "best":
            results = self._keep_best(results)
        if log_metric is not None:
            self._log_metrics(log_metric, tasks, texts, results, completion_ids, waited)
        if log_extra is not None:
            _log_table(log_extra, results)
        faults = [result for result in results if result.reward is None]
        if faults:
            logger.warning(
                "%d of %d completions got no reward: %s",
                len(faults),
                len(results),
                printable(faults[0].fault_message, 300),
            )
        return [result.reward for result in results]

    @contextmanager
    def collecting(self) -> Iterator[list[RewardResult]]:
        """Collect the verdicts of the calls within, for who wants to know more than their means.

        Yields:
            A list that grows with each call.
        """
        before, self._collected = self._collected, []
        try:
            yield self._collected
        finally:
            self._collected = before

    def close(self) -> None:
        """Close the scorer. Idempotent."""
        self._scorer.close()

    def __getstate__(self) -> Mapping[str, Any]:
        live = {"clock", "_collected", "_kept", "_closes"}
        return {name: value for name, value in self.__dict__.items() if name not in live}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state)
        self._open()

    def __repr__(self) -> str:
        return f"WebGenReward({self._tasks!r}, scorer={self._scorer!r})"

    def _open(self) -> None:
        self.clock = None
        self._collected = None
        self._kept = set()
        self._closes = False

    def _close_at_exit(self) -> None:
        if not self._closes:
            self._closes = True
            atexit.register(_close, weakref.ref(self._scorer))

    def _find(self, columns: Mapping[str, Sequence[Any]], number: int) -> list[Task]:
        for name, find in (("task_id", self._tasks.get), ("instruction", _task_of)):
            values = columns.get(name)
            if values is None:
                continue
            if len(values) != number:
                raise ConfigurationError(f"Got {len(values)} values of {name!r} for {number} completions.")
            return [find(value) for value in values]
        raise ConfigurationError(
            f"The data set has the columns {sorted(columns)} beside the prompt; expected 'task_id', an id of the task "
            "set, or 'instruction', the specification itself. agents.grpo.prompt_dataset makes such a data set."
        )

    def _keep_best(self, results: Sequence[RewardResult]) -> list[RewardResult]:
        """Take away the bundles of all but the best completions."""
        order = sorted((r for r in results if r.evidence), key=lambda r: -(-math.inf if r.reward is None else r.reward))
        best = list(dict.fromkeys(result.evidence for result in order))[: self._keep_number]
        self._kept.update(best)
        for folder in {result.evidence for result in order} - self._kept:
            shutil.rmtree(folder, ignore_errors=True)
        return [result if result.evidence in self._kept else _without_evidence(result) for result in results]

    def _log_metrics(
        self,
        log_metric: LogMetric,
        tasks: Sequence[Task],
        texts: Sequence[str],
        results: Sequence[RewardResult],
        completion_ids: Sequence[Sequence[int]] | None,
        waited: float,
    ) -> None:
        truncated = None
        if self._ends is not None and completion_ids is not None:
            truncated = [not ids or ids[-1] not in self._ends for ids in completion_ids]
        metrics = tally(results, [(task.id, task.instruction) for task in tasks], texts, truncated=truncated)
        metrics[PREFIX + "wait_s"] = waited
        if waited > 0:
            metrics[PREFIX + "rewards_per_s"] = len(results) / waited
        for name, value in metrics.items():
            log_metric(name, value)


def _task_of(instruction: Any) -> Task:
    if not isinstance(instruction, str):
        raise ConfigurationError(f"An instruction must be a string, got {type(instruction).__name__}.")
    return Task(id="instruction", instruction=instruction)


def _without_evidence(result: RewardResult) -> RewardResult:
    return dataclasses.replace(result, evidence="") if result.evidence else result


def _log_table(log_extra: LogExtra, results: Sequence[RewardResult]) -> None:
    log_extra("task_id", [result.task_id for result in results])
    log_extra("stage", [result.fault or result.stage for result in results])
    log_extra("problem", [_problem(result) for result in results])
    log_extra("evidence", [result.evidence for result in results])


def _problem(result: RewardResult) -> str:
    if result.fault is not None:
        return printable(result.fault_message, _PROBLEM_CHARACTERS)
    return printable(str(result.problems[0]), _PROBLEM_CHARACTERS) if result.problems else ""


def _close(scorer: weakref.ref[Scorer]) -> None:
    alive = scorer()
    if alive is not None:
        alive.close()
