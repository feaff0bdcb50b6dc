"""Fit: the choices that a person who knows the library would make for an instruction."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PIL import ImageColor

from agents.scaffold.phrases import readable
from agents.slots.slots import BACKGROUNDS, COMPONENTS, indices
from webgen_env.tasks.colours import requested_colours

_KIND_WORDS: Mapping[str, str] = {
    "dashboard": "dashboard|chart|graph|gauge|statistic|analy|report|measure|forecast|census|monitor|indicator|trend",
    "shop": "shop|store|cart|basket|product|purchas|buy|price|checkout|payment|merchandise|order|sell|ticket",
    "articles": "article|news|blog|poem|magazine|post|read|story|stories|journal|issue|author|publish|archive|museum",
    "form": "book|reserve|reservation|registration|register|appl(?:y|ication)|submit|contact|appointment|enrol|request",
    "game": "game|play|score|level|quiz|puzzle|lantern|guess|trivia|player",
    "tracker": "track|log|record|manage|task|goal|inventory|schedule|shift|queue|crm|erp|entry|entries|edit|delete",
}
_PATTERNS = {kind: re.compile(rf"\b(?:{words})") for kind, words in _KIND_WORDS.items()}
_BEST = {
    "pages": "asked",
    "layout": "side",
    "hero": "split",
    "sections": "grid",
    "words": "own",
    "typography": "sans",
    "corners": "soft",
    "contrast": "clear",
    "extra": "both",
}


def fitting_choices(instruction: str) -> tuple[int, ...]:
    """Choose what fits an instruction: the nearest colours, the kind of site it describes, and good habits.

    Args:
        instruction: Any text; its first 6,000 characters are read.

    Returns:
        One index for each slot. A strong hand-made policy: what learning should come near to.

    Example:
        >>> from agents.slots import named
        >>> named(fitting_choices("A game. Use a midnight blue background and orange components."))["kind"]
        'game'
    """
    text = readable(instruction, 6000)
    asked = requested_colours(text)
    low = text.lower()
    first = low[:160]
    counts = {kind: len(p.findall(low)) + 2 * len(p.findall(first)) for kind, p in _PATTERNS.items()}
    kind = max(counts, key=lambda name: counts[name])
    return indices(
        {
            **_BEST,
            "background": nearest(asked.get("background_color"), BACKGROUNDS, "floralwhite"),
            "component": nearest(asked.get("component_color"), COMPONENTS, "steelblue"),
            "kind": kind,
        }
    )


def nearest(colour: str | None, options: Mapping[str, str], default: str) -> str:
    """Name the option whose colour looks most like another.

    Args:
        colour: CSS colour, or ``None``.
        options: CSS colour by name.
        default: Name to return without a colour.

    Returns:
        The name with the least distance in Oklab (Björn Ottosson, "A perceptual color space for image processing").
    """
    if colour is None:
        return default
    try:
        wanted = _oklab(colour)
    except ValueError:
        return default
    return min(options, key=lambda name: sum((a - b) ** 2 for a, b in zip(_oklab(options[name]), wanted, strict=True)))


def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in ImageColor.getrgb(colour)[:3])
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )
