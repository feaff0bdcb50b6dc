"""Visits of the test sites in the real browser, once per run."""

from __future__ import annotations

import asyncio

import pytest

from tests.reward import looks
from webgen_env.browser import ChromiumBrowser


async def _visit_all(sites):
    browser = ChromiumBrowser(routes=4)
    try:
        return {name: await browser.visit(site) for name, site in sites.items()}
    finally:
        await browser.aclose()


@pytest.fixture(scope="session")
def visits():
    """What the browser saw of each site of :mod:`tests.reward.looks`."""
    return asyncio.run(_visit_all(looks.SITES))
