"""Phrases: the small tools, on what people write and on anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.scaffold import phrases


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Shop, Piece, Basket and Studio.", ["Shop", "Piece", "Basket", "Studio"]),
        (
            "a name, an e-mail address, and a bench (Wood, Textiles)",
            ["name", "e-mail address", "bench (Wood, Textiles)"],
        ),
        ('a "Search, now" field and the list', ['"Search, now" field', "list"]),
        ("", []),
        ("and", []),
    ],
)
def test_lists_are_split(text, parts):
    assert phrases.split_list(text) == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Departures lists ten night trains with a price.", (10, "night trains")),
        ("Shop shows twelve pieces with name.", (12, "pieces")),
        ("It waits two seconds and shows 8 seeds.", (8, "seeds")),
        ("A timer of two minutes starts.", None),
        ("One thing is enough.", None),
    ],
)
def test_counted_things_are_found(text, found):
    assert phrases.counted_things(text) == found


@given(st.text(max_size=300), st.integers(2, 60))
def test_readable_text_fits_and_prints(text, limit):
    result = phrases.readable(text, limit)
    assert len(result) <= limit
    assert result.isprintable()
    assert result == " ".join(result.split())


@given(st.text(max_size=200))
def test_slugs_and_identifiers_are_plain(text):
    assert set(phrases.slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    name = phrases.identifier(text)
    assert name == "" or (name.isidentifier() and name.isascii() and name[0].isupper())


@pytest.mark.parametrize("noun", ["tree", "entry", "dish", "box", "day", "night train"])
def test_singular_undoes_plural(noun):
    assert phrases.singular(phrases.plural(noun)) == noun
