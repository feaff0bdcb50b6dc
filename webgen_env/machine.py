"""What this process may really use of the machine: cores and memory, container limits included."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_CGROUP = Path("/sys/fs/cgroup")
_MEMBERSHIP = Path("/proc/self/cgroup")


def usable_cores() -> int:
    """Cores that this process may use.

    Returns:
        The smaller of the scheduler's affinity and the tightest CPU quota of the control groups that the process is in
        (versions 1 and 2; rounded up), at least 1.
    """
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    quotas = [quota for folder in _control_groups("cpu") if (quota := _quota(folder)) is not None]
    return max(1, min([affinity, *quotas]))


def usable_memory() -> int:
    """Memory that this process may use, in bytes.

    Returns:
        The smaller of the physical memory and the tightest limit of the control groups that the process is in
        (versions 1 and 2). What other processes use at the moment does not count.
    """
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    names = ("memory.max", "memory.limit_in_bytes")
    texts = [_read(folder / name) for folder in _control_groups("memory") for name in names]
    return min([physical, *(int(text) for text in texts if text.isdigit() and int(text) > 0)])


def _quota(folder: Path) -> int | None:
    """Whole cores that a control group grants; ``None`` without a limit."""
    quota, _, period = _read(folder / "cpu.max").partition(" ")
    if not quota:
        quota, period = _read(folder / "cpu.cfs_quota_us"), _read(folder / "cpu.cfs_period_us")
    # Without a limit the quota says "max", or -1 in version 1.
    if not (quota.isdigit() and period.isdigit() and int(quota) > 0 and int(period) > 0):
        return None
    return -(-int(quota) // int(period))


def _control_groups(controller: str) -> Iterator[Path]:
    """Folders of the control groups that this process is in, innermost first.

    In a container the path that the kernel names may lie outside of what the container sees; the root of the mount is
    then the container's own group, so it is always among them.
    """
    paths = {PurePosixPath("/")}
    for line in _read(_MEMBERSHIP).splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        named = PurePosixPath(path)
        if (not controllers or controller in controllers.split(",")) and ".." not in named.parts:
            paths |= {named, *named.parents}
    # Version 2, version 2 beside version 1, and version 1, whose folders may be shared by several controllers.
    for root in (_CGROUP, _CGROUP / "unified", _CGROUP / controller, _CGROUP / "cpu,cpuacct"):
        for group in sorted(paths, key=lambda group: len(group.parts), reverse=True):
            folder = root / group.relative_to("/")
            if folder.is_dir():
                yield folder


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
