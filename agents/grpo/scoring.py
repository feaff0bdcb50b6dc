"""Scoring: the environment's scorer, as the settings of a run describe it."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError
from webgen_env.machine import usable_cores
from webgen_env.reward import load_preset
from webgen_env.scorer import Scorer
from webgen_env.verdict_cache import choose_cache

if TYPE_CHECKING:
    from agents.grpo.settings import EnvironmentSettings
    from webgen_env.reward.judge import Judge
    from webgen_env.reward.presets import Preset

_FILES = (".toml", ".json")


def judge_of(environment: EnvironmentSettings) -> str | Judge:
    """The judge that settings ask for.

    Args:
        environment: The settings.

    Returns:
        A specification, or a design judge with the numbers of the settings.

    Raises:
        ConfigurationError: Numbers of the design judge were given for another one.
    """
    if environment.design is None:
        return environment.judge
    if environment.judge != "design":
        raise ConfigurationError(
            f"environment.design holds numbers of the judge 'design', but environment.judge is {environment.judge!r}; "
            "leave one of them out."
        )
    from webgen_env.reward.design import DesignJudge, DesignSettings

    given = environment.design.model_dump(exclude_none=True)
    return DesignJudge(dataclasses.replace(DesignSettings(), **given))


def preset_of(environment: EnvironmentSettings) -> str | Preset:
    """The reward preset that settings ask for: a name, or what a file holds.

    Args:
        environment: The settings.

    Returns:
        The preset or its name.

    Raises:
        ConfigurationError: The file cannot be read or is no preset.
    """
    name = environment.preset
    return load_preset(name) if name.lower().endswith(_FILES) else name


def scorer_of(environment: EnvironmentSettings, *, evidence: str | os.PathLike[str] | None = None) -> Scorer:
    """The scorer that settings ask for. Nothing is opened; it can be pickled.

    Args:
        environment: The settings.
        evidence: Folder of the evidence bundles; ``None`` keeps none.

    Returns:
        The scorer.

    Raises:
        ConfigurationError: The settings contradict each other, or ask for more than the machine has.
    """
    # The numbers of a design judge are part of its identity: its verdicts can be told apart like a bundled one's.
    cache = choose_cache(None, trusted=True) if environment.cache else None
    builders, browsers = _sizes(environment)
    return Scorer(
        preset=preset_of(environment),
        judge=judge_of(environment),
        builders=builders,
        browsers=browsers,
        judges=environment.judges,
        routes=environment.routes,
        retries=environment.retries,
        evidence=evidence,
        cache=False if cache is None else cache,
    )


def _sizes(environment: EnvironmentSettings) -> tuple[int | None, int | None]:
    """Builders and browsers. Every rank of a machine scores, so each takes its part of the cores."""
    ranks = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    if ranks <= 1:
        return environment.builders, environment.browsers
    cores = max(1, usable_cores() // ranks)
    return environment.builders or cores, environment.browsers or max(1, cores // 2)
