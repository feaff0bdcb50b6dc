"""Settings of every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from webgen_env.toolchain import locate_node


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sites", type=int, default=24, help="sites in the batches in which processes are killed")


APART = ("vllm",)
"""Tests with these marks run only when ``-m`` names the mark; pytest counts them as deselected otherwise."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = config.option.markexpr
    apart = [item for item in items if any(item.get_closest_marker(mark) and mark not in asked for mark in APART)]
    if apart:
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if item not in apart]


@pytest.fixture(scope="session")
def sites(pytestconfig: pytest.Config) -> int:
    """Sites in the batches in which processes are killed."""
    number = pytestconfig.getoption("--sites")
    assert isinstance(number, int)
    return number


@pytest.fixture(scope="session", autouse=True)
def _no_verdicts_of_other_runs() -> Iterator[None]:
    """Tests look at what happens, not at what happened: the verdict cache is off unless a test asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WEBGEN_CACHE", "0")
        yield


@pytest.fixture(scope="session", autouse=True)
def _the_node_of_the_wheel() -> Iterator[None]:
    """Playwright's own Node needs a library that a bare machine lacks; ours does not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAYWRIGHT_NODEJS_PATH", str(locate_node().executable))
        yield
