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
    """A screenshot that is a whole PNG.

    Attributes:
        png: The screenshot itself.
        width: Pixels.
        height: Pixels.
    """

    png: bytes
    width: int
    height: int


def read_picture(data: bytes | None) -> Picture | None:
    """Check a screenshot.

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
            image.verify()  # checks every chunk without decoding, which would take most of a gallery's time
    except _UNREADABLE:
        return None
    return Picture(data, width, height)


def card_picture(picture: Picture) -> bytes | None:
    """Make the small picture of a card.

    Args:
        picture: The screenshot.

    Returns:
        WebP, 640 pixels wide, of the upper part in the proportion 4:3; ``None`` if the screenshot cannot be decoded.
    """
    shown = (0, 0, picture.width, min(picture.height, max(1, picture.width * 3 // 4)))
    try:
        with Image.open(io.BytesIO(picture.png), formats=["PNG"]) as image:
            upper = image.crop(shown).convert("RGB")
    except _UNREADABLE:
        return None
    height = max(1, round(upper.height * CARD_WIDTH / upper.width))
    output = io.BytesIO()
    upper.resize((CARD_WIDTH, height), Image.Resampling.LANCZOS).save(output, "WEBP", quality=86, method=4)
    return output.getvalue()
