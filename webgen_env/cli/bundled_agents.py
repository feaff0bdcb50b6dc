"""The package ``agents`` that comes with webgen-env, told from another one of the same name."""

from __future__ import annotations

import importlib
from types import ModuleType

from webgen_env.errors import MissingDependencyError

_OURS = ("make", "names", "register", "check_agent")


def bundled_agents() -> ModuleType:
    """Import ``agents`` and make sure that it is ours.

    Returns:
        The package.

    Raises:
        MissingDependencyError: Another distribution's package is found in its place.
    """
    try:
        agents = importlib.import_module("agents")
    except ImportError as error:
        raise MissingDependencyError(f"The package 'agents' cannot be imported ({error}). {_advice()}") from error
    if not all(hasattr(agents, name) for name in _OURS):
        where = getattr(agents, "__file__", None) or "an unknown place"
        raise MissingDependencyError(f"The package 'agents' at {where} is not the one of webgen-env. {_advice()}")
    return agents


def _advice() -> str:
    return (
        "The distribution openai-agents installs a package of the same name; use separate environments, or run: "
        "pip uninstall openai-agents && pip install --force-reinstall --no-deps webgen-env"
    )
