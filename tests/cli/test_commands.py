"""The command line as a user calls it: a process, its streams and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import agents
from webgen_env import TaskSet

RECORD = {"file", "reward", "terms", "stage", "fault", "violations", "errors", "timing", "provenance", "evidence"}


def webgen(*arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", "from webgen_env.cli import main; main()", *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "160", **environment},
    )


@pytest.fixture
def task() -> str:
    return TaskSet.bundled()[0].id


@pytest.fixture
def good(tmp_path: Path, task: str) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(agents.make("scaffold").act(TaskSet.bundled()[task].instruction, {"task_id": task}))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.bin"
    path.write_bytes(bytes(range(256)) * 10)
    return path


def test_help_names_the_commands() -> None:
    done = webgen("--help")
    assert done.returncode == 0
    for command in ("doctor", "setup", "demo", "score", "bench"):
        assert command in done.stdout


def test_doctor_json_is_json_only_and_healthy() -> None:
    done = webgen("doctor", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["healthy"], done.stderr) == (0, True, "")


def test_doctor_names_the_command_that_mends(tmp_path: Path) -> None:
    done = webgen("doctor", WEBGEN_HOME=str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "missing" in done.stdout
    assert "webgen setup" in done.stdout


def test_setup_again_is_quick_and_says_where() -> None:
    done = webgen("setup")
    assert done.returncode == 0
    assert "ready" in done.stderr


@pytest.mark.slow
def test_score_json(good: Path, bad: Path, task: str) -> None:
    done = webgen("score", str(good), str(bad), "--task", task, "--json", "--routes", "1")
    records = json.loads(done.stdout)
    assert (done.returncode, [record["stage"] for record in records]) == (0, ["scored", "format"]), done.stderr
    assert all(set(record) == RECORD for record in records)
    assert records[0]["reward"] > records[1]["reward"] == 0.0
    assert records[1]["violations"]


@pytest.mark.slow
def test_score_for_people_with_evidence_and_gallery(good: Path, task: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = webgen("score", str(good), "--task", task, "--out", str(out), "--routes", "0")
    assert done.returncode == 0, done.stderr
    assert "scored" in done.stdout
    assert (out / "gallery" / "index.html").is_file()
    assert list(out.glob("*/verdict.json"))


def test_score_reads_standard_input_and_an_own_instruction() -> None:
    done = webgen("score", "-", "--instruction", "A page about tea.", "--json", text="no project")
    assert (done.returncode, json.loads(done.stdout)[0]["stage"]) == (0, "format")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-",), "--task"),
        (("-", "--task", "a", "--instruction", "b"), "one of"),
        (("-", "--task", "no-such-task"), "no-such-task"),
        (("no-such-file.txt", "--instruction", "x"), "no-such-file.txt"),
        (("-", "--instruction", "x", "--preset", "webgen-r2"), "webgen-r2"),
        (("-", "--instruction", "x", "--judge", "desing"), "design"),
        (("-", "--instruction", "x", "--routes", "-1"), "routes"),
        ((), "files"),
    ],
)
def test_usage_errors_exit_with_2_and_one_message(arguments: tuple[str, ...], message: str) -> None:
    done = webgen("score", *arguments, TERM="dumb")
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_missing_toolchain_is_one_message_with_the_command(good: Path, task: str, tmp_path: Path) -> None:
    done = webgen("score", str(good), "--task", task, "--json", WEBGEN_HOME=str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "webgen setup" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_fault_of_ours_exits_with_3(tmp_path: Path) -> None:
    # A registry that refuses connections: an install that needs it is nobody's fault but ours.
    package = json.dumps(
        {"name": "x", "version": "0.0.0", "dependencies": {"react": "^18.3.1", "react-dom": "^18.3.1", "ms": "2.1.3"}}
    )
    from webgen_env import render_completion

    path = tmp_path / "needs-registry.txt"
    files = {
        "package.json": package,
        "src/App.tsx": "import ms from 'ms';\nexport default function App() { return <p>{ms(1)}</p>; }\n",
        "src/pages/Home.tsx": "export default function Home() { return <p>home</p>; }\n",
    }
    path.write_text(render_completion(files, title="x"))
    home = tmp_path / "home"
    home.mkdir()
    from webgen_env.toolchain import cache_home

    for part in ("toolchain", "chromium"):
        (home / part).symlink_to(cache_home() / part)
    done = webgen(
        "score",
        str(path),
        "--instruction",
        "x",
        "--json",
        WEBGEN_HOME=str(home),
        npm_config_registry="http://127.0.0.1:1/",
        pnpm_config_registry="http://127.0.0.1:1/",
    )
    [record] = json.loads(done.stdout)
    assert (done.returncode, record["fault"], record["reward"]) == (3, "infra", None), done.stderr
