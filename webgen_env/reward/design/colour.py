"""Colour science: CIE Lab, CIEDE2000 and WCAG contrast, vectorised over arrays of colours."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

# sRGB to CIE XYZ under D65 (IEC 61966-2-1), divided by the white point so that white is (1, 1, 1).
_WHITE = np.array([0.95047, 1.0, 1.08883])
_TO_XYZ = (
    np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
    / _WHITE[:, None]
)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_LAB_EPSILON = 216 / 24389
_LAB_KAPPA = 24389 / 27


def linear(rgb: NDArray[Any]) -> Array:
    """Undo the sRGB transfer curve.

    Args:
        rgb: Shape ``(..., 3)``, 0–255.

    Returns:
        Linear light, 0–1, of the same shape.
    """
    value = np.asarray(rgb, dtype=np.float64) / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def to_lab(rgb: NDArray[Any]) -> Array:
    """Convert sRGB to CIE Lab (D65, 2° observer).

    Args:
        rgb: Shape ``(..., 3)``, 0–255.

    Returns:
        L* in 0–100, a* and b*, of the same shape.
    """
    xyz = linear(rgb) @ _TO_XYZ.T
    f = np.where(xyz > _LAB_EPSILON, np.cbrt(xyz), (_LAB_KAPPA * xyz + 16) / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def relative_luminance(rgb: NDArray[Any]) -> Array:
    """Compute the relative luminance of WCAG 2.2, 0–1.

    Args:
        rgb: Shape ``(..., 3)``, 0–255.

    Returns:
        Shape ``(...)``.
    """
    luminance: Array = linear(rgb) @ _LUMINANCE
    return luminance


def contrast_ratio(first: NDArray[Any], second: NDArray[Any]) -> Array:
    """Compute the contrast ratio of WCAG 2.2, 1–21.

    Args:
        first: Shape ``(..., 3)``, 0–255.
        second: Shape ``(..., 3)``, 0–255.

    Returns:
        Shape ``(...)``.
    """
    one, other = relative_luminance(first), relative_luminance(second)
    ratio: Array = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return ratio


def delta_e(first: Array, second: Array) -> Array:
    """Compute the perceived difference of colours, CIEDE2000.

    Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula" (Color Research & Application 30, 2005), with all
    parametric factors 1. About 2.3 is just noticeable (Mahy et al. 1994).

    Args:
        first: CIE Lab, shape ``(..., 3)``.
        second: CIE Lab, shape ``(..., 3)``.

    Returns:
        Shape ``(...)``; 0 for equal colours, about 100 for black and white.
    """
    lightness1, a1, b1 = np.moveaxis(first, -1, 0)
    lightness2, a2, b2 = np.moveaxis(second, -1, 0)
    chroma_mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(chroma_mean**7 / (chroma_mean**7 + 25.0**7)))
    chroma1, chroma2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    hue1 = np.degrees(np.arctan2(b1, a1 * stretch)) % 360
    hue2 = np.degrees(np.arctan2(b2, a2 * stretch)) % 360
    grey = chroma1 * chroma2 == 0

    turn = (hue2 - hue1 + 180) % 360 - 180
    # A half turn has two signs; the formula takes the positive one.
    turn = np.where(grey, 0.0, np.where(turn == -180, 180.0, turn))
    d_lightness, d_chroma = lightness2 - lightness1, chroma2 - chroma1
    d_hue = 2 * np.sqrt(chroma1 * chroma2) * np.sin(np.radians(turn) / 2)

    lightness, chroma = (lightness1 + lightness2) / 2, (chroma1 + chroma2) / 2
    hue_sum = hue1 + hue2
    far = np.abs(hue1 - hue2) > 180
    hue = np.where(grey, hue_sum, np.where(far, hue_sum + np.where(hue_sum < 360, 360, -360), hue_sum) / 2)
    angle = np.radians(hue)
    t = (
        1
        - 0.17 * np.cos(angle - np.radians(30))
        + 0.24 * np.cos(2 * angle)
        + 0.32 * np.cos(3 * angle + np.radians(6))
        - 0.20 * np.cos(4 * angle - np.radians(63))
    )
    s_lightness = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    s_chroma, s_hue = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    spread = 60 * np.exp(-(((hue - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(spread))
    parts = d_lightness / s_lightness, d_chroma / s_chroma, d_hue / s_hue
    difference: Array = np.sqrt(parts[0] ** 2 + parts[1] ** 2 + parts[2] ** 2 + rotation * parts[1] * parts[2])
    return difference
