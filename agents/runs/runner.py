"""Run: episodes of an agent on a task set, kept on disk one by one."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from agents.agent import close
from agents.answer import Answer, answer_batch
from agents.registry import make
from agents.runs.journal import Journal
from agents.runs.summary import Summary, summarize
from webgen_env.episode import reset_info
from webgen_env.errors import ConfigurationError, EvidenceError
from webgen_env.evidence import GalleryItem, read_bundle, write_gallery
from webgen_env.scorer import Scorer
from webgen_env.tasks import TaskSet, load_tasks

if TYPE_CHECKING:
    from agents.agent import Agent
    from agents.runs.settings import RunSettings
    from webgen_env.reward.result import RewardResult
    from webgen_env.tasks.task import Task

RESULTS, COMPLETIONS, MANIFEST = "results.jsonl", "completions.jsonl", "run.json"
MAX_GALLERY = 200
"""Episodes that the gallery shows at most, the first of each task first: more are too many to look at."""

_FREE = ("chunk", "limit", "samples", "tasks_digest")
"""What may differ when a run is taken up again; all else decides what its records mean."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run left behind.

    Attributes:
        records: The latest record of each episode, in the order of the plan.
        summary: What they come to.
        gallery: Its page; ``None`` where nothing was seen.
        taken_up: Episodes that were there already.
    """

    records: tuple[Mapping[str, Any], ...]
    summary: Summary
    gallery: Path | None
    taken_up: int


class Run:
    """A run of an agent on a task set, in a folder.

    The folder holds ``run.json`` (what is run), ``completions.jsonl`` (what the agent wrote, as soon as it did),
    ``results.jsonl`` (one line for each finished episode), ``evidence/`` (a bundle each), ``gallery/`` and
    ``summary.json``. A run that was interrupted, killed too, is taken up by the same call: episodes with a verdict are
    done, completions that were written are only scored, and episodes that ended in a fault, or for which the agent
    could not be asked, are tried again.

    An agent sees ``info["sample"]``, the number of the completion for its task, so that one which draws at random can
    do so from it and give the same completion whenever it is asked.

    Args:
        settings: What is run on what.
        out: The folder.
        cache: Whether verdicts may come from the cache; ``None``: as a scorer decides.
        scorer: A scorer to share; then preset, judge, routes and evidence are its own, and it is not closed here.

    Raises:
        ConfigurationError: The folder holds another run, or another process writes there.
    """

    def __init__(
        self,
        settings: RunSettings,
        out: str | os.PathLike[str],
        *,
        cache: bool | None = None,
        scorer: Scorer | None = None,
    ) -> None:
        self._settings = settings
        self._out = Path(out)
        self._cache = cache
        self._scorer = scorer
        self._tasks = _tasks(settings)

    @property
    def plan(self) -> list[Key]:
        """Every episode: id of the task, and number of the completion for it. One completion of each task first."""
        return [(task.id, sample) for sample in range(self._settings.samples) for task in self._tasks]

    def execute(self, tell: Callable[[int, int], None] | None = None) -> RunReport:
        """Run what is left to run.

        Args:
            tell: Called with the number of finished and of all episodes.

        Returns:
            The report on the whole run.

        Raises:
            ConfigurationError: The folder holds another run, or another process writes there; or the agent cannot be
                made.
        """
        self._out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._out / ".lock")
        try:
            with lock.acquire(timeout=0):
                return self._locked(tell)
        except Timeout:
            raise ConfigurationError(f"Another process runs in {str(self._out)!r}; choose another folder.") from None

    def _locked(self, tell: Callable[[int, int], None] | None) -> RunReport:
        self._check_manifest()
        results, completions = Journal(self._out / RESULTS), Journal(self._out / COMPLETIONS)
        done: dict[Key, Mapping[str, Any]] = {_key(record): record for record in results.read()}
        plan = self.plan
        finished = {key for key in plan if key in done and _is_final(done[key])}
        left = [key for key in plan if key not in finished]
        if left:
            written = {_key(record): _answer(record) for record in completions.read()}
            usable = {key: answer for key, answer in written.items() if answer.finish != "failed"}
            state = _State(results, completions, done, usable, tell, total=len(plan), finished=len(finished))
            self._run(left, state)
        return self._report([done[key] for key in plan if key in done], taken_up=len(finished))

    def _run(self, left: Sequence[Key], state: _State) -> None:
        owned = self._scorer is None
        scorer = self._scorer or self._make_scorer()  # opens nothing yet
        agent = make(self._settings.agent, **self._settings.config)
        # Not before: a run that could not begin leaves nothing that the next one would have to agree with.
        self._write_manifest()
        size = self._settings.chunk
        chunks = [left[start : start + size] for start in range(0, len(left), size)]
        try:
            # One thread writes the next chunk while this one scores the last.
            with ThreadPoolExecutor(1, thread_name_prefix="webgen-agent") as writer:
                ahead = writer.submit(self._write, agent, chunks[0], scorer, state)
                for index, chunk in enumerate(chunks):
                    answers = ahead.result()
                    if index + 1 < len(chunks):
                        ahead = writer.submit(self._write, agent, chunks[index + 1], scorer, state)
                    self._score(chunk, answers, scorer, state)
        finally:
            close(agent)
            if owned:
                scorer.close()

    def _write(self, agent: Agent, chunk: Sequence[Key], scorer: Scorer, state: _State) -> list[Answer]:
        new = [key for key in chunk if key not in state.written]
        tasks = [self._tasks.get(task_id) for task_id, _ in new]
        infos = [
            {**reset_info(task, scorer.scaffold), "sample": sample}
            for task, (_, sample) in zip(tasks, new, strict=True)
        ]
        answers = answer_batch(agent, [task.instruction for task in tasks], infos) if new else []
        for key, answer in zip(new, answers, strict=True):
            state.written[key] = answer
            state.completions.append({"task_id": key[0], "sample": key[1], **asdict(answer)})
        return [state.written[key] for key in chunk]

    def _score(self, chunk: Sequence[Key], answers: Sequence[Answer], scorer: Scorer, state: _State) -> None:
        tasks = [self._tasks.get(task_id) for task_id, _ in chunk]

        def keep(index: int, result: RewardResult) -> None:
            record = self._record(tasks[index], chunk[index][1], answers[index], result)
            state.results.append(record)
            state.done[chunk[index]] = record
            state.finished += 1
            if state.tell is not None:
                state.tell(state.finished, state.total)

        scorer.score_batch_sync(tasks, [answer.text for answer in answers], progress=keep)

    def _record(self, task: Task, sample: int, answer: Answer, result: RewardResult) -> dict[str, Any]:
        evidence = result.evidence and os.path.relpath(result.evidence, self._out.absolute())
        return {
            "task_id": task.id,
            "sample": sample,
            "split": task.split,
            "category": task.category,
            "reward": result.reward,
            "terms": dict(result.terms),
            "stage": result.stage,
            "fault": result.fault,
            "fault_message": result.fault_message[:500],
            "problem": str(result.problems[0])[:500] if result.problems else "",
            "finish": answer.finish,
            "answer_problem": answer.problem,
            "input_tokens": answer.input_tokens,
            "output_tokens": answer.output_tokens,
            "cost": answer.cost,
            "requests": answer.requests,
            "answer_seconds": round(answer.seconds, 3),
            "seconds": round(result.timing.get("total", 0.0), 3),
            "cached": result.cached,
            "evidence": evidence,
            "provenance": dict(result.provenance),
        }

    def _make_scorer(self) -> Scorer:
        settings = self._settings
        return Scorer(
            preset=settings.preset,
            judge=settings.judge,
            routes=settings.routes,
            evidence=self._out / "evidence",
            cache=self._cache,
        )

    # --- what lies in the folder ---

    def _check_manifest(self) -> None:
        """Check that what was run here before, if anything, is what is run now."""
        path = self._out / MANIFEST
        if not path.exists():
            return
        mine = self._manifest()
        try:
            theirs = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise ConfigurationError(f"{path}: not JSON ({error}); choose another folder.") from None
        for name, value in mine.items():
            if name not in _FREE and theirs.get(name) != value:
                raise ConfigurationError(
                    f"{str(self._out)!r} holds a run with {name}={theirs.get(name)!r:.80}, and this one has "
                    f"{value!r:.80}; choose another folder, or the same settings to go on with it."
                )
        if theirs.get("tasks_digest") != mine["tasks_digest"] and theirs.get("limit") == mine["limit"]:
            raise ConfigurationError(
                f"The tasks have changed since the run in {str(self._out)!r}; choose another folder."
            )

    def _write_manifest(self) -> None:
        _write_whole(self._out / MANIFEST, self._manifest())

    def _manifest(self) -> dict[str, Any]:
        settings = {**asdict(self._settings), "config": _public(self._settings.config)}
        return {**settings, "tasks_digest": self._digest()}

    def _digest(self) -> str:
        parts = "\n".join(f"{task.id}\t{task.instruction}" for task in self._tasks)
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _report(self, records: Sequence[Mapping[str, Any]], *, taken_up: int) -> RunReport:
        summary = summarize(records)
        _write_whole(self._out / "summary.json", asdict(summary))
        items = list(self._items(records))
        title = f"{self._settings.agent} on {self._settings.tasks}"
        gallery = write_gallery(items, self._out / "gallery", title=title) if items else None
        return RunReport(tuple(records), summary, gallery, taken_up)

    def _items(self, records: Sequence[Mapping[str, Any]]) -> Iterator[GalleryItem]:
        shown = 0
        for record in records:
            if shown >= MAX_GALLERY or not record["evidence"]:
                continue
            try:
                yield GalleryItem.from_bundle(read_bundle(self._out / record["evidence"]), policy=self._settings.agent)
            except (OSError, EvidenceError):
                continue  # somebody took the bundle away; its record stays
            shown += 1


@dataclass
class _State:
    """What changes while a run goes on."""

    results: Journal
    completions: Journal
    done: dict[Key, Mapping[str, Any]]
    written: dict[Key, Answer]
    tell: Callable[[int, int], None] | None
    total: int
    finished: int


def _tasks(settings: RunSettings) -> TaskSet:
    tasks = TaskSet.bundled() if settings.tasks == "bundled" else load_tasks(settings.tasks)
    if settings.split:
        if settings.split not in tasks.splits:
            raise ConfigurationError(f"The task set has no split {settings.split!r}; it has {list(tasks.splits)}.")
        tasks = tasks.filter(split=settings.split)
    if settings.limit:
        tasks = tasks[: settings.limit]
    if not tasks:
        raise ConfigurationError("The task set is empty; there is nothing to run.")
    return tasks


def _key(record: Mapping[str, Any]) -> Key:
    try:
        return str(record["task_id"]), int(record["sample"])
    except (KeyError, TypeError, ValueError):
        raise ConfigurationError("A record of the run has no task_id and sample; choose another folder.") from None


def _answer(record: Mapping[str, Any]) -> Answer:
    return Answer(**{name: record[name] for name in Answer.__dataclass_fields__ if name in record})


def _is_final(record: Mapping[str, Any]) -> bool:
    return record["reward"] is not None and record["finish"] != "failed"


def _public(config: Mapping[str, Any]) -> dict[str, Any]:
    """A configuration as JSON can hold it."""
    return json.loads(json.dumps(dict(config), default=repr))  # type: ignore[no-any-return]


def _write_whole(path: Path, value: Any) -> None:
    """Write a document that is there in full or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(json.dumps(value, indent=2) + "\n", "utf-8")
    partial.replace(path)
