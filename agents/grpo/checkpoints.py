"""Checkpoints: the last one of a run that is whole, whenever the run was killed."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

_NAME = re.compile(r"checkpoint-([0-9]{1,12})")
_STATE = "trainer_state.json"


def last_checkpoint(folder: str | os.PathLike[str]) -> Path | None:
    """Find the last whole checkpoint, and take away broken ones that came after it.

    The trainer writes weights, optimiser and random state first and its own state last. A process that was killed in
    between leaves a checkpoint without that file, or with half of it: whoever took the highest number would fail.

    Args:
        folder: ``output_dir`` of a trainer of ``transformers``.

    Returns:
        The checkpoint, or ``None`` if there is no whole one.
    """
    parent = Path(folder)
    if not parent.is_dir():
        return None
    found = ((match, path) for path in parent.iterdir() if (match := _NAME.fullmatch(path.name)))
    for match, path in sorted(found, key=lambda pair: -int(pair[0][1])):
        if _step_of(path) == int(match[1]):
            return path
        shutil.rmtree(path, ignore_errors=True)
    return None


def _step_of(checkpoint: Path) -> int | None:
    try:
        state = json.loads((checkpoint / _STATE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    step = state.get("global_step") if isinstance(state, dict) else None
    return step if isinstance(step, int) else None
