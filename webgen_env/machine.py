"""What this process may really use of the machine: cores and memory, container limits included."""

from __future__ import annotations

import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")
_UNLIMITED = 1 << 60


def usable_cores() -> int:
    """Cores that this process may use.

    Returns:
        The smaller of the scheduler's affinity and the control group's CPU quota (rounded up), at least 1.
    """
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    quota = _read(_CGROUP / "cpu.max").split()
    if len(quota) == 2 and quota[0].isdigit() and quota[1].isdigit() and int(quota[1]) > 0:
        affinity = min(affinity, -(-int(quota[0]) // int(quota[1])))
    return max(1, affinity)


def usable_memory() -> int:
    """Memory that this process may use, in bytes.

    Returns:
        The smaller of the physical memory and the control group's limit.
    """
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _read(_CGROUP / "memory.max").strip()
    return min(physical, int(limit) if limit.isdigit() else _UNLIMITED)


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
