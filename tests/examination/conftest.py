"""A real examiner for the tests of this folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from typing import Any, TypeVar

import pytest
import pytest_asyncio

from webgen_env.browser.chromium import install_chromium
from webgen_env.build.site import Site
from webgen_env.contracts import parse_contracts
from webgen_env.examination import ContractVerdict, Examiner
from webgen_env.toolchain import Toolchain, install_toolchain

T = TypeVar("T")


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    found = install_toolchain()
    install_chromium(found)
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def examiner(toolchain: Toolchain) -> AsyncIterator[Examiner]:
    made = Examiner(toolchain, concurrency=2)
    yield made
    await made.aclose()


def site(html: str, **files: str) -> Site:
    """A site with a home page; further files by name, with ``_dot_`` for a dot."""
    contents = {name.replace("_dot_", "."): text.encode() for name, text in files.items()}
    return Site({"index.html": f"<!doctype html><meta charset=utf-8>{html}".encode(), **contents})


async def judge(examiner: Examiner, html: str, *steps: Any, **fields: Any) -> ContractVerdict:
    """The verdict on one contract with these steps."""
    contract = {"id": "it", "requirement": "It works.", "category": "form", "steps": list(steps), **fields}
    examination = await examiner.examine_contracts(site(html), parse_contracts([contract]))
    return examination.contracts[0]


async def judge_all(examiner: Examiner, cases: Sequence[tuple[str, Sequence[Any]]]) -> list[ContractVerdict]:
    """The verdicts on cases of HTML and steps, a few at once: much of the time is waiting for frames."""
    return await some_at_once([judge(examiner, html, *steps) for html, steps in cases])


async def some_at_once(doing: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """Await all, three at a time, because deadlines of sites run while they wait for a place."""
    places = asyncio.Semaphore(3)

    async def placed(one: Coroutine[Any, Any, T]) -> T:
        async with places:
            return await one

    return list(await asyncio.gather(*(placed(one) for one in doing)))


def visible(text: str) -> dict[str, Any]:
    return {"expect": {"visible": {"text": text}}}
