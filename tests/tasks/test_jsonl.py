from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.errors import ConfigurationError, TaskDataError
from webgen_env.tasks import _jsonl
from webgen_env.tasks._jsonl import parse_json, read_jsonl, write_jsonl

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=20),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=10,
)


def read(path: Path) -> list[object]:
    return [value for _, value in read_jsonl(path)]


@pytest.mark.parametrize("content", [b'{"a": 1}\n\n  \n{"b": 2}', b'\xef\xbb\xbf{"a": 1}\r\n{"b": 2}\r\n'])
def test_reads_lines_and_leaves_blank_ones_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    assert read(path) == [{"a": 1}, {"b": 2}]


def test_places_count_every_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"1\n\n3\n")
    assert list(read_jsonl(path)) == [("x.jsonl:1", 1), ("x.jsonl:3", 3)]


def test_gzip_is_known_by_content_not_by_name(tmp_path: Path) -> None:
    packed, plain = tmp_path / "packed.jsonl", tmp_path / "plain.gz"
    packed.write_bytes(gzip.compress(b'{"a": 1}\n'))
    plain.write_bytes(b'{"a": 1}\n')
    assert read(packed) == read(plain) == [{"a": 1}]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", r"x.jsonl:2: not JSON: .* expected one object a line"),
        (b"\xff{}", r"x.jsonl:2: not UTF-8"),
        (b'{"a": NaN}', r"x.jsonl:2: not JSON: NaN is no JSON value"),
        (b'{"a": -Infinity}', r"x.jsonl:2: not JSON: -Infinity"),
        (b"[" * 100_000, r"x.jsonl:2: JSON is nested too deeply"),
        (b'{"a": ' + b"9" * 50_000 + b"}", r"x.jsonl:2: not JSON: Exceeds the limit"),
        (b'{"a": "\\ud83d"}', r"x.jsonl:2: a string holds half of a surrogate pair"),
        (b'{"\\uDC00": 1}', r"x.jsonl:2: a string holds half of a surrogate pair"),
        (b'"' + b"a" * _jsonl.MAX_LINE_BYTES + b'"', r"x.jsonl:2: line longer than 1048576 bytes"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: bytes, message: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"{}\n" + line + b"\n{}\n")
    with pytest.raises(TaskDataError, match=message) as caught:
        read(path)
    assert len(str(caught.value)) < 400


def test_a_whole_surrogate_pair_is_text(tmp_path: Path) -> None:
    assert parse_json(b'"\\ud83e\\ude81"', "x") == "\N{KITE}"


def test_the_longest_line_still_passes(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'"' + b"a" * (_jsonl.MAX_LINE_BYTES - 3) + b'"\n')
    assert len(str(read(path)[0])) == _jsonl.MAX_LINE_BYTES - 3


def test_a_packed_endless_line_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"a" * 64 * 1024 * 1024))
    with pytest.raises(TaskDataError, match=r"bomb.gz:1: line longer than"):
        read(path)


def test_too_many_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_jsonl, "MAX_LINES", 3)
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"1\n2\n3\n")
    assert len(read(path)) == 3
    path.write_bytes(b"1\n2\n3\n4\n")
    with pytest.raises(TaskDataError, match=r"x.jsonl:4: more than 3 lines"):
        read(path)


@pytest.mark.parametrize("damage", ["cut", "flip", "tail"])
def test_a_damaged_gzip_file_is_named(tmp_path: Path, damage: str) -> None:
    content = gzip.compress(b'{"a": 1}\n' * 1_000)
    path = tmp_path / "x.gz"
    damaged = {
        "cut": content[: len(content) // 2],
        "flip": content[:15] + bytes([content[15] ^ 0xFF]) + content[16:],
        "tail": content[:-8] + b"\0" * 8,
    }[damage]
    path.write_bytes(damaged)
    with pytest.raises(TaskDataError, match=r"x.gz:\d+: damaged gzip file"):
        read(path)


@pytest.mark.parametrize("name", ["absent.jsonl", "."])
def test_an_unreadable_file_is_a_configuration_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot read task file"):
        read(tmp_path / name)


@given(st.lists(JSON_VALUES, max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, values: list[object]) -> None:
    path = tmp_path_factory.mktemp("jsonl") / "x.jsonl.gz"
    write_jsonl(path, values)
    assert read(path) == values


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_no_reader_could_read_is_not_written(tmp_path: Path, value: object) -> None:
    with pytest.raises(ValueError):
        write_jsonl(tmp_path / "x.jsonl", [value])
    assert list(tmp_path.iterdir()) == []


@given(st.binary(max_size=200) | JSON_VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_value_or_an_error_with_a_place(content: bytes) -> None:
    problem = ""
    try:
        json.dumps(parse_json(content, "x:1"), ensure_ascii=False).encode()
    except TaskDataError as error:
        problem = str(error)
    assert problem.startswith("x:1: ") or not problem
