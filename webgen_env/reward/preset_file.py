"""Presets from files: TOML or JSON, validated."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from webgen_env.errors import ConfigurationError
from webgen_env.reward.judge import MAX_GRADE
from webgen_env.reward.presets import Preset
from webgen_env.reward.result import Stage  # noqa: TC001 - pydantic reads the annotation

_MAX_FILE_BYTES = 1 << 20
_Number = Annotated[float, Field(allow_inf_nan=False)]


class _PresetFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    description: str = ""
    terms: dict[str, _Number] = Field(min_length=1)
    gates: dict[Stage, _Number] = Field(default_factory=dict)
    requires_compliance: bool = True
    visual_range: tuple[_Number, _Number] = (0.0, MAX_GRADE)


def load_preset(path: str | Path) -> Preset:
    """Read a preset from a file.

    The fields are those of :class:`Preset` but ``custom``, which needs Python.

    Args:
        path: A ``.toml`` or ``.json`` file.

    Returns:
        The preset.

    Raises:
        ConfigurationError: The file cannot be read, is not TOML or JSON, or a field is not what was expected; names
            file and field.

    Example:
        A file ``mine.toml``::

            name = "mine"
            [terms]
            visual = 1.0
            clean_pages = 0.5
            [gates]
            static = -0.5
            build = -0.25
    """
    path = Path(path)
    content = _parse(path)
    try:
        fields = _PresetFile.model_validate(content)
    except ValidationError as error:
        lines = "; ".join(
            f"{'.'.join(map(str, problem['loc'])) or 'file'}: {problem['msg']}" for problem in error.errors()
        )
        raise ConfigurationError(f"{path}: {lines}. Expected the fields of a preset.") from None
    try:
        return Preset(**dict(fields))
    except ConfigurationError as error:
        raise ConfigurationError(f"{path}: {error}") from None


def _parse(path: Path) -> Any:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}). Give the path of a preset.") from None
    if len(content) > _MAX_FILE_BYTES:
        raise ConfigurationError(f"{path}: has {len(content)} bytes; a preset has at most {_MAX_FILE_BYTES}.")
    try:
        text = content.decode()
        if path.suffix == ".toml":
            return tomllib.loads(text)
        if path.suffix == ".json":
            return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path}: is not valid {path.suffix[1:].upper()} ({error}).") from None
    raise ConfigurationError(f"{path}: has the ending {path.suffix!r}; expected .toml or .json.")
