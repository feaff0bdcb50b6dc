"""How much of a picture has a colour."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageColor

from webgen_env.reward.design.colour import delta_e, to_lab

if TYPE_CHECKING:
    from numpy.typing import NDArray


def share_of_colour(png: bytes, colour: str, within: float) -> float:
    """Share of a picture's pixels near a colour.

    Args:
        png: The picture.
        colour: CSS colour.
        within: Largest CIEDE2000 difference that counts.

    Returns:
        0–1. Pixels of the same colour are compared once.
    """
    lab, counts = _colours(png)
    wanted = to_lab(np.array([ImageColor.getrgb(colour)[:3]], dtype=np.float64))
    near = delta_e(lab, np.broadcast_to(wanted, lab.shape)) <= within
    return float(counts[near].sum() / counts.sum())


@lru_cache(maxsize=4)
def _colours(png: bytes) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The colours of a picture in CIELAB and the pixels of each; one picture is asked for several colours."""
    with Image.open(io.BytesIO(png)) as image:
        codes = np.frombuffer(image.convert("RGB").tobytes("raw", "RGBX"), dtype="<u4") & 0xFFFFFF
    # Pages are even: runs of one colour are far fewer than pixels, and only they are sorted.
    starts = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1])))
    lengths = np.diff(np.append(starts, codes.size))
    colours, which = np.unique(codes[starts], return_inverse=True)
    counts = np.bincount(which, weights=lengths).astype(np.int64)
    rgb = np.stack([colours & 255, (colours >> 8) & 255, (colours >> 16) & 255], axis=-1).astype(np.float64)
    return to_lab(rgb), counts
