"""Rendering: every combination complies, is pure, says what was chosen, and builds."""

from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agents
from agents.slots import SLOTS, SlotsAgent, fitting_choices, indices, keywords, named, render, sizes
from agents.slots.slots import BACKGROUNDS, COMPONENTS
from tests.agents.conftest import HOSTILE, errors, parsed
from webgen_env.errors import ConfigurationError
from webgen_env.tasks import TaskSet
from webgen_env.tasks.colours import css_colour

TASKS = TaskSet.bundled()
INSTRUCTION = TASKS["climbing-gym-logbook"].instruction
ACTIONS = st.tuples(*(st.integers(0, size - 1) for size in sizes()))
FORMS = ("full", "compact")


def covering_array():
    """Actions in which every pair of options of two slots occurs at least once, found greedily.

    Colours are words in the same places: every one occurs, but not every pair of them.
    """
    rng = random.Random(0)
    missing = {
        (a, x, b, y)
        for a in range(len(SLOTS))
        for b in range(max(a + 1, 2), len(SLOTS))
        if a > 1 or SLOTS[b].name == "contrast"
        for x in range(SLOTS[a].size)
        for y in range(SLOTS[b].size)
    }
    rows = []
    while missing:
        a, x, b, y = min(missing)
        best, best_gain = None, set()
        for _ in range(12):
            row = [rng.randrange(size) for size in sizes()]
            row[a], row[b] = x, y
            gain = {pair for pair in missing if row[pair[0]] == pair[1] and row[pair[2]] == pair[3]}
            if len(gain) > len(best_gain):
                best, best_gain = row, gain
        missing -= best_gain
        rows.append(tuple(best))
    return rows


def check(instruction, action, form):
    draft = render(instruction, action, form=form)
    manifest, project, compliance = parsed(draft.completion())
    assert errors(manifest.findings) == []
    assert compliance.passed
    assert dict(manifest.contents) == dict(draft.files)
    return project


@settings(max_examples=150, deadline=None)
@given(ACTIONS, st.sampled_from(TASKS.ids), st.sampled_from(FORMS))
def test_any_choice_complies(action, task_id, form):
    check(TASKS[task_id].instruction, action, form)


@settings(max_examples=60, deadline=None)
@given(ACTIONS, st.one_of(st.text(max_size=300), st.sampled_from(HOSTILE)), st.sampled_from(FORMS))
def test_any_text_complies(action, instruction, form):
    check(instruction, action, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.name)
def test_every_option_changes_the_site(slot, form):
    base = named(fitting_choices(INSTRUCTION))
    seen = {str(render(INSTRUCTION, indices({**base, slot.name: option}), form=form).files) for option in slot.options}
    assert len(seen) == slot.size


def test_the_same_choices_give_the_same_site_in_another_process():
    program = (
        "import sys; from agents.slots import render; action = [int(x) for x in sys.argv[2].split()]\n"
        "sys.stdout.write(''.join(render(sys.argv[1], action, form=f).completion() for f in ('full', 'compact')))"
    )
    action = [size - 1 for size in sizes()]
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, INSTRUCTION, " ".join(map(str, action))],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1", "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    ]
    here = "".join(render(INSTRUCTION, action, form=form).completion() for form in FORMS)
    assert runs[0] == runs[1] == here.encode()


@settings(max_examples=100, deadline=None)
@given(ACTIONS, st.sampled_from(TASKS.ids))
def test_a_compact_site_is_one_short_file_whose_plan_names_the_choices(action, task_id):
    draft = render(TASKS[task_id].instruction, action, form="compact")
    assert list(draft.files) == ["src/App.tsx"]
    assert draft.think.split() == list(named(action).values())
    assert len(draft.completion()) < 1800
    # what a tokenizer that splits at white space has to tell apart at least
    assert len(re.findall(r"\S+|\n", draft.completion())) < 260


@pytest.mark.parametrize(("extra", "packages"), [("none", set()), ("table", {"antd"}), ("both", {"antd", "recharts"})])
def test_a_full_site_declares_what_it_imports(extra, packages):
    base = named(fitting_choices(INSTRUCTION))
    project = check(INSTRUCTION, indices({**base, "extra": extra}), "full")
    own = {"react", "react-dom", "react-router-dom", "lucide-react"}
    assert project.dependencies.keys() == own | packages
    imported = {
        name
        for path in project.written
        if path.endswith((".ts", ".tsx"))
        for name in re.findall(r"from '([^'./][^']*)'", project.files[path])
    }
    assert imported <= project.dependencies.keys()
    assert packages <= imported


@pytest.mark.parametrize(("pages", "number"), [("one", 3), ("three", 4), ("twelve", 12)])
def test_the_number_of_pages_is_what_was_chosen(pages, number):
    base = named(fitting_choices(INSTRUCTION)) | {"pages": pages, "extra": "none"}
    files = render(INSTRUCTION, indices(base)).files
    assert len([path for path in files if path.startswith("src/pages/") and "NotFound" not in path]) == number


@pytest.mark.parametrize("task", list(TASKS), ids=lambda task: task.id)
def test_fitting_choices_take_the_nearest_colours(task):
    chosen = named(fitting_choices(task.instruction))
    for key, slot, colours in (
        ("background_color", "background", BACKGROUNDS),
        ("component_color", "component", COMPONENTS),
    ):
        wanted = css_colour(task.metadata[key]) or task.metadata[key]
        if wanted in colours:
            assert chosen[slot] == wanted


def test_fitting_choices_differ_between_kinds_of_site():
    kinds = {task.id: named(fitting_choices(task.instruction))["kind"] for task in TASKS}
    assert kinds["ceramics-studio-shop"] == "shop"
    assert kinds["lantern-memory-game"] == "game"
    assert len(set(kinds.values())) == 6


def test_keywords_are_the_instructions_own_and_always_enough():
    assert keywords("A choir rehearses. The choir sings motets. Use a white background.", 3)[0] == "choir"
    assert "white" not in keywords("A choir. Use a white background and navy components.", 12)
    for text in HOSTILE:
        assert len(keywords(text, 12)) == 12


def test_the_agent_is_seeded_and_keeps_what_is_fixed():
    one, other = (agents.make("slots", choose="random", seed=3, fixed={"layout": "side"}) for _ in range(2))
    drawn = [one.choices(INSTRUCTION) for _ in range(20)]
    assert drawn == [other.choices(INSTRUCTION) for _ in range(20)]
    assert {named(action)["layout"] for action in drawn} == {"side"}
    assert len(set(drawn)) > 10
    assert agents.make("slots").act(INSTRUCTION, {}) == render(INSTRUCTION, fitting_choices(INSTRUCTION)).completion()


@pytest.mark.parametrize("config", [{"choose": "best"}, {"form": "tiny"}, {"fixed": {"layout": "diagonal"}}])
def test_a_wrong_argument_is_refused(config):
    with pytest.raises(ConfigurationError, match="expected one of"):
        SlotsAgent(**config)


def test_an_unknown_form_is_refused():
    with pytest.raises(ConfigurationError, match="compact"):
        render(INSTRUCTION, [0] * len(SLOTS), form="tiny")


@pytest.mark.slow
@pytest.mark.parametrize(("form", "step"), [("compact", 1), ("full", 3)])
async def test_pairs_of_options_build(vite, form, step):
    """Every pair in the compact form; of the full form, which costs four times as much, a third of the sites."""
    rng = random.Random(1)
    for action in covering_array()[::step]:
        task_id = rng.choice(TASKS.ids)
        outcome = await vite.build(check(TASKS[task_id].instruction, action, form))
        assert outcome.site is not None, (task_id, named(action), outcome.errors)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
async def test_every_option_shows_pages_without_errors(vite, chromium, form):
    rng = random.Random(2)
    most = max(sizes())
    for index in range(most):
        action = tuple((index + rng.randrange(2) * size) % size for size in sizes())
        task_id = TASKS.ids[index % len(TASKS)]
        outcome = await vite.build(check(TASKS[task_id].instruction, action, form))
        visit = await chromium.visit(outcome.site)
        for page in visit.pages:
            assert (page.status, page.errors, page.failed_requests) == ("ok", (), ()), (task_id, page.route)
            assert [m.text for m in page.console if m.level == "error"] == [], (task_id, named(action), page.route)


@pytest.mark.slow
async def test_text_from_an_instruction_stays_text(vite, chromium):
    evil = "<img src=x onerror=alert(1)>"
    instruction = f'Build a shop called "Ada {evil}", a shop for {evil}. Pages: {evil}, Home and "a\'b". Use ivory.'
    for form in FORMS:
        outcome = await vite.build(check(instruction, fitting_choices(instruction), form))
        visit = await chromium.visit(outcome.site)
        assert all(page.errors == () and page.failed_requests == () for page in visit.pages)
