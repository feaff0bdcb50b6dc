"""Curves from CSV: rows of any order, cells that are empty, and files that are none."""

from __future__ import annotations

import pytest

from agents.curves import Curve, read_curves
from webgen_env.errors import ConfigurationError


def written(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_seeds_are_gathered_over_files_and_steps_ordered(tmp_path):
    first = written(tmp_path, "a.csv", "seed,step,reward\n1,2,0.5\n1,1,0.25\n0,1,3\n")
    second = written(tmp_path, "b.csv", "step,seed,reward,other\n2,0,4,x\n")
    assert read_curves([first, second]) == [Curve(0, (1, 2), (3, 4)), Curve(1, (1, 2), (0.25, 0.5))]


def test_rows_without_the_quantity_are_left_out(tmp_path):
    path = written(tmp_path, "a.csv", "seed,step,reward,held_out\n0,1,1,\n0,2,2,7\n0,3,3,nan\n")
    assert read_curves([path], value="held_out") == [Curve(0, (2,), (7,))]


def test_rows_can_be_chosen_by_another_column(tmp_path):
    path = written(tmp_path, "a.csv", "seed,step,reward,split\n0,1,1,train\n0,1,5,test\n")
    assert read_curves([path], where={"split": "test"}) == [Curve(0, (1,), (5,))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column 'seed'"),
        ("seed,step\n0,1\n", "no column 'reward'"),
        ("seed,step,reward\n0,1,good\n", r"a\.csv:2: column 'reward' holds 'good'"),
        ("seed,step,reward\n0,1,1\nx,2,1\n", r"a\.csv:3: column 'seed' holds 'x'"),
        ("seed,step,reward\n0,inf,1\n", r"a\.csv:2: column 'step' holds 'inf'"),
        ("seed,step,reward\n0,,1\n", r"a\.csv:2: column 'step'"),
        ("seed,step,reward\n0,1,\n", "No row of"),
        ('seed,step,reward\n0,1,"' + "1" * 200_000 + '"\n', "no CSV"),
    ],
)
def test_a_file_that_is_no_curve_is_said_with_file_line_and_column(tmp_path, text, said):
    with pytest.raises(ConfigurationError, match=said):
        read_curves([written(tmp_path, "a.csv", text)])


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_curves([tmp_path / "absent.csv"])
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_curves([tmp_path / "bytes.csv"])


@pytest.mark.parametrize(("steps", "values"), [((), ()), ((1,), ()), ((2, 1), (0, 0))])
def test_a_curve_has_ascending_steps_and_a_value_for_each(steps, values):
    with pytest.raises(ConfigurationError):
        Curve(0, steps, values)
