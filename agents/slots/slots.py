"""Slots: the choices that a site is made of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webgen_env.errors import ConfigurationError

Choices = Sequence[int]
"""One index for each slot, in the order of :data:`SLOTS`: a MultiDiscrete action."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One choice.

    Attributes:
        name: Its name.
        options: Names of what can be chosen; an action holds the index of one of them.
        text: What it decides.
    """

    name: str
    options: tuple[str, ...]
    text: str

    @property
    def size(self) -> int:
        """Number of options."""
        return len(self.options)


BACKGROUNDS: Mapping[str, str] = {
    "white": "white", "floralwhite": "floralwhite", "papayawhip": "papayawhip", "lemonchiffon": "lemonchiffon",
    "navajowhite": "navajowhite", "azure": "azure", "aliceblue": "aliceblue", "lavenderblush": "lavenderblush",
    "thistle": "thistle", "skyblue": "skyblue", "palegreen": "palegreen", "midnight": "#10172a",
}  # fmt: skip
"""CSS colour of the page for each option of the slot ``background``: spread over what people ask for."""

COMPONENTS: Mapping[str, str] = {
    name: name
    for name in (
        "brown", "indigo", "peru", "forestgreen", "darkslategray", "steelblue", "tomato", "saddlebrown", "darkcyan",
        "goldenrod", "palevioletred", "darkorchid",
    )
}  # fmt: skip
"""CSS colour of buttons and other components for each option of the slot ``component``."""

SLOTS: tuple[Slot, ...] = (
    Slot("background", tuple(BACKGROUNDS), "Colour of the page."),
    Slot("component", tuple(COMPONENTS), "Colour of navigation, buttons and other components."),
    Slot(
        "kind",
        ("dashboard", "shop", "articles", "form", "game", "tracker"),
        "What the home page is for: figures, things to buy, texts, a form, a game, or a list that is worked on.",
    ),
    Slot(
        "pages",
        ("one", "three", "asked", "twelve"),
        "Which pages there are: one, three usual ones, those of the instruction, or as many as there are kinds.",
    ),
    Slot("layout", ("top", "brand", "side"), "Navigation on top, on top in the component colour, or at the side."),
    Slot("hero", ("split", "banner", "editorial", "centre", "none"), "How the home page opens; it may not."),
    Slot("sections", ("grid", "numbered", "panel", "empty"), "How features are shown; the last shows an empty field."),
    Slot(
        "words",
        ("own", "generic", "filler"),
        "Whose words the texts use: the instruction's, those of any website, or placeholder Latin.",
    ),
    Slot("typography", ("sans", "serif", "mixed", "default"), "Typefaces; the last is what a browser shows unasked."),
    Slot("corners", ("square", "soft", "round"), "Corners of cards and buttons."),
    Slot("contrast", ("clear", "faint"), "Whether text can be read well."),
    Slot("extra", ("none", "table", "chart", "both"), "Whether a table, a chart or both are added."),
)
"""Every choice, in the order of an action."""

NAMES = tuple(slot.name for slot in SLOTS)


def sizes() -> tuple[int, ...]:
    """Number of options of each slot: the ``nvec`` of the MultiDiscrete action space."""
    return tuple(slot.size for slot in SLOTS)


def combinations() -> int:
    """Number of different actions."""
    return math.prod(sizes())


def named(choices: Choices) -> dict[str, str]:
    """Name the options of an action.

    Args:
        choices: One index for each slot.

    Returns:
        Name of the option by name of the slot.

    Raises:
        ConfigurationError: There is not one index for each slot, or one is out of range.

    Example:
        >>> named([0] * len(SLOTS))["layout"]
        'top'
    """
    if len(choices) != len(SLOTS):
        raise ConfigurationError(f"Got {len(choices)} choices; expected {len(SLOTS)}, one for each of {list(NAMES)}.")
    chosen = {}
    for slot, choice in zip(SLOTS, choices, strict=True):
        index = int(choice)
        if index != choice or not 0 <= index < slot.size:
            raise ConfigurationError(
                f"Got {choice!r} for slot {slot.name!r}; expected 0 to {slot.size - 1}: {list(slot.options)}."
            )
        chosen[slot.name] = slot.options[index]
    return chosen


def indices(options: Mapping[str, str]) -> tuple[int, ...]:
    """Make an action of names; the inverse of :func:`named`.

    Args:
        options: Name of an option by name of the slot; the first option is taken for a slot that is not there.

    Returns:
        One index for each slot.

    Raises:
        ConfigurationError: A slot or an option is unknown.

    Example:
        >>> indices({"layout": "side"})[4]
        2
    """
    unknown = set(options) - set(NAMES)
    if unknown:
        raise ConfigurationError(f"Got unknown slots {sorted(unknown)}; there are {list(NAMES)}.")
    found = []
    for slot in SLOTS:
        option = options.get(slot.name, slot.options[0])
        if option not in slot.options:
            raise ConfigurationError(f"Got {option!r} for slot {slot.name!r}; expected one of {list(slot.options)}.")
        found.append(slot.options.index(option))
    return tuple(found)
