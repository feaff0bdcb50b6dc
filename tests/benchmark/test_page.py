"""The report as a page, in a real browser. No coroutine tests here: see conftest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmark.values import bare_report, full_report
from webgen_env.benchmark.page import render_page, write_page
from webgen_env.toolchain import locate_toolchain

HOSTILE = "</style><script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_page(full_report(), path)
    return path


def test_it_refers_to_nothing_outside() -> None:
    page = render_page(full_report())
    addresses = re.findall(r"""(?:src|href|srcset|action)\s*=\s*["']([^"']+)""", page)
    assert addresses
    assert all(address.startswith("data:image/svg+xml;base64,") for address in addresses)


def test_an_empty_report_is_a_page_too() -> None:
    page = render_page(bare_report())
    assert "interrupted" in page
    assert "<figure" not in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_plot_is_shown_and_nothing_is_refused(browser: Browser, path: Path, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    try:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri())
        expect(page.get_by_role("heading", level=1)).to_have_text("What a site costs")
        images = page.locator("figure img")
        assert images.count() == 7
        shown = images.evaluate_all("images => images.map(image => [image.naturalWidth, image.currentSrc])")
        assert all(width > 0 for width, _ in shown)
        sources = page.locator("figure source").evaluate_all("sources => sources.map(source => source.srcset)")
        assert [source in sources for _, source in shown] == [scheme == "dark"] * 7
        assert said == []
    finally:
        context.close()


def test_hostile_text_is_text(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    write_page(full_report(machine={"processor": HOSTILE}, provenance={HOSTILE: HOSTILE}), path)
    page.goto(path.as_uri())
    expect(page).to_have_title("What a site costs")
    assert page.locator("script, img[onerror]").count() == 0
    assert HOSTILE in page.locator(".machine").first.inner_text()


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_wider_than_the_window(page: Page, path: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(browser: Browser, path: Path, scheme: Any) -> None:
    axe = (locate_toolchain().modules / "axe-core" / "axe.min.js").read_text("utf-8")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
        assert len(found["passes"]) > 10
    finally:
        context.close()
