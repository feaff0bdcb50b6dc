from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from webgen_env.build.guard import landlock_abi
from webgen_env.build.process import Confinement, end_guarded, read_tail, start_guarded

PYTHON = [sys.executable, "-I", "-S", "-c"]
LIBRARIES = tuple(map(Path, ("/lib", "/lib64", "/usr", "/etc/ld.so.cache", "/dev", sys.base_prefix, sys.prefix)))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie whose parent has not asked for it yet is gone for our purposes.
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[:1]


async def until_gone(pid: int) -> bool:
    for _ in range(200):
        if not alive(pid):
            return True
        await asyncio.sleep(0.05)
    return False


async def started(code: str, folder: Path, **options: object) -> asyncio.subprocess.Process:
    return await start_guarded([*PYTHON, code], environment=dict(os.environ), folder=folder, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [0, 3])
async def test_the_commands_status_and_output_come_back(tmp_path: Path, status: int) -> None:
    process = await started(f"print('out'); raise SystemExit({status})", tmp_path)
    assert await read_tail(process.stdout, 100) == b"out\n"
    assert await process.wait() == status
    await end_guarded(process)


async def test_output_is_bounded_to_its_end(tmp_path: Path) -> None:
    process = await started("print('x' * 10**6 + 'end')", tmp_path)
    assert await read_tail(process.stdout, 10) == b"xxxxxxend\n"
    await end_guarded(process)


async def test_the_command_may_read_the_life_line(tmp_path: Path) -> None:
    process = await started("import sys; print(sys.stdin.readline().strip()[::-1])", tmp_path)
    assert process.stdin is not None
    process.stdin.write(b"abc\n")
    assert await read_tail(process.stdout, 100) == b"cba\n"
    await end_guarded(process)


async def test_ending_kills_the_whole_group_and_removes_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "inner").mkdir(parents=True)
    code = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    process = await started(code, tmp_path, remove=[folder])
    assert process.stdout is not None
    grandchild = int(await process.stdout.readline())
    await end_guarded(process)
    assert await until_gone(grandchild)
    assert not folder.exists()
    await end_guarded(process)


async def test_a_killed_parent_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    parent_code = f"""
import asyncio, os, pathlib, sys
from webgen_env.build.process import start_guarded
async def main():
    command = [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(600)"]
    folder = pathlib.Path({str(folder)!r})
    process = await start_guarded(command, environment=dict(os.environ), folder=folder.parent, remove=[folder])
    print(process.pid, (await process.stdout.readline()).decode(), flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""
    parent = subprocess.Popen([sys.executable, "-c", parent_code], stdout=subprocess.PIPE, text=True)  # noqa: ASYNC220
    assert parent.stdout is not None
    guard, command = map(int, parent.stdout.readline().split())
    assert folder.exists()
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert await until_gone(command)
    assert await until_gone(guard)
    assert not folder.exists()


def test_the_running_kernel_is_asked() -> None:
    assert landlock_abi() >= 0


@pytest.mark.skipif(landlock_abi() == 0, reason="this kernel has no Landlock")
@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("print(open(INSIDE + '/file').read())", True),
        ("open(INSIDE + '/new', 'w').write('x'); print(open(INSIDE + '/new').read())", True),
        ("print(open(READABLE + '/file').read())", True),
        ("print(open(OUTSIDE + '/file').read())", False),
        ("import os; print(os.listdir(OUTSIDE))", False),
        ("open(OUTSIDE + '/new', 'w').write('x')", False),
        ("open(READABLE + '/new', 'w').write('x')", False),
        ("import os; os.remove(OUTSIDE + '/file')", False),
        ("print(open('/etc/passwd').read())", False),
        ("print(open(f'/proc/{PARENT}/environ').read())", False),
        ("import os; os.execv('/usr/bin/env', ['env', 'cat', OUTSIDE + '/file'])", False),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", False),
    ],
)
async def test_confinement(tmp_path: Path, code: str, allowed: bool) -> None:
    folders = {name: tmp_path / name.lower() for name in ("INSIDE", "OUTSIDE", "READABLE")}
    for folder in folders.values():
        folder.mkdir()
        (folder / "file").write_text("content")
    names = "".join(f"{name} = {str(folder)!r}\n" for name, folder in folders.items())
    confinement = Confinement(read=(folders["READABLE"], *LIBRARIES), write=(folders["INSIDE"],))
    process = await started(f"{names}PARENT = {os.getpid()}\n{code}", folders["INSIDE"], confinement=confinement)
    output, errors = await asyncio.gather(read_tail(process.stdout, 5000), read_tail(process.stderr, 5000))
    status = await process.wait()
    await end_guarded(process)
    assert (status == 0) is allowed, errors
    assert (b"content" in output or b"x" in output) is allowed
    assert not (folders["OUTSIDE"] / "new").exists()
    assert (folders["OUTSIDE"] / "file").exists()


async def test_what_does_not_exist_is_left_out_of_the_rules(tmp_path: Path) -> None:
    confinement = Confinement(read=(tmp_path / "gone", *LIBRARIES), write=(tmp_path,))
    process = await started("print('ran')", tmp_path, confinement=confinement)
    assert await read_tail(process.stdout, 100) == b"ran\n"
    await end_guarded(process)


def test_the_guard_is_quick_to_leave_when_its_life_line_is_closed_before_it_starts(tmp_path: Path) -> None:
    guard = Path(sys.modules["webgen_env.build.guard"].__file__ or "")
    order = '{"command": ["sleep", "600"], "remove": [], "read": null, "write": null, "keep": [], "memory": null}'
    reading, writing = os.pipe()
    os.close(writing)
    started_at = time.monotonic()
    done = subprocess.run([sys.executable, "-I", "-S", guard, order], stdin=reading, timeout=60, check=False)
    os.close(reading)
    assert done.returncode != 0
    assert time.monotonic() - started_at < 60


async def test_memory_is_bounded(tmp_path: Path) -> None:
    code = "x = bytearray(300 * 1024 * 1024); print('took')"
    for limit, status in ((None, 0), (100 * 1024 * 1024, 1)):
        process = await started(code, tmp_path, memory_bytes=limit)
        output, errors = await asyncio.gather(read_tail(process.stdout, 100), read_tail(process.stderr, 5000))
        assert await process.wait() == status
        assert (output == b"took\n") is (status == 0), errors
        await end_guarded(process)
