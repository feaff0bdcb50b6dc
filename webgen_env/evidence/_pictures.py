"""Pictures of a gallery: screenshots that are known to be pictures, and small ones for cards."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

from PIL import Image

CARD_WIDTH = 640
_MAX_PIXELS = 40_000_000
_UNREADABLE = (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot that could be decoded.

    Attributes:
        png: The screenshot itself.
        width: Pixels.
        height: Pixels.
        card: WebP of the upper part in the proportion 4:3, 640 pixels wide.
    """

    png: bytes
    width: int
    height: int
    card: bytes


def read_picture(data: bytes | None) -> Picture | None:
    """Decode a screenshot.

    Args:
        data: A PNG, or anything else, or nothing.

    Returns:
        The picture; ``None`` if the bytes are no PNG or one of more than 40 million pixels.
    """
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            width, height = image.size
            if width * height > _MAX_PIXELS:
                return None
            upper = image.crop((0, 0, width, min(height, max(1, width * 3 // 4)))).convert("RGB")
        small = upper.resize(
            (CARD_WIDTH, max(1, round(upper.height * CARD_WIDTH / upper.width))), Image.Resampling.LANCZOS
        )
        output = io.BytesIO()
        small.save(output, "WEBP", quality=86, method=4)
    except _UNREADABLE:
        return None
    return Picture(data, width, height, output.getvalue())
