"""``webgen run`` and ``webgen export`` as a user calls them: a process, its streams, its exit status, and SIGKILL."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from webgen_env.evidence import find_bundles

PROGRAM = [sys.executable, "-W", "error", "-c", "from webgen_env.cli import main; main()"]
RUN = ("run", "--agent", "slots", "--set", "choose=random", "--set", "form=compact", "--routes", "1", "--chunk", "2")


def webgen(*arguments: str, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "160", **environment},
    )


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--agent", "slotz"], "Did you mean 'slots'"),
        (["--agent", "slots", "--set", "fom=compact"], "Did you mean 'form'?"),
        (["--agent", "chat"], "needs the key 'model'"),
        (["--agent", "slots", "--set", "compact"], "expected KEY=VALUE"),
        (["--agent", "slots", "--tasks", "nowhere"], "nowhere"),
        (["--agent", "slots", "--judge", "desing"], "Did you mean 'design'"),
        (["--agent", "slots", "--preset", "webgen-r2"], "webgen-r2"),
        ([], "No agent was named"),
    ],
)
def test_a_mistake_is_one_message_and_a_usage_error(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = webgen("run", *arguments, "--limit", "1", "--out", str(tmp_path / "run"))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run" / "run.json").exists()


def test_a_broken_file_names_file_line_and_field(tmp_path: Path) -> None:
    file = tmp_path / "run.yaml"
    file.write_text("agent: slots\nsamples: several\n")
    done = webgen("run", "--config", str(file), "--out", str(tmp_path / "run"))
    assert done.returncode == 2
    assert "run.yaml:2: samples must be a whole number, got 'several'" in done.stderr


def test_another_package_of_the_same_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "__init__.py").write_text("class Agent: ...\n")
    # Python looks into the folder where it is called first.
    done = webgen("run", "--agent", "slots", "--out", str(tmp_path / "run"), folder=tmp_path)
    assert done.returncode != 0
    assert "is not the one of webgen-env" in done.stderr
    assert "openai-agents" in done.stderr


@pytest.mark.slow
def test_a_run_shows_its_table_and_exports_its_best(tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = webgen(*RUN, "--limit", "2", "--samples", "2", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "mean reward" in done.stdout
    assert (out / "gallery" / "index.html").is_file()
    assert len(find_bundles(out / "evidence")) == len(lines(out / "results.jsonl")) == 4
    again = webgen(*RUN, "--limit", "2", "--samples", "2", "--out", str(out), "--json")
    assert json.loads(again.stdout)["episodes"] == 4
    exported = webgen("export", str(out), "--out", str(tmp_path / "sft.jsonl"), "--best-of", "1", "--format", "sft")
    assert exported.returncode == 0, exported.stderr
    best = {}
    for record in lines(out / "results.jsonl"):
        best[record["task_id"]] = max(best.get(record["task_id"], 0.0), record["reward"])
    assert {row["task_id"]: row["reward"] for row in lines(tmp_path / "sft.jsonl")} == best


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_result_of_an_uninterrupted_one(tmp_path: Path) -> None:
    arguments = (*RUN, "--limit", "4", "--samples", "2")
    torn, whole = tmp_path / "torn", tmp_path / "whole"
    process = subprocess.Popen(
        [*PROGRAM, *arguments, "--out", str(torn)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 120
    while len(lines_of(torn)) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    done = len(lines_of(torn))
    assert 2 <= done < 8
    assert webgen(*arguments, "--out", str(torn)).returncode == 0
    assert webgen(*arguments, "--out", str(whole)).returncode == 0
    names = ("task_id", "sample", "reward", "terms", "stage", "finish", "problem")
    results = [
        sorted(
            ([record[name] for name in names] for record in lines(folder / "results.jsonl")), key=lambda row: row[:2]
        )
        for folder in (torn, whole)
    ]
    assert results[0] == results[1]
    assert len(results[0]) == 8
    summaries = [json.loads((folder / "summary.json").read_text()) for folder in (torn, whole)]
    assert summaries[0] == summaries[1]


def lines_of(folder: Path) -> list[str]:
    """Whole lines that are there already, while they are written."""
    path = folder / "results.jsonl"
    return path.read_bytes().decode().split("\n")[:-1] if path.exists() else []
