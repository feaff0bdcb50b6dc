from __future__ import annotations

import json
import logging
import re
import shutil
import tempfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.evidence.values import (
    HOSTILE,
    PROJECT,
    TASK,
    examined,
    failed,
    faulty,
    hostile_item,
    item,
    png,
    scored,
    texts,
)
from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.errors import ConfigurationError, EvidenceError
from webgen_env.evidence import GalleryItem, write_bundle, write_gallery
from webgen_env.evidence._detail import MAX_FILE_CHARACTERS, MAX_FILES, MAX_SOURCE_CHARACTERS
from webgen_env.examination.result import Examination, StepDone
from webgen_env.scaffold.project import Project


class Structure(HTMLParser):
    """Elements and names of attributes in order: what hostile text must not change."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attributes)))
        self.values += [(name, value or "") for name, value in attributes]


def pages(index: Path) -> dict[str, str]:
    """Every page of a gallery by name."""
    return {path.relative_to(index.parent).as_posix(): path.read_text("utf-8") for path in index.parent.rglob("*.html")}


def test_groups_stand_side_by_side_best_first(tmp_path: Path):
    other = replace(TASK, id="bakery", instruction="Make a shop.")
    index = write_gallery(
        [
            item("middle", scored(3.0)),
            item("broken", failed("build")),
            item("shop", scored(2.0), task=other),
            item("unlucky", faulty()),
            item("best", scored(4.5)),
            item("silent", failed("format")),
        ],
        tmp_path / "gallery",
        title="Six",
    )
    assert index == tmp_path / "gallery" / "index.html"
    page = index.read_text("utf-8")
    garden, shop = page.split('<section class="group"')[1:]
    order = re.findall(r'href="rollouts/\d+-garden-(\w+)\.html"', garden)
    assert order == ["best", "middle", "broken", "silent", "unlucky"]
    assert re.findall(r'href="rollouts/\d+-bakery-(\w+)\.html"', shop) == ["shop"]
    assert "6 rollouts by 6 policies for 2 tasks" in page
    assert len(list((index.parent / "rollouts").iterdir())) == 6


def test_one_task_id_with_two_instructions_is_two_groups(tmp_path: Path):
    items = [item("a", scored()), item("a", scored(), task=replace(TASK, instruction="Something else."))]
    page = write_gallery(items, tmp_path / "gallery").read_text("utf-8")
    assert page.count('<section class="group"') == 2


def test_a_rollout_without_a_picture_gets_a_tile(tmp_path: Path):
    blank = scored(0.0, visit=Visit((PageVisit("/", screenshot=png(), blank=True),)))
    corrupt = scored(visit=Visit((PageVisit("/", screenshot=png()[:500]),)))
    empty = scored(visit=Visit(()))
    for result, word in (
        (failed("install"), "install"),
        (blank, "blank"),
        (corrupt, "no picture"),
        (empty, "no picture"),
    ):
        page = write_gallery([item("p", result)], tmp_path / "gallery").read_text("utf-8")
        assert f'<p class="word">{word}</p>' in page
        assert "<img" not in page
    assert "<img" in write_gallery([item("p", scored())], tmp_path / "gallery").read_text("utf-8")


def test_the_detail_page_tells_everything(tmp_path: Path):
    result = scored(4.1, functional=0.0)
    bundle = write_bundle(tmp_path / "b", result=result, task=TASK, completion="<think>a & b</think>", project=PROJECT)
    index = write_gallery(
        [item("qwen", result, bundle=bundle, completion="<think>a & b</think>")], tmp_path / "gallery"
    )
    (name,) = (name for name in pages(index) if name.startswith("rollouts/"))
    page = pages(index)[name]
    for expected in (
        "R = visual + 0.1 · functional + 0.1 · reasoning = 4.1",
        "The garden", "/plots", "/hang", "did not answer within its deadline", "no screenshot",
        "page.uncaught", "manifest.extra-attribute", "scaffold.owned-file", "Future flag", "/missing.json",
        "relevance", "Clear bands.", "contrast", "0.30 s", "vite-8", "chromium-153", "design-judge-1",
        "3 foreign requests stubbed", "src/App.tsx", "tailwind.config.js", "&lt;b&gt;😀", "built in 312ms",
        "&lt;think&gt;a &amp; b&lt;/think&gt;", TASK.instruction,
    ):  # fmt: skip
        assert expected in page, expected
    assert 'class="name"><bdi>vite.config.ts' not in page  # an owned file that the policy did not write
    for picture in re.findall(r'<img src="\.\./([^"]+)"', page):
        assert (index.parent / picture).read_bytes().startswith(b"\x89PNG")


def test_each_contract_is_told_with_its_steps_and_its_picture(tmp_path: Path):
    index = write_gallery([item("qwen", scored(examination=examined())), item("glm", scored())], tmp_path / "gallery")
    (without, page) = sorted((page for name, page in pages(index).items() if "/" in name), key=len)
    assert "Contracts" not in without
    assert "1 of 3 hold" in page
    assert re.findall(r'<details class="trial (\w+)"( open)?>', page) == [
        ("pass", ""),
        ("fail", " open"),
        ("inconclusive", " open"),
    ]
    assert re.findall(r'<span class="word">(\w+)</span>', page) == ["holds", "broken", "undecided"]
    for expected in (
        "The site can water.", "click button: no element matches", "200 plots", "&lt;button&gt; A", "warning: weed",
        "more than one element matched", "the browser ended twice",
    ):  # fmt: skip
        assert expected in page, expected
    assert [step for step, _ in re.findall(r'<li class="(done|not)"><span dir="auto">([^<]*)', page)] == [
        "done",
        "done",
        "not",
    ]
    pictures = re.findall(r'<img src="\.\./([^"]+contract[^"]+)"[^>]* width="(\d+)"', page)
    assert [width for _, width in pictures] == ["640", "640"]
    assert all((index.parent / picture).read_bytes().startswith(b"\x89PNG") for picture, _ in pictures)


def test_a_contract_of_many_steps_shows_its_end(tmp_path: Path):
    steps = tuple(StepDone(f"step-{number}", number < 99) for number in range(100))
    verdict = replace(examined().contracts[1], steps=steps)
    index = write_gallery([item("qwen", scored(examination=Examination((verdict,))))], tmp_path / "gallery")
    (page,) = (page for name, page in pages(index).items() if "/" in name)
    assert "The first 40 steps are left out." in page
    assert '<ol class="steps" start="41">' in page
    assert re.findall(r"step-(\d+)<", page) == [str(number) for number in range(40, 100)]


def test_bundles_and_their_folders_are_items(tmp_path: Path):
    folders = [
        write_bundle(tmp_path / name, result=scored(), task=TASK, completion="x", policy=name)
        for name in ("one", "two")
    ]
    index = write_gallery(folders, tmp_path / "gallery")
    assert set(re.findall(r"<h3><a[^>]*><bdi>(\w+)", index.read_text("utf-8"))) == {"one", "two"}
    assert GalleryItem.from_bundle(folders[0], policy="mine").policy == "mine"
    unnamed = write_bundle(tmp_path / "unnamed", result=scored(), task=TASK, completion="x")
    assert GalleryItem.from_bundle(unnamed).policy == "policy"
    with pytest.raises(EvidenceError):
        write_gallery([tmp_path / "missing"], tmp_path / "gallery")


def test_a_bundle_that_is_gone_costs_its_files_only(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    bundle = write_bundle(tmp_path / "b", result=scored(), task=TASK, completion="x", project=PROJECT)
    shutil.rmtree(bundle)
    with caplog.at_level(logging.WARNING, "webgen_env"):
        index = write_gallery([item("p", scored(), bundle=bundle)], tmp_path / "gallery")
    assert "Files written" not in "".join(pages(index).values())
    assert "leaves the files of 'p' out" in caplog.text


def test_sources_are_bounded(tmp_path: Path):
    files = {f"src/{number}.ts": "x" * 3000 for number in range(MAX_FILES + 30)}
    files["src/0.ts"] = "y" * (MAX_FILE_CHARACTERS + 1)
    project = Project(files, {}, written=tuple(files))
    result = scored(build_log="z" * 1_000_000)
    completion = "w" * 1_000_000
    bundle = write_bundle(tmp_path / "b", result=result, task=TASK, completion=completion, project=project)
    index = write_gallery([item("p", result, bundle=bundle, completion=completion)], tmp_path / "gallery")
    page = pages(index)["rollouts/0001-garden-p.html"]
    assert "1.0 MB, the beginning" in page
    assert "60.0 kB, the beginning" in page
    assert re.search(r"\d+ more lie in the evidence bundle", page)
    assert len(page) < MAX_SOURCE_CHARACTERS + 400_000


def test_the_same_items_give_the_same_bytes(tmp_path: Path):
    items = [item("a", scored()), hostile_item()]
    for name in ("one", "two"):
        write_gallery(items, tmp_path / name)
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two


def test_nothing_refers_to_the_machine_or_elsewhere(tmp_path: Path):
    bundle = write_bundle(tmp_path / "b", result=scored(), task=TASK, completion="x", project=PROJECT)
    index = write_gallery([item("p", replace(scored(), evidence=str(bundle)), bundle=bundle)], tmp_path / "gallery")
    for name, page in pages(index).items():
        assert str(tmp_path) not in page
        for attribute, value in Structure(page).values:
            if attribute in ("src", "href"):
                target = (index.parent / name).parent / value.split("#")[0] if value.split("#")[0] else index
                assert target.resolve().is_relative_to(index.parent.resolve())
                assert target.is_file(), value


def test_an_older_gallery_is_replaced_and_nothing_else(tmp_path: Path):
    write_gallery([item("a", scored()), item("b", scored())], tmp_path / "gallery")
    index = write_gallery([item("c", failed())], tmp_path / "gallery")
    assert len(list((index.parent / "rollouts").iterdir())) == 1
    assert json.loads((index.parent / "gallery.json").read_text())["rollouts"][0]["policy"] == "c"
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis").write_text("x")
    with pytest.raises(ConfigurationError):
        write_gallery([item("a", scored())], tmp_path / "home")


def test_an_empty_gallery_says_so(tmp_path: Path):
    assert "There is no rollout to show." in write_gallery([], tmp_path / "gallery").read_text("utf-8")


def structure_of(text: str, folder: Path) -> list[list[tuple[str, tuple[str, ...]]]]:
    index = write_gallery([hostile_item(text)], folder / "gallery", title=text)
    return [Structure(page).tags for _, page in sorted(pages(index).items())]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[str, tuple[str, ...]]]]:
    return structure_of("harmless", tmp_path_factory.mktemp("harmless"))


@settings(max_examples=15, deadline=None)
@given(text=texts(80))
def test_no_text_changes_the_structure(harmless: list[list[tuple[str, tuple[str, ...]]]], text: str):
    # Surrounded by letters: an empty title or an empty log leaves its element out, which is meant.
    with tempfile.TemporaryDirectory() as folder:
        assert structure_of(f"a{text}b", Path(folder)) == harmless


def test_hostile_text_stays_text(tmp_path: Path):
    index = write_gallery([hostile_item()], tmp_path / "gallery", title=HOSTILE)
    for page in pages(index).values():
        tags = Structure(page).tags
        assert [tag for tag, _ in tags].count("script") == 1
        assert not any(name.startswith("on") or name == "style" for _, names in tags for name in names)
        assert "<script>alert" not in page
        assert "{{ 7 * 7 }}" in page
        assert "\ufffdevil\ufffd" in page
