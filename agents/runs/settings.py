"""RunSettings: what is run on what, from the command line and from a file."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from webgen_env.errors import ConfigurationError, ContractError

_KEY = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*")


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What is run on what.

    Attributes:
        agent: Name of the agent.
        config: Its configuration.
        tasks: Task set: a name, or the path of a JSONL file.
        split: Tasks of this split only; empty for all.
        limit: Most tasks; 0 for all.
        samples: Completions for each task.
        preset: Reward preset.
        judge: Judge.
        routes: Most routes to visit besides the home page.
        chunk: Episodes that the agent is asked for at once; the next are written while these are scored.
    """

    agent: str
    config: Mapping[str, Any] = field(default_factory=dict)
    tasks: str = "bundled"
    split: str = ""
    limit: int = 0
    samples: int = 1
    preset: str = "webgen-r1"
    judge: str = "design"
    routes: int = 5
    chunk: int = 32

    def __post_init__(self) -> None:
        for name, problem in _problems({entry.name: getattr(self, entry.name) for entry in fields(self)}):
            raise ConfigurationError(f"{name} {problem}")


_TYPES: Mapping[str, type] = {
    "agent": str, "config": dict, "tasks": str, "split": str, "limit": int, "samples": int, "preset": str,
    "judge": str, "routes": int, "chunk": int,
}  # fmt: skip
_LEAST: Mapping[str, int] = {"limit": 0, "samples": 1, "routes": 0, "chunk": 1}
_CALLED: Mapping[type, str] = {str: "a text", int: "a whole number", dict: "an object of keys and values"}


def load_run_settings(
    path: str | os.PathLike[str] | None, options: Mapping[str, Any], assignments: Sequence[str] = ()
) -> RunSettings:
    """Put a file, options and assignments together; what comes later wins.

    Args:
        path: A YAML or JSON file with fields of :class:`RunSettings`, or ``None``.
        options: Fields of :class:`RunSettings`; ``None`` stands for one that was not given.
        assignments: Texts like ``"temperature=0.7"`` or ``"config.model=tiny"`` for the agent's configuration. A value
            is JSON where it can be read as such, and text otherwise.

    Returns:
        The settings.

    Raises:
        ConfigurationError: Something is not what was expected; names the file, line and field, or the option.
        MissingDependencyError: The file is YAML and PyYAML is absent.
    """
    found = _read(Path(path)) if path is not None else {}
    found |= {name: value for name, value in options.items() if value is not None}
    if "agent" not in found:
        raise ConfigurationError("No agent was named; give --agent NAME, or a field 'agent' in the file.")
    config = dict(found.get("config") or {})
    for assignment in assignments:
        _assign(config, assignment)
    return RunSettings(**{**found, "config": config})


def _read(path: Path) -> dict[str, Any]:
    # Reads both kinds with the line of every field.
    from webgen_env.contracts.places import read_document

    try:
        document = read_document(path.read_bytes(), str(path))
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}).") from None
    except ContractError as error:
        raise ConfigurationError(f"{error}.") from None
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        raise ConfigurationError(f"{path}:{document.line(())}: expected fields like 'agent: scaffold'.")
    for name, problem in _problems(data):
        raise ConfigurationError(f"{path}:{document.line((name,))}: {name} {problem}")
    return data


def _problems(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with fields: name, and the rest of the sentence."""
    found = []
    for name, value in data.items():
        wanted = _TYPES.get(name)
        if wanted is None:
            near = difflib.get_close_matches(name, _TYPES, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_TYPES)}."
            found.append((name, f"is no field of a run; {hint} Keys of the agent stand under 'config'."))
        elif not isinstance(value, Mapping if wanted is dict else wanted) or isinstance(value, bool):
            found.append((name, f"must be {_CALLED[wanted]}, got {value!r:.60}."))
        elif isinstance(value, int) and value < _LEAST[name]:
            found.append((name, f"must be {_LEAST[name]} or more, got {value}."))
    return found


def _assign(config: dict[str, Any], assignment: str) -> None:
    name, sign, text = assignment.partition("=")
    if not sign or not _KEY.fullmatch(name):
        raise ConfigurationError(f"Got --set {assignment[:80]!r}; expected KEY=VALUE, such as --set temperature=0.7.")
    *parents, last = name.split(".")
    inner = config
    for parent in parents:
        below = inner.get(parent, {})
        if not isinstance(below, Mapping):
            raise ConfigurationError(f"Got --set {assignment[:80]!r}, but {parent!r} holds a value and no keys.")
        inner[parent] = inner = dict(below)
    try:
        inner[last] = json.loads(text)
    except ValueError:
        inner[last] = text
