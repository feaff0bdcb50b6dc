"""webgen-env: a Gymnasium environment that builds, opens and rewards the websites that language models write.

Importing this package registers ``WebGen-v0`` and loads neither a browser driver nor a deep-learning library.

Example:
    >>> import gymnasium, webgen_env
    >>> env = gymnasium.make("WebGen-v0")
"""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

from gymnasium import register

if TYPE_CHECKING:
    from webgen_env.env import WebGenEnv
    from webgen_env.errors import WebGenError
    from webgen_env.findings import Finding
    from webgen_env.manifest import parse_manifest, render_completion
    from webgen_env.reward import Judge, Judgement, Preset, RewardResult
    from webgen_env.scorer import Scorer
    from webgen_env.spaces import UnicodeText
    from webgen_env.tasks import Task, TaskSet, load_tasks
    from webgen_env.vector_env import WebGenVectorEnv

_HOMES = {
    "Finding": "webgen_env.findings",
    "Judge": "webgen_env.reward",
    "Judgement": "webgen_env.reward",
    "Preset": "webgen_env.reward",
    "RewardResult": "webgen_env.reward",
    "Scorer": "webgen_env.scorer",
    "Task": "webgen_env.tasks",
    "TaskSet": "webgen_env.tasks",
    "UnicodeText": "webgen_env.spaces",
    "WebGenEnv": "webgen_env.env",
    "WebGenError": "webgen_env.errors",
    "WebGenVectorEnv": "webgen_env.vector_env",
    "load_tasks": "webgen_env.tasks",
    "parse_manifest": "webgen_env.manifest",
    "render_completion": "webgen_env.manifest",
}

__all__ = [
    "Finding",
    "Judge",
    "Judgement",
    "Preset",
    "RewardResult",
    "Scorer",
    "Task",
    "TaskSet",
    "UnicodeText",
    "WebGenEnv",
    "WebGenError",
    "WebGenVectorEnv",
    "load_tasks",
    "parse_manifest",
    "render_completion",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())

register(
    id="WebGen-v0",
    entry_point="webgen_env.env:WebGenEnv",
    vector_entry_point="webgen_env.vector_env:WebGenVectorEnv",
)


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, which keeps the import of the package fast."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
