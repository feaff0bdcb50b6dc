from __future__ import annotations

import pickle
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from webgen_env.findings import MAX_MESSAGE_CHARACTERS, MAX_PLACE_CHARACTERS, Finding, printable


@given(st.text(alphabet=st.characters(), max_size=50), st.integers(1, 40))
def test_printable_is_bounded_and_holds_no_controls(text: str, limit: int) -> None:
    clean = printable(text, limit)
    assert len(clean) <= limit
    assert not [char for char in clean if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n"]


def test_printable_leaves_ordinary_text_alone() -> None:
    assert printable("Zażółć\tgęślą 🦊\njaźń", 100) == "Zażółć\tgęślą 🦊\njaźń"


def test_printable_removes_terminal_escapes_and_reordering_marks() -> None:
    assert "\x1b" not in printable("\x1b[2Jhidden", 100)
    assert "\u202e" not in printable("\u202etxt.exe", 100)


def test_a_cut_text_says_so() -> None:
    assert printable("abcdef", 4) == "abc…"


def test_findings_clean_and_bound_what_they_are_given() -> None:
    finding = Finding("manifest.path", "\x1b[31m" + "x" * 10_000, "p" * 1_000)
    assert len(finding.message) == MAX_MESSAGE_CHARACTERS
    assert len(finding.place) == MAX_PLACE_CHARACTERS
    assert "\x1b" not in finding.message


def test_findings_read_as_a_sentence_and_pickle() -> None:
    finding = Finding("build.syntax", "Unexpected token.", "src/App.tsx:3")
    assert str(finding) == "build.syntax at src/App.tsx:3: Unexpected token."
    assert str(Finding("a.b", "Something.")) == "a.b: Something."
    assert pickle.loads(pickle.dumps(finding)) == finding
