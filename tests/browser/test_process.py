"""Chromium processes: nothing remains of them, however their owner ends."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests.browser.conftest import descendants, home, site
from webgen_env.browser import ChromiumBrowser
from webgen_env.browser.process import resident_mb, start_browser
from webgen_env.errors import InfrastructureError

OWNER = textwrap.dedent(
    """
    import asyncio, sys
    from webgen_env.browser import ChromiumBrowser
    from webgen_env.build.site import Site

    async def main():
        browser = ChromiumBrowser(processes=2, page_timeout_s=60, visit_timeout_s=60, sandbox=sys.argv[1])
        await browser.visit(Site({"index.html": b"<h1>Hi</h1>"}))
        print("ready", flush=True)
        await browser.visit(Site({"index.html": b"<h1>Busy</h1><script>while (true);</script>"}))

    asyncio.run(main())
    """
)


def _remaining(processes: set[int]) -> set[int]:
    return {process for process in processes if Path(f"/proc/{process}").exists() and not _is_zombie(process)}


def _is_zombie(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _profiles(folder: Path) -> list[Path]:
    return list(folder.glob("webgen-chromium-*"))


@pytest.mark.parametrize("sandbox", ["none", "auto"])
@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_remains_of_a_killed_owner(chromium, tmp_path, sandbox, deadly):
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, sandbox],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        text=True,
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline().strip() == "ready"
        time.sleep(0.5)
        children = descendants(owner.pid)
        assert len(children) >= 5
        assert _profiles(tmp_path)
        owner.send_signal(deadly)
        owner.wait(20)
    deadline = time.monotonic() + 15
    while (_remaining(children) or _profiles(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _remaining(children) == set()
    assert _profiles(tmp_path) == []


async def test_nothing_remains_after_close(toolchain, chromium, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = descendants(os.getpid())
    chrome = ChromiumBrowser(toolchain, processes=2, page_timeout_s=1)
    await asyncio.gather(chrome.visit(site("<h1>Hi</h1>")), chrome.visit(site("<script>while (true);</script>")))
    assert descendants(os.getpid()) - before
    await chrome.aclose()
    await chrome.aclose()
    assert _remaining(descendants(os.getpid()) - before) == set()
    assert _profiles(tmp_path) == []


async def test_a_program_that_does_not_start_says_why(tmp_path):
    program = tmp_path / "broken"
    program.write_text("#!/bin/sh\necho 'no such library' >&2\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(InfrastructureError, match="no such library"):
        await start_browser([program], {})
    with pytest.raises(InfrastructureError, match="did not start"):
        await start_browser([tmp_path / "missing"], {})


async def test_a_program_that_never_answers_is_given_up(tmp_path):
    program = tmp_path / "silent"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    with pytest.raises(InfrastructureError, match="TimeoutError"):
        await start_browser([program], {"PATH": os.environ["PATH"]}, timeout_s=0.3)


def test_memory_is_that_of_all_descendants():
    assert resident_mb(os.getpid()) > 5
    assert resident_mb(2**30) == 0


async def test_a_used_browser_keeps_its_size(make_browser):
    chrome = make_browser(processes=1)
    for _ in range(3):
        await home(chrome, "<h1>Hi</h1>")
    await asyncio.sleep(0.5)
    count = len(descendants(os.getpid()))
    for _ in range(10):
        await home(chrome, "<h1>Hi</h1>")
    await asyncio.sleep(0.5)
    assert len(descendants(os.getpid())) <= count + 1
