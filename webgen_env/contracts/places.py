"""Reading JSON and YAML with the line of every element."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from webgen_env.errors import ContractError, MissingDependencyError

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 48

PathKey = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|\n|[^\s{}\[\],:"]+')


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read.

    Attributes:
        data: Its value, JSON-like.
        name: Its name, for errors.
        lines: Line of each element, by its place in the data.
    """

    data: Any
    name: str
    lines: dict[PathKey, int] = field(default_factory=dict)

    def line(self, place: PathKey) -> int:
        """Line of an element, or of the nearest one around it; 0 where no lines are known."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return 0


def read_document(text: bytes, name: str) -> Document:
    """Read a file.

    Args:
        text: Its bytes: JSON, or YAML if the name ends in ``.yaml`` or ``.yml``.
        name: Its name.

    Returns:
        Data and lines.

    Raises:
        ContractError: It is neither, too large, nested too deeply, or holds a key twice.
        MissingDependencyError: It is YAML and PyYAML is absent.
    """
    if len(text) > MAX_BYTES:
        raise ContractError(f"{name}: expected at most {MAX_BYTES} bytes of contracts, got {len(text)}")
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContractError(f"{name}: not UTF-8: {error.reason} at byte {error.start}") from None
    read = _read_yaml if name.lower().endswith((".yaml", ".yml")) else _read_json
    return read(decoded, name)


def _read_json(text: str, name: str) -> Document:
    lines = _json_lines(text, name)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            keys = [key for key, _ in items]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ContractError(f"{name}: the key {twice[:80]!r} stands twice in one object")
        return found

    try:
        return Document(json.loads(text, object_pairs_hook=pairs, parse_constant=_refuse), name, lines)
    except json.JSONDecodeError as error:
        raise ContractError(f"{name}:{error.lineno}: not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ContractError(f"{name}: JSON is nested too deeply") from None
    except ValueError as error:
        if isinstance(error, ContractError):
            raise
        raise ContractError(f"{name}: not JSON: {str(error)[:120]}") from None


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON value")


def _json_lines(text: str, name: str) -> dict[PathKey, int]:
    """Line of every element, by one pass over the tokens; a text that is no JSON gives some lines or none."""
    lines: dict[PathKey, int] = {}
    stack: list[tuple[str, list[str | int]]] = []  # kind of bracket, and the place of its present element
    line = 1
    expects_value = True
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark == "\n":
            line += 1
        elif mark in "]}":
            if stack:
                stack.pop()
            expects_value = False
        elif mark == ":":
            expects_value = True
        elif mark == ",":
            expects_value = _next_element(stack)
        elif stack and stack[-1][0] == "{" and not expects_value:
            stack[-1][1][:] = [_unquoted(mark)]
        else:
            lines[tuple(part for _, place in stack for part in place)] = line
            expects_value = False
            if mark in "[{":
                if len(stack) >= MAX_DEPTH:
                    raise ContractError(f"{name}:{line}: JSON is nested more than {MAX_DEPTH} deep")
                stack.append((mark, [0] if mark == "[" else []))
                expects_value = mark == "["
        line += mark.count("\n") if mark != "\n" else 0
    return lines


def _next_element(stack: list[tuple[str, list[str | int]]]) -> bool:
    if not stack or stack[-1][0] == "{":
        return False
    index = stack[-1][1][0]
    stack[-1][1][0] = index + 1 if isinstance(index, int) else 0
    return True


def _unquoted(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token


def _read_yaml(text: str, name: str) -> Document:
    try:
        import yaml
    except ImportError as error:
        raise MissingDependencyError(
            f"{name} is YAML, and PyYAML is not installed. Run: pip install 'webgen-env[contracts]'; or write JSON"
        ) from error
    loader = yaml.SafeLoader(text)
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise ContractError(f"{name}{_where(event)}: aliases are not read; write it out")
        root = loader.get_single_node()
        lines: dict[PathKey, int] = {}
        return Document(_build(loader, root, name, lines) if root is not None else None, name, lines)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark is not None else ""
        raise ContractError(f"{name}{where}: not YAML: {getattr(error, 'problem', None) or error}") from None
    except RecursionError:
        raise ContractError(f"{name}: YAML is nested too deeply") from None
    except ValueError as error:
        if isinstance(error, ContractError):
            raise
        raise ContractError(f"{name}: not YAML: {str(error)[:120]}") from None
    finally:
        loader.dispose()


def _build(loader: Any, node: Any, name: str, lines: dict[PathKey, int], place: PathKey = ()) -> Any:
    """The value of a node; its lines are added to those known."""
    lines.setdefault(place, node.start_mark.line + 1)
    if len(place) > MAX_DEPTH:
        raise ContractError(f"{name}{_where(node)}: YAML is nested more than {MAX_DEPTH} deep")
    if node.id == "sequence":
        return [_build(loader, item, name, lines, (*place, index)) for index, item in enumerate(node.value)]
    if node.id != "mapping":
        return loader.construct_object(node)
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        # A key is always a text: YAML would read "on" and "yes" as true.
        key = str(key_node.value)
        if key in found:
            raise ContractError(f"{name}{_where(key_node)}: the key {key[:80]!r} stands twice in one object")
        lines[*place, key] = key_node.start_mark.line + 1
        found[key] = _build(loader, value_node, name, lines, (*place, key))
    return found


def _where(node: Any) -> str:
    return f":{node.start_mark.line + 1}"
