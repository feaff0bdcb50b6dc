"""What a measurement was made on."""

from __future__ import annotations

import platform

from webgen_env.machine import usable_cores, usable_memory


def describe_machine() -> dict[str, str | int | float]:
    """Describe the machine as far as this process may use it.

    Returns:
        ``processor``, ``cores``, ``memory_gib``, ``system`` and ``python``.
    """
    return {
        "processor": _processor(),
        "cores": usable_cores(),
        "memory_gib": round(usable_memory() / 1024**3, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:  # noqa: PTH123  # not a real file
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
