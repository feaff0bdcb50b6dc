"""TaskSet: an immutable collection of tasks."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from webgen_env.errors import ConfigurationError, UnknownTaskError
from webgen_env.findings import printable
from webgen_env.tasks._bundled import bundled_tasks
from webgen_env.tasks.task import Task

if TYPE_CHECKING:
    import os

    import numpy as np

_MAX_ID_CHARACTERS = 128


class TaskSet(Sequence[Task]):
    """An immutable sequence of tasks with unique ids.

    Made of any tasks, of the bundled ones (:meth:`bundled`) or of a file
    (:func:`~webgen_env.tasks.loaders.load_tasks`). Indexing takes a position, a slice or an id. Equal sets hold equal
    tasks in the same order.

    Args:
        tasks: The tasks, in order.

    Raises:
        ConfigurationError: Two tasks have the same id.

    Example:
        >>> tasks = TaskSet.bundled()
        >>> tasks.splits
        ('train', 'test')
        >>> tasks["tide-table-harbour"].application_type
        'News and Information Sites'
        >>> len(tasks.filter(split="test", category="User Interaction")) > 0
        True
    """

    __slots__ = ("_by_id", "_read")

    def __init__(self, tasks: Iterable[Task] = ()) -> None:
        self._by_id: dict[str, Task] | None = _indexed(tasks)
        self._read: Callable[[], Iterable[Task]] | None = None

    @classmethod
    def bundled(cls) -> TaskSet:
        """Return the tasks that come with the package; their files are read at the first use."""
        return cls._lazy(bundled_tasks)

    @classmethod
    def _lazy(cls, read: Callable[[], Iterable[Task]]) -> TaskSet:
        """Make a set that calls a module-level function for its tasks when it is first looked at."""
        tasks = cls()
        tasks._by_id, tasks._read = None, read
        return tasks

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in order."""
        return tuple(self._index)

    @property
    def splits(self) -> tuple[str, ...]:
        """Splits in the order of their first task."""
        return tuple(dict.fromkeys(task.split for task in self))

    @property
    def categories(self) -> tuple[str, ...]:
        """Primary categories, sorted; tasks without one add nothing."""
        return tuple(sorted({task.category for task in self if task.category}))

    @property
    def subcategories(self) -> tuple[str, ...]:
        """Minor categories, sorted."""
        return tuple(sorted({name for task in self for name in task.subcategories}))

    @property
    def application_types(self) -> tuple[str, ...]:
        """Application types, sorted; tasks without one add nothing."""
        return tuple(sorted({task.application_type for task in self if task.application_type}))

    def get(self, task_id: str) -> Task:
        """Return the task with an id.

        Args:
            task_id: The id.

        Returns:
            The task.

        Raises:
            UnknownTaskError: No task has this id; names the nearest ones.
        """
        try:
            return self._index[task_id]
        except (KeyError, TypeError):
            raise UnknownTaskError(self._unknown(task_id)) from None

    def filter(
        self,
        *,
        split: str | None = None,
        category: str | None = None,
        application_type: str | None = None,
        predicate: Callable[[Task], bool] | None = None,
    ) -> TaskSet:
        """Return the tasks that meet every given condition, in order; possibly none.

        Args:
            split: Name of the split.
            category: Primary or minor category.
            application_type: Application type.
            predicate: Any function of a task.

        Returns:
            A new set.
        """
        return TaskSet(
            task
            for task in self
            if (split is None or task.split == split)
            and (category is None or category in (task.category, *task.subcategories))
            and (application_type is None or task.application_type == application_type)
            and (predicate is None or predicate(task))
        )

    def sample(self, rng: np.random.Generator, split: str | None = None) -> Task:
        """Draw one task uniformly.

        Args:
            rng: Source of randomness; the same state gives the same task.
            split: Draw from this split only.

        Returns:
            The task.

        Raises:
            UnknownTaskError: The set, or the split, has no task.
        """
        candidates = [task for task in self if split is None or task.split == split]
        if not candidates:
            what = "the task set is empty" if not self else f"no task belongs to split {_quoted(split)}"
            raise UnknownTaskError(f"{what}; the splits are {_listing(self.splits)}")
        return candidates[int(rng.integers(len(candidates)))]

    def to_jsonl(self, path: str | os.PathLike[str]) -> None:
        """Write the tasks as one JSON object a line; :func:`~webgen_env.tasks.loaders.load_tasks` reads them back.

        Args:
            path: The file, replaced in one piece if it exists; a name that ends in ``.gz`` gives a gzip file.

        Raises:
            ConfigurationError: The file cannot be written.
            TypeError: Metadata or contracts of a task are not JSON-like.
        """
        # pydantic and its models are needed here only: importing the package stays fast
        from webgen_env.tasks._jsonl import write_jsonl
        from webgen_env.tasks._records import task_record

        write_jsonl(Path(path), (task_record(task) for task in self))

    @property
    def _index(self) -> dict[str, Task]:
        if self._by_id is None:
            self._by_id = _indexed(self._read() if self._read else ())
            self._read = None
        return self._by_id

    def _unknown(self, task_id: object) -> str:
        message = f"no task has the id {_quoted(task_id)}"
        if not self:
            return f"{message}: the task set is empty"
        near = difflib.get_close_matches(str(task_id)[:_MAX_ID_CHARACTERS], self.ids, n=3)
        return f"{message}; nearest: {_listing(near)}" if near else f"{message}; there are {_listing(self.ids)}"

    @overload
    def __getitem__(self, key: int | str) -> Task: ...

    @overload
    def __getitem__(self, key: slice) -> TaskSet: ...

    def __getitem__(self, key: int | str | slice) -> Task | TaskSet:
        if isinstance(key, str):
            return self.get(key)
        tasks = tuple(self._index.values())
        return TaskSet(tasks[key]) if isinstance(key, slice) else tasks[key]

    def __len__(self) -> int:
        return len(self._index)

    def __iter__(self) -> Iterator[Task]:
        return iter(self._index.values())

    def __contains__(self, item: object) -> bool:
        if isinstance(item, Task):
            return self._index.get(item.id) == item
        return isinstance(item, str) and item in self._index

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TaskSet):
            return NotImplemented
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # tasks hold mappings

    def __repr__(self) -> str:
        counts = Counter(task.split for task in self)
        return f"<TaskSet of {len(self)}: {', '.join(f'{count} {split}' for split, count in counts.items())}>"

    def __reduce__(self) -> tuple[Any, ...]:
        if self._read is not None:
            return (TaskSet._lazy, (self._read,))
        return (TaskSet, (tuple(self),))


def _indexed(tasks: Iterable[Task]) -> dict[str, Task]:
    index: dict[str, Task] = {}
    for task in tasks:
        if task.id in index:
            raise ConfigurationError(f"two tasks have the id {_quoted(task.id)}; ids are unique within a task set")
        index[task.id] = task
    return index


def _quoted(value: object) -> str:
    return printable(repr(value[:200] if isinstance(value, str) else value), 100)


def _listing(names: Sequence[str]) -> str:
    shown = ", ".join(_quoted(name) for name in names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown or "none"
