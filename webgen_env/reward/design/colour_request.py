"""Requested colours: how much of the pages has them, in the measure of perception."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageColor

from webgen_env.reward.design.colour import Array, delta_e, to_lab
from webgen_env.tasks.colours import css_colour, requested_colours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webgen_env.reward.design.measure import Measure
    from webgen_env.reward.design.settings import RelevanceSettings
    from webgen_env.reward.design.sight import PageSight
    from webgen_env.tasks.task import Task

_MAX_INSTRUCTION_CHARACTERS = 20_000
_WHITE = np.array([255.0, 255.0, 255.0])


def colour_measures(task: Task, sights: Sequence[PageSight], settings: RelevanceSettings) -> list[Measure]:
    """Measure how much of the pages has the requested colours.

    Pixels decide: a fill that nothing shows earns nothing.

    Args:
        task: The specification.
        sights: The pages as seen.
        settings: Curves and weights.

    Returns:
        One measure for each colour that was requested.
    """
    measures = []
    background = wanted_colour(task, "background_color")
    if background is not None:
        from_white = float(delta_e(to_lab(background), to_lab(_WHITE)))
        reach = settings.background_reach
        if from_white > settings.just_noticeable:
            reach = min(reach, max(settings.background_least_reach, settings.white_share * from_white))
        same = min(settings.just_noticeable, reach / 2)
        share = colour_share(sights, background, same, reach)
        measures.append(settings.background("requested background colour", share))
    component = wanted_colour(task, "component_color")
    if component is not None:
        share = colour_share(sights, component, settings.component_same, settings.component_reach)
        measures.append(settings.component("requested component colour", share))
    return measures


def wanted_colour(task: Task, key: str) -> Array | None:
    """Find a requested colour in the metadata, or else in the instruction.

    Args:
        task: The specification.
        key: ``"background_color"`` or ``"component_color"``.

    Returns:
        Red, green and blue, 0–255, or ``None`` where none was requested.
    """
    name = task.metadata.get(key) or requested_colours(task.instruction[:_MAX_INSTRUCTION_CHARACTERS]).get(key)
    if not isinstance(name, str):
        return None
    try:
        return np.array(ImageColor.getrgb(css_colour(name) or name)[:3], dtype=np.float64)
    except ValueError:
        return None


def colour_share(sights: Sequence[PageSight], colour: Array, same: float, reach: float) -> float:
    """Share of the pixels of the pages that have a colour, 0–1.

    Args:
        sights: The pages as seen; those without a picture do not count.
        colour: Red, green and blue, 0–255.
        same: Difference (CIEDE2000) up to which a pixel counts in full.
        reach: Difference from which it does not count.

    Returns:
        The mean over the pages.
    """
    shares = []
    wanted = to_lab(colour)
    for sight in sights:
        if sight.picture is not None:
            palette = sight.picture.palette
            difference = delta_e(palette.lab, np.broadcast_to(wanted, palette.lab.shape))
            closeness = np.clip((reach - difference) / max(reach - same, 1e-9), 0.0, 1.0)
            shares.append(float((palette.share * closeness).sum()))
    return sum(shares) / len(shares) if shares else 0.0
