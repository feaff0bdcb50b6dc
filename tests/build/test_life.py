"""What happens to builds, layers and processes when things end badly."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.build.sites import listed, project
from tests.build.test_guard import until_gone
from webgen_env.build import ViteBuilder
from webgen_env.build.installer import PackageError
from webgen_env.build.layers import LayerStore
from webgen_env.build.plan import plan_install
from webgen_env.build.worker import Worker
from webgen_env.errors import InfrastructureError, ToolchainError

if TYPE_CHECKING:
    from webgen_env.toolchain import Toolchain

# Loops in Sass, in the worker's only thread.
ENDLESS = "@function f($n) { @while true { $n: $n + 1; } @return $n; }\n.a { width: f(1); }\n"
LOOPING = {"src/App.tsx": "import './a.scss';\nexport default () => <p />;\n", "src/a.scss": ENDLESS}
SASS = {"sass": "^1.70.0"}


def worker_of(builder: ViteBuilder) -> Worker:
    assert builder._worker is not None
    return builder._worker


async def test_a_killed_worker_is_replaced_and_the_build_repeated(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain) as builder:
        first = await builder.build(project())
        pid = worker_of(builder).pid
        task = asyncio.create_task(builder.build(project(LOOPING, tools=SASS)))
        await asyncio.sleep(0.3)
        os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        again = await builder.build(project())
        assert worker_of(builder).pid != pid
    assert first.site is not None
    assert again.site is not None
    assert again.site.digest == first.site.digest


async def test_a_build_in_progress_survives_the_death_of_its_worker(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain) as builder:
        await builder.build(project())
        pid = worker_of(builder).pid
        # Stopped, so that it is in mid-build for certain when it is killed.
        os.kill(pid, signal.SIGSTOP)
        task = asyncio.create_task(builder.build(project()))
        await asyncio.sleep(0.2)
        os.kill(pid, signal.SIGKILL)
        outcome = await task
        assert outcome.site is not None
        assert worker_of(builder).pid != pid


def dying(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    """Every worker dies as soon as it has started."""
    original = Worker.start

    async def start_and_die(self: Worker) -> None:
        await original(self)
        os.kill(self.pid, number)

    monkeypatch.setattr(Worker, "start", start_and_die)


async def test_dying_twice_is_the_projects_failure(toolchain: Toolchain, monkeypatch: pytest.MonkeyPatch) -> None:
    dying(monkeypatch, signal.SIGSEGV)
    async with ViteBuilder(toolchain) as builder:
        outcome = await builder.build(project())
    assert [error.rule for error in outcome.errors] == ["build.crash"]
    assert outcome.stage == "build"


async def test_being_killed_twice_is_ours(toolchain: Toolchain, monkeypatch: pytest.MonkeyPatch) -> None:
    dying(monkeypatch, signal.SIGKILL)
    async with ViteBuilder(toolchain) as builder:
        with pytest.raises(InfrastructureError, match="killed from outside"):
            await builder.build(project())


async def test_a_killed_guard_takes_its_worker_along(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain) as builder:
        await builder.build(project())
        worker = worker_of(builder)
        assert worker._process is not None
        os.kill(worker._process.pid, signal.SIGKILL)
        assert await until_gone(worker.pid)
        assert (await builder.build(project())).site is not None


async def test_an_endless_build_costs_its_deadline(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain, build_timeout_s=2.0) as builder:
        outcome = await builder.build(project(LOOPING, tools=SASS))
        assert [error.rule for error in outcome.errors] == ["build.deadline"]
        assert outcome.site is None
        after = await builder.build(project())
        assert after.site is not None


async def test_the_callers_deadline_counts_too(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain) as builder:
        await builder.build(project())
        outcome = await builder.build(project(LOOPING, tools=SASS), timeout_s=3.0)
    assert [error.rule for error in outcome.errors] == ["build.deadline"]


async def test_a_build_called_off_does_not_answer_the_next_question(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain) as builder:
        await builder.build(project())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(builder.build(project(LOOPING, tools=SASS)), 0.5)
        outcome = await builder.build(project({"src/App.tsx": "export default () => <p>second</p>;\n"}))
    assert outcome.site is not None
    assert any(b"second" in content for content in outcome.site.files.values())


async def test_workers_retire(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain, max_builds=2) as builder:
        await builder.build(project())
        first = worker_of(builder).pid
        await builder.build(project())
        assert builder._worker is None
        await builder.build(project())
        assert worker_of(builder).pid != first
    assert await until_gone(first)


async def test_a_grown_worker_retires(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain, max_memory_bytes=1) as builder:
        assert (await builder.build(project())).site is not None
        assert builder._worker is None


async def test_closing_leaves_nothing(toolchain: Toolchain) -> None:
    builder = ViteBuilder(toolchain)
    await builder.build(project())
    worker = worker_of(builder)
    assert worker._workspace is not None
    folder = worker._workspace.path
    assert folder.is_dir()
    assert listed(folder) == {"in-use"}
    await builder.aclose()
    assert not folder.exists()
    assert await until_gone(worker.pid)


PARENT = """
import asyncio, pathlib, sys
from tests.build.sites import listed, project
from tests.build.test_life import LOOPING, SASS
from webgen_env.build import ViteBuilder
async def main():
    builder = ViteBuilder()
    await builder.build(project())
    worker = builder._worker
    print(worker.pid, worker._process.pid, worker._workspace.path, flush=True)
    await builder.build(project(LOOPING, tools=SASS))
asyncio.run(main())
"""


async def test_a_killed_parent_leaves_no_process_and_no_folder() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)  # noqa: ASYNC220
    assert parent.stdout is not None
    worker, guard, folder = parent.stdout.readline().split()
    await asyncio.sleep(0.5)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert await until_gone(int(worker))
    assert await until_gone(int(guard))
    assert listed(Path(folder)) == set()


async def test_a_toolchain_that_does_not_start_says_so(toolchain: Toolchain, tmp_path: Path) -> None:
    broken = dataclasses.replace(toolchain, modules=tmp_path)
    async with ViteBuilder(broken) as builder:
        with pytest.raises(ToolchainError, match="does not start"):
            await builder.build(project())


async def test_two_processes_make_one_layer(toolchain: Toolchain, tmp_path: Path) -> None:
    code = f"""
import asyncio, dataclasses, pathlib
from tests.build.sites import listed, project
from webgen_env.build.layers import LayerStore
from webgen_env.build.plan import plan_install
from webgen_env.toolchain import locate_toolchain
async def main():
    store = LayerStore(locate_toolchain(), root=pathlib.Path({str(tmp_path)!r}))
    async with store.use(plan_install(project(dependencies={{"clsx": "2.1.1"}})), timeout_s=100) as layer:
        print(layer.digest, (layer.modules / "clsx" / "package.json").is_file())
asyncio.run(main())
"""
    processes = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]  # noqa: ASYNC220
    outputs = [process.communicate()[0].split() for process in processes]
    assert outputs[0] == outputs[1]
    assert outputs[0][1] == "True"
    assert [name for name in listed(tmp_path) if not name.startswith(".")] == [outputs[0][0]]


async def test_what_a_killed_install_left_is_swept(toolchain: Toolchain, tmp_path: Path) -> None:
    left = tmp_path / "webgen-build-left"
    left.mkdir()
    (left / "in-use").touch()
    os.utime(left, (1, 1))
    store = LayerStore(toolchain, root=tmp_path)
    async with store.use(plan_install(project(dependencies={"clsx": "2.1.1"})), timeout_s=100):
        assert not left.exists()


async def test_layers_are_evicted_but_never_one_in_use(toolchain: Toolchain, tmp_path: Path) -> None:
    store = LayerStore(toolchain, root=tmp_path, max_bytes=1)
    first = plan_install(project(dependencies={"clsx": "2.1.1"}))
    second = plan_install(project(dependencies={"clsx": "2.1.0"}))
    async with store.use(first, timeout_s=100) as used:
        assert store.evict() == 0
        async with store.use(second, timeout_s=100) as other:
            assert (other.modules / "clsx").is_dir()
        assert (used.modules / "clsx").is_dir()
        assert store.evict() == 1
        assert not other.modules.exists()
    assert store.evict(keep=used.digest) == 0
    assert store.evict() == 1
    assert not used.modules.exists()
    assert [name for name in listed(tmp_path) if not name.startswith(".")] == []


async def test_sets_that_resolve_alike_share_a_layer(toolchain: Toolchain, tmp_path: Path) -> None:
    store = LayerStore(toolchain, root=tmp_path)
    digests = set()
    for specifier in ("2.1.1", ">=2.1.1 <2.1.2"):
        async with store.use(plan_install(project(dependencies={"clsx": specifier})), timeout_s=100) as layer:
            digests.add(layer.digest)
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("dependencies", "rule", "words"),
    [
        ({"webgen-no-such-package-qzx": "^1.0.0"}, "install.unknown-package", "webgen-no-such-package-qzx"),
        ({"@webgen-no-such-scope-qzx/a": "1"}, "install.unknown-package", "@webgen-no-such-scope-qzx/a"),
        ({"clsx": "^99.0.0"}, "install.unknown-version", "clsx"),
        ({"clsx": "no-such-tag"}, "install.unknown-version", "clsx"),
    ],
)
async def test_unknown_packages(
    toolchain: Toolchain, tmp_path: Path, dependencies: dict[str, str], rule: str, words: str
) -> None:
    store = LayerStore(toolchain, root=tmp_path)
    for _ in range(2):
        with pytest.raises(PackageError) as caught:
            async with store.use(plan_install(project(dependencies=dependencies)), timeout_s=100):
                pass
        assert caught.value.finding.rule == rule
        assert words in caught.value.finding.message
        assert "http" not in caught.value.finding.message


@pytest.mark.slow
async def test_peers_that_npm_refuses(toolchain: Toolchain) -> None:
    conflict = project(tools={"eslint": "^9.9.1", "eslint-plugin-react-hooks": "4.6.0"})
    within = project(dependencies={"react": "^18.3.1", "react-dom": "^18.3.1", "react-leaflet": "^5.0.0"})
    async with ViteBuilder(toolchain) as builder:
        for refused in (conflict, within):
            outcome = await builder.build(refused)
            assert [error.rule for error in outcome.errors] == ["install.peer-conflict"]
            assert outcome.stage == "install"


@pytest.mark.slow
async def test_peers_that_npm_overrules(toolchain: Toolchain) -> None:
    # react-beautiful-dnd brings packages whose peers are older, which npm only warns about.
    dependencies = {"react": "^18.3.1", "react-dom": "^18.3.1", "react-beautiful-dnd": "^13.1.1"}
    async with ViteBuilder(toolchain) as builder:
        outcome = await builder.build(project(dependencies=dependencies))
    assert outcome.site is not None, outcome.errors
