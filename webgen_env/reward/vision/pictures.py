"""Screenshots on their way to a model: checked, and no larger than asked for."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from webgen_env.errors import JudgeError

MAX_PIXELS = 40_000_000
"""Largest picture that is decoded; a viewport at twice the usual scale has three million."""


def prepared(png: bytes, *, longest_side: int) -> bytes:
    """Check a screenshot and scale it down to a bound.

    Args:
        png: The screenshot.
        longest_side: Most pixels of width and height.

    Returns:
        A PNG; the bytes that came in where they are within the bound.

    Raises:
        JudgeError: It is no PNG, is damaged, or has more than 40 million pixels.
    """
    try:
        # Size and format stand in the header; nothing is decoded until they are known to be fine.
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise JudgeError(f"A screenshot has {width}x{height} pixels; expected at most {MAX_PIXELS} in all.")
            picture.load()
            if max(width, height) <= longest_side:
                return png
            scale = longest_side / max(width, height)
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            scaled = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise JudgeError(f"A screenshot is no whole PNG ({type(error).__name__}); a judge needs a picture.") from None
    buffer = io.BytesIO()
    scaled.save(buffer, "PNG")
    return buffer.getvalue()
