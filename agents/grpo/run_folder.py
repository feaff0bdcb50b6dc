"""RunFolder: what a run has on disk, and which of it is done."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.grpo.settings import TrainSettings

_SETTINGS = "settings.json"
# What may differ when a run goes on: where it reports to, and how many workers score.
_FREE = {
    "output": {"folder", "report_to", "run_name"},
    "environment": {"builders", "browsers", "judges", "timeout_s", "retries"},
    "hardware": {"cores", "threads", "step_seconds", "gpu_memory_gb"},
    "grpo": {"save_total_limit"},
}


class RunFolder:
    """The folder of a run.

    ``settings.json``; ``base/``, the tiny model before any training; ``sft/`` with checkpoints of the warm start, and
    ``sft/model/``; ``grpo/`` with the checkpoints of GRPO; ``start.json`` and ``end.json``, the assessments before and
    after it; ``curve.csv``; ``evidence/``; ``model/``, the trained policy
    (with LoRA, its adapters).

    Args:
        path: The folder.

    Raises:
        ConfigurationError: There is a file of that name.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).absolute()
        if self.path.exists() and not self.path.is_dir():
            raise ConfigurationError(f"output.folder {str(self.path)!r} is a file; name a folder.")

    @property
    def base(self) -> Path:
        """The tiny model before any training."""
        return self.path / "base"

    @property
    def warm(self) -> Path:
        """The model after the warm start."""
        return self.path / "sft" / "model"

    @property
    def model(self) -> Path:
        """The trained policy."""
        return self.path / "model"

    @property
    def curve(self) -> Path:
        """CSV with a row for each step."""
        return self.path / "curve.csv"

    @property
    def evidence(self) -> Path:
        """Evidence bundles."""
        return self.path / "evidence"

    def claim(self, settings: TrainSettings, *, resume: bool) -> None:
        """Begin the run, or go on with it.

        Args:
            settings: Its settings.
            resume: Whether an existing run may be gone on with.

        Raises:
            ConfigurationError: The folder holds a run already and ``resume`` is false, or one with other settings.
        """
        file = self.path / _SETTINGS
        wanted = settings.model_dump(mode="json")
        if not file.exists():
            self.path.mkdir(parents=True, exist_ok=True)
            self.write(_SETTINGS, wanted)
            return
        if not resume:
            raise ConfigurationError(
                f"{str(self.path)!r} holds a run already: go on with it (--resume), or name another output.folder."
            )
        different = _differences(_decided(self.read(_SETTINGS) or {}), _decided(wanted))
        if different:
            raise ConfigurationError(
                f"The run in {str(self.path)!r} was begun with other settings: {', '.join(different[:5])}. Go on with "
                "the same ones, or set output.folder to another one."
            )

    def read(self, name: str) -> Any:
        """Read what a finished part of the run wrote.

        Args:
            name: Name of the JSON file.

        Returns:
            Its content; ``None`` if it is not there.

        Raises:
            ConfigurationError: It is not JSON.
        """
        file = self.path / name
        if not file.exists():
            return None
        try:
            return json.loads(file.read_text("utf-8"))
        except ValueError as error:
            raise ConfigurationError(f"{file} is not JSON ({error}); delete it to do that part again.") from None

    def write(self, name: str, content: Any) -> None:
        """Write a file in one piece, so that it is there only when it is whole.

        Args:
            name: Name of the JSON file.
            content: A JSON-like value.
        """
        file = self.path / name
        partial = file.with_name(f".{name}.{os.getpid()}")
        partial.write_text(json.dumps(content, indent=2, allow_nan=False) + "\n", "utf-8")
        partial.replace(file)


def _decided(settings: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(settings)
    for part, names in _FREE.items():
        if isinstance(kept.get(part), dict):
            kept[part] = {name: value for name, value in kept[part].items() if name not in names}
    return kept


def _differences(before: Any, after: Any, place: str = "") -> list[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        names = dict.fromkeys([*before, *after])
        return [
            found
            for name in names
            for found in _differences(before.get(name), after.get(name), f"{place}.{name}" if place else name)
        ]
    return [] if before == after else [f"{place} was {before!r}, is {after!r}"]
