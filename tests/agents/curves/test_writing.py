"""Rows on disk: whole after a kill, once each after a resume."""

from __future__ import annotations

import pytest

from agents.curves import CurveWriter, join_curves, read_curves
from webgen_env.errors import ConfigurationError

COLUMNS = ("seed", "step", "reward", "held_out")


def test_what_is_written_is_read_again_before_the_file_is_closed(tmp_path):
    path = tmp_path / "runs" / "0.csv"
    with CurveWriter(path, COLUMNS) as curve:
        curve.add({"seed": 3, "step": 1, "reward": 0.5})
        assert read_curves([path])[0].values == (0.5,)
        curve.add({"seed": 3, "step": 2, "reward": 1.0, "held_out": 2.0})
    assert read_curves([path])[0].values == (0.5, 1.0)
    assert read_curves([path], value="held_out")[0].steps == (2,)
    curve.close()


def test_a_resumed_run_has_each_step_once_and_half_a_row_is_dropped(tmp_path):
    path = tmp_path / "0.csv"
    path.write_text("seed,step,reward,held_out\n0,1,1,\n0,2,2,\n0,3,3,\n0,4,", "utf-8")
    with CurveWriter(path, COLUMNS, resume_at=2) as curve:
        curve.add({"seed": 0, "step": 3, "reward": 30})
    assert path.read_text("utf-8") == "seed,step,reward,held_out\n0,1,1,\n0,2,2,\n0,3,30,\n"
    assert list(tmp_path.iterdir()) == [path]


def test_without_resume_a_file_begins_anew(tmp_path):
    path = tmp_path / "0.csv"
    path.write_text("old", "utf-8")
    CurveWriter(path, COLUMNS).close()
    assert path.read_text("utf-8") == "seed,step,reward,held_out\n"


def test_a_resume_without_a_file_begins_one(tmp_path):
    with CurveWriter(tmp_path / "0.csv", COLUMNS, resume_at=7) as curve:
        curve.add({"seed": 0, "step": 8, "reward": 1})
    assert read_curves([curve.path])[0].steps == (8,)


@pytest.mark.parametrize("columns", [("seed", "reward"), ("step",), ("seed", "step", "step")])
def test_columns_are_checked(tmp_path, columns):
    with pytest.raises(ConfigurationError, match="columns"):
        CurveWriter(tmp_path / "0.csv", columns)


@pytest.mark.parametrize("row", [{"seed": 0}, {"seed": 0, "step": 1, "loss": 2}])
def test_a_row_that_does_not_fit_is_refused(tmp_path, row):
    with CurveWriter(tmp_path / "0.csv", COLUMNS) as curve, pytest.raises(ConfigurationError, match="does not fit"):
        curve.add(row)


@pytest.mark.parametrize(
    ("text", "said"),
    [("seed,step,loss\n0,1,2\n", "another file"), ("seed,step,reward,held_out\n0,two,2,\n", ":2: step is 'two'")],
)
def test_a_resume_on_another_file_is_refused(tmp_path, text, said):
    path = tmp_path / "0.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=said):
        CurveWriter(path, COLUMNS, resume_at=1)
    assert path.read_text("utf-8") == text


def test_joined_curves_have_one_header_and_are_read_as_the_runs_are(tmp_path):
    files = [tmp_path / "0.csv", tmp_path / "1.csv"]
    for seed, file in enumerate(files):
        with CurveWriter(file, COLUMNS) as curve:
            curve.add({"seed": seed, "step": 1, "reward": seed + 0.5})
    join_curves(files, tmp_path / "all.csv")
    assert (tmp_path / "all.csv").read_text("utf-8") == "seed,step,reward,held_out\n0,1,0.5,\n1,1,1.5,\n"
    assert read_curves([tmp_path / "all.csv"]) == read_curves(files)


@pytest.mark.parametrize("other", [None, "", "seed,step,reward\n1,1,2\n"])
def test_curves_that_do_not_go_together_are_refused(tmp_path, other):
    first, second = tmp_path / "0.csv", tmp_path / "1.csv"
    first.write_text("seed,step,reward,held_out\n0,1,1,\n", "utf-8")
    if other is not None:
        second.write_text(other, "utf-8")
    with pytest.raises(ConfigurationError, match=r"1\.csv"):
        join_curves([first, second], tmp_path / "all.csv")
    with pytest.raises(ConfigurationError, match="at least one"):
        join_curves([], tmp_path / "all.csv")
