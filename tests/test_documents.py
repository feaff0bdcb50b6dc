"""README and examples are executed, and name only what exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from webgen_env.contracts import parse_contracts

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("code", PYTHON, ids=[str(number) for number in range(len(PYTHON))])
def test_the_readmes_python_runs(code: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_readmes_contract_is_one() -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    (contract,) = parse_contracts(yaml.safe_load(text))
    assert contract.id == "add-and-rename"


def test_there_is_python_in_the_readme() -> None:
    assert len(PYTHON) >= 3
    assert any("gymnasium.make(" in code for code in PYTHON)


def test_the_readmes_targets_and_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\S+)", README, flags=re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
    from typer.testing import CliRunner

    from webgen_env.cli import app

    helped = CliRunner().invoke(app, ["--help"]).output
    for command in re.findall(r"^webgen (\S+)", README, flags=re.MULTILINE):
        assert command in helped


def test_the_readmes_local_links_exist() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.slow
@pytest.mark.parametrize("example", ["one_episode.py", "own_policy.py", "all_instructions.py"])
def test_examples_run_as_printed_in_their_docstrings(example: str, tmp_path: Path) -> None:
    text = (ROOT / "examples" / example).read_text("utf-8")
    commands = re.findall(rf"^    python examples/{example}(.*)$", text, flags=re.MULTILINE)
    assert commands
    for arguments in commands:
        done = subprocess.run(
            [sys.executable, str(ROOT / "examples" / example), *arguments.split()],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_examples_say_how_to_run_them(example: Path) -> None:
    assert f"python examples/{example.name}" in example.read_text("utf-8")
