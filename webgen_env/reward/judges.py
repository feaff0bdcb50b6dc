"""Judges by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError
from webgen_env.findings import printable
from webgen_env.reward._names import unknown_name
from webgen_env.reward.judge import Judge
from webgen_env.reward.judge_file import ENDINGS, load_judge

if TYPE_CHECKING:
    from webgen_env.reward.vision import GroupJudge

JudgeFactory = Callable[[], Judge]

_GROUP = "group:"
_MOST_GRADED = 256
"""Sites that a judge who grades each alone puts in order at once."""


def _design() -> Judge:
    from webgen_env.reward.design import DesignJudge

    return DesignJudge()


def _vision(rest: str) -> Judge:
    """``MODEL`` (OpenAI's server), ``URL#MODEL`` (any OpenAI-compatible one), or ``hf:MODEL`` (in this process)."""
    from webgen_env.reward.vision import Endpoint, OpenAIModel, TransformersModel, VisionJudge, choose_answer_cache

    if rest.startswith("hf:"):
        return VisionJudge(TransformersModel(rest.removeprefix("hf:")), cache=choose_answer_cache(None))
    if "://" in rest:
        url, _, model = rest.partition("#")
        if not model:
            raise ConfigurationError(
                "A vision judge behind a server is 'vision:URL#MODEL'; the part '#MODEL' is missing."
            )
        endpoint = Endpoint(model, url)
    else:
        endpoint = Endpoint(rest)
    return VisionJudge(OpenAIModel(endpoint), cache=choose_answer_cache(None))


def _mixture(rest: str) -> Judge:
    """``JUDGE=WEIGHT,JUDGE=WEIGHT,…``; a judge that holds a comma or is a mixture itself needs a file."""
    from webgen_env.reward.mixture import MixtureJudge

    parts = []
    for number, part in enumerate(rest.split(","), start=1):
        spec, separator, weight = part.strip().rpartition("=")
        try:
            value = float(weight)
        except ValueError:
            separator = ""
        if not separator or not spec:
            raise ConfigurationError(
                f"Part {number} of a mixture is no JUDGE=WEIGHT. "
                "Expected, for instance, 'mix:design=0.3,vision:MODEL=0.7'."
            )
        parts.append((make_judge(spec.strip()), value))
    return MixtureJudge(parts)


JUDGES: Mapping[str, JudgeFactory] = MappingProxyType({"design": _design})
"""The bundled judges by name."""

SCHEMES: Mapping[str, Callable[[str], Judge]] = MappingProxyType({"vision": _vision, "mix": _mixture})
"""What makes a judge of the rest of a specification ``"scheme:rest"``."""

DEFAULT_JUDGE = "design"


def make_judge(spec: str | Judge = DEFAULT_JUDGE, *, judges: Mapping[str, JudgeFactory] = JUDGES) -> Judge:
    """Make a judge.

    Args:
        spec: A name of ``judges``; ``"vision:MODEL"``, a model at OpenAI; ``"vision:http://127.0.0.1:8000/v1#MODEL"``,
            one behind any OpenAI-compatible server; ``"vision:hf:MODEL"``, one in this process through transformers;
            ``"mix:JUDGE=WEIGHT,JUDGE=WEIGHT"``; the path of a ``.toml``, ``.json``, ``.yaml`` or ``.yml`` file (see
            :func:`~webgen_env.reward.load_judge`); ``"module:factory"``, something importable that makes a judge
            without arguments; or a judge, which is returned as it is.
        judges: Factories by name.

    Returns:
        The judge.

    Raises:
        ConfigurationError: There is none of that name (names the nearest), what was made is not a judge, or an argument
            of it is not what was expected.
        MissingDependencyError: The judge needs a package that is not installed.

    Example:
        >>> make_judge("design").identity.startswith("design-")
        True
    """
    if not isinstance(spec, str):
        return _checked(spec, "the judge that was given")
    if spec in judges:
        return _checked(judges[spec](), f"judge {spec!r}")
    if spec.startswith(_GROUP):
        raise ConfigurationError(
            "A judge of groups ranks the sites of one task against each other, and has no grade for a single one: it "
            "is for a Scorer, which sees whole batches. Expected a judge of single sites here."
        )
    if spec.endswith(ENDINGS):
        return load_judge(spec)
    scheme, separator, rest = spec.partition(":")
    if separator and scheme in SCHEMES:
        return SCHEMES[scheme](rest.strip())
    if ":" in spec:
        return _checked(_imported(spec)(), f"judge {spec!r}")
    raise ConfigurationError(unknown_name("judge", spec, [*judges, *(f"{scheme}:…" for scheme in (*SCHEMES, "group"))]))


def make_group_judge(spec: object) -> GroupJudge | None:
    """Make a judge of groups.

    Args:
        spec: ``"group:JUDGE"``, where the rest is what :func:`make_judge` takes; a judge of groups, which is returned
            as it is; anything else.

    Returns:
        The judge of groups; ``None`` for anything else. A vision judge compares two sites at a time, each pair in both
        orders; one that only grades puts the sites of a group in the order of their grades.

    Raises:
        ConfigurationError: The judge behind ``group:`` cannot be made.
        MissingDependencyError: It needs a package that is not installed.

    Example:
        >>> make_group_judge("group:design").identity.startswith("group-1 bradley-terry")
        True
    """
    if not isinstance(spec, str):
        from webgen_env.reward.vision import GroupJudge

        return spec if isinstance(spec, GroupJudge) else None
    if not spec.startswith(_GROUP):
        return None
    from webgen_env.reward.vision import GroupJudge

    judge = make_judge(spec.removeprefix(_GROUP).strip())
    return GroupJudge.of(judge) if hasattr(judge, "comparer") else GroupJudge.of(judge, per_comparison=_MOST_GRADED)


def _imported(spec: str) -> JudgeFactory:
    module_name, _, attribute = spec.partition(":")
    try:
        factory = getattr(importlib.import_module(module_name), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        nearest = get_close_matches(module_name, SCHEMES, n=1)
        hint = f" Did you mean '{nearest[0]}:…'?" if nearest else ""
        known = ", ".join([*map(repr, sorted(JUDGES)), *(f"'{scheme}:…'" for scheme in SCHEMES)])
        raise ConfigurationError(
            # Only the module is repeated: what follows may be an address with a password in it.
            f"A judge {printable(module_name, 60)!r}:… cannot be imported ({type(error).__name__}).{hint} Expected "
            f"'module:factory', the path of a file, or one of {known}."
        ) from None
    if not callable(factory):
        raise ConfigurationError(f"Judge {spec!r} is {factory!r}; expected a class or function without arguments.")
    made: JudgeFactory = factory
    return made


def _checked(judge: object, what: str) -> Judge:
    if not isinstance(judge, Judge):
        raise ConfigurationError(f"Expected {what} to have identity, grade and aclose, got {type(judge).__name__}.")
    return judge
