"""The soak: its means, its file, and its end before the end."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from webgen_env.benchmark import MemorySample, soak
from webgen_env.benchmark.corpus import choose_sites
from webgen_env.benchmark.process_tree import descendants
from webgen_env.benchmark.soak import CSV_COLUMNS, quarter_means
from webgen_env.errors import ConfigurationError


def samples(*values: float) -> list[MemorySample]:
    return [MemorySample(float(place), value, value, 1) for place, value in enumerate(values)]


def test_means_of_the_second_and_the_last_quarter() -> None:
    # Nine samples from 0 to 8 s: the quarters begin at 0, 2, 4 and 6 s.
    assert quarter_means(samples(1, 1, 10, 20, 5, 5, 40, 50, 60)) == (15.0, 50.0)


def test_quarters_without_samples_have_no_mean() -> None:
    assert quarter_means([]) == (0.0, 0.0)
    assert quarter_means(samples(7)) == (0.0, 7.0)


@pytest.mark.parametrize("number", [0, -5])
def test_no_sites_is_refused(tmp_path: Path, number: int) -> None:
    with pytest.raises(ConfigurationError, match=f"and {number}"):
        soak(choose_sites(1), number, routes=0, folder=tmp_path)
    with pytest.raises(ConfigurationError, match="0 sites"):
        soak([], 1, routes=0, folder=tmp_path)


@pytest.mark.slow
def test_a_short_soak(tmp_path: Path) -> None:
    said: list[str] = []
    folder = tmp_path / "new" / "folder"
    report = soak(choose_sites(2), 7, routes=0, folder=folder, interval_s=0.2, progress=said.append)
    assert (report.asked, report.scored, report.faults, report.failed, report.interrupted) == (7, 7, 0, 0, False)
    assert report.peak_mb >= report.last_quarter_mb > 0
    assert report.ratio == pytest.approx(report.last_quarter_mb / report.second_quarter_mb, abs=0.01)
    assert said[-1] == "soak: 7 of 7"
    with Path(report.csv).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [float(row[2]) for row in rows[1:]] == [sample.pss_mb for sample in report.samples]
    assert [int(row[1]) for row in rows[1:]] == sorted(int(row[1]) for row in rows[1:])


@pytest.mark.slow
def test_an_interrupt_ends_it_and_keeps_what_there_is(tmp_path: Path) -> None:
    command = ["bench", "--soak", "100000", "--sites", "2", "--routes", "0", "--soak-out", str(tmp_path), "--json"]
    script = "from webgen_env.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", script, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        file = tmp_path / "soak.csv"
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and not _scored(file):
            time.sleep(0.2)
        started = list(descendants(child.pid))
        child.send_signal(signal.SIGINT)
        output, _ = child.communicate(timeout=60)
    report = json.loads(output)
    assert child.returncode == 130
    assert report["interrupted"] is True
    assert report["soak"]["interrupted"] is True
    assert 1 <= report["soak"]["scored"] < 100_000
    assert len(report["soak"]["samples"]) == len(file.read_text("utf-8").splitlines()) - 1
    assert (tmp_path / "soak.png").is_file()
    assert [process for process in started if _runs(process)] == []


def _scored(file: Path) -> bool:
    """Whether a line of the file tells of a site that is done."""
    if not file.is_file():
        return False
    lines = file.read_text("utf-8").splitlines()[1:]
    return any(line.split(",")[1] not in ("", "0") for line in lines if line.count(",") == 4)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
