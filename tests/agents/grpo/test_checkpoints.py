from __future__ import annotations

import json
from pathlib import Path

from agents.grpo.checkpoints import last_checkpoint


def checkpoint(folder: Path, step: int, state: str | None) -> Path:
    path = folder / f"checkpoint-{step}"
    path.mkdir(parents=True)
    (path / "model.safetensors").write_bytes(b"weights")
    if state is not None:
        (path / "trainer_state.json").write_text(state)
    return path


def whole(folder: Path, step: int) -> Path:
    return checkpoint(folder, step, json.dumps({"global_step": step}))


def test_there_is_none(tmp_path: Path) -> None:
    assert last_checkpoint(tmp_path / "nowhere") is None
    assert last_checkpoint(tmp_path) is None


def test_the_highest_number_counts_and_not_the_last_in_the_alphabet(tmp_path: Path) -> None:
    whole(tmp_path, 9)
    latest = whole(tmp_path, 10)
    assert last_checkpoint(tmp_path) == latest


def test_what_a_kill_left_half_written_is_taken_away(tmp_path: Path) -> None:
    good = whole(tmp_path, 5)
    broken = [
        checkpoint(tmp_path, 10, None),
        checkpoint(tmp_path, 15, '{"global_step": 15, "log_hist'),
        checkpoint(tmp_path, 20, "[]"),
        checkpoint(tmp_path, 25, '{"global_step": 24}'),
    ]
    assert last_checkpoint(tmp_path) == good
    assert not any(path.exists() for path in broken)


def test_other_folders_stay(tmp_path: Path) -> None:
    other = tmp_path / "checkpoint-best"
    other.mkdir()
    (tmp_path / "runs").mkdir()
    assert last_checkpoint(tmp_path) is None
    assert other.exists()
