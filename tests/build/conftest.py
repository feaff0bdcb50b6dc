from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from webgen_env.build import ViteBuilder
from webgen_env.toolchain import Toolchain, locate_toolchain


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    return locate_toolchain()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def builder(toolchain: Toolchain) -> AsyncIterator[ViteBuilder]:
    """One warm builder for all tests that only build."""
    async with ViteBuilder(toolchain) as shared:
        yield shared
