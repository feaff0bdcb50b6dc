"""Presets from files: TOML or JSON, validated."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from webgen_env.errors import ConfigurationError
from webgen_env.reward.judge import MAX_GRADE
from webgen_env.reward.presets import Preset
from webgen_env.reward.result import Stage  # noqa: TC001 - pydantic reads the annotation
from webgen_env.settings_file import problems_of, read_settings

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
    document = read_settings(Path(path), what="preset", endings=(".toml", ".json"))
    try:
        fields = _PresetFile.model_validate(document.data)
    except ValidationError as error:
        raise ConfigurationError(f"{problems_of(error, document)}. Expected the fields of a preset.") from None
    try:
        return Preset(**dict(fields))
    except ConfigurationError as error:
        raise ConfigurationError(f"{document.name}: {error}") from None
