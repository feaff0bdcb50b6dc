"""Loading contracts, with errors that name file, line and place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from webgen_env.contracts._one_of import TAG_PREFIX
from webgen_env.contracts.contract import Contract
from webgen_env.contracts.places import MAX_DEPTH, Document, PathKey, read_document
from webgen_env.errors import ConfigurationError, ContractError
from webgen_env.findings import printable

MAX_CONTRACTS = 1_000
MAX_PROBLEMS = 20


def load_contracts(path: str | Path) -> tuple[Contract, ...]:
    """Read the contracts of a JSON or YAML file.

    Args:
        path: A file with a list of contracts, or with an object whose ``"contracts"`` is one, such as a task file.

    Returns:
        The contracts.

    Raises:
        ConfigurationError: The file cannot be read.
        ContractError: It holds something else; names file, line and place of each problem.
        MissingDependencyError: It is YAML and PyYAML is absent.
    """
    path = Path(path)
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    document = read_document(text, path.name)
    inside: PathKey = ()
    data = document.data
    if isinstance(data, dict):
        if "contracts" not in data:
            raise ContractError(f"{path.name}:1: expected a list of contracts, or an object with the key 'contracts'")
        inside, data = ("contracts",), data["contracts"]
    return _parse(data, document, inside)


def parse_contracts(data: Any, name: str = "contracts") -> tuple[Contract, ...]:
    """Validate contracts that are plain data already, such as ``Task.contracts``.

    Args:
        data: A sequence of contracts.
        name: What they are called in errors.

    Returns:
        The contracts.

    Raises:
        ContractError: One is not valid; names each problem and its place.

    Example:
        >>> step = {"expect": {"visible": {"role": "heading", "level": 1}}}
        >>> contract = {"id": "title", "requirement": "There is a title.", "category": "content", "steps": [step]}
        >>> parse_contracts([contract])[0].id
        'title'
    """
    return _parse(data, Document(data, name), ())


def _parse(data: Any, document: Document, inside: PathKey) -> tuple[Contract, ...]:
    if not isinstance(data, (list, tuple)):
        raise ContractError(_problem(document, inside, f"expected a list of contracts, got {type(data).__name__}"))
    if len(data) > MAX_CONTRACTS:
        raise ContractError(_problem(document, inside, f"expected at most {MAX_CONTRACTS} contracts, got {len(data)}"))
    problems: list[str] = []
    contracts: list[Contract] = []
    first: dict[str, int] = {}
    for index, item in enumerate(data):
        place = (*inside, index)
        if _depth(item) > MAX_DEPTH:
            problems.append(_problem(document, place, f"expected at most {MAX_DEPTH} levels of nesting"))
            continue
        try:
            contract = Contract.model_validate(item)
        except ValidationError as error:
            problems += [_problem(document, (*place, *at), text) for at, text in _explain(error)]
            continue
        if contract.id in first:
            text = f"the id {contract.id!r} is taken by contract number {first[contract.id]}"
            problems.append(_problem(document, (*place, "id"), text))
        first.setdefault(contract.id, index + 1)
        contracts.append(contract)
    if problems:
        more = len(problems) - MAX_PROBLEMS
        shown = problems[:MAX_PROBLEMS] + ([f"and {more} more problems"] if more > 0 else [])
        raise ContractError("\n".join(shown))
    return tuple(contracts)


def _explain(error: ValidationError) -> Iterable[tuple[PathKey, str]]:
    for problem in error.errors(include_url=False, include_context=False):
        parts = [part for part in problem["loc"] if not str(part).startswith(TAG_PREFIX)]
        text = str(problem["msg"])
        if problem["type"] == "extra_forbidden":
            text = "unknown field"
        elif problem["type"] == "missing":
            text = "this field is missing"
        else:
            text = text[:1].lower() + text[1:]
        yield tuple(parts), text


def _problem(document: Document, place: PathKey, text: str) -> str:
    line = document.line(place)
    where = f"{document.name}:{line}" if line else document.name
    path = "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return printable(f"{where}: {path}: {text}", 600)


def _depth(value: Any) -> int:
    """Levels of nesting, counted without recursion."""
    deepest = 0
    waiting: list[tuple[Any, int]] = [(value, 1)]
    while waiting and deepest <= MAX_DEPTH:
        item, depth = waiting.pop()
        deepest = max(deepest, depth)
        children = item.values() if isinstance(item, dict) else item if isinstance(item, (list, tuple)) else ()
        waiting += [(child, depth + 1) for child in children]
    return deepest
