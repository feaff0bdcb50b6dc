"""Frozen dataclasses to plain JSON values and back, with errors that name the field.

Written here because the texts are hostile: pydantic refuses strings with lone surrogates, and these must survive.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar, Union

from webgen_env.browser.visit import Element, Visit
from webgen_env.errors import EvidenceError
from webgen_env.examination.result import Examination
from webgen_env.findings import Finding
from webgen_env.reward.judge import Judgement

T = TypeVar("T")

# Imported for type checking only where they are used, hence unknown to the modules at run time.
_NAMES: dict[str, Any] = {
    "Any": Any,
    "Examination": Examination,
    "Finding": Finding,
    "Judgement": Judgement,
    "Mapping": Mapping,
    "Visit": Visit,
}


def encode(value: Any) -> Any:
    """Turn a value into dictionaries, lists and scalars.

    Args:
        value: A dataclass, a container or a scalar. Anything else becomes its text.

    Returns:
        The plain value. A tuple of :class:`~webgen_env.browser.Element` becomes a table, ``{"columns": …, "rows": …}``,
        because a page has hundreds of them.
    """
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        if value and all(isinstance(item, Element) for item in value):
            columns = [field.name for field in dataclasses.fields(Element)]
            return {"columns": columns, "rows": [[encode(getattr(item, name)) for name in columns] for item in value]}
        return [encode(item) for item in value]
    return str(value)


def decode(kind: type[T], data: Any, where: str) -> T:
    """Turn plain values back into a dataclass.

    Unknown fields are ignored and absent ones take their default, so that bundles outlive small changes of the values.

    Args:
        kind: The dataclass.
        data: What was read from a document.
        where: The document, for errors.

    Returns:
        The value.

    Raises:
        EvidenceError: A field is missing or holds something else than it should.
    """
    return typing.cast("T", _decode(kind, data, where))


def _decode(kind: Any, data: Any, where: str) -> Any:
    if kind is Any:
        return data
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, data, where)
    scalar = _SCALARS.get(kind)
    if scalar is not None:
        return scalar(data, where)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    container = _CONTAINERS.get(origin)
    if container is None:
        raise TypeError(f"no rule for {kind!r} at {where}")
    return container(arguments, data, where)


def _decode_dataclass(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise _wrong(where, "an object", data)
    values: dict[str, Any] = {}
    hints = _hints(kind)
    for field in dataclasses.fields(kind):
        if field.name in data:
            values[field.name] = _decode(hints[field.name], data[field.name], f"{where}.{field.name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise EvidenceError(f"{where}.{field.name} is missing.")
    return kind(**values)


@functools.cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind, localns=_NAMES)


def _exactly(kind: type, name: str) -> Callable[[Any, str], Any]:
    def check(data: Any, where: str) -> Any:
        if type(data) is not kind:
            raise _wrong(where, name, data)
        return data

    return check


def _number(data: Any, where: str) -> float:
    if type(data) not in (int, float):
        raise _wrong(where, "a number", data)
    try:
        return float(data)
    except OverflowError:
        raise _wrong(where, "a number that fits", "a longer one") from None


def _literal(arguments: Sequence[Any], data: Any, where: str) -> Any:
    if not isinstance(data, str) or data not in arguments:
        raise _wrong(where, f"one of {', '.join(map(repr, arguments))}", data)
    return data


def _optional(arguments: Sequence[Any], data: Any, where: str) -> Any:
    if data is None and type(None) in arguments:
        return None
    (kind,) = (argument for argument in arguments if argument is not type(None))
    return _decode(kind, data, where)


def _tuple(arguments: Sequence[Any], data: Any, where: str) -> tuple[Any, ...]:
    if arguments[0] is Element and isinstance(data, dict):
        data = _rows(data, where)
    if not isinstance(data, list):
        raise _wrong(where, "a list", data)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_decode(arguments[0], item, f"{where}[{index}]") for index, item in enumerate(data))
    if len(data) != len(arguments):
        raise _wrong(where, f"a list of {len(arguments)}", data)
    return tuple(
        _decode(kind, item, f"{where}[{index}]") for index, (kind, item) in enumerate(zip(arguments, data, strict=True))
    )


def _rows(table: dict[str, Any], where: str) -> list[dict[str, Any]]:
    columns, rows = table.get("columns"), table.get("rows")
    if not isinstance(columns, list) or not all(isinstance(column, str) for column in columns):
        raise _wrong(f"{where}.columns", "a list of names", columns)
    if not isinstance(rows, list):
        raise _wrong(f"{where}.rows", "a list", rows)
    for index, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(columns):
            raise _wrong(f"{where}.rows[{index}]", f"a list of {len(columns)}", row)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _mapping(arguments: Sequence[Any], data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise _wrong(where, "an object", data)
    return {key: _decode(arguments[1], item, f"{where}.{key[:60]}") for key, item in data.items()}


_SCALARS: dict[Any, Callable[[Any, str], Any]] = {
    str: _exactly(str, "text"),
    bool: _exactly(bool, "true or false"),
    int: _exactly(int, "a whole number"),
    float: _number,
}
_CONTAINERS: dict[Any, Callable[[Sequence[Any], Any, str], Any]] = {
    Literal: _literal,
    Union: _optional,
    types.UnionType: _optional,
    tuple: _tuple,
    Mapping: _mapping,
}


def _wrong(where: str, expected: str, got: Any) -> EvidenceError:
    shown = repr(got) if not isinstance(got, (dict, list)) else f"{type(got).__name__} of {len(got)}"
    return EvidenceError(f"{where}: expected {expected}, got {shown[:120]}.")
