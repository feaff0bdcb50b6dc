"""Loaders of task sets: our own format, WebGen-Bench and WebGen-Instruct (arXiv 2505.03733), the Hugging Face hub."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.errors import ConfigurationError, MissingDependencyError, TaskDataError, UnknownTaskError
from webgen_env.findings import printable
from webgen_env.tasks.taskset import TaskSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from webgen_env.tasks.task import Task

DATA_VARIABLE = "WEBGEN_DATA"
"""Environment variable that names a folder with the files of WebGen-Bench and WebGen-Instruct."""

HUB_ID = "luzimu/WebGen-Bench"
"""Data set on the hub: split ``test`` is WebGen-Bench, split ``train`` is WebGen-Instruct."""

_NAMES = ("bundled", "webgen-bench", "webgen-instruct")
_FILES: Mapping[str, tuple[str, ...]] = {
    "webgen-bench": ("webgen_bench_test.jsonl", "webgen_bench_test.jsonl.gz"),
    "webgen-instruct": ("webgen_instruct_train.jsonl.gz", "webgen_instruct_train.jsonl"),
}
_HUB_SPLITS: Mapping[str, str] = {"webgen-bench": "test", "webgen-instruct": "train"}
_HUB_PATTERN = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_FILE_SUFFIXES = (".jsonl", ".json", ".gz")


def load_tasks(
    path_or_name: str | os.PathLike[str], *, path: str | os.PathLike[str] | None = None, split: str | None = None
) -> TaskSet:
    """Load a task set from wherever it is.

    Args:
        path_or_name: One of

            - the path of a JSONL file in our own format (:meth:`TaskSet.to_jsonl` writes it), plain or gzip;
            - ``"bundled"``: the tasks that come with the package;
            - ``"webgen-bench"`` or ``"webgen-instruct"``: from ``path``, else from the folder that the environment
              variable ``WEBGEN_DATA`` names, else from the hub;
            - the id of a data set on the hub, such as ``"luzimu/WebGen-Bench"``, in our own format or in that of
              WebGen-Bench. Needs ``pip install 'webgen-env[hub]'``.
        path: For the two WebGen names: their file, or the folder that holds it.
        split: Keep this split only.

    Returns:
        The tasks.

    Raises:
        ConfigurationError: There is no such file, name or data set.
        MissingDependencyError: The hub is needed and ``datasets`` is not installed.
        TaskDataError: A record is not a task; names file, line and field.
        UnknownTaskError: No task belongs to the split.

    Example:
        >>> len(load_tasks("bundled", split="test"))
        8
    """
    tasks = _load(path_or_name, path)
    if split is None:
        return tasks
    kept = tasks.filter(split=split)
    if not kept:
        raise UnknownTaskError(f"no task belongs to split {_shown(split)}; the splits are {', '.join(tasks.splits)}")
    return kept


def load_webgen_bench(path: str | os.PathLike[str]) -> TaskSet:
    """Load WebGen-Bench: tasks of split ``"test"`` with categories, GUI test cases and requested colours.

    Args:
        path: Its JSONL file, plain or gzip.

    Returns:
        The tasks, 101 in the published file.

    Raises:
        ConfigurationError: The file cannot be read.
        TaskDataError: A record is not a task; names file, line and field.
    """
    from webgen_env.tasks._records import benchmark_task

    return _read_file(Path(path), lambda record, place: benchmark_task(record, place, "test"))


def load_webgen_instruct(path: str | os.PathLike[str]) -> TaskSet:
    """Load WebGen-Instruct: tasks of split ``"train"`` with requested colours and without test cases.

    Args:
        path: Its JSONL file, plain or gzip.

    Returns:
        The tasks, 6,667 in the published file.

    Raises:
        ConfigurationError: The file cannot be read.
        TaskDataError: A record is not a task; names file, line and field.
    """
    from webgen_env.tasks._records import instruct_task

    return _read_file(Path(path), lambda record, place: instruct_task(record, place, "train"))


def _load(source: str | os.PathLike[str], path: str | os.PathLike[str] | None) -> TaskSet:
    name = source if isinstance(source, str) else ""  # only text can be a name: Path("bundled") is a file
    if path is not None and name not in _FILES:
        raise ConfigurationError(f"path= goes with {' or '.join(map(repr, _FILES))}, got it with {_shown(str(source))}")
    if name == "bundled":
        return TaskSet.bundled()
    if name in _FILES:
        return _load_webgen(name, path)
    file = Path(source)
    if not isinstance(source, str) or name.endswith(_FILE_SUFFIXES) or _is_file(file):
        from webgen_env.tasks._records import own_task

        return _read_file(file, own_task)
    if _HUB_PATTERN.fullmatch(name):
        return _load_hub(name, None)
    raise ConfigurationError(
        f"no task set {_shown(name)}; expected {', '.join(map(repr, _NAMES))}, the path of a .jsonl file, or the id of "
        f"a data set on the hub such as {HUB_ID!r}"
    )


def _load_webgen(name: str, path: str | os.PathLike[str] | None) -> TaskSet:
    load = load_webgen_bench if name == "webgen-bench" else load_webgen_instruct
    folder = path if path is not None else os.environ.get(DATA_VARIABLE)
    if not folder:
        return _load_hub(HUB_ID, _HUB_SPLITS[name])
    place = Path(folder)
    if not place.is_dir():
        return load(place)
    for file in _FILES[name]:
        if (place / file).is_file():
            return load(place / file)
    raise ConfigurationError(f"no file of {name} in {_shown(str(place))}; expected {' or '.join(_FILES[name])}")


def _read_file(path: Path, parse: Callable[[Any, str], Task]) -> TaskSet:
    from webgen_env.tasks._jsonl import read_jsonl

    return _collect(read_jsonl(path), parse, path.name)


def _load_hub(name: str, split: str | None) -> TaskSet:
    from webgen_env.tasks._records import instruct_task, own_task

    try:
        import datasets
    except ImportError as error:
        raise MissingDependencyError(
            f"loading {_shown(name)} from the hub needs the package 'datasets', which is not installed; run: "
            f"pip install 'webgen-env[hub]' (or give path=, or name a folder with the files in {DATA_VARIABLE})"
        ) from error
    try:
        loaded = datasets.load_dataset(name)
    except (OSError, ValueError) as error:  # unknown data set, no network, damaged files: all of these by its contract
        raise ConfigurationError(f"cannot load {_shown(name)} from the hub: {printable(str(error), 300)}") from error
    if split is not None and split not in loaded:
        raise ConfigurationError(f"{name} has no split {split!r}; it has {', '.join(map(repr, loaded))}")

    def records() -> Iterable[tuple[str, Any]]:
        for part in loaded if split is None else (split,):
            for number, row in enumerate(loaded[part], start=1):
                yield f"{name}[{part}]:{number}", {**row, "split": row.get("split") or str(part)}

    def parse(record: Any, place: str) -> Task:
        if "Category" in record or "ui_instruct" in record:
            return instruct_task(record, place, record["split"])
        return own_task(_without_nothing(record), place)

    return _collect(records(), parse, name)


def _collect(records: Iterable[tuple[str, Any]], parse: Callable[[Any, str], Task], name: str) -> TaskSet:
    tasks: list[Task] = []
    places: dict[str, str] = {}
    for place, record in records:
        task = parse(record, place)
        if task.id in places:
            raise TaskDataError(f"{place}: field 'id': {_shown(task.id)} was used before, at {places[task.id]}")
        places[task.id] = place
        tasks.append(task)
    if not tasks:
        raise TaskDataError(f"{name}: no task in it; expected one JSON object a line")
    return TaskSet(tasks)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL in it, is no file's
        return False


def _without_nothing(value: Any) -> Any:
    """Drop keys with the value None: the hub gives every row every column of every other row."""
    if isinstance(value, dict):
        return {key: _without_nothing(part) for key, part in value.items() if part is not None}
    return [_without_nothing(part) for part in value] if isinstance(value, list) else value


def _shown(name: str) -> str:
    return printable(repr(name[:300]), 200)
