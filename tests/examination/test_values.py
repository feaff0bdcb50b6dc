"""Numbers, dates, order and shares of colours."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from webgen_env.examination.comparing import in_order
from webgen_env.examination.pixels import share_of_colour
from webgen_env.examination.values import first_date, first_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Total: € 1,234.50", 1234.5),
        ("1.234,50 €", 1234.5),
        ("1,234 trees", 1234.0),
        ("2 000 trees", 2.0),
        ("12,5 m", 12.5),
        ("1.25", 1.25),
        ("0,500", 0.5),
        ("1,234,567", 1234567.0),
        ("-3 °C", -3.0),
        ("−3 °C", -3.0),
        ("Page 2-3", 2.0),
        ("COVID-19", 19.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("no number", None),
        ("", None),
    ],
)
def test_the_first_number(text: str, number: float | None) -> None:
    assert first_number(text) == number


@given(st.text(max_size=200))
def test_any_text_has_a_number_or_none(text: str) -> None:
    number = first_number(text)
    assert number is None or isinstance(number, float)
    first_date(text)


@given(st.integers(-(10**9), 10**9))
def test_numbers_are_read_with_separators_of_thousands(number: int) -> None:
    assert first_number(f"about {number:,} pieces") == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Due 2026-03-14", "2026-03-14"),
        ("14 March 2026", "2026-03-14"),
        ("Mar 14, 2026", "2026-03-14"),
        ("March 14th, 2026", "2026-03-14"),
        ("14.03.2026", "2026-03-14"),
        ("March 2026", "2026-03-01"),
        ("29 Feb", "2024-02-29"),
    ],
)
def test_the_first_date(text: str, date: str) -> None:
    found = first_date(text)
    assert found is not None
    assert found.date().isoformat() == date


@pytest.mark.parametrize("text", ["soon", "99.99.9999", ""])
def test_no_date(text: str) -> None:
    assert first_date(text) is None


@given(st.lists(st.integers(0, 999), min_size=2, max_size=20))
def test_order_is_what_sorting_gives(numbers: list[int]) -> None:
    texts = [f"{number} m" for number in numbers]
    assert in_order(texts, by="number", descending=False)[0] == (numbers == sorted(numbers))
    assert in_order(texts, by="number", descending=True)[0] == (numbers == sorted(numbers, reverse=True))


def test_the_share_of_a_colour() -> None:
    picture = Image.new("RGB", (10, 10), "white")
    picture.paste((0, 0, 128), (0, 0, 5, 5))
    png = io.BytesIO()
    picture.save(png, "PNG")
    assert share_of_colour(png.getvalue(), "navy", 12) == 0.25
    assert share_of_colour(png.getvalue(), "white", 1) == 0.75
    assert share_of_colour(png.getvalue(), "red", 12) == 0.0
