"""``webgen run --agent chat`` as a user calls it, against a server that misbehaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.openai_server.scripted import SILENCE, Raw, Request, ScriptedServer, completion, error

PROGRAM = [sys.executable, "-m", "webgen_env.cli", "run", "--agent", "chat"]
KEY = "sk-secret-of-the-test-1234567890"

MISBEHAVIOUR = {
    "key": (error(401, f"Incorrect API key: {KEY}"), "Look at the key in the variable WEBGEN_POLICY_API_KEY"),
    "overload": (error(429, "slow down", retry_after="0.01"), "no completion in 2 tries: status 429 (slow down)"),
    "crash": (error(500, "boom"), "no completion in 2 tries: status 500 (boom)"),
    "garbage": (Raw(b"<html>\x1b[31mgateway</html>"), "the answer is no chat completion, or has no choices"),
    "no-choice": (Raw(b'{"choices": []}'), "the answer is no chat completion, or has no choices"),
    "empty": (completion(""), "the answer is empty"),
    "silence": (SILENCE, "no whole answer within 3 s"),
    "template": (error(400, "you must provide a chat template"), "The model has no chat template; start its server"),
    "context": (error(400, "maximum context length is 4096 tokens"), "max_tokens=64 do not fit into the model's"),
}


def webgen_run(server: ScriptedServer, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    sets = (f"url={server.url}", "model=tiny", "retries=1", "backoff_s=0.01", "request_timeout_s=3", "max_tokens=64")
    return subprocess.run(
        [*PROGRAM, *(word for value in sets for word in ("--set", value)), "--out", str(folder / "run"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "160", "WEBGEN_POLICY_API_KEY": KEY},
    )


def asked_for(request: Request) -> str:
    return request.body["messages"][-1]["content"]


def records(folder: Path) -> dict[str, dict]:
    """The latest record of each task."""
    lines = (folder / "run" / "results.jsonl").read_text("utf-8").splitlines()
    return {record["task_id"]: record for record in map(json.loads, lines)}


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    names = [*MISBEHAVIOUR, "cut", "whole"]
    file = tmp_path / "tasks.jsonl"
    file.write_text("".join(json.dumps({"id": name, "instruction": f"Site {name}."}) + "\n" for name in names))
    return file


@pytest.mark.slow
def test_a_run_goes_on_whatever_the_server_does_and_asks_again(
    server: ScriptedServer, tasks: Path, tmp_path: Path
) -> None:
    answers = {name: step for name, (step, _) in MISBEHAVIOUR.items()}
    answers |= {"cut": completion("<think>half of a", finish="length"), "whole": completion("no site")}
    server.play(lambda request: answers[asked_for(request)[5:-1]])
    done = webgen_run(server, tmp_path, "--tasks", str(tasks))
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    found = records(tmp_path)
    assert set(found) == set(answers)
    for name, (_, said) in MISBEHAVIOUR.items():
        assert (found[name]["finish"], found[name]["reward"], found[name]["fault"]) == ("failed", 0.0, None)
        assert said in found[name]["answer_problem"], name
        assert said in done.stderr, name
    assert (found["cut"]["finish"], found["whole"]["finish"]) == ("length", "stop")
    assert "cut at max_tokens=64" in found["cut"]["answer_problem"]
    shown = " ".join(done.stdout.split())
    assert f"failed completions {len(MISBEHAVIOUR)}, counted as empty; the same command asks for them again" in shown
    assert "cut completions 1, at their limit of tokens" in shown
    written = [path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert all(KEY.encode() not in content for content in [done.stdout.encode(), done.stderr.encode(), *written])

    before = len(server.requests)
    server.play(completion("no site"))
    again = webgen_run(server, tmp_path, "--tasks", str(tasks))
    assert again.returncode == 0, again.stderr
    assert sorted(map(asked_for, server.requests[before:])) == sorted(f"Site {name}." for name in MISBEHAVIOUR)
    assert {record["finish"] for name, record in records(tmp_path).items() if name != "cut"} == {"stop"}
    assert "failed completions" not in again.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "temperatures=1"], "takes no key 'temperatures'. Did you mean 'temperature'"),
        (["--set", "max_tokens=many"], "max_tokens"),
        (["--set", "url=ftp://host"], "expected http://HOST[:PORT]/PATH"),
    ],
)
def test_a_mistake_is_one_message_and_nothing_is_asked(
    server: ScriptedServer, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = webgen_run(server, tmp_path, "--limit", "1", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert server.requests == []


def test_a_missing_extra_names_the_pip_line(
    server: ScriptedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "openai.py").write_text("raise ModuleNotFoundError(\"No module named 'openai'\", name='openai')\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    done = webgen_run(server, tmp_path, "--limit", "1")
    assert done.returncode != 0
    assert "pip install 'webgen-env[chat]'" in done.stderr
    assert "Traceback" not in done.stderr
