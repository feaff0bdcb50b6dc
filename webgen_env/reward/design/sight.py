"""Sight: what of a page a person can see, whatever its markup claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from webgen_env.reward.design.colour import contrast_ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webgen_env.browser.visit import Element, PageVisit
    from webgen_env.reward.design.picture import Picture
    from webgen_env.reward.design.settings import SightSettings

Colour3: TypeAlias = tuple[float, float, float]
Ink: TypeAlias = NDArray[np.int16]  # channels of a part of a picture, shape (3, rows, columns)

_LUMA_PARTS = 8
_RIM = 4  # pixels around a box in which its edge shows against what lies behind it

_OPAQUE_TAGS = frozenset({"img", "canvas", "video", "iframe"})
PICTURE_TAGS = frozenset({"img", "svg", "canvas", "video", "picture"})


@dataclass(frozen=True, slots=True)
class SeenText:
    """A text that was painted.

    Attributes:
        element: The element that owns the text.
        contrast: WCAG contrast ratio, 1–21; ``None`` where the background is a picture that was not seen.
        readable: Whether a person can tell that there is text.
        painted: Whether the pixels agree that there is text; ``True`` where they were not looked at.
    """

    element: Element
    contrast: float | None
    readable: bool
    painted: bool


class PageSight:
    """A page as seen: elements that are really there, and its picture.

    Args:
        page: What the browser saw.
        picture: Its decoded screenshot, if it is looked at.
        settings: What counts as seen.
        believed: Whether what the picture does not show is taken to look as its styles say.
    """

    def __init__(
        self, page: PageVisit, picture: Picture | None, settings: SightSettings, *, believed: bool = True
    ) -> None:
        self.page = page
        self.picture = picture
        self._settings = settings
        self._trusted = believed

    @property
    def believed(self) -> bool:
        """Whether what the picture does not show is taken to look as its styles say: not if the window belies them."""
        return self._texts[1]

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Elements with a visible box within reach of scrolling down, in document order."""
        facts, settings = self.page.facts, self._settings
        width, bottom = facts.viewport[0], facts.viewport[1] * settings.max_viewports
        return tuple(
            element
            for element in facts.elements[: settings.max_elements]
            if element.visible
            and element.width >= 1
            and element.height >= 1
            and element.x < width
            and element.x + element.width > 0
            and element.y < bottom
            and element.y + element.height > 0
        )

    @cached_property
    def texts(self) -> tuple[SeenText, ...]:
        """Texts with a visible box, readable or not, in document order."""
        return self._texts[0]

    @cached_property
    def _texts(self) -> tuple[tuple[SeenText, ...], bool]:
        """The texts, and whether what lies below the window is believed."""
        settings = self._settings
        looks: list[tuple[SeenText, bool]] = []
        probes = 0
        for element in self.elements:
            if self._has_words(element):
                patch = self._patch(element) if probes < settings.max_probes else None
                probes += patch is not None
                looks.append((self._look_at(element, patch), patch is not None))
        painted = sum(text.painted for text, probed in looks if probed)
        if self._trusted and painted >= settings.least_painted * probes:
            return tuple(text for text, _ in looks), True
        # Something covers the window, and so most likely what lies below it too.
        return tuple(text if probed else replace(text, readable=False) for text, probed in looks), False

    @cached_property
    def readable(self) -> tuple[Element, ...]:
        """Elements whose text can be read, in document order."""
        texts = [text.element for text in self.texts if text.readable]
        covered = self._covered
        return tuple(text for text in texts if id(text) not in covered)

    @cached_property
    def _covered(self) -> set[int]:
        """Identities of the elements that a large picture further down the document lies over."""
        settings = self._settings
        covers: list[Element] = []
        covered = set()
        for element in reversed(self.elements):
            if element.text and any(_share_within(element, cover) >= settings.covered_share for cover in covers):
                covered.add(id(element))
            if element.tag in _OPAQUE_TAGS and element.width * element.height >= settings.large_picture:
                covers.append(element)
        return covered

    @cached_property
    def shown(self) -> tuple[Element, ...]:
        """Elements without the controls and pictures that nothing is to be seen of, in document order.

        A control with words of its own is there if they can be read; another one, and a picture, if its place in the
        window is not all of one colour.
        """
        readable = set(map(id, self.readable))
        return tuple(
            element
            for element in self.elements
            if not (element.interactive or element.tag in PICTURE_TAGS)
            or (id(element) in readable if self._has_words(element) else self._leaves_a_trace(element))
        )

    @cached_property
    def objects(self) -> tuple[Element, ...]:
        """What a person would point at: readable texts, controls and pictures, in document order."""
        readable = set(map(id, self.readable))
        return tuple(
            element
            for element in self.shown
            if id(element) in readable or element.interactive or element.tag in PICTURE_TAGS
        )

    @cached_property
    def object_count(self) -> int:
        """Number of objects, a large picture counting as several."""
        settings = self._settings
        large = sum(
            element.tag in PICTURE_TAGS and element.width * element.height >= settings.large_picture
            for element in self.objects
        )
        return len(self.objects) + large * (settings.large_picture_objects - 1)

    @staticmethod
    def _has_words(element: Element) -> bool:
        return bool(element.text) and element.tag not in PICTURE_TAGS

    def _leaves_a_trace(self, element: Element) -> bool:
        """Whether the pixels around and in a box differ; those below the window are believed as its texts are."""
        picture, settings = self.picture, self._settings
        if picture is None:
            return self.believed
        left, right = max(0.0, element.x - _RIM), min(picture.width, element.x + element.width + _RIM)
        top, bottom = max(0.0, element.y - _RIM), min(picture.height, element.y + element.height + _RIM)
        if right - left < 2 or bottom - top < settings.inside_share * min(element.height, picture.height):
            return self.believed
        luma = picture.luma[int(top) // 2 : int(bottom + 1) // 2, int(left) // 2 : int(right + 1) // 2]
        return luma.size == 0 or int(luma.max()) - int(luma.min()) >= settings.least_trace

    def _patch(self, element: Element) -> tuple[Ink, int] | None:
        """Pixels of a text's box, every so many columns; ``None`` if a good part of it lies outside the picture."""
        picture, settings = self.picture, self._settings
        if picture is None:
            return None
        left, top = max(0, int(element.x)), max(0, int(element.y))
        right = min(picture.width, int(element.x + element.width) + 1)
        bottom = min(picture.height, int(element.y + element.height) + 1)
        if (
            right - left < 2
            or bottom - top < 2
            or bottom - top < settings.inside_share * min(element.height, picture.height)
        ):
            return None
        # About one line of text, from the middle: enough rows to meet a line whatever lies between lines.
        rows = int(min(settings.most_rows, max(settings.least_rows, settings.rows_per_font * element.font_size)))
        rows = min(rows, bottom - top)
        middle = top + (bottom - top - rows) // 2
        step = 1 + rows * (right - left) // settings.probe_pixels
        ink: Ink = picture.rgb[middle : middle + rows, left:right:step].transpose(2, 0, 1).astype(np.int16, order="C")
        return ink, step

    def _look_at(self, element: Element, patch: tuple[Ink, int] | None) -> SeenText:
        settings = self._settings
        ground = _colour(element.background)
        known, painted = not element.background_image, True
        colour, alpha = _colour(element.color), element.color[3]
        if patch is not None:
            ink, step = patch
            behind = self._ground(ink)
            cut_out = alpha < settings.transparent and element.background_image and self._has_edges(ink)
            if cut_out:  # the glyphs show a gradient: the pixel farthest from the background stands for them
                colour, alpha = _farthest(ink, behind), 1.0
            painted = cut_out or self._is_painted(ink, element, step)
            if not known or max(abs(b - g) for b, g in zip(behind, ground, strict=True)) > settings.ground_distance:
                ground, known = behind, True
        large_enough = painted and element.font_size >= settings.least_font and self._has_room(element)
        if not known:
            return SeenText(element, None, large_enough and alpha >= settings.transparent, painted)
        red, green, blue = (c * alpha + g * (1 - alpha) for c, g in zip(colour, ground, strict=True))
        contrast = _contrast((red, green, blue), ground)
        return SeenText(element, contrast, large_enough and contrast >= settings.least_contrast, painted)

    def _has_room(self, element: Element) -> bool:
        """Whether a text's box can hold a good part of it, and lies in the window by a good part."""
        settings = self._settings
        shown = min(element.x + element.width, self.page.facts.viewport[0]) - max(element.x, 0.0)
        room = element.width * element.height
        return (
            shown >= min(settings.least_shown * element.width, settings.enough_shown)
            and room >= settings.least_room * len(element.text) * element.font_size**2
        )

    def _ground(self, ink: Ink) -> Colour3:
        """Colour behind a text: the median, since glyphs cover less than half of their line."""
        pixels = ink.reshape(3, -1)
        pixels = np.sort(pixels[:, :: 1 + pixels.shape[1] // self._settings.ground_pixels], axis=1)
        middle = pixels.shape[1] // 2
        if pixels.shape[1] % 2:
            return _colour(pixels[:, middle].tolist())
        return _colour([(one + other) / 2 for one, other in pixels[:, middle - 1 : middle + 1].tolist()])

    def _goes_on(self, luma: Ink, element: Element, step: int) -> bool:
        """Whether there is ink over a good part of the width that the text needs, not only where its box begins."""
        settings = self._settings
        apart = np.abs(luma - np.sort(luma, axis=None)[luma.size // 2]).max(axis=0) / _LUMA_PARTS
        columns = np.flatnonzero(apart >= settings.least_ink)
        if not len(columns):
            return False
        needed = min(luma.shape[1] * step, settings.narrow_character * element.font_size * len(element.text))
        return bool((columns[-1] - columns[0] + 1) * step >= settings.least_inked * needed)

    def _is_painted(self, ink: Ink, element: Element, step: int) -> bool:
        """Whether there is contrast in the box, and a pixel close to the colour of the text."""
        luma = _luma(ink)
        if int(luma.max() - luma.min()) / _LUMA_PARTS < self._settings.least_ink:
            return False
        if not self._goes_on(luma, element, step):
            return False
        colour = np.array(element.color[:3], dtype=np.int16)
        distance = np.abs(ink - colour[:, None, None])
        nearest = np.maximum(np.maximum(distance[0], distance[1]), distance[2]).min()
        return bool(nearest <= self._settings.ink_distance)

    def _has_edges(self, ink: Ink) -> bool:
        luma = _luma(ink)
        return bool(
            luma.shape[1] > 1 and np.abs(np.diff(luma, axis=1)).max() / _LUMA_PARTS >= self._settings.least_edge
        )


def _share_within(inner: Element, outer: Element) -> float:
    width = min(inner.x + inner.width, outer.x + outer.width) - max(inner.x, outer.x)
    height = min(inner.y + inner.height, outer.y + outer.height) - max(inner.y, outer.y)
    return max(0.0, width) * max(0.0, height) / (inner.width * inner.height)


def _luma(ink: Ink) -> Ink:
    """Luma in eighths, close to ITU-R BT.601 and without overflow."""
    red, green, blue = ink
    luma: Ink = 2 * red + 5 * green + blue
    return luma


def _farthest(ink: Ink, ground: Colour3) -> Colour3:
    pixels = ink.reshape(3, -1).T.astype(np.float64)
    return _colour(pixels[np.abs(pixels - np.array(ground)).sum(axis=1).argmax()].tolist())


def _colour(values: Sequence[float]) -> Colour3:
    return float(values[0]), float(values[1]), float(values[2])


@lru_cache(maxsize=1 << 12)
def _contrast(first: Colour3, second: Colour3) -> float:
    """WCAG contrast; the texts of a page have few different colours."""
    return float(contrast_ratio(np.array(first), np.array(second)))
