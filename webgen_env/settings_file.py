"""Settings files: TOML, JSON or YAML, read with the line of each field where it is known."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError, ContractError

if TYPE_CHECKING:
    from pydantic import ValidationError

    from webgen_env.contracts.places import Document, PathKey

MAX_BYTES = 1 << 20


def read_settings(path: Path, *, what: str, endings: Sequence[str]) -> Document:
    """Read a file of settings.

    Args:
        path: The file.
        what: What it describes, for messages, such as ``"judge"``.
        endings: Endings of the kinds that are read, of ``.toml``, ``.json``, ``.yaml`` and ``.yml``.

    Returns:
        What it holds, with lines; TOML tells none.

    Raises:
        ConfigurationError: The file cannot be read, is too large, of another kind or broken; names file and line.
        MissingDependencyError: It is YAML and PyYAML is absent; names the pip line.
    """
    from webgen_env.contracts.places import Document, read_document

    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}). Give the path of a {what}.") from None
    if len(content) > MAX_BYTES:
        raise ConfigurationError(f"{path}: has {len(content)} bytes; a {what} has at most {MAX_BYTES}.")
    if path.suffix not in endings:
        expected = f"{', '.join(endings[:-1])} or {endings[-1]}"
        raise ConfigurationError(f"{path}: has the ending {path.suffix!r}; expected {expected}.")
    if path.suffix == ".toml":
        try:
            return Document(tomllib.loads(content.decode()), str(path))
        except (ValueError, RecursionError) as error:
            raise ConfigurationError(f"{path}: not TOML: {error}.") from None
    try:
        return read_document(content, str(path))
    except ContractError as error:
        raise ConfigurationError(f"{error}.") from None


def place_of(document: Document, place: PathKey = ()) -> str:
    """A place for a message: the file, and the line where it is known.

    Args:
        document: The file.
        place: The field.

    Returns:
        Such as ``"judge.yaml:3"``.
    """
    line = document.line(place)
    return f"{document.name}:{line}" if line else document.name


def problems_of(error: ValidationError, document: Document, place: PathKey = ()) -> str:
    """What is wrong with fields, with file, line and names.

    Without the values that were given: one of them may be a key that stands in the wrong place.

    Args:
        error: What pydantic found.
        document: The file.
        place: What was validated, if not the whole of it.

    Returns:
        Such as ``"judge.yaml:3: parts.0.votes: Input should be a valid integer"``, without a full stop.
    """
    found = error.errors(include_input=False)
    told = "; ".join(f"{'.'.join(map(str, (*place, *one['loc']))) or 'file'}: {one['msg']}" for one in found)
    return f"{place_of(document, (*place, *found[0]['loc']))}: {told}"
