from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.reward.design.words import STOP_WORDS, content_stems, stem, tokens


@pytest.mark.parametrize(
    "family",
    [
        ("manage", "manages", "managed", "managing", "manager", "managers", "management"),
        ("book", "books", "booked", "booking", "bookings"),
        ("company", "companies"),
        ("reserve", "reserved", "reserving", "reservation", "reservations"),
        ("search", "searches", "searching"),
        ("price", "prices", "priced", "pricing"),
        ("plan", "plans", "planned", "planning", "planner"),
        ("box", "boxes"),
    ],
)
def test_words_of_a_family_have_one_stem(family):
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("word", ["bus", "string", "class", "sing", "staff", "basis", "red", "thing"])
def test_what_is_no_ending_stays(word):
    assert stem(word) == word


def test_tokens():
    assert tokens("Browse 12 Books, e-mail us: café!") == ["browse", "12", "books", "e", "mail", "us", "café"]
    assert tokens("") == []


def test_chinese_becomes_pairs():
    assert tokens("股票报告") == ["股票", "票报", "报告"]
    assert tokens("书") == ["书"]


def test_content_leaves_out_what_every_specification_says():
    text = "Please implement a website. Users should be able to view stock reports with a button, page 2."
    assert list(content_stems(tokens(text))) == ["stock", "report"]


def test_stop_words_are_in_the_form_of_tokens():
    assert all(tokens(word) == [word] for word in STOP_WORDS)


@given(st.text())
def test_any_text_has_tokens_and_stems(text):
    words = tokens(text)
    assert all(0 < len(word) <= 40 for word in words)
    assert all(list(content_stems(words)))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_stem_is_not_empty_and_not_longer(word):
    assert 0 < len(stem(word)) <= len(word)
