from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from tests.reward.values import png
from webgen_env.errors import JudgeError
from webgen_env.reward.vision.pictures import prepared


def test_a_small_picture_stays_byte_for_byte():
    picture = png(size=(100, 60))
    assert prepared(picture, longest_side=100) == picture


@pytest.mark.parametrize(("size", "scaled"), [((400, 100), (100, 25)), ((50, 500), (10, 100)), ((5000, 1), (100, 1))])
def test_a_large_one_is_scaled_to_the_bound(size, scaled):
    picture = Image.open(io.BytesIO(prepared(png(size=size, colour=(250, 0, 0)), longest_side=100)))
    assert (picture.format, picture.size, picture.getpixel((0, 0))) == ("PNG", scaled, (250, 0, 0))


def jpeg():
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", png(size=(64, 64))[:-40], jpeg()])
def test_what_is_no_whole_png_is_a_fault(data):
    with pytest.raises(JudgeError, match="no whole PNG"):
        prepared(data, longest_side=100)


def test_a_bomb_is_not_decoded():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 9000, 9000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )
    with pytest.raises(JudgeError, match="9000x9000 pixels"):
        prepared(bomb, longest_side=100)
