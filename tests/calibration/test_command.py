"""``webgen calibrate`` as a user calls it."""

from __future__ import annotations

import json

import pytest

from tests.calibration.test_report import bundle
from tests.cli.test_commands import webgen


@pytest.fixture
def folder(tmp_path):
    for quality in (1, 2, 4):
        bundle(tmp_path, quality)
    (tmp_path / "grades.csv").write_text("bundle,grade\nsite-1,1\nsite-2,2\nsite-4,5\n")
    return tmp_path


def test_a_table_and_a_file(folder):
    out, grades = folder / "reports" / "r.json", folder / "grades.csv"
    done = webgen("calibrate", "--bundles", str(folder), "--grades", str(grades), "--out", str(out))
    assert done.returncode == 0, done.stderr
    for words in ("design-", "3, each graded 3 times", "100% of sites always alike", "Spearman", "pairwise accuracy"):
        assert words in done.stdout
    assert json.loads(out.read_text())["faults"] == 0


def test_json_only(folder):
    done = webgen("calibrate", "--bundles", str(folder), "--repeats", "2", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["repeats"], report["agreement"]) == (0, 2, None)


def test_a_judge_that_faults_has_an_exit_status_of_its_own(folder):
    (folder / "judge.toml").write_text(
        'judge = "vision"\nmodel = "m"\nurl = "http://127.0.0.1:9/v1"\nretries = 0\ncache = false\n'
    )
    done = webgen("calibrate", "--bundles", str(folder), "--judge", str(folder / "judge.toml"), "--repeats", "1")
    assert done.returncode == 3
    assert "first fault:" in done.stdout
    assert "cannot be reached" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--judge", "designs"), "Did you mean 'design'"),
        (("--grades", "none.csv"), "Give a CSV file"),
        (("--judge", "vision:gpt-4o-2024-11-20"), "needs a key"),
    ],
)
def test_what_is_wrong_is_one_message(folder, arguments, message):
    done = webgen("calibrate", "--bundles", str(folder), *arguments, OPENAI_API_KEY="")
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
