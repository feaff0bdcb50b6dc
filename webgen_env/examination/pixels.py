"""How much of a picture has a colour."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageColor

from webgen_env.reward.design.colour import delta_e, to_lab


def share_of_colour(png: bytes, colour: str, within: float) -> float:
    """Share of a picture's pixels near a colour.

    Args:
        png: The picture.
        colour: CSS colour.
        within: Largest CIEDE2000 difference that counts.

    Returns:
        0–1. Pixels of the same colour are compared once.
    """
    with Image.open(io.BytesIO(png)) as image:
        pixels = np.asarray(image.convert("RGB"), dtype=np.uint32)
    codes = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    colours, counts = np.unique(codes, return_counts=True)
    rgb = np.stack([(colours >> 16) & 255, (colours >> 8) & 255, colours & 255], axis=-1).astype(np.float64)
    wanted = to_lab(np.array([ImageColor.getrgb(colour)[:3]], dtype=np.float64))
    near = delta_e(to_lab(rgb), np.broadcast_to(wanted, rgb.shape)) <= within
    return float(counts[near].sum() / counts.sum())
