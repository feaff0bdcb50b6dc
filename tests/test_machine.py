from __future__ import annotations

import os
from pathlib import Path

import pytest

from webgen_env import machine


@pytest.fixture
def cgroup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(machine, "_CGROUP", tmp_path)
    return tmp_path


def test_without_limits_the_scheduler_decides(cgroup: Path) -> None:
    assert machine.usable_cores() == len(os.sched_getaffinity(0))
    assert machine.usable_memory() > 2**28


@pytest.mark.parametrize(("limit", "cores"), [("50000 100000", 1), ("100000 100000", 1), ("max 100000", None)])
def test_a_quota_of_the_control_group_counts(cgroup: Path, limit: str, cores: int | None) -> None:
    (cgroup / "cpu.max").write_text(limit)
    assert machine.usable_cores() == (cores or len(os.sched_getaffinity(0)))


def test_a_memory_limit_counts(cgroup: Path) -> None:
    (cgroup / "memory.max").write_text(f"{2**28}\n")
    assert machine.usable_memory() == 2**28
    (cgroup / "memory.max").write_text("max\n")
    assert machine.usable_memory() > 2**28
