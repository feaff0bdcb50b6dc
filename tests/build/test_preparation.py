"""Layers made ahead of the builds: side by side, each once, and never in the way of those that are there."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.build.sites import project
from webgen_env.build import ViteBuilder
from webgen_env.build.builder import PreparingBuilder
from webgen_env.build.installer import PackageError
from webgen_env.build.layers import LayerStore
from webgen_env.build.plan import plan_install
from webgen_env.build.preparation import Preparation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webgen_env.build.plan import InstallPlan
    from webgen_env.toolchain import Toolchain


class Counting(LayerStore):
    """A real store that counts its installations."""

    installs = running = most_running = 0

    async def _install(
        self, contents: Mapping[str, bytes], arguments: tuple[str, ...], deadline: float
    ) -> tuple[str, tuple[str, ...]]:
        self.installs += 1
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            return await super()._install(contents, arguments, deadline)
        finally:
            self.running -= 1


def plan(version: str) -> InstallPlan:
    return plan_install(project(dependencies={"clsx": version}))


@pytest.mark.parametrize(("installs", "most"), [(1, 1), (2, 2)])
async def test_different_layers_are_made_side_by_side_up_to_a_bound_and_each_once(
    toolchain: Toolchain, tmp_path: Path, installs: int, most: int
) -> None:
    store = Counting(toolchain, root=tmp_path)
    preparation = Preparation(store, installs=installs)
    wanted = [plan(version) for version in ("2.1.1", "2.1.1", "2.1.0", "2.1.1", "2.0.1", "2.1.0")]
    assert not any(store.has(each) for each in wanted)
    await asyncio.gather(*(preparation.prepare(each, timeout_s=100) for each in wanted))
    assert (store.installs, store.most_running) == (3, most)
    assert all(store.has(each) for each in wanted)


async def test_a_set_that_does_not_install_is_asked_for_once(toolchain: Toolchain, tmp_path: Path) -> None:
    store = Counting(toolchain, root=tmp_path)
    preparation = Preparation(store)
    failures = await asyncio.gather(
        *(preparation.prepare(plan("^99.0.0"), timeout_s=100) for _ in range(4)), return_exceptions=True
    )
    assert [type(failure) for failure in failures] == [PackageError] * 4
    assert store.installs == 1
    assert not store.has(plan("^99.0.0"))


async def test_who_waits_and_gives_up_leaves_the_others_alone(toolchain: Toolchain, tmp_path: Path) -> None:
    store = Counting(toolchain, root=tmp_path)
    preparation = Preparation(store, installs=1)
    tasks = [asyncio.create_task(preparation.prepare(plan("2.1.1"), timeout_s=100)) for _ in range(3)]
    await asyncio.sleep(0.05)
    tasks[0].cancel()
    tasks[1].cancel()
    await tasks[2]
    assert store.has(plan("2.1.1"))


async def test_a_builder_prepares_one_project_while_it_builds_another(toolchain: Toolchain, tmp_path: Path) -> None:
    store = LayerStore(toolchain, root=tmp_path)
    async with ViteBuilder(toolchain, layers=tmp_path) as builder:
        assert isinstance(builder, PreparingBuilder)
        async with store.use(plan_install(project()), timeout_s=100):
            pass
        assert builder.ready(project())
        other = project(dependencies={"clsx": "2.1.1"})
        assert not builder.ready(other)
        outcome, prepared = await asyncio.gather(builder.build(project()), builder.prepare(other))
        assert prepared is None
        assert outcome.site is not None
        assert builder.ready(other)
        assert (await builder.build(other)).timing["layer"] < 0.5, "nothing was left to install"


async def test_what_cannot_be_installed_or_needs_nothing(toolchain: Toolchain) -> None:
    async with ViteBuilder(toolchain) as builder:
        assert builder.ready(project(dependencies={"left": "file:../../etc"})), "it is refused without an installation"
        unknown = project(dependencies={"webgen-no-such-package-qzx": "^1.0.0"})
        assert not builder.ready(unknown)
        outcome = await builder.prepare(unknown)
    assert outcome is not None
    assert (outcome.stage, outcome.site) == ("install", None)
    assert [error.rule for error in outcome.errors] == ["install.unknown-package"]


_ANOTHER = """
import asyncio, pathlib, sys
from tests.build.test_preparation import Counting, plan
from webgen_env.build.preparation import Preparation
from webgen_env.toolchain import locate_toolchain
async def main():
    store = Counting(locate_toolchain(), root=pathlib.Path(sys.argv[1]))
    print("ready", flush=True)
    sys.stdin.readline()
    await asyncio.gather(*(Preparation(store).prepare(plan(version), timeout_s=100) for version in sys.argv[2:]))
    print(store.installs)
asyncio.run(main())
"""


def test_a_layer_that_another_process_makes_is_waited_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _ANOTHER, str(tmp_path), "2.1.1", "2.1.0"]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    outputs = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        outputs.append(int(process.communicate()[0]))
        assert process.returncode == 0
    assert sum(outputs) == 2, "each of the two layers was installed by one of the three processes"
