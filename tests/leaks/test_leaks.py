"""Nothing of ours is left, however a program ends in the middle of a batch."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.leaks.conftest import Remains

pytestmark = pytest.mark.slow

Run = Callable[..., Remains]

_IMPATIENT = """
import json, sys
from tests.leaks import warden
warden.PATIENCE_S = 0.5
print(json.dumps(warden.main(sys.argv[1], sys.argv[2:])))
"""


def check(remains: Remains, status: int) -> None:
    assert remains.processes == ()
    assert remains.files == ()
    assert remains.status == status, remains.output
    running = " ".join(remains.before)
    assert "chromium" in running, "no browser ran, so nothing was shown"
    assert "main.mjs" in running, "no build worker ran, so nothing was shown"


@pytest.mark.parametrize(
    ("way", "status"), [("end", 0), ("close", 0), ("exception", 5), ("unclosed", 0), ("uncaught", 5), ("os_exit", 5)]
)
def test_a_program_that_ends_by_itself(remains: Run, way: str, status: int) -> None:
    check(remains(way), status)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL", "SIGABRT"])
@pytest.mark.parametrize("way", ["bare", "in_with"])
def test_a_program_that_a_signal_ends(remains: Run, way: str, name: str) -> None:
    # Python answers Ctrl-C with an exception, and then ends by that signal.
    check(remains(way, name), -getattr(signal, name))


def test_a_killed_program_with_a_forked_child_that_lives_on(remains: Run) -> None:
    check(remains("forked", "SIGKILL"), -signal.SIGKILL)


@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_a_program_that_ends_while_packages_are_installed(remains: Run, name: str) -> None:
    left = remains("installing", name)
    assert left.processes == ()
    assert left.files == ()
    assert left.status != 0
    assert any("pnpm" in command for command in left.before), "nothing was being installed, so nothing was shown"


def test_the_warden_sees_what_is_left() -> None:
    """A check of the check: a process that leaves its group and session behind is found all the same."""
    code = "import subprocess; subprocess.Popen(['sleep', '30'], start_new_session=True); print('ready', flush=True)"
    done = subprocess.run(
        [sys.executable, "-c", _IMPATIENT, "-", sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert [command.strip() for command in json.loads(done.stdout)["left"]] == ["sleep 30"]
