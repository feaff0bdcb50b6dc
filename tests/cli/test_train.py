"""``webgen train`` as a user calls it: streams and exit status. Real runs: tests/agents/grpo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from webgen_env.cli import app
from webgen_env.cli.output import results
from webgen_env.errors import ConfigurationError

PROGRAM = [sys.executable, "-m", "webgen_env.cli", "train"]


def webgen_train(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, text=True, check=False, env={**os.environ, **environment}
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


def test_a_mistake_is_one_message_and_a_usage_error(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("base: tiny-cpu\ngrpo:\n  max_steps: many\n")
    done = webgen_train("--config", str(file), "--dry-run")
    assert (done.returncode, done.stdout) == (2, "")
    assert "mine.yaml:3: grpo.max_steps: " in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_extra_names_the_pip_line(tmp_path: Path) -> None:
    (tmp_path / "trl.py").write_text("raise ModuleNotFoundError(\"No module named 'trl'\", name='trl')\n")
    done = webgen_train("--preset", "tiny-cpu", "--dry-run", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "pip install 'webgen-env[grpo]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "either --preset NAME or --config FILE"),
        (["--preset", "tiny-cpu", "--config", "x.yaml"], "either --preset NAME or --config FILE"),
        (["--preset", "tinycpu"], "did you mean 'tiny-cpu'"),
        (["--preset", "tiny-cpu", "--set", "grpo.betta=1"], "did you mean 'grpo.beta'"),
        (["--preset", "tiny-cpu", "--set", "grpo.max_completion_length=20"], "every completion would be cut"),
    ],
)
def test_what_cannot_be_run_does_not_begin(arguments: list[str], said: str, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = CliRunner().invoke(app, ["train", *arguments, "--out", str(out)])
    assert isinstance(done.exception, ConfigurationError)
    assert said in str(done.exception)
    assert not out.exists()


def test_fields_are_explained(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from webgen_env.cli.train import show_fields

    show_fields(as_json=True)
    rows = {row["field"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["grpo.epsilon"]["default"] == 0.2
    assert rows["model.lora"]["type"].endswith("null")
    monkeypatch.setattr(results, "_width", 100)
    show_fields(as_json=False)
    page = capsys.readouterr().out
    assert "grpo.mask_truncated_completions" in page
    assert max(map(len, page.splitlines())) <= 100
