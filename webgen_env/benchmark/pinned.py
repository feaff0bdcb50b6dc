"""A measurement in a fresh interpreter, on a given number of cores.

A process that is measured on fewer cores than the machine has must not use the others, and neither must anything that
it starts. Affinity is inherited: the fresh interpreter narrows its own before it imports anything, so every thread,
build worker and browser after that has the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webgen_env.errors import InfrastructureError

_PRELUDE = """\
import ctypes, json, os, sys, time
ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG: it ends when this process does, however that is
order = json.loads(sys.stdin.readline())
if order["cores"]:
    os.sched_setaffinity(0, order["cores"])
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
"""
_ANSWER = "\nanswers.write(json.dumps(answer))\nanswers.close()\n"


@dataclass(frozen=True, slots=True)
class FreshRun:
    """What a fresh interpreter answered.

    Attributes:
        answer: The answer.
        seconds: Wall time from its start to its end.
    """

    answer: Any
    seconds: float


def run_fresh(script: str, order: Mapping[str, Any], *, cores: int | None = None, timeout_s: float = 900.0) -> FreshRun:
    """Run a script in a fresh interpreter and wait for its answer.

    Args:
        script: Python statements that read the dictionary ``order`` and set ``answer`` to a JSON value. What they print
            goes to standard error.
        order: JSON values for the script.
        cores: How many of the cores of this process it may use; ``None``: all.
        timeout_s: Deadline in seconds.

    Returns:
        The answer, and how long it took.

    Raises:
        InfrastructureError: The script failed or missed the deadline; the message has the end of its output.
    """
    usable = sorted(os.sched_getaffinity(0))
    message = json.dumps({**order, "cores": usable[:cores] if cores is not None else []})
    started = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"{_PRELUDE}{script}{_ANSWER}"],
            input=f"{message}\n",
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout_s,
            check=True,
        )
        answer = json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        raise InfrastructureError(
            f"A measurement in a fresh interpreter failed: {error.stderr[-1500:].strip()}", stage="benchmark"
        ) from error
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise InfrastructureError(
            f"A measurement in a fresh interpreter gave no answer within {timeout_s:g} s: {error}", stage="benchmark"
        ) from error
    return FreshRun(answer, time.perf_counter() - started)
