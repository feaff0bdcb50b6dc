"""``webgen train`` as a user calls it: a process, its streams and its exit status. Real runs: tests/agents/grpo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "webgen_env.cli", "train"]


def webgen_train(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "100", **environment},
    )


def test_dry_run_prints_one_json_document_and_says_whether_it_can_run() -> None:
    done = webgen_train("--preset", "webgen-r1-7b", "--set", "grpo.max_completion_length=512", "--dry-run", "--json")
    assert done.returncode == 1
    record = json.loads(done.stdout)
    assert record["can_run"] is False
    assert record["settings"]["grpo"]["max_completion_length"] == 512
    assert [remark["field"] for remark in record["remarks"] if remark["level"] == "stop"] == [
        "grpo.max_completion_length"
    ]
    assert record["checked"] == ["GRPOConfig", "SFTConfig"]
    assert "--set grpo.max_completion_length=512" in record["launch"][0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "either --preset NAME or --config FILE"),
        (["--preset", "tiny-cpu", "--config", "x.yaml"], "either --preset NAME or --config FILE"),
        (["--preset", "tinycpu"], "did you mean 'tiny-cpu'"),
        (["--preset", "tiny-cpu", "--set", "grpo.betta=1"], "did you mean 'grpo.beta'"),
    ],
)
def test_a_mistake_is_one_message_and_a_usage_error(arguments: list[str], said: str) -> None:
    done = webgen_train(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_file_names_file_line_and_field(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("base: tiny-cpu\ngrpo:\n  max_steps: many\n")
    done = webgen_train("--config", str(file), "--dry-run")
    assert done.returncode == 2
    assert "mine.yaml:3: grpo.max_steps: " in done.stderr


def test_a_run_that_cannot_work_does_not_begin(tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = webgen_train("--preset", "tiny-cpu", "--set", "grpo.max_completion_length=20", "--out", str(out))
    assert done.returncode == 2
    assert "every completion would be cut" in done.stderr
    assert not out.exists()


def test_missing_extra_names_the_pip_line(tmp_path: Path) -> None:
    (tmp_path / "trl.py").write_text("raise ModuleNotFoundError(\"No module named 'trl'\", name='trl')\n")
    done = webgen_train("--preset", "tiny-cpu", "--dry-run", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "pip install 'webgen-env[grpo]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_fields_are_explained() -> None:
    done = webgen_train("--fields", "--json")
    rows = {row["field"]: row for row in json.loads(done.stdout)}
    assert rows["grpo.epsilon"]["default"] == 0.2
    assert rows["model.lora"]["type"].endswith("null")
    page = webgen_train("--fields").stdout
    assert "grpo.mask_truncated_completions" in page
    assert max(map(len, page.splitlines())) <= 100
