"""Modernness and beauty: colour, complexity, type, and the finish of controls and surfaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from webgen_env.reward.design.colour import delta_e, to_lab
from webgen_env.reward.design.measure import Measure, weighted_mean
from webgen_env.reward.design.picture import (
    colour_count,
    colour_range,
    colourfulness,
    edge_density,
    hue_harmony,
    picture_content,
)
from webgen_env.reward.design.sight import PICTURE_TAGS

if TYPE_CHECKING:
    from webgen_env.browser.visit import Colour, Element
    from webgen_env.reward.design.picture import Picture
    from webgen_env.reward.design.settings import BeautySettings, PixelSettings
    from webgen_env.reward.design.sight import PageSight


def beauty_measures(sight: PageSight, settings: BeautySettings, pixels: PixelSettings) -> list[Measure]:
    """Measure the finish of one page.

    Args:
        sight: The page as seen.
        settings: Curves and weights.
        pixels: Thresholds of the pixel measures.

    Returns:
        The measures; those of the picture only where there is one.
    """
    texts = sight.readable
    measures = [
        settings.styled("styles", styled_share(sight, settings)),
        settings.type_scale("type scale", type_scale(texts)),
        settings.type_sizes("number of text sizes", len({round(text.font_size) for text in texts})),
        settings.typeface("chosen typeface", chosen_typeface(texts, settings)),
        settings.families("number of typefaces", len({text.font_family.lower() for text in texts})),
        settings.controls("finished controls", finished_controls(sight.shown, settings)),
        settings.surfaces("cards and surfaces", surfaces(sight, settings)),
        settings.imagery("icons and pictures", imagery(sight.shown, settings)),
    ]
    if sight.picture is not None:
        measures += _pixel_measures(sight.picture, settings, pixels)
    return measures


def richness_measures(sights: Sequence[PageSight], settings: BeautySettings, pixels: PixelSettings) -> list[Measure]:
    """Measure what the richest page shows: a site needs no picture on its forms.

    Args:
        sights: The pages that are looked at.
        settings: Curves and weights.
        pixels: Thresholds of the pixel measures.

    Returns:
        The range of colours, and what the pictures show; nothing without a picture of a page.
    """
    pictures = [(sight, sight.picture) for sight in sights if sight.picture is not None]
    if not pictures:
        return []
    colours = max(colour_range(picture, pixels.variety_share, pixels.variety_distance) for _, picture in pictures)
    content = max(picture_content(picture, _picture_boxes(sight), pixels.most_pictures) for sight, picture in pictures)
    return [
        settings.variety("range of colours", colours),
        settings.illustration("content of the pictures", content),
    ]


def _picture_boxes(sight: PageSight) -> Iterator[tuple[float, float, float, float]]:
    for element in sight.shown:
        if element.tag in PICTURE_TAGS:
            yield element.x, element.y, element.x + element.width, element.y + element.height


def _pixel_measures(picture: Picture, settings: BeautySettings, pixels: PixelSettings) -> list[Measure]:
    harmony = hue_harmony(picture, pixels.least_chroma, pixels.chromatic_share, pixels.hue_window)
    return [
        settings.colourfulness("colourfulness", colourfulness(picture)),
        settings.complexity("visual complexity", edge_density(picture, pixels.edge_threshold)),
        settings.colours("number of colours", colour_count(picture, pixels.colour_share)),
        settings.harmony("colour harmony", pixels.neutral_harmony if harmony is None else harmony),
        settings.sections("coloured areas", coloured_areas(picture, settings)),
    ]


def type_scale(texts: Sequence[Element]) -> float:
    """Largest text size over that of running text (the median over characters); 0 without text.

    A visible hierarchy of sizes guides the eye: Bringhurst, "The Elements of Typographic Style", chapter 3.
    """
    if not texts:
        return 0.0
    sizes = np.array([text.font_size for text in texts])
    lengths = np.array([len(text.text) for text in texts])
    order = np.argsort(sizes, kind="stable")
    middle = np.searchsorted(np.cumsum(lengths[order]), lengths.sum() / 2)
    return float(sizes.max() / max(1.0, sizes[order][middle]))


def chosen_typeface(texts: Sequence[Element], settings: BeautySettings) -> float:
    """Share of the characters not set in the browser's default face, 0–1."""
    return weighted_mean(
        (float(text.font_family.strip("\"' ").lower() not in settings.default_families), len(text.text))
        for text in texts
    )


def finished_controls(elements: Sequence[Element], settings: BeautySettings) -> float:
    """Share of the links, buttons and fields that do not look as the browser draws them by default, 0–1."""
    controls = [element for element in elements if element.interactive]
    return weighted_mean((float(not _looks_default(control, settings)), 1.0) for control in controls)


def styled_share(sight: PageSight, settings: BeautySettings) -> float:
    """How far the page is from the browser's default look, 0–1: a page whose style sheet is missing has 0."""
    return (chosen_typeface(sight.readable, settings) + finished_controls(sight.shown, settings)) / 2


def surfaces(sight: PageSight, settings: BeautySettings) -> float:
    """Number of cards and panels that hold something: rounded or shadowed boxes that stand out from the page."""
    page = sight.page.facts.background
    cards = [
        element
        for element in sight.shown
        if element.width * element.height >= settings.card_area
        and (element.border_radius >= settings.card_radius or element.shadow)
        and (element.shadow or element.border_width > 0 or _differs(element.fill, page, settings))
    ]
    texts = sight.readable
    if not cards or not texts:
        return 0.0
    x = np.array([text.x + text.width / 2 for text in texts])
    y = np.array([text.y + text.height / 2 for text in texts])
    return float(
        sum(
            bool(((x >= c.x) & (x <= c.x + c.width) & (y >= c.y) & (y <= c.y + c.height)).any())
            for c in cards[: settings.max_cards]
        )
    )


def imagery(elements: Sequence[Element], settings: BeautySettings) -> float:
    """Number of icons and pictures, a large one counting as several."""
    count = 0.0
    for element in elements:
        area = element.width * element.height
        if element.tag in PICTURE_TAGS and area >= settings.least_picture_area:
            count += settings.large_picture_worth if area >= settings.large_picture_area else 1.0
    return count


def coloured_areas(picture: Picture, settings: BeautySettings) -> float:
    """Share of the pixels that differ visibly from the commonest colour, 0–1 (CIEDE2000 above the just noticeable)."""
    palette = picture.palette
    return float(palette.share[delta_e(palette.lab, palette.lab[0]) > settings.fill_difference].sum())


def _looks_default(control: Element, settings: BeautySettings) -> bool:
    if control.tag == "a":
        return control.color[:3] in settings.default_link_colours and control.fill[3] == 0
    if control.tag == "button":
        default_fill = control.fill[:3] == settings.default_control_fill
        return control.border_radius == 0 and (default_fill or control.padding < settings.button_padding)
    if control.tag in ("input", "select", "textarea"):
        return control.border_radius == 0 and control.padding < settings.button_padding
    return False


def _differs(fill: Colour, page: Colour, settings: BeautySettings) -> bool:
    if fill[3] == 0:
        return False
    pair = to_lab(np.array([fill[:3], page[:3]]))
    return float(delta_e(pair[0], pair[1])) > settings.fill_difference
