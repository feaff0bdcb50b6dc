"""Textual changes apply exactly where they are meant."""

from __future__ import annotations

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.validation import Change, apply_changes

FILES = {"src/a.ts": "one two two", "src/b.ts": "three"}


def test_a_text_is_replaced_and_other_files_stay() -> None:
    changed = apply_changes(FILES, [Change(file="src/a.ts", find="one", replace="1")])
    assert changed == {"src/a.ts": "1 two two", "src/b.ts": "three"}
    assert FILES["src/a.ts"] == "one two two"


def test_changes_build_on_each_other() -> None:
    steps = [Change(file="src/a.ts", find="one", replace="four"), Change(file="src/a.ts", find="four", replace="5")]
    assert apply_changes(FILES, steps)["src/a.ts"] == "5 two two"


def test_every_occurrence_only_where_that_is_said() -> None:
    every = Change(file="src/a.ts", find="two", replace="2", every=True)
    assert apply_changes(FILES, [every])["src/a.ts"] == "one 2 2"
    with pytest.raises(ConfigurationError, match="exactly once, found it 2 times"):
        apply_changes(FILES, [Change(file="src/a.ts", find="two", replace="2")])


@pytest.mark.parametrize("every", [False, True])
def test_a_text_that_is_not_there_is_refused(every: bool) -> None:
    with pytest.raises(ConfigurationError, match="found it 0 times"):
        apply_changes(FILES, [Change(file="src/b.ts", find="two", replace="2", every=every)])


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"no file 'src/c\.ts'.*src/a\.ts, src/b\.ts"):
        apply_changes(FILES, [Change(file="src/c.ts", find="two", replace="2")])


def test_a_change_without_a_text_to_find_writes_the_file() -> None:
    changed = apply_changes(FILES, [Change(file="src/c.ts", replace="new"), Change(file="src/b.ts", replace="whole")])
    assert (changed["src/c.ts"], changed["src/b.ts"]) == ("new", "whole")
