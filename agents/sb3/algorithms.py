"""Algorithms of Stable-Baselines3 by name."""

from __future__ import annotations

import difflib
import importlib
import re
from typing import TYPE_CHECKING, Any

from webgen_env.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from webgen_env.wrappers import ChoiceForm

PIP_LINE = "pip install 'webgen-env[sb3]'"

BUNDLED = ("A2C", "DDPG", "DQN", "PPO", "SAC", "TD3")
"""Algorithms of Stable-Baselines3 itself."""

# What an algorithm takes as action; an unknown one is taken for a policy-gradient method, which takes any.
_FORMS: dict[str, ChoiceForm] = {
    "DDPG": "box",
    "DQN": "discrete",
    "QRDQN": "discrete",
    "SAC": "box",
    "TD3": "box",
    "TQC": "box",
    "CrossQ": "box",
}
_PLACE = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


def algorithm_class(name: str) -> Any:
    """Find the class of an algorithm.

    Args:
        name: ``"PPO"`` or another of Stable-Baselines3, or the place of a class that derives from its
            ``BaseAlgorithm``, such as ``"sb3_contrib:TRPO"``.

    Returns:
        The class.

    Raises:
        ConfigurationError: There is none of that name; names the nearest.
        MissingDependencyError: Stable-Baselines3 is not installed; names the pip line.

    Example:
        >>> algorithm_class("PPO").__name__  # doctest: +SKIP
        'PPO'
    """
    require_sb3()
    if name in BUNDLED:
        return getattr(importlib.import_module("stable_baselines3"), name)
    if not _PLACE.fullmatch(name):
        near = difflib.get_close_matches(name[:100].upper(), BUNDLED, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {list(BUNDLED)}, and 'package.module:Class'."
        raise ConfigurationError(f"No algorithm is called {name[:100]!r}; {hint}")
    from stable_baselines3.common.base_class import BaseAlgorithm

    module, _, attribute = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise ConfigurationError(f"The algorithm {name!r} could not be loaded: {error}") from error
    if not (isinstance(found, type) and issubclass(found, BaseAlgorithm)):
        raise ConfigurationError(f"{name!r} is no subclass of stable_baselines3's BaseAlgorithm.")
    return found


def choice_form(name: str) -> ChoiceForm:
    """Say in which form an algorithm takes choices.

    Args:
        name: The algorithm, as for :func:`algorithm_class`.

    Returns:
        The form of the action space.

    Example:
        >>> choice_form("PPO"), choice_form("DQN"), choice_form("SAC")
        ('multi-discrete', 'discrete', 'box')
    """
    return _FORMS.get(name.rpartition(":")[2], "multi-discrete")


def require_sb3() -> None:
    """Make sure that Stable-Baselines3 can be imported.

    Raises:
        MissingDependencyError: It, or Torch, is not installed; names the pip line.
    """
    try:
        importlib.import_module("stable_baselines3")
    except ModuleNotFoundError as absent:
        raise MissingDependencyError(
            f"Policies of Stable-Baselines3 need {absent.name}, which is not installed. Run: {PIP_LINE}"
        ) from absent
