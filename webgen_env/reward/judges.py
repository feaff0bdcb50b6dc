"""Judges by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from webgen_env.errors import ConfigurationError
from webgen_env.reward._names import unknown_name
from webgen_env.reward.judge import Judge

JudgeFactory = Callable[[], Judge]


def _design() -> Judge:
    from webgen_env.reward.design import DesignJudge

    return DesignJudge()


JUDGES: Mapping[str, JudgeFactory] = MappingProxyType({"design": _design})
"""The bundled judges by name."""

DEFAULT_JUDGE = "design"


def make_judge(spec: str | Judge = DEFAULT_JUDGE, *, judges: Mapping[str, JudgeFactory] = JUDGES) -> Judge:
    """Make a judge.

    Args:
        spec: A name of ``judges``; ``"module:factory"``, something importable that makes a judge without arguments; or
            a judge, which is returned as it is.
        judges: Factories by name.

    Returns:
        The judge.

    Raises:
        ConfigurationError: There is none of that name (names the nearest), or what was made is not a judge.

    Example:
        >>> make_judge("design").identity.startswith("design-")
        True
    """
    if not isinstance(spec, str):
        return _checked(spec, "the judge that was given")
    if spec in judges:
        return _checked(judges[spec](), f"judge {spec!r}")
    if ":" in spec:
        return _checked(_imported(spec)(), f"judge {spec!r}")
    raise ConfigurationError(unknown_name("judge", spec, judges))


def _imported(spec: str) -> JudgeFactory:
    module_name, _, attribute = spec.partition(":")
    try:
        factory = getattr(importlib.import_module(module_name), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigurationError(
            f"Judge {spec!r} cannot be imported ({error}). Expected 'module:factory', or one of {sorted(JUDGES)}."
        ) from error
    if not callable(factory):
        raise ConfigurationError(f"Judge {spec!r} is {factory!r}; expected a class or function without arguments.")
    made: JudgeFactory = factory
    return made


def _checked(judge: object, what: str) -> Judge:
    if not isinstance(judge, Judge):
        raise ConfigurationError(f"Expected {what} to have identity, grade and aclose, got {type(judge).__name__}.")
    return judge
