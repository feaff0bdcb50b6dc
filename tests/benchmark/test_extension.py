"""Further pages for the sites of the scaffold policy."""

from __future__ import annotations

import json

import pytest

from agents import Draft
from agents.scaffold import ScaffoldAgent
from webgen_env import TaskSet
from webgen_env.benchmark.corpus.extension import PAGES, extended
from webgen_env.benchmark.corpus.recipes import RECIPES, SMALL_TASKS
from webgen_env.errors import ConfigurationError


@pytest.fixture(scope="module")
def draft() -> Draft:
    return ScaffoldAgent().draft(TaskSet.bundled()["fossil-cabinet"].instruction)


def test_pages_come_right_behind_the_home_page(draft: Draft) -> None:
    larger = extended(draft, [PAGES["Register"], PAGES["Figures"]])
    site = json.loads(larger.files["src/data/site.ts"].removeprefix("export const site = ").rstrip(";\n"))
    assert [entry["path"] for entry in site["nav"]][1:3] == ["/register", "/figures"]
    app = larger.files["src/App.tsx"]
    assert (
        app.index("<Route index") < app.index('path="register"') < app.index('path="figures"') < app.index('path="*"')
    )
    assert "import Register from './pages/Register';" in app


def test_pages_take_the_colour_of_the_site(draft: Draft) -> None:
    source = extended(draft, [PAGES["Register"]]).files["src/pages/Register.tsx"]
    assert "__BRAND__" not in source
    colour = source.partition("colorPrimary: '")[2][:7]
    assert colour in draft.files["tailwind.config.js"]


def test_packages_are_declared_where_they_are_needed(draft: Draft) -> None:
    package = json.loads(extended(draft, [PAGES["Planner"], PAGES["Shares"]]).files["package.json"])
    assert set(package["dependencies"]) >= {"antd", "dayjs", "recharts", "react", "react-router-dom"}
    assert "package.json" not in extended(draft, [PAGES["Journal"]]).files


def test_the_draft_is_left_as_it_was(draft: Draft) -> None:
    before = dict(draft.files)
    extended(draft, [PAGES["Journal"]])
    assert draft.files == before


def test_a_page_that_is_there_already_is_refused(draft: Draft) -> None:
    with pytest.raises(ConfigurationError, match="Journal"):
        extended(extended(draft, [PAGES["Journal"]]), [PAGES["Journal"]])


@pytest.mark.parametrize("absent", ["tailwind.config.js", "src/data/site.ts", "src/App.tsx"])
def test_a_foreign_draft_is_refused(draft: Draft, absent: str) -> None:
    files = {path: text for path, text in draft.files.items() if path != absent}
    with pytest.raises(ConfigurationError, match="scaffold policy"):
        extended(Draft(draft.title, files, draft.think), [PAGES["Journal"]])


def test_recipes_name_tasks_and_pages_that_exist() -> None:
    assert set(RECIPES) | SMALL_TASKS <= set(TaskSet.bundled().ids)
    assert {name for recipe in RECIPES.values() for name in recipe} == set(PAGES)
    assert all(len(set(recipe)) == len(recipe) for recipe in RECIPES.values())
