"""Text of unknown origin in Markdown."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from webgen_env.markdown import MAX_CHARACTERS, escaped, table


def unescaped(text: str) -> str:
    """What a reader of Markdown shows: a backslash before ASCII punctuation is that character."""
    letters = iter(text)
    return "".join(next(letters) if letter == "\\" else letter for letter in letters)


def test_every_mark_is_behind_a_backslash() -> None:
    assert escaped("# [a](b) | <b>x</b> & `c` ![d]") == (
        "\\# \\[a\\]\\(b\\) \\| \\<b\\>x\\</b\\> \\& \\`c\\` \\!\\[d\\]"
    )
    assert escaped("two\nlines\tand\x1b[31m colour\u202e") == "two lines and\ufffd\\[31m colour\ufffd"


def test_a_long_text_is_cut() -> None:
    assert escaped("a" * 1000) == "a" * (MAX_CHARACTERS - 1) + "…"
    assert escaped("a" * 1000, 5) == "aaaa…"


@given(st.text(alphabet=string.ascii_letters + string.punctuation + " \n\täß…", max_size=MAX_CHARACTERS))
def test_what_is_shown_is_what_was_there(text: str) -> None:
    assert unescaped(escaped(text)) == " ".join(text.split())


def test_a_table_has_a_line_for_each_row() -> None:
    assert table(("name", "value"), [("a", "1"), ("b", escaped("x|y"))]) == (
        "| name | value |\n| --- | --- |\n| a | 1 |\n| b | x\\|y |"
    )
