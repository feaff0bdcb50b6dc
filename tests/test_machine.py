from __future__ import annotations

import os
from pathlib import Path

import pytest

from webgen_env import machine

CORES = len(os.sched_getaffinity(0))


@pytest.fixture
def cgroup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "cgroup"
    root.mkdir()
    monkeypatch.setattr(machine, "_CGROUP", root)
    monkeypatch.setattr(machine, "_MEMBERSHIP", tmp_path / "membership")
    return root


def member(cgroup: Path, text: str) -> None:
    (cgroup.parent / "membership").write_text(text)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{text}\n")


def test_without_limits_the_scheduler_decides(cgroup: Path) -> None:
    assert machine.usable_cores() == CORES
    assert machine.usable_memory() > 2**28


@pytest.mark.parametrize(
    ("limit", "cores"),
    [("50000 100000", 1), ("100000 100000", 1), ("max 100000", CORES), ("junk", CORES), ("0 0", CORES), ("", CORES)],
)
def test_a_quota_of_the_control_group_counts(cgroup: Path, limit: str, cores: int) -> None:
    write(cgroup / "cpu.max", limit)
    assert machine.usable_cores() == cores


@pytest.mark.parametrize(("quota", "cores"), [("100000", 1), ("-1", CORES)])
@pytest.mark.parametrize("folder", ["cpu", "cpu,cpuacct"])
def test_a_quota_of_version_1_counts(cgroup: Path, folder: str, quota: str, cores: int) -> None:
    write(cgroup / folder / "cpu.cfs_quota_us", quota)
    write(cgroup / folder / "cpu.cfs_period_us", "100000")
    assert machine.usable_cores() == cores


@pytest.mark.parametrize("name", ["memory.max", "memory/memory.limit_in_bytes"])
def test_a_memory_limit_counts(cgroup: Path, name: str) -> None:
    write(cgroup / name, str(2**28))
    assert machine.usable_memory() == 2**28
    for unlimited in ("max", "9223372036854771712", "0", "junk"):
        write(cgroup / name, unlimited)
        assert 2**28 < machine.usable_memory() < 2**50


@pytest.mark.parametrize(
    ("membership", "root"), [("0::/slice/job\n", ""), ("4:memory:/slice/job\n1:cpu,cpuacct:/slice/job\n", "memory")]
)
def test_the_tightest_of_the_groups_around_the_process_counts(cgroup: Path, membership: str, root: str) -> None:
    name = "memory.limit_in_bytes" if root else "memory.max"
    member(cgroup, membership)
    write(cgroup / root / "slice" / "job" / name, str(2**30))
    write(cgroup / root / "slice" / name, str(2**29))
    write(cgroup / root / "elsewhere" / name, str(2**20))
    assert machine.usable_memory() == 2**29
    write(cgroup / root / "slice" / "job" / name, str(2**28))
    assert machine.usable_memory() == 2**28


def test_a_group_outside_of_what_the_container_sees_is_no_way_out(cgroup: Path) -> None:
    member(cgroup, "0::/../../other\n")
    write(cgroup.parent / "other" / "memory.max", str(2**20))
    write(cgroup / "memory.max", str(2**29))
    assert machine.usable_memory() == 2**29
