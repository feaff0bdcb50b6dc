"""Files of faults, and what is wrong with them by file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.validation import SiteFaults, load_faults

GOOD = """\
task: small
mutants:
- id: dead-handler
  operator: dead-handler
  says: Save does nothing.
  changes:
  - file: src/App.tsx
    find: Save
    replace: Keep
  breaks: [show]
rewrites:
- id: hash-router
  kind: router
  says: HashRouter instead of BrowserRouter.
  changes:
  - file: src/App.tsx
    find: BrowserRouter
    replace: HashRouter
    every: true
"""


def write(folder: Path, text: str, name: str = "small.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_reads_yaml_and_json_alike(tmp_path: Path) -> None:
    faults = load_faults(write(tmp_path, GOOD))
    assert (faults.task, faults.mutants[0].breaks, faults.rewrites[0].changes[0].every) == ("small", ("show",), True)
    text = json.dumps(faults.model_dump(mode="json"))
    assert load_faults(write(tmp_path, text, "small.json")) == faults


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            "operator: dead-handler",
            "operator: dead-handlr",
            4,
            "unknown operator dead-handlr; did you mean 'dead-handler'",
        ),
        ("  breaks: [show]\n", "", 3, "expected 'breaks' with at least one contract"),
        (
            "  breaks: [show]\n",
            "  breaks: [show]\n  detector: build\n",
            3,
            "expected 'breaks' with at least one contract",
        ),
        ("  breaks: [show]\n", "  breaks: [show, show]\n", 3, "stands twice under 'breaks'"),
        ("    replace: Keep\n", "", 7, "this field is missing"),
        ("    find: Save\n", "    find: ''\n", 8, "at least 1 character"),
        ("  says: Save does nothing.", "  why: Save does nothing.", 5, "unknown field"),
        ("id: hash-router", "id: dead-handler", 1, "the id 'dead-handler' stands twice"),
        ("kind: router", "kind: routers", 13, "Input should be"),
        ("id: hash-router", "id: Hash Router", 12, "should match pattern"),
        ("file: src/App.tsx\n    find: Save", "file: /etc/passwd\n    find: Save", 7, "should match pattern"),
    ],
)
def test_problems_name_file_line_and_place(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    with pytest.raises(ConfigurationError) as caught:
        load_faults(write(tmp_path, text))
    assert f"small.yaml:{line}: $" in str(caught.value)
    assert message in str(caught.value)


def test_text_that_is_no_yaml_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"small\.yaml:2"):
        load_faults(write(tmp_path, "task: small\nmutants: [}\n"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot read .*none\.yaml"):
        load_faults(tmp_path / "none.yaml")


def test_the_schema_is_closed_and_frozen() -> None:
    faults = SiteFaults(task="small")
    with pytest.raises(ValueError, match="frozen"):
        faults.task = "other"  # type: ignore[misc]
