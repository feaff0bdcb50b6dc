"""Loading: settings from a preset or a file, with changes from the command line."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from agents.grpo.settings import TrainSettings
from webgen_env.errors import ConfigurationError, ContractError

if TYPE_CHECKING:
    from webgen_env.contracts.places import Document

FILE_ENDINGS = (".yaml", ".yml", ".json")

_KEY = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_SHOWN = 80


def preset_names() -> list[str]:
    """Names of the bundled presets, sorted."""
    return sorted(path.name.removesuffix(".yaml") for path in _presets() if path.name.endswith(".yaml"))


def preset_path(name: str) -> Path:
    """The file of a bundled preset.

    Args:
        name: Its name.

    Returns:
        The path of its YAML file.

    Raises:
        ConfigurationError: There is none of that name; names the nearest.
    """
    known = preset_names()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise ConfigurationError(
            f"Got the training preset {name[:_SHOWN]!r}; {hint}Known are {', '.join(known)}. A file of your own is "
            "given with --config."
        )
    return Path(str(resources.files("agents.grpo").joinpath("presets", f"{name}.yaml")))


def load_settings(
    source: str | os.PathLike[str], assignments: Sequence[str] = (), *, folder: str | os.PathLike[str] | None = None
) -> TrainSettings:
    """Read settings, and change some of them.

    Args:
        source: Name of a bundled preset, or the path of a YAML or JSON file. A file may begin from a preset with a
            field ``base: NAME`` and then holds only what differs.
        assignments: Texts like ``"grpo.max_steps=100"``. A value is JSON where it can be read as such, and text
            otherwise; ``null`` takes an optional part out.
        folder: Folder of the run, if it is not that of the settings.

    Returns:
        The settings.

    Raises:
        ConfigurationError: There is no such preset or file, or something in it is not what was expected: names file,
            line and field, or the assignment, and for an unknown field the nearest.
        MissingDependencyError: The file is YAML and PyYAML is absent.

    Example:
        >>> load_settings("webgen-r1-7b", ["grpo.max_steps=10"]).grpo.max_steps
        10
    """
    text = os.fspath(source)
    is_file = isinstance(source, os.PathLike) or text.endswith(FILE_ENDINGS) or os.sep in text
    document = _document(Path(text) if is_file else preset_path(text), shown=text)
    data = _with_base(document)
    if not is_file:
        data.setdefault("name", text)
    origin = dict.fromkeys(_places(data), "")
    for assignment in assignments:
        origin[_assign(data, assignment)] = assignment
    if folder is not None:
        data = _merged(data, {"output": {"folder": os.fspath(folder)}})
    try:
        return TrainSettings.model_validate(data)
    except ValidationError as error:
        raise ConfigurationError(_sentence(error, document, data, origin)) from None


def documented_fields() -> list[tuple[str, str, Any, str]]:
    """Every field of the settings: name, type, default and description, in the order of the settings.

    Returns:
        Rows such as ``("grpo.epsilon", "number > 0", 0.2, "How far ...")``. An optional part has the default ``None``
        and is followed by its own fields.
    """
    return list(_fields(TrainSettings, ""))


def _presets() -> Iterator[Any]:
    return resources.files("agents.grpo").joinpath("presets").iterdir()


def _document(path: Path, *, shown: str) -> Document:
    # Reads both kinds with the line of every field.
    from webgen_env.contracts.places import read_document

    try:
        document = read_document(path.read_bytes(), str(path))
    except OSError as error:
        raise ConfigurationError(
            f"{shown}: cannot be read ({error.strerror}). Bundled presets are {', '.join(preset_names())}."
        ) from None
    except ContractError as error:
        raise ConfigurationError(f"{error}.") from None
    if not isinstance(document.data, dict):
        raise ConfigurationError(
            f"{path}:{document.line(())}: expected fields like 'grpo:', got {document.data!r:.60}."
        )
    return document


def _with_base(document: Document) -> dict[str, Any]:
    """The fields of a file, over those of the preset that it begins from."""
    data = dict(document.data)
    base = data.pop("base", None)
    if base is None:
        return data
    if not isinstance(base, str):
        raise ConfigurationError(
            f"{document.name}:{document.line(('base',))}: base must be the name of a preset, got {base!r:.60}."
        )
    try:
        below = _document(preset_path(base), shown=base)
    except ConfigurationError as error:
        raise ConfigurationError(f"{document.name}:{document.line(('base',))}: base: {error}") from None
    merged: dict[str, Any] = _merged(below.data, data)
    return merged


def _merged(below: Any, above: Any) -> Any:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{name: _merged(below.get(name), value) for name, value in above.items()}}


def _assign(data: dict[str, Any], assignment: str) -> tuple[str, ...]:
    name, sign, text = assignment.partition("=")
    if not sign or not _KEY.fullmatch(name):
        raise ConfigurationError(
            f"Got --set {assignment[:_SHOWN]!r}; expected PART.FIELD=VALUE, such as --set grpo.max_steps=100."
        )
    *parents, last = place = tuple(name.split("."))
    inner = data
    for parent in parents:
        below = inner.get(parent)
        if below is not None and not isinstance(below, dict):
            raise ConfigurationError(f"Got --set {assignment[:_SHOWN]!r}, but {parent!r} holds a value and no fields.")
        inner[parent] = inner = dict(below or {})
    try:
        inner[last] = json.loads(text)
    except (ValueError, RecursionError):
        inner[last] = text
    return place


def _places(data: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield (*place, name)
            yield from _places(value, (*place, name))


def _sentence(
    error: ValidationError, document: Document, data: dict[str, Any], origin: dict[tuple[str, ...], str]
) -> str:
    """The first problem with its place: the assignment that brought it, or file and line."""
    problem = error.errors(include_url=False)[0]
    place = _place(problem["loc"], data)
    names = tuple(str(part) for part in place)
    assigned = next((origin[names[:end]] for end in range(len(names), 0, -1) if origin.get(names[:end])), "")
    where = f"--set {assigned[:_SHOWN]}" if assigned else f"{document.name}:{document.line(place)}"
    field = ".".join(names) or "file"
    if problem["type"] == "extra_forbidden":
        return f"{where}: {field} is no field of the settings; {_nearest(names)}"
    got = problem["input"]
    return f"{where}: {field}: {problem['msg']}, got {got!r:.60}."


def _place(loc: tuple[str | int, ...], data: Any) -> tuple[str | int, ...]:
    """Pydantic's place without the branches of unions, which are no fields of the data."""
    found: list[str | int] = []
    for number, part in enumerate(loc):
        inside = isinstance(data, dict) or (isinstance(data, list) and isinstance(part, int) and part < len(data))
        if not inside or (part not in data if isinstance(data, dict) else False):
            if number == len(loc) - 1 and isinstance(data, dict):
                found.append(part)
            continue
        found.append(part)
        data = data[part]
    return tuple(found)


def _nearest(names: tuple[str, ...]) -> str:
    """A hint for an unknown field: the nearest of its part, or the part in which a field of that name is."""
    known = [row[0] for row in documented_fields()]
    parent = ".".join(names[:-1])
    siblings = [name for name in known if name.rpartition(".")[0] == parent]
    near = difflib.get_close_matches(".".join(names), siblings, n=1, cutoff=0.75)
    if near:
        return f"did you mean {near[0]!r}?"
    elsewhere = [name for name in known if name.rpartition(".")[2] == names[-1]]
    if elsewhere:
        return f"did you mean {elsewhere[0]!r}?"
    short = difflib.get_close_matches(names[-1], [name.rpartition(".")[2] for name in siblings], n=1, cutoff=0.4)
    hint = f"did you mean {short[0]!r}? " if short else ""
    extra = (
        f" A field that only TRL knows goes under '{names[0]}.extra'." if names[0] in {"grpo", "sft"} and parent else ""
    )
    return f"{hint}'webgen train --fields' lists all.{extra}"


def _fields(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, Any, str]]:
    for name, field in model.model_fields.items():
        inner = _part_of(field.annotation)
        default = field.get_default(call_default_factory=True, validated_data={})
        yield (
            f"{prefix}{name}",
            _type_name(field),
            None if isinstance(default, BaseModel) else default,
            (field.description or ""),
        )
        if inner is not None:
            yield from _fields(inner, f"{prefix}{name}.")


def _part_of(annotation: Any) -> type[BaseModel] | None:
    """The part that a field holds, also where it may be absent."""
    choices = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    return next((choice for choice in choices if isinstance(choice, type) and issubclass(choice, BaseModel)), None)


def _type_name(field: Any) -> str:
    annotation = field.annotation
    choices = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    named = [name for name in map(_one_type, choices) if name]
    return " or ".join(dict.fromkeys(named))


_TYPE_NAMES: dict[Any, str] = {
    str: "text", int: "whole number", float: "number", bool: "true or false", dict: "fields", tuple: "list",
    type(None): "null",
}  # fmt: skip


def _one_type(annotation: Any) -> str:
    origin = get_origin(annotation)
    if origin is not None and hasattr(annotation, "__metadata__"):
        return _one_type(annotation.__origin__)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "part"
    if str(origin) == "typing.Literal":
        return " | ".join(map(str, get_args(annotation)))
    return _TYPE_NAMES.get(origin or annotation, str(annotation))
