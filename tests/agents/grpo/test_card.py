"""Model cards: provenance, numbers, and names that would break out."""

from __future__ import annotations

from pathlib import Path

import yaml

from agents.grpo.assessment import Assessment
from agents.grpo.card import card, versions, write_card
from agents.grpo.loading import load_settings
from agents.grpo.train import TrainResult

HOSTILE = "x|y\n# <script>alert(1)</script> [a](http://b) `c`\x1b[31m"


def _result(folder: Path, **fields: object) -> TrainResult:
    curve = folder / "curve.csv"
    curve.write_text("seed,step,reward\n" + "".join(f"1,{step},{step / 10}\n" for step in range(20)))
    given = {
        "start": {"held_out": Assessment((1.0, 2.0), {"scored": 1, "build": 1})},
        "end": {"held_out": Assessment((3.0, 4.0), {"scored": 2})},
        "curve": curve,
        "seconds": 90.0,
    }
    return TrainResult(folder, folder / "model", 20, **{**given, **fields})  # type: ignore[arg-type]


def test_card_says_what_was_learnt_and_from_what(tmp_path: Path) -> None:
    path = write_card(load_settings("tiny-cpu"), _result(tmp_path))
    assert path == tmp_path / "model" / "README.md"
    text = path.read_text("utf-8")
    assert "| held\\-out | 1.500 [1.000, 2.000] | 3.500 [3.000, 4.000] | 50% | 100% |" in text
    assert "0.050 [0.000, 0.100] over the first 2 of 20 logged steps" in text
    assert "made on the spot, trained from scratch" in text
    assert "GRPO" in text
    for package in ("webgen\\-env", "Python"):
        assert f"| {package} |" in text


def test_header_is_yaml_that_hubs_read(tmp_path: Path) -> None:
    def header(*assignments: str) -> dict[str, object]:
        found = yaml.safe_load(card(load_settings("7b-one-gpu", assignments), _result(tmp_path)).split("---\n")[1])
        assert isinstance(found, dict)
        return found

    assert header()["base_model"] == "Qwen/Qwen2.5-Coder-7B-Instruct"
    assert "base_model" not in header("model.path=tiny")
    assert set(header('model.path=evil/model"\nlicense: mit #')) == {"library_name", "pipeline_tag", "tags"}


def test_names_do_not_break_out(tmp_path: Path) -> None:
    settings = load_settings("tiny-cpu", [f"name={HOSTILE}", f"tasks.set={HOSTILE}"])
    text = card(settings, _result(tmp_path))
    head, _, block = text.partition("## Settings")
    assert "<script>" not in head.replace("\\<script\\>", "")
    assert "\x1b" not in text
    assert head.count("\n# ") == 1
    assert "\n# <script>" not in block


def test_a_fence_in_a_name_does_not_end_the_settings(tmp_path: Path) -> None:
    text = card(load_settings("tiny-cpu", ["name=a````b"]), _result(tmp_path))
    assert text.rstrip().endswith("\n`````")


def test_paths_and_addresses_of_this_machine_stay_here(tmp_path: Path) -> None:
    settings = load_settings(
        "webgen-r1-7b",
        [
            f"sft.source={tmp_path}/secret/distilled.jsonl", f"tasks.path={tmp_path}", f"model.path={tmp_path}/base",
            "environment.judge=vision:http://judge.example:8000/v1#grader", "generation.engine=vllm-server",
            "generation.server_url=http://server.example:8000", f"output.folder={tmp_path}/out",
        ],
    )  # fmt: skip
    text = card(settings, _result(tmp_path))
    for leaked in (str(tmp_path), "secret", "judge.example", "server.example"):
        assert leaked not in text
    assert "distilled" in text
    assert "grader" in text


def test_run_without_assessments_or_curve_has_a_card(tmp_path: Path) -> None:
    text = card(load_settings("tiny-cpu"), _result(tmp_path, start={}, end={}, curve=tmp_path / "absent.csv"))
    assert "No task was held out" in text
    assert "logged steps" not in text


def test_versions_name_what_is_installed_only() -> None:
    found = versions()
    assert {"Python", "webgen-env", "trl", "torch"} <= set(found)
    assert all(found.values())
