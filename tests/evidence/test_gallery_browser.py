"""The gallery in a real browser, from a file. No coroutine tests here: see conftest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect

from tests.evidence.values import PROJECT, TASK, failed, faulty, hostile_item, item, scored
from webgen_env.evidence import write_bundle, write_gallery
from webgen_env.toolchain import locate_toolchain


@dataclass
class Watched:
    """What a page did that it must not do."""

    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to everything."""

        def on_console(message: ConsoleMessage) -> None:
            self.console.append(message.text)

        def on_dialog(dialog: Dialog) -> None:
            self.dialogs.append(dialog.message)
            dialog.dismiss()

        def on_request(request: Request) -> None:
            if not request.url.startswith("file:"):
                self.foreign.append(request.url)

        page.on("console", on_console)
        page.on("dialog", on_dialog)
        page.on("request", on_request)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", lambda request: self.failed.append(request.url))

    @property
    def nothing(self) -> bool:
        """Whether nothing happened."""
        return self == Watched()


@pytest.fixture
def watched(page: Page) -> Iterator[Watched]:
    watched = Watched()
    watched.follow(page)
    yield watched
    assert watched.nothing, watched


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    bundle = write_bundle(folder / "bundle", result=scored(), task=TASK, completion="x", project=PROJECT)
    items = [
        item("showcase", scored(4.5), bundle=bundle),
        item("flawed", scored(3.1, functional=0.0)),
        item("careless", failed("build")),
        item("unlucky", faulty()),
        item("showcase", scored(2.0), task=TASK.__class__(id="bakery", instruction="Make a shop. " * 60)),
    ]
    return write_gallery(items, folder / "out", title="Test rollouts")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    items = [hostile_item(), item("<b>policy</b>", failed("format"))]
    return write_gallery(items, tmp_path_factory.mktemp("hostile") / "out", title="</title><script>alert(0)</script>")


def rollout(index: Path, number: int = 1) -> Path:
    """The page of one rollout by its number."""
    (path,) = (index.parent / "rollouts").glob(f"{number:04d}-*.html")
    return path


def both(index: Path) -> list[Path]:
    return [index, rollout(index)]


def test_every_picture_is_shown(page: Page, gallery: Path, watched: Watched):
    page.goto(gallery.as_uri())
    expect(page).to_have_title("Test rollouts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Test rollouts")
    assert page.locator("article.card").count() == 5
    assert page.locator("article img").count() == 3
    page.get_by_role("link", name="showcase").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("showcase")
    assert page.locator(".plates img").count() == 2
    for address in both(gallery):
        page.goto(address.as_uri())
        widths = page.eval_on_selector_all(
            "main img",
            """images => Promise.all(images.map(image => {
                image.loading = "eager";
                return image.decode().then(() => image.naturalWidth);
            }))""",
        )
        assert widths
        assert all(width > 0 for width in widths)


def test_hostile_text_is_text(page: Page, hostile: Path, watched: Watched):
    for path in both(hostile):
        page.goto(path.as_uri())
        expect(page.locator("h1")).to_contain_text("<script>alert(")
        assert page.locator("script").count() == 1
        assert page.locator("main script, main iframe, main style, main [onload], main [onerror]").count() == 0
        page.mouse.move(300, 300)
        for summary in page.locator("details > summary").all():
            summary.click()
    assert "<img src=x onerror=alert(2)>" in page.locator("pre").first.inner_text()


def test_the_policy_of_the_page_stops_what_gets_in(page: Page, gallery: Path):
    watched = Watched()
    watched.follow(page)
    page.goto(gallery.as_uri())
    page.evaluate(
        """() => {
            const image = new Image();
            image.src = "https://example.invalid/pixel.png";
            document.body.append(image);
            const style = document.createElement("style");
            style.textContent = "h1 { display: none }";
            document.head.append(style);
            try { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>"); } catch {}
            try {
                const script = document.createElement("script");
                script.textContent = "window.ran = 2";
                document.body.append(script);
            } catch {}
            return new Promise((resolve) => setTimeout(resolve, 100));
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert page.locator("h1").is_visible()
    assert any("Content Security Policy" in text for text in watched.console)


def test_filters_and_order(page: Page, gallery: Path, watched: Watched):
    page.goto(gallery.as_uri())
    shown = page.locator("article.card:visible")
    expect(page.get_by_role("status")).to_have_text("5 of 5 shown")
    page.get_by_label("Policy").select_option(label="showcase")
    expect(shown).to_have_count(2)
    page.get_by_label("Policy").select_option(label="unlucky")
    expect(shown).to_have_count(1)
    expect(page.locator("section.group:visible")).to_have_count(1)
    page.get_by_label("Policy").select_option(label="all")
    page.get_by_label("Ended at").select_option("build")
    expect(shown.locator("h3")).to_have_text(["careless"])
    page.get_by_label("Ended at").select_option("fault")
    expect(shown.locator("h3")).to_have_text(["unlucky"])
    page.get_by_label("Ended at").select_option("")
    names = page.locator("section.group").first.locator("h3")
    expect(names).to_have_text(["showcase", "flawed", "careless", "unlucky"])
    page.get_by_label("Order").select_option("worst")
    expect(names).to_have_text(["unlucky", "careless", "flawed", "showcase"])
    page.get_by_label("Order").select_option("rank")
    expect(names).to_have_text(["showcase", "flawed", "careless", "unlucky"])


def test_the_lightbox_by_keyboard(page: Page, gallery: Path, watched: Watched):
    page.goto(rollout(gallery).as_uri())
    dialog = page.get_by_role("dialog", name="Screenshot")
    expect(dialog).to_be_hidden()
    page.locator(".plates a.plate").first.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(dialog.locator("p")).to_have_text("Screenshot of /: The garden (1 of 2)")
    page.keyboard.press("ArrowRight")
    expect(dialog.locator("p")).to_contain_text("(2 of 2)")
    page.keyboard.press("ArrowRight")
    expect(dialog.locator("p")).to_contain_text("(1 of 2)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".plates a.plate").first).to_be_focused()


def test_neighbours_lead_through_the_group(page: Page, gallery: Path, watched: Watched):
    page.goto(rollout(gallery).as_uri())
    seen = [page.locator("h1").inner_text()]
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        seen.append(page.locator("h1").inner_text())
    assert seen == ["showcase", "flawed", "careless", "unlucky"]
    page.locator("a.back").click()
    expect(page.locator("#task-1")).to_be_in_viewport()


def test_it_reads_without_scripts(browser: Browser, gallery: Path):
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(gallery.as_uri())
        expect(page.locator("form.tools")).to_be_hidden()
        expect(page.locator("article.card:visible")).to_have_count(5)
        page.get_by_role("link", name="flawed").click()
        expect(page.get_by_text("TypeError: plots is undefined").first).to_be_visible()
        page.get_by_text("build log").click()
        expect(page.get_by_text("built in 312ms")).to_be_visible()
    finally:
        context.close()


@pytest.mark.parametrize("width", [320, 375, 768, 1440])
@pytest.mark.parametrize("which", ["gallery", "hostile"])
def test_nothing_is_wider_than_the_window(
    page: Page, request: pytest.FixtureRequest, watched: Watched, width: int, which: str
):
    index: Path = request.getfixturevalue(which)
    page.set_viewport_size({"width": width, "height": 812})
    for path in both(index):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def axe() -> str:
    return (locate_toolchain().modules / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1440])
def test_it_is_accessible(browser: Browser, gallery: Path, axe: str, scheme: Any, width: int):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    try:
        page = context.new_page()
        for path in (*both(gallery), rollout(gallery, 2), rollout(gallery, 3), rollout(gallery, 4)):
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
            page.evaluate(axe)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
            assert len(found["passes"]) > 10
    finally:
        context.close()


def test_the_check_of_accessibility_finds_something(page: Page, axe: str):
    page.set_content("<h4 style='color:#ccc;background:#fff'>pale</h4><img src='data:,'>")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document)")
    assert {"color-contrast", "image-alt"} <= {rule["id"] for rule in found["violations"]}
