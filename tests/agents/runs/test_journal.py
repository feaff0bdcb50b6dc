"""The journal: whole records or none, whenever the process dies."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.runs import Journal
from webgen_env.errors import ConfigurationError

RECORDS = [{"n": 1, "text": "a\nb \ud800 é"}, {"n": 2}, {"n": 3, "long": "x" * 70_000}]


def written(tmp_path):
    journal = Journal(tmp_path / "j.jsonl")
    for record in RECORDS:
        journal.append(record)
    return journal


def test_what_is_appended_is_read_again(tmp_path):
    assert written(tmp_path).read() == RECORDS
    assert Journal(tmp_path / "j.jsonl").read() == RECORDS
    assert Journal(tmp_path / "absent.jsonl").read() == []


@given(st.integers(0, 71_000))
def test_a_file_cut_anywhere_keeps_every_whole_record(tmp_path_factory, cut):
    folder = tmp_path_factory.mktemp("cut")
    journal = written(folder)
    data = journal.path.read_bytes()
    journal.path.write_bytes(data[:cut])
    whole = data[:cut].count(b"\n")
    mended = Journal(journal.path)
    assert mended.read() == RECORDS[:whole]
    mended.append({"after": True})
    assert mended.read() == [*RECORDS[:whole], {"after": True}]


@pytest.mark.parametrize("line", [b"not json\n", b"[1]\n", b"\xff\xfe\n"])
def test_a_broken_line_names_file_and_line(tmp_path, line):
    journal = written(tmp_path)
    with journal.path.open("ab") as file:
        file.write(line)
    with pytest.raises(ConfigurationError, match=r"j\.jsonl:4: "):
        Journal(journal.path).read()


def test_a_full_disk_leaves_no_half_record(tmp_path, monkeypatch):
    journal = written(tmp_path)
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:5]))
    with pytest.raises(OSError, match="only 5 of"):
        journal.append({"n": 4})
    monkeypatch.undo()
    journal.append({"n": 5})
    assert [json.loads(line)["n"] for line in journal.path.read_text().splitlines()] == [1, 2, 3, 5]
