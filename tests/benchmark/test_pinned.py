"""Measurements in a fresh interpreter."""

from __future__ import annotations

import os

import pytest

from webgen_env.benchmark.pinned import run_fresh
from webgen_env.errors import InfrastructureError


def test_an_order_goes_in_and_an_answer_comes_out() -> None:
    run = run_fresh("answer = {'twice': order['text'] * 2}", {"text": "aé\n"})
    assert run.answer == {"twice": "aé\naé\n"}
    assert run.seconds > 0


def test_it_is_kept_on_as_many_cores_as_asked_for() -> None:
    script = "import subprocess\nanswer = sorted(os.sched_getaffinity(0))"
    assert run_fresh(script, {}, cores=1).answer == sorted(os.sched_getaffinity(0))[:1]
    assert run_fresh(script, {}).answer == sorted(os.sched_getaffinity(0))


def test_what_it_starts_is_kept_there_too() -> None:
    script = (
        "import subprocess\n"
        "code = 'import os; print(len(os.sched_getaffinity(0)))'\n"
        "answer = int(subprocess.run([sys.executable, '-c', code], capture_output=True, check=True).stdout)"
    )
    assert run_fresh(script, {}, cores=1).answer == 1


def test_what_it_prints_is_not_the_answer() -> None:
    assert run_fresh("print('hello')\nanswer = 1", {}).answer == 1


def test_a_failure_tells_its_end() -> None:
    with pytest.raises(InfrastructureError, match="ZeroDivisionError"):
        run_fresh("answer = 1 / 0", {})


def test_a_deadline_ends_it() -> None:
    with pytest.raises(InfrastructureError, match=r"within 0\.5 s"):
        run_fresh("time.sleep(60)\nanswer = 1", {}, timeout_s=0.5)
