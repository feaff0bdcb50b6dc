"""Palette: every colour of a site from two requested ones, with readable contrast."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PIL import ImageColor

Rgb = tuple[int, int, int]

WHITE: Rgb = (255, 255, 255)
INK: Rgb = (17, 20, 24)
READABLE = 4.5
"""Smallest contrast ratio of normal text by WCAG 2.2, success criterion 1.4.3."""

_DEFAULTS: tuple[tuple[str, str], ...] = (
    ("#f6f4ef", "#1f4d4a"), ("#f3f6fb", "#2b3f8c"), ("#faf5f2", "#8a3324"), ("#f4f7f1", "#3d6b2f"),
    ("#f7f3fa", "#5b3a86"), ("#101820", "#f2aa4c"), ("#f5f7f8", "#0f5c73"), ("#fbf6ea", "#8a5a00"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a site, each as ``"#rrggbb"``.

    Attributes:
        page: Background of every page: the requested one.
        surface: Background of cards and fields.
        tint: Light fill of chips and panels.
        line: Borders.
        ink: Text.
        muted: Less important text; readable on page, surface and tint.
        brand: Fill of navigation, buttons and other components: the requested one.
        onbrand: Text on the brand colour.
        deep: The brand colour when pointed at.
        ondeep: Text on the deep colour.
        accent: The brand colour as text: changed as far as needed to be readable.
    """

    page: str
    surface: str
    tint: str
    line: str
    ink: str
    muted: str
    brand: str
    onbrand: str
    deep: str
    ondeep: str
    accent: str


def make_palette(background: str | None, component: str | None, seed: int) -> Palette:
    """Derive a palette.

    Args:
        background: Requested CSS colour of the page, or ``None``.
        component: Requested CSS colour of components, or ``None``.
        seed: Chooses colours for what was not requested.

    Returns:
        The palette. Text reaches a contrast of 4.5 on page, surface and tint; where the requested page allows that for
        no text at all, being neither light nor dark, it reaches the most that is possible, at least 4.2.
    """
    default_page, default_brand = _DEFAULTS[seed % len(_DEFAULTS)]
    page = _rgb(background) or _rgb(default_page) or WHITE
    brand = _rgb(component) or _rgb(default_brand) or INK
    light_text = contrast(WHITE, page) >= contrast(INK, page)
    toward = WHITE if light_text else INK
    ink = _mix(brand, toward, 0.9)
    if contrast(ink, page) < 10:
        ink = toward
    surface = _surface(page, light_text=light_text)
    tint = next(
        mixed
        for share in (0.16, 0.12, 0.08, 0.04, 0.0)
        if contrast(mixed := _mix(surface, brand, share), toward) >= READABLE or share == 0.0
    )
    grounds = (page, surface, tint)
    deep = _mix(brand, WHITE if luminance(brand) < 0.03 else (0, 0, 0), 0.18)
    return Palette(
        page=_hex(page),
        surface=_hex(surface),
        tint=_hex(tint),
        line=_hex(_mix(surface, ink, 0.16)),
        ink=_hex(ink),
        muted=_hex(_readable(_mix(page, ink, 0.66), ink, grounds)),
        brand=_hex(brand),
        onbrand=_hex(best_text(brand)),
        deep=_hex(deep),
        ondeep=_hex(best_text(deep)),
        accent=_hex(_readable(brand, toward, grounds)),
    )


def faded(palette: Palette, share: float = 0.78) -> Palette:
    """Take the contrast out of a palette, as careless designs do.

    Args:
        palette: A palette.
        share: How far text goes towards the page, 0–1.

    Returns:
        The same palette with text that is hard to read; fills stay.
    """
    page = _rgb(palette.page) or WHITE
    brand = _rgb(palette.brand) or INK

    def toward(colour: str, ground: Rgb) -> str:
        return _hex(_mix(_rgb(colour) or INK, ground, share))

    return replace(
        palette,
        ink=toward(palette.ink, page),
        muted=toward(palette.muted, page),
        accent=toward(palette.accent, page),
        onbrand=toward(palette.onbrand, brand),
    )


def _surface(page: Rgb, *, light_text: bool) -> Rgb:
    """Ground of cards: near the page's colour, and at least as far from the text's wherever the page is not dark."""
    if not light_text:
        lighter = _mix(page, WHITE, 0.72)
        return lighter if contrast(lighter, page) >= 1.02 else WHITE
    return _mix(page, WHITE, 0.07) if luminance(page) < 0.05 else _mix(page, (0, 0, 0), 0.16)


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def best_text(ground: Rgb) -> Rgb:
    """White or near-black, whichever is easier to read on a ground; white where both are readable."""
    on_white, on_ink = contrast(WHITE, ground), contrast(INK, ground)
    return WHITE if on_white >= READABLE or on_white >= on_ink else INK


def _readable(colour: Rgb, toward: Rgb, grounds: tuple[Rgb, ...]) -> Rgb:
    """Move a colour toward another until it is readable on every ground."""
    for step in range(21):
        moved = _mix(colour, toward, step / 20)
        if all(contrast(moved, ground) >= READABLE for ground in grounds):
            return moved
    return toward


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(colour: str | None) -> Rgb | None:
    if not colour:
        return None
    try:
        red, green, blue = ImageColor.getrgb(colour)[:3]
    except ValueError:
        return None
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
