from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.reward.values import element, page, png
from webgen_env.browser.visit import PageFacts
from webgen_env.reward.design.picture import Picture
from webgen_env.reward.design.settings import DesignSettings
from webgen_env.reward.design.sight import PageSight

SIGHT = DesignSettings().sight


def text(words="some words to read", **changes):
    return element(text=words, **changes)


def drawn(*texts, ground=(255, 255, 255)):
    """A picture on which texts are painted at (x, y) in a colour."""
    image = Image.new("RGB", (1024, 768), ground)
    pen = ImageDraw.Draw(image)
    for x, y, words, colour in texts:
        pen.text((x, y), words, fill=colour, font_size=18)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return Picture.decode(buffer.getvalue())


def sight(*elements, picture=None):
    return PageSight(page(facts=PageFacts(elements=elements)), picture, SIGHT)


def readable(*elements, picture=None):
    return len(sight(*elements, picture=picture).readable)


@pytest.mark.parametrize(
    "changes",
    [
        {"visible": False},
        {"width": 0},
        {"height": 0.5},
        {"x": -400},
        {"x": 1024},
        {"y": -30},
        {"y": 768 * 8 + 1},
    ],
)
def test_what_is_out_of_reach_is_not_seen(changes):
    assert sight(text(**changes)).elements == ()
    assert sight(text()).elements != ()


@pytest.mark.parametrize(
    "changes",
    [
        {"font_size": 4},
        {"color": (250, 250, 250, 1.0)},
        {"color": (0, 0, 0, 0.04)},
        {"color": (30, 30, 30, 1.0), "background": (20, 20, 20, 1.0)},
    ],
)
def test_tiny_and_pale_text_is_not_readable(changes):
    assert readable(text(**changes)) == 0
    assert readable(text()) == 1


def test_text_of_a_picture_is_no_text():
    assert readable(text(tag="svg")) == 0


def test_the_pixels_must_agree():
    claimed = text(y=40)
    assert readable(claimed, picture=drawn((32, 42, claimed.text, "black"))) == 1
    assert readable(claimed, picture=drawn()) == 0
    assert readable(claimed, picture=drawn((32, 300, claimed.text, "black"))) == 0


def test_text_of_another_colour_is_not_this_text():
    claimed = text(y=40, color=(200, 0, 0, 1.0), background=(255, 255, 255, 1.0))
    assert readable(claimed, picture=drawn((32, 42, claimed.text, (0, 200, 220)))) == 0
    assert readable(claimed, picture=drawn((32, 42, claimed.text, (200, 0, 0)))) == 1


def test_centred_text_of_a_wide_box_is_found():
    claimed = text(x=0, y=40, width=1024)
    assert readable(claimed, picture=drawn((440, 42, claimed.text, "black"))) == 1


def test_contrast_is_taken_from_the_pixels_where_they_differ():
    white = text(y=40, color=(255, 255, 255, 1.0), background_image=True)
    on_dark = drawn((32, 42, white.text, "white"), ground=(20, 20, 60))
    (seen,) = sight(white, picture=on_dark).texts
    assert seen.readable
    assert seen.contrast > 10
    (unseen,) = sight(white).texts
    assert unseen.contrast is None


def test_text_cut_out_of_a_gradient_is_read_from_the_pixels():
    cut = text(y=40, color=(0, 0, 0, 0.0), background_image=True)
    (seen,) = sight(cut, picture=drawn((32, 42, cut.text, (120, 40, 220)))).texts
    assert seen.readable
    assert seen.contrast > 4
    (unseen,) = sight(cut, picture=drawn()).texts
    assert not unseen.readable
    (below,) = sight(text(y=2000, color=(0, 0, 0, 0.0), background_image=True), picture=drawn()).texts
    assert not below.readable


def test_transparent_text_on_a_smooth_gradient_is_not_text():
    ramp = np.linspace(0, 255, 1024).astype(np.uint8)
    pixels = np.broadcast_to(ramp[None, :, None], (768, 1024, 3))
    hidden = text(y=40, color=(0, 0, 0, 0.0), background_image=True)
    assert readable(hidden, picture=Picture.decode(png(pixels))) == 0


def test_what_covers_the_window_covers_what_lies_below():
    first = [text(y=40 + 40 * i) for i in range(5)]
    below = text(y=2000)
    covered = drawn()
    painted = drawn(*((32, 42 + 40 * i, "some words to read", "black") for i in range(5)))
    assert readable(*first, below, picture=covered) == 0
    assert readable(*first, below, picture=painted) == 6
    assert readable(below, picture=covered) == 1


def test_objects_are_texts_controls_and_pictures():
    button, icon, box = element(tag="button", interactive=True), element(tag="svg"), element(tag="div")
    seen = sight(text(), button, icon, box, text(visible=False))
    assert [o.tag for o in seen.objects] == ["p", "button", "svg"]
    assert seen.object_count == 3


def test_a_board_counts_as_several_objects():
    board = element(tag="canvas", width=480, height=480)
    assert sight(board).object_count == SIGHT.large_picture_objects
