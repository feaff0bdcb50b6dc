"""Texts to compare with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.contracts import TextMatch, parse_text


def test_plain_words_are_part_of_a_text() -> None:
    assert parse_text("  New   hive ") == TextMatch("contains", "New hive")


def test_an_equals_sign_means_the_whole() -> None:
    assert parse_text("=/saved/") == TextMatch("exact", "/saved/")


def test_slashes_mean_a_pattern() -> None:
    match = parse_text("/saved|added/is")
    assert match == TextMatch("regex", "saved|added", "is")
    assert match.pattern.search("It was\nSAVED")


@pytest.mark.parametrize("written", ["/^(?!all\\b)/i", "/a/b/", "/\\d+ \\/ 5/", "/(a|b)+?c/", "/a{2,3}/"])
def test_patterns_of_browsers_are_taken(written: str) -> None:
    assert parse_text(written).kind == "regex"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "=",
        "/open",
        "//",
        "/a(/",
        "/a/g",
        "/a/x",
        "/(?P<n>a)/",
        "/(?i)a/",
        "/a++/",
        "/\\Aa/",
        "/(?>a)/",
        "x" * 501,
    ],
)
def test_what_is_no_text_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"expected|bad regular expression"):
        parse_text(written)


@given(st.text(max_size=600))
def test_any_string_is_read_or_refused(written: str) -> None:
    try:
        match = parse_text(written)
    except ValueError:
        return
    assert match.value
    assert str(match)
