"""Briefs: what is understood of an instruction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.scaffold import read_brief
from tests.agents.conftest import HOSTILE
from webgen_env.tasks import TaskSet

TASKS = list(TaskSet.bundled())


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_bundled_tasks_are_understood(task):
    brief = read_brief(task.instruction)
    labels = [page.label for page in brief.pages if page.standalone]
    assert brief.named
    assert brief.name == task.metadata["title"]
    assert [label for label in labels if label in task.metadata["pages"]] == list(task.metadata["pages"])
    assert brief.background == task.metadata["background_color"]
    assert brief.component == task.metadata["component_color"]


@pytest.mark.parametrize(
    ("instruction", "name", "roles"),
    [
        (
            "Please implement a stamp collecting website for showing stamps.",
            "Stamp Collecting",
            {"home", "catalogue", "detail"},
        ),
        ('Create a website called "Dream Harbour" with a chat and a quiz game.', "Dream Harbour", {"chat", "quiz"}),
        ("Make a shop where users can add to cart, pay and manage their account.", None, {"cart", "account", "board"}),
        ("Build a site with pages such as home, about us, services and contact.", None, {"home", "story", "form"}),
    ],
)
def test_free_instructions_are_understood(instruction, name, roles):
    brief = read_brief(instruction)
    assert name is None or brief.name == name
    assert roles <= {page.role for page in brief.pages}


def test_codes_and_currency_are_found():
    brief = read_brief("Build a shop. Prices in euros; the code EARTH10 takes ten percent off.")
    assert (brief.codes, brief.currency) == (("EARTH10",), "€")
    assert (read_brief("A shop.").codes, read_brief("A shop.").currency) == ((), "$")


@pytest.mark.parametrize("instruction", HOSTILE)
def test_hostile_instructions_give_a_brief_that_can_be_written(instruction):
    check(read_brief(instruction))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600))
def test_any_text_gives_a_brief_that_can_be_written(instruction):
    check(read_brief(instruction))


WORDS = st.sampled_from(
    [
        "Pages:",
        "Home",
        "Shop",
        "shows",
        "ten",
        "items",
        "with",
        "(a,",
        "b)",
        '"Kind"',
        "menu",
        "All",
        ",",
        ".",
        "and",
        "form",
        "asks",
        "for",
        "users",
        "can",
        "code",
        "X1YZ",
        "called",
        '"Q"',
        "websites",
        "for",
        "to",
        "functionalities",
        "features",
        "such",
        "as",
        "between",
        "1",
        "and",
        "50",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=80).map(" ".join))
def test_any_mixture_of_telling_words_gives_a_brief_that_can_be_written(instruction):
    check(read_brief(instruction))


def check(brief):
    paths = [page.path for page in brief.pages]
    names = [page.identifier.lower() for page in brief.pages]
    assert paths[0] == "/"
    assert len(set(paths)) == len(paths)
    assert len(set(names)) == len(names)
    assert all(page.identifier.isidentifier() and page.identifier.isascii() for page in brief.pages)
    assert sum(page.role == "catalogue" for page in brief.pages) == 1
    assert sum(page.role == "detail" for page in brief.pages) == 1
    assert len(brief.pages) <= 9
    assert brief.name
    assert brief.purpose
