"""Libraries: the packages that training needs, imported when they are needed."""

from __future__ import annotations

import importlib
from typing import Any

from webgen_env.errors import MissingDependencyError

PIP_LINE = "pip install 'webgen-env[grpo]'"


def library(name: str) -> Any:
    """Import a module of the extra ``grpo``.

    Args:
        name: Module, such as ``"torch"`` or ``"trl"``.

    Returns:
        The module.

    Raises:
        MissingDependencyError: It, or a package that it needs, is not installed; names the pip line.

    Example:
        >>> library("json").dumps([])
        '[]'
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingDependencyError(
            f"Training needs the package {error.name or name!r}, which cannot be imported ({error}); run: {PIP_LINE}"
        ) from error
