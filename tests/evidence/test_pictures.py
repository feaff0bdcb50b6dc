from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from tests.evidence.values import png
from webgen_env.evidence._pictures import card_picture, read_picture


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(io.BytesIO(data))


def test_a_screenshot_is_read_and_made_small():
    picture = read_picture(png())
    assert picture is not None
    assert (picture.width, picture.height) == (1024, 768)
    with opened(card_picture(picture)) as card:
        assert (card.format, card.size) == ("WEBP", (640, 480))


def test_a_tall_screenshot_is_cut_and_a_flat_one_is_not():
    for size, expected in (((1000, 4000), (640, 480)), ((1000, 100), (640, 64)), ((1, 1), (640, 640))):
        picture = read_picture(png(size=size))
        assert picture is not None
        with opened(card_picture(picture)) as card:
            assert card.size == expected


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


BOMB = (
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)) + chunk(b"IEND", b"")
)


@pytest.mark.parametrize(
    "data", [None, b"", b"<svg onload=alert(1)>", b"GIF89a", png()[:200], png()[:33], BOMB, b"\x89PNG\r\n\x1a\n" * 9]
)
def test_what_is_no_picture_is_none(data: bytes | None):
    assert read_picture(data) is None


def test_a_picture_that_cannot_be_decoded_has_no_card():
    header = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    lying = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"not zlib") + chunk(b"IEND", b"")
    picture = read_picture(lying)
    assert picture is not None
    assert card_picture(picture) is None
