"""What the browser is started with."""

from __future__ import annotations

import pytest

from tests.browser.conftest import home


@pytest.mark.parametrize("call", ["scrollTo(0, 0)", "scroll(0, 0)", "scrollBy(0, 1)", "document.body.scrollIntoView()"])
async def test_scrolling_gives_nothing_back(chrome, call):
    page = await home(chrome, f"<p id=said></p><script>said.textContent = String({call})</script>")
    assert page.text == "undefined"
