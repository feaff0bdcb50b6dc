from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.reward.values import png
from webgen_env.errors import JudgeError
from webgen_env.reward.design.picture import (
    Picture,
    balance,
    colour_count,
    colour_range,
    colourfulness,
    drawn_share,
    edge_density,
    hue_harmony,
    picture_content,
)

HEIGHT, WIDTH = 768, 1024


def picture(colour=(255, 255, 255), boxes=()):
    pixels = np.full((HEIGHT, WIDTH, 3), colour, dtype=np.uint8)
    for left, top, right, bottom, fill in boxes:
        pixels[top:bottom, left:right] = fill
    return Picture.decode(png(pixels))


NOISE = Picture.decode(png(np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3))))
WHITE = picture()


def test_shades_of_one_colour_are_one_colour():
    shades = picture((20, 90, 60), [(0, 0, 300, 300, (22, 94, 62)), (300, 0, 600, 300, (18, 86, 58))])
    assert colour_range(WHITE, 0.001, 12.0) == colour_range(shades, 0.001, 12.0) == 1
    hues = picture((20, 90, 60), [(0, 0, 300, 300, (200, 40, 40)), (300, 0, 600, 300, (240, 200, 60))])
    assert colour_range(hues, 0.001, 12.0) == 3
    speck = picture((20, 90, 60), [(0, 0, 8, 8, (200, 40, 40))])
    assert colour_range(speck, 0.001, 12.0) == 1


def test_a_stand_in_shows_nothing_and_a_drawing_shows_more_the_larger_it_is():
    grey = picture(boxes=[(0, 0, 512, 384, (209, 213, 219))])
    assert picture_content(grey, [(0, 0, 512, 384)], 10) == 0.0
    stripes = picture(boxes=[(x, 0, x + 32, 384, (40, 120, 90)) for x in range(0, 512, 64)])
    small, large = (picture_content(stripes, [(0, 0, 256, y)], 10) for y in (192, 384))
    assert 0 < small < large == pytest.approx(0.125)  # one bit on an eighth of the window
    assert picture_content(WHITE, [], 10) == 0.0


def test_the_same_picture_twice_shows_it_once():
    stripes = picture(boxes=[(x, 0, x + 32, 384, (40, 120, 90)) for x in range(0, 512, 64)])
    box = (0, 0, 256, 384)
    assert picture_content(stripes, [box, box], 10) == picture_content(stripes, [box], 10)
    assert picture_content(stripes, [(900, 900, 1200, 1200), box], 10) == picture_content(stripes, [box], 10)
    assert picture_content(stripes, [(900, 900, 1200, 1200), box], 1) == 0.0


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (37, 101), (240, 320)])
def test_measures_are_what_their_definitions_say(size):
    pixels = np.random.default_rng(2).integers(0, 256, (*size, 3)).astype(np.uint8)
    pixels[: size[0] // 2] //= 60
    taken, image = Picture.decode(png(pixels)), Image.fromarray(pixels)
    luma = np.asarray(image.convert("L").reduce(2), dtype=int)
    small = np.asarray(image.reduce(4), dtype=float).reshape(-1, 3)
    edges = np.zeros_like(luma)
    edges[:, :-1] = np.abs(np.diff(luma, axis=1))
    edges[:-1] = np.maximum(edges[:-1], np.abs(np.diff(luma, axis=0)))
    assert np.array_equal(taken.edges, edges)
    assert edge_density(taken, 19.5) == (edges > 19.5).mean()
    cells = taken.content_cells(8, 19.5)
    rows, columns = cells.shape
    height, width = (edges.shape[0] // rows, edges.shape[1] // columns)
    for row, column in np.ndindex(rows, columns):
        part = edges[row * height : (row + 1) * height, column * width : (column + 1) * width]
        assert cells[row, column] == (part.max() > 19.5)
    groups = {}
    for colour in small:
        groups.setdefault(tuple(colour.astype(int) // 8), []).append(colour)
    means = sorted(tuple(np.mean(group, axis=0)) for group in groups.values())
    assert np.allclose(sorted(map(tuple, taken.palette.rgb)), means)
    assert taken.palette.share.sum() == pytest.approx(1.0)
    commonest = taken.palette.rgb[0]
    assert drawn_share(taken, 12.5) == pytest.approx((np.abs(small - commonest).max(axis=1) > 12.5).mean())


def test_decode_reads_other_modes():
    from io import BytesIO

    from PIL import Image

    buffer = BytesIO()
    Image.new("RGBA", (64, 32), (10, 20, 30, 255)).save(buffer, "PNG")
    decoded = Picture.decode(buffer.getvalue())
    assert (decoded.width, decoded.height) == (64, 32)
    assert decoded.rgb[0, 0].tolist() == [10, 20, 30]


@pytest.mark.parametrize("content", [b"", b"not a picture", png()[:200]])
def test_decode_refuses_what_is_no_picture(content):
    with pytest.raises(JudgeError, match="cannot be decoded"):
        Picture.decode(content)


def test_decode_refuses_giants():
    with pytest.raises(JudgeError, match="pixels"):
        Picture.decode(png(size=(5000, 5000)))


def test_a_picture_may_be_tiny():
    tiny = Picture.decode(png(size=(1, 1)))
    assert tiny.content_cells(32, 12.0).shape == (1, 1)
    assert edge_density(tiny, 20.0) == 0.0
    assert colourfulness(tiny) == 0.0


def test_palette_has_the_colours_with_their_shares():
    half = picture(boxes=[(0, 0, WIDTH // 2, HEIGHT, (200, 0, 0)), (0, 0, 100, HEIGHT, (0, 0, 200))])
    shares = {
        tuple(np.round(rgb).astype(int)): share for rgb, share in zip(half.palette.rgb, half.palette.share, strict=True)
    }
    assert shares[(255, 255, 255)] == pytest.approx(0.5)
    assert shares[(200, 0, 0)] == pytest.approx(412 / 1024, abs=0.01)
    assert half.palette.share.sum() == pytest.approx(1.0)
    assert half.palette.share[0] == half.palette.share.max()


def test_colourfulness_grows_with_colour():
    grey = picture((128, 128, 128))
    accent = picture(boxes=[(0, 0, WIDTH, 60, (37, 99, 235))])
    loud = picture((255, 0, 0), boxes=[(0, 0, 512, HEIGHT, (0, 255, 0)), (0, 0, 512, 384, (0, 0, 255))])
    assert colourfulness(WHITE) == colourfulness(grey) == 0.0
    assert 5 < colourfulness(accent) < colourfulness(loud)
    assert colourfulness(loud) > 100


def test_edges():
    stripes = picture(boxes=[(x, 0, x + 8, HEIGHT, (0, 0, 0)) for x in range(0, WIDTH, 16)])
    assert edge_density(WHITE, 20.0) == 0.0
    assert 0.1 < edge_density(stripes, 20.0) < 0.5
    assert edge_density(NOISE, 20.0) > 0.6


def test_content_cells_are_where_something_is():
    cells = picture(boxes=[(100, 100, 110, 110, (0, 0, 0))]).content_cells(32, 12.0)
    assert cells.shape == (24, 32)
    assert np.argwhere(cells).tolist() == [[3, 3]]


def test_drawn_share():
    assert drawn_share(WHITE, 12.0) == 0.0
    assert drawn_share(picture(boxes=[(0, 0, 256, HEIGHT, (0, 0, 0))]), 12.0) == pytest.approx(0.25)
    assert drawn_share(picture(boxes=[(0, 0, 256, HEIGHT, (250, 250, 250))]), 12.0) == 0.0


def test_colour_count_leaves_out_specks():
    boxes = [(0, 0, 300, 300, (200, 0, 0)), (400, 400, 404, 404, (0, 0, 200))]
    assert colour_count(picture(boxes=boxes), 0.004) == 2


def test_harmony_of_hues():
    def harmony(*colours):
        boxes = [(i * 200, 0, i * 200 + 200, 300, colour) for i, colour in enumerate(colours)]
        return hue_harmony(picture(boxes=boxes), 12.0, 0.01, 100.0)

    assert harmony((37, 99, 235), (59, 130, 246)) == 1.0
    assert harmony((37, 99, 235), (234, 120, 12)) == pytest.approx(1.0)  # opposite
    assert harmony((220, 40, 40), (40, 180, 60), (60, 60, 230), (220, 220, 40)) < 0.8
    assert hue_harmony(WHITE, 12.0, 0.01, 100.0) is None


def test_balance():
    both, left, nothing = np.zeros((3, 24, 32), dtype=bool)
    both[:, [4, 27]] = True
    left[:, 2:8] = True
    assert balance(both) == 1.0
    assert balance(left) == 0.0
    assert balance(nothing) == 0.0
