"""The best constant: found where there is one."""

from __future__ import annotations

import pytest

from agents.sb3 import Evaluation, evaluate, find_fixed_choice, score_choices
from agents.slots import SlotsAgent
from tests.agents.sb3.conftest import DESIGN, HELD_OUT, TASKS
from tests.wrappers.seams import Deaf, fitting_scorer
from webgen_env.errors import ConfigurationError, InfrastructureError


def test_it_finds_the_option_that_pays_whatever_is_asked():
    writer = DESIGN.make_writer()
    with fitting_scorer() as scorer:
        found = find_fixed_choice(TASKS, scorer, writer, random_episodes=48, compared_on=6)
        named = writer.named(found.choices)
        assert named["extra"] in {"table", "both"}
        assert found.reward >= 1.2
        # One first, then the other five kinds and the other three extras.
        assert found.episodes == 48 + 6 * (1 + 5 + 3)
        held_out = score_choices([found.choices] * len(HELD_OUT), HELD_OUT, scorer, writer)
        assert held_out.mean < 1.2 + 0.5
        assert evaluate(SlotsAgent(form="compact"), HELD_OUT, scorer).mean == pytest.approx(2.2)


def test_a_given_candidate_is_taken_where_it_is_better():
    writer = DESIGN.make_writer()
    with fitting_scorer() as scorer:
        alone = find_fixed_choice(TASKS, scorer, writer, random_episodes=1, compared_on=1, seed=3)
        assert alone.reward >= 1.2
        with_one = find_fixed_choice(
            TASKS, scorer, writer, random_episodes=1, compared_on=1, seed=3, candidates=[alone.choices]
        )
        assert with_one.reward >= alone.reward


@pytest.mark.parametrize(("tasks", "numbers"), [([], {}), (TASKS, {"random_episodes": 0}), (TASKS, {"compared_on": 0})])
def test_wrong_arguments_are_refused(tasks, numbers):
    with fitting_scorer() as scorer, pytest.raises(ConfigurationError, match="Expected a task"):
        find_fixed_choice(tasks, scorer, DESIGN.make_writer(), **numbers)


def test_faults_are_in_no_mean():
    with fitting_scorer(Deaf) as scorer:
        found = score_choices([(0, 1)] * 6, HELD_OUT[:6], scorer, DESIGN.make_writer())
    assert found.rewards.count(None) == 2
    assert found.mean == pytest.approx(sum(found.known) / 4)
    with pytest.raises(InfrastructureError, match="None of 2 episodes"):
        _ = Evaluation((None, None)).mean
