"""``webgen bench`` as a user calls it, and how it chooses and prints."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmark.values import bare_report, full_report
from tests.cli.test_commands import webgen
from webgen_env.benchmark import DEFAULT_SECTIONS, STAGE_ORDER, BenchmarkSettings
from webgen_env.cli.bench import choose_sections, print_report
from webgen_env.errors import ConfigurationError


@pytest.mark.parametrize(
    ("only", "baseline", "soak", "expected"),
    [
        (None, False, False, DEFAULT_SECTIONS),
        (None, True, False, (*DEFAULT_SECTIONS, "baseline")),
        (None, False, True, ("soak",)),
        (None, True, True, (*DEFAULT_SECTIONS, "baseline", "soak")),
        ("latency", False, False, ("latency",)),
        (" cache , cold,", False, False, ("cold", "cache")),
        ("latency", True, True, ("latency", "baseline", "soak")),
        ("baseline", False, False, ("baseline",)),
        ("contracts", False, False, ("contracts",)),
    ],
)
def test_sections_are_chosen(only: str | None, baseline: bool, soak: bool, expected: tuple[str, ...]) -> None:
    assert choose_sections(only, baseline=baseline, soak=soak) == expected


@pytest.mark.parametrize("only", ["", ",", "latency,speed", "LATENCY"])
def test_unknown_sections_are_refused(only: str) -> None:
    with pytest.raises(ConfigurationError, match="throughput"):
        choose_sections(only, baseline=False, soak=False)


@pytest.mark.parametrize(
    "change",
    [
        {"sections": ()}, {"sections": ("speed",)}, {"sites": 1}, {"repeats": 0}, {"routes": -1}, {"batch": 3},
        {"batch": 0}, {"baseline_sites": 0}, {"soak": 0},
    ],
)  # fmt: skip
def test_settings_out_of_range_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError):
        replace(BenchmarkSettings(), **change)  # type: ignore[arg-type]


def test_it_reads_at_eighty_columns(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_report(full_report(), Path("report.html"))
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines if "/" not in line) <= 80
    text = "\n".join(lines)
    for words in ("One site alone, warm", "28.9 × faster", "2.00 sites/s", "7,200", "cores that keep up", "soak.csv"):
        assert words in text
    assert "…" not in text
    total = next(line for line in lines if line.startswith("total"))
    assert total.split() == ["total", "0.915", "1.098", "1.373", "1.830", "2.196", "2.745"]


def test_stages_of_one_kind_alone_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(full_report(latency=None), None)
    total = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("total"))
    assert total.split() == ["total", "1.830", "2.196", "2.745"]


def test_an_interrupted_run_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(bare_report(), None)
    assert "interrupted" in capsys.readouterr().out


@pytest.mark.slow
def test_json_and_page(tmp_path: Path) -> None:
    html = tmp_path / "new" / "report.html"
    done = webgen(
        "bench", "--sites", "2", "--repeats", "1", "--routes", "1", "--only", "cold,latency,throughput,memory",
        "--html", str(html), "--group-size", "4", "--prompts", "2", "--step-seconds", "10", "--json",
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert set(report["latency"]["stages"]) >= {*STAGE_ORDER, "waiting"}
    assert report["latency"]["stages"]["total"]["p50"] >= report["latency"]["stages"]["render"]["p50"]
    assert (report["latency"]["sites"], report["latency"]["repeats"], report["latency"]["pages_per_site"]) == (2, 1, 2)
    assert len(report["latency"]["by_site"]) == len(report["latency"]["totals"]) == 2
    assert report["latency"]["cpu"]["minimum"] > 0
    assert report["throughput"]["per_second"] == pytest.approx(2 / report["throughput"]["seconds"], rel=0.01)
    assert report["throughput"]["cpu_per_site"] > 0
    assert report["memory"]["peak_mb"]["p50"] >= report["memory"]["idle_mb"] > 50
    assert 0 < report["cold"]["import_best"] <= report["cold"]["import_median"] < report["cold"]["first_verdict"]
    assert report["machine"]["cores"] >= 1
    assert report["meaning"]["trainer"] == {"group_size": 4, "prompts_per_step": 2, "step_seconds": 10.0}
    assert report["provenance"]["builder"]
    assert {report[name] for name in ("scaling", "cache", "duplicates", "packages", "comparison", "soak")} == {None}
    assert html.read_text("utf-8").count("<figure") == 4


@pytest.mark.slow
def test_savings_and_scaling() -> None:
    done = webgen(
        "bench", "--sites", "2", "--routes", "0", "--batch", "4", "--json",
        "--only", "scaling,cache,duplicates,packages",
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    first, last = report["scaling"][0], report["scaling"][-1]
    assert (first["workers"], first["efficiency"], last["workers"]) == (1, 1.0, report["machine"]["cores"])
    assert (report["cache"]["hit_rate"], report["cache"]["sites"]) == (1.0, 2)
    assert report["cache"]["calls"] >= 200
    assert 0 < report["cache"]["seconds"]["p50"] <= report["cache"]["seconds"]["p99"]
    assert report["duplicates"]["batch"] == 4
    assert report["duplicates"]["ratio"] == pytest.approx(
        report["duplicates"]["duplicates_s"] / report["duplicates"]["distinct_s"], rel=0.01
    )
    assert report["packages"]["sites"] == 1
    assert report["packages"]["layer"]["p50"] > 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--sites", "1000", "--only", "latency"), "1000"),
        (("--only", "speed"), "speed"),
        (("--batch", "3"), "even"),
        (("--step-seconds", "0"), "step-seconds"),
    ],
)
def test_usage_errors_exit_with_2(arguments: tuple[str, ...], message: str) -> None:
    done = webgen("bench", *arguments, TERM="dumb")
    assert (done.returncode, message in done.stderr, done.stdout) == (2, True, "")
    assert "Traceback" not in done.stderr
