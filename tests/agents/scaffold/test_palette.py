"""Palettes: the requested colours stay, and everything written on them can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from agents.scaffold.palette import READABLE, contrast, luminance, make_palette

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def ratio(one, other):
    return contrast(ImageColor.getrgb(one), ImageColor.getrgb(other))


@given(COLOURS, COLOURS)
def test_text_is_readable_on_every_ground(page, brand):
    palette = make_palette(page, brand, 0)
    assert (palette.page, palette.brand) == (page, brand)
    for ground in (palette.page, palette.surface, palette.tint):
        for text in (palette.ink, palette.muted, palette.accent):
            assert ratio(text, ground) >= 4.2, (text, ground)
    assert ratio(palette.onbrand, palette.brand) >= 4.2
    assert ratio(palette.ondeep, palette.deep) >= 4.2


@pytest.mark.parametrize(
    ("page", "brand"), [("linen", "sienna"), ("#10162f", "goldenrod"), ("midnightblue", "coral"), ("white", "navy")]
)
def test_bundled_colours_reach_the_threshold(page, brand):
    palette = make_palette(page, brand, 0)
    for ground in (palette.page, palette.surface, palette.tint):
        for text in (palette.ink, palette.muted, palette.accent):
            assert ratio(text, ground) >= READABLE


def test_what_was_not_requested_follows_the_seed():
    assert make_palette(None, None, 1) == make_palette(None, None, 1)
    assert len({make_palette(None, None, seed).brand for seed in range(8)}) == 8


def test_a_name_that_is_no_colour_is_ignored():
    assert make_palette("dreamy", "url(x)", 3) == make_palette(None, None, 3)


def test_contrast_is_that_of_the_standard():
    assert luminance((255, 255, 255)) == pytest.approx(1)
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
