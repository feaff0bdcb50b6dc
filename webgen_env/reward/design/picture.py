"""Picture: a decoded screenshot and the measures that need nothing but its pixels."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, UnidentifiedImageError

from webgen_env.errors import JudgeError
from webgen_env.reward.design.colour import Array, delta_e, to_lab

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAX_PIXELS = 4096 * 4096
_HALF = 2
_QUARTER = 4


@dataclass(frozen=True)
class Palette:
    """The colours of a picture.

    Attributes:
        rgb: Mean colour of each group of similar pixels, shape ``(n, 3)``, 0–255, the commonest first.
        share: Share of the pixels in each group, shape ``(n,)``, sums to 1.
    """

    rgb: Array
    share: Array

    @cached_property
    def lab(self) -> Array:
        """The colours in CIE Lab, shape ``(n, 3)``."""
        return to_lab(self.rgb)


class Picture:
    """A decoded screenshot.

    Args:
        image: The picture, in mode RGB.
    """

    def __init__(self, image: Image.Image) -> None:
        self._image = image

    @classmethod
    def decode(cls, png: bytes) -> Picture:
        """Decode a screenshot.

        Args:
            png: An image file of at most 16 megapixels.

        Returns:
            The picture.

        Raises:
            JudgeError: It cannot be decoded.
        """
        try:
            with Image.open(io.BytesIO(png)) as image:
                if image.width * image.height > _MAX_PIXELS:
                    raise JudgeError(f"The screenshot has {image.width} × {image.height} pixels, over {_MAX_PIXELS}.")
                image.load()
                return cls(image if image.mode == "RGB" else image.convert("RGB"))
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise JudgeError(f"The screenshot cannot be decoded ({error}). Expected a PNG.") from error

    @cached_property
    def rgb(self) -> NDArray[np.uint8]:
        """Pixels, shape ``(height, width, 3)``, 0–255."""
        return np.asarray(self._image)

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self._image.width

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self._image.height

    @cached_property
    def luma(self) -> NDArray[np.uint8]:
        """Luma at half size, 0–255."""
        return np.asarray(self._image.convert("L").reduce(_HALF))

    @cached_property
    def small(self) -> NDArray[np.uint8]:
        """Channels at a quarter of the size, shape ``(3, h, w)``, 0–255."""
        return np.ascontiguousarray(np.moveaxis(np.asarray(self._image.reduce(_QUARTER)), -1, 0))

    @cached_property
    def edges(self) -> NDArray[np.uint8]:
        """Size of the luma gradient at half size (forward differences), 0–255."""
        luma = self.luma
        edges = np.zeros_like(luma)
        edges[:, :-1] = _difference(luma[:, 1:], luma[:, :-1])
        np.maximum(edges[:-1], _difference(luma[1:], luma[:-1]), out=edges[:-1])
        return edges

    @cached_property
    def codes(self) -> NDArray[np.intp]:
        """Coarse colour of each pixel at a quarter of the size: 4 bits of each channel, shape ``(h, w)``."""
        return self._coarse(4)

    @cached_property
    def palette(self) -> Palette:
        """Groups of similar pixels at a quarter of the size: 5 bits of each channel."""
        codes = self._coarse(5).ravel()
        counts = np.bincount(codes)
        used = np.flatnonzero(counts)
        # Whole numbers well below 2**53: the sums are exact, whatever their order.
        sums = np.stack([np.bincount(codes, weights=channel.ravel())[used] for channel in self.small], axis=1)
        order = np.argsort(-counts[used], kind="stable")
        rgb = (sums / counts[used, None])[order]
        return Palette(rgb, counts[used][order] / len(codes))

    def _coarse(self, bits: int) -> NDArray[np.intp]:
        """The upper bits of the channels of each pixel at a quarter of the size as one number, shape ``(h, w)``."""
        red, green, blue = (self.small >> (8 - bits)).astype(np.intp)
        codes: NDArray[np.intp] = (red << 2 * bits) | (green << bits) | blue
        return codes

    def content_cells(self, cell: int, threshold: float) -> NDArray[np.bool_]:
        """Tell which cells of a grid hold something.

        Args:
            cell: Edge of a cell in pixels of the screenshot.
            threshold: Least luma gradient, 0–255, that counts.

        Returns:
            Shape ``(height // cell, width // cell)``.
        """
        size = max(1, cell // _HALF)
        edges = self.edges
        rows, columns = max(1, edges.shape[0] // size), max(1, edges.shape[1] // size)
        cut = edges[: rows * size, : columns * size]
        # Rows first: the maximum over lines that lie side by side in memory is what processors are good at.
        lines = cut.reshape(rows, cut.shape[0] // rows, cut.shape[1]).max(axis=1)
        return np.asarray(lines.reshape(rows, columns, cut.shape[1] // columns).max(axis=2) >= ceil(threshold))


def _difference(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Absolute difference, which in this type is not that of a subtraction."""
    return np.maximum(first, second) - np.minimum(first, second)


def _share(mask: NDArray[np.bool_]) -> float:
    return float(np.count_nonzero(mask) / mask.size)


def colourfulness(picture: Picture) -> float:
    """Colourfulness M: 0 for greys, about 15 slightly, 45 quite, 80 highly colourful.

    Hasler and Süsstrunk, "Measuring colourfulness in natural images" (Human Vision and Electronic Imaging VIII, 2003).
    """
    red, green, blue = picture.small.astype(np.float32)
    red_green, yellow_blue = red - green, (red + green) / 2 - blue
    spread = np.hypot(red_green.std(), yellow_blue.std())
    return float(spread + 0.3 * np.hypot(red_green.mean(), yellow_blue.mean()))


def edge_density(picture: Picture, threshold: float) -> float:
    """Share of the pixels on an edge, 0–1: the usual proxy of visual complexity.

    Rosenholtz, Li and Nakano, "Measuring visual clutter" (Journal of Vision 7, 2007); Reinecke et al., "Predicting
    users' first impressions of website aesthetics" (CHI 2013).
    """
    return _share(picture.edges >= ceil(threshold))


def drawn_share(picture: Picture, tolerance: float) -> float:
    """Share of the pixels that differ from the commonest colour by more than ``tolerance`` in a channel, 0–1."""
    background = picture.palette.rgb[0].astype(np.float32)
    channels = zip(picture.small, background, strict=True)
    apart = [np.abs(channel.astype(np.float32) - colour) > tolerance for channel, colour in channels]
    return _share(apart[0] | apart[1] | apart[2])


def colour_count(picture: Picture, least_share: float) -> int:
    """Number of colours that cover at least ``least_share`` of the picture.

    The colour range of Miniukovich and De Angeli, "Computation of interface aesthetics" (CHI 2015).
    """
    return int((picture.palette.share >= least_share).sum())


def colour_range(picture: Picture, least_share: float, distance: float) -> int:
    """Number of colours that a person tells apart: groups at least ``distance`` (CIEDE2000) from one another.

    Unlike :func:`colour_count`, shades of one colour are one: the variety of Post, Blijlevens and Hekkert, "To preserve
    unity while almost allowing for chaos" (Acta Psychologica 163, 2016).

    Args:
        picture: The picture.
        least_share: Share of the picture from which a colour counts.
        distance: Difference from which two colours are two.

    Returns:
        The number, at least 1.
    """
    palette = picture.palette
    rest = palette.lab[palette.share >= least_share]
    groups = 0
    while len(rest):  # the commonest of what is left stands for all that resemble it
        rest = rest[delta_e(rest, np.broadcast_to(rest[0], rest.shape)) >= distance]
        groups += 1
    return max(1, groups)


def picture_content(picture: Picture, boxes: Iterable[tuple[float, float, float, float]], most_boxes: int) -> float:
    """How much the pictures of a page show: entropy of their colours in bits, times their share of the window, summed.

    A grey stand-in and an empty canvas have one colour and show nothing, however large. Pictures that overlap count
    once where they do.

    Args:
        picture: The window.
        boxes: Left, top, right and bottom of each picture in pixels.
        most_boxes: Boxes that are looked at.

    Returns:
        About 0.3 for a small illustration or a row of icons in tiles, 1 for a drawing of half a window.
    """
    codes = picture.codes
    free = np.ones(codes.shape, dtype=bool)
    shown = 0.0
    for left, top, right, bottom in islice(boxes, most_boxes):
        part = np.s_[
            max(0, int(top)) // _QUARTER : max(0, int(bottom)) // _QUARTER,
            max(0, int(left)) // _QUARTER : max(0, int(right)) // _QUARTER,
        ]
        counts = np.bincount(codes[part][free[part]], minlength=1)
        counts = counts[counts > 0]
        free[part] = False
        total = counts.sum()
        if total:
            shares = counts / total
            shown -= float((shares * np.log2(shares)).sum() * total / codes.size)
    return shown


def hue_harmony(picture: Picture, least_chroma: float, least_share: float, window: float) -> float | None:
    """Share of the chromatic pixels within one window of hues and the narrow one opposite, 0–1.

    A simple form of the hue templates of Cohen-Or et al., "Color harmonization" (SIGGRAPH 2006).

    Args:
        picture: The picture.
        least_chroma: Chroma in CIE Lab from which a pixel counts as chromatic.
        least_share: Share of chromatic pixels from which the picture has hues to compare.
        window: Width of the main window in degrees; the opposite one has a third of it.

    Returns:
        The share, or ``None`` for a picture without hues.
    """
    lab, share = picture.palette.lab, picture.palette.share
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    chromatic = chroma >= least_chroma
    if share[chromatic].sum() < least_share:
        return None
    weights = share[chromatic]
    hues = np.degrees(np.arctan2(lab[chromatic, 2], lab[chromatic, 1])) % 360
    centres = np.arange(0, 360, 5)[:, None]
    distance = np.abs((hues[None, :] - centres + 180) % 360 - 180)
    inside = (distance <= window / 2) | (180 - distance <= window / 6)
    return float((inside * weights).sum(axis=1).max() / weights.sum())


def balance(cells: NDArray[np.bool_]) -> float:
    """Balance of left and right, 1 when content weighs the same on both sides, 0 when all is on one.

    The weight is content times distance from the middle: Ngo, Teo and Byrne, "Modelling interface aesthetics"
    (Information Sciences 152, 2003), eq. for horizontal balance.
    """
    columns = cells.sum(axis=0).astype(np.float64)
    lever = np.abs(np.arange(len(columns)) - (len(columns) - 1) / 2)
    moments = columns * lever
    left, right = moments[: len(columns) // 2].sum(), moments[-(len(columns) // 2) :].sum()
    greatest = max(left, right)
    return 0.0 if greatest == 0 else float(1 - abs(left - right) / greatest)
