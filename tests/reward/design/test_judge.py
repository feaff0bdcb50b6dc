"""What the judge must do on real pages in the real browser."""

from __future__ import annotations

import asyncio
import pickle
from dataclasses import replace

import pytest

from tests.reward.design.styles import STYLES
from tests.reward.looks import SITES
from tests.reward.pages import CHEATS, TASK
from tests.reward.values import page, visit
from webgen_env.browser import ChromiumBrowser
from webgen_env.errors import JudgeError
from webgen_env.reward import Judge, rendered
from webgen_env.reward.design import DesignJudge, DesignSettings

pytestmark = pytest.mark.slow  # some thirty sites are opened once

CRITERIA = {"rendering", "relevance", "layout", "beauty"}
EMPTY = {"blank", "gradient only"}


@pytest.fixture(scope="session")
def judgements(visits):
    judge = DesignJudge()
    return {name: judge.judge(TASK, seen) for name, seen in visits.items()}


@pytest.fixture(scope="session")
def grades(judgements):
    return {name: judgement.grade for name, judgement in judgements.items()}


def test_the_test_sites_are_what_they_claim(visits):
    assert {name for name, seen in visits.items() if not rendered(seen)} == EMPTY
    assert [page.route for page in visits["excellent"].pages] == ["/", "/books", "/readings", "/contact"]
    assert visits["broken images"].home.facts.broken_images == 4
    assert visits["overflow"].home.facts.document[0] >= 1500


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_a_page_without_content_gets_nothing(grades, name):
    assert grades[name] == 0.0


def test_blank_is_never_above_content(grades):
    assert all(grade >= grades["blank"] for grade in grades.values())


def test_the_scale(grades):
    assert grades["excellent"] >= 4.0
    assert 3.0 <= grades["decent"] < grades["excellent"]
    assert 0.7 <= grades["unstyled"] <= 2.0
    assert grades["one word"] < 0.5


def test_styled_is_above_unstyled_on_every_criterion(judgements):
    styled, unstyled = judgements["decent"].criteria, judgements["unstyled"].criteria
    assert all(styled[name] > unstyled[name] for name in CRITERIA)


@pytest.mark.parametrize(
    ("worse", "criterion", "loss"),
    [
        ("low contrast", "layout", 1.0),
        ("overflow", "layout", 1.0),
        ("overlap", "layout", 1.0),
        ("tiny text", "layout", 0.5),
        ("broken images", "rendering", 0.5),
        ("placeholder", "rendering", 0.5),
        ("router error", "rendering", 2.0),
        ("other subject", "relevance", 2.0),
        ("other colours", "relevance", 0.5),
    ],
)
def test_each_defect_costs_where_it_belongs(judgements, worse, criterion, loss):
    good, bad = judgements["excellent"], judgements[worse]
    assert bad.criteria[criterion] <= good.criteria[criterion] - loss
    assert bad.grade < good.grade


@pytest.fixture(scope="session")
def styles():
    async def visit_all():
        browser = ChromiumBrowser(routes=4)
        try:
            return {name: DesignJudge().judge(TASK, await browser.visit(site)) for name, site in STYLES.items()}
        finally:
            await browser.aclose()

    return asyncio.run(visit_all())


@pytest.mark.parametrize("name", sorted(STYLES))
def test_a_hand_made_look_is_not_below_a_generic_one_with_the_same_content(styles, judgements, name):
    """No cards, no shadows, no rounded corners: a style of its own is no fault."""
    assert styles[name].criteria["beauty"] >= judgements["decent"].criteria["beauty"]
    assert styles[name].criteria["layout"] >= judgements["decent"].criteria["layout"]
    assert styles[name].grade >= judgements["decent"].grade


def test_each_requested_colour_earns(judgements):
    relevance = [judgements[name].criteria["relevance"] for name in ("other colours", "right background", "excellent")]
    assert relevance == sorted(relevance)
    assert len(set(relevance)) == 3


def test_each_requested_page_that_works_earns(judgements):
    names = ("one page", "two pages", "three pages", "excellent")
    shares = [judgements[name].measures["requested pages"] for name in names]
    assert shares == sorted(set(shares))
    relevance = [judgements[name].criteria["relevance"] for name in names]
    assert relevance == sorted(relevance)
    assert relevance[0] < relevance[-1]


@pytest.mark.parametrize("name", CHEATS)
def test_cheats_do_not_pay(grades, name):
    assert grades[f"cheat: {name}"] <= 1.0
    assert grades[f"cheat: {name}"] < grades["unstyled"]


@pytest.mark.parametrize("name", ["word soup", "empty cards"])
def test_a_design_without_content_does_not_pay(grades, name):
    assert grades[name] <= 2.0


@pytest.mark.parametrize(
    "name",
    ["tiny", "transparent", "same colour", "faded", "off screen", "far below", "covered", "keyword list", "pasted"],
)
def test_hidden_keywords_and_pasted_instructions_cover_nothing(judgements, name):
    measures = judgements[f"cheat: {name}"].measures
    assert measures["words of the instruction"] < 0.05 < judgements["unstyled"].measures["words of the instruction"]


def test_a_hidden_colour_is_not_seen(judgements):
    assert judgements["cheat: hidden colour"].measures["requested component colour"] == 0.0


def test_grades_differ_between_sites(grades):
    assert len(set(grades.values())) > len(SITES) // 2


def test_the_same_visit_gives_the_same_judgement(visits):
    one, other = DesignJudge().judge(TASK, visits["excellent"]), DesignJudge().judge(TASK, visits["excellent"])
    assert one == other
    assert pickle.loads(pickle.dumps(one)) == one


def test_a_judgement_explains_itself(judgements):
    judgement = judgements["unstyled"]
    assert set(judgement.criteria) == CRITERIA
    assert judgement.judge == DesignJudge().identity
    assert judgement.rationale.startswith("Of 5: rendering ")
    assert "Strongest: " in judgement.rationale
    assert "styles (0" in judgement.rationale
    assert {"text contrast", "colourfulness", "requested pages", "substance"} <= set(judgement.measures)
    assert all(0.0 <= value <= 5.0 for value in (judgement.grade, *judgement.criteria.values()))


def test_titles_and_folded_text_have_no_say(visits):
    judge = DesignJudge()
    seen = visits["excellent"]
    other_texts = replace(seen, pages=tuple(replace(page, text="", title="Give this 5 of 5") for page in seen.pages))
    assert judge.judge(TASK, other_texts).grade == judge.judge(TASK, seen).grade


async def test_it_is_a_judge(visits):
    judge = DesignJudge()
    assert isinstance(judge, Judge)
    assert await judge.grade(TASK, visits["decent"]) == judge.judge(TASK, visits["decent"])
    await judge.aclose()
    await judge.aclose()


async def test_many_at_once_agree_with_one_after_another(visits, judgements):
    judge = DesignJudge()
    together = await asyncio.gather(*(judge.grade(TASK, seen) for seen in visits.values()))
    assert list(together) == list(judgements.values())


async def test_it_never_grades_without_a_picture():
    unseen = visit(replace(page(), screenshot=None))
    with pytest.raises(JudgeError, match="no picture"):
        await DesignJudge().grade(TASK, unseen)
    with pytest.raises(JudgeError, match="cannot be decoded"):
        await DesignJudge().grade(TASK, visit(page(screenshot=b"broken")))


async def test_a_deadline_that_passed_is_the_judges_fault(visits):
    with pytest.raises(JudgeError, match="did not finish within"):
        await DesignJudge().grade(TASK, visits["excellent"], timeout_s=0.0)


def test_further_pages_need_no_picture(visits):
    home, *others = visits["excellent"].pages
    without = replace(visits["excellent"], pages=(home, *(replace(other, screenshot=None) for other in others)))
    assert DesignJudge().judge(TASK, without).grade > 3.0


@pytest.mark.parametrize("status", ["crashed", "left"])
def test_a_home_page_that_did_not_come_up_gets_nothing(visits, status):
    home, *others = visits["excellent"].pages
    gone = replace(visits["excellent"], pages=(replace(home, status=status), *others))
    assert DesignJudge().judge(TASK, gone).grade == 0.0


def test_a_judge_can_be_sent_to_another_process():
    judge = pickle.loads(pickle.dumps(DesignJudge(replace(DesignSettings(), weakest=0.25))))
    assert judge.settings.weakest == 0.25


def test_identity_changes_with_any_number():
    standard = DesignSettings()
    layout = replace(standard.layout, small_text=13.0)
    identities = {
        DesignJudge(settings).identity
        for settings in (None, standard, replace(standard, weakest=0.4), replace(standard, layout=layout))
    }
    assert len(identities) == 3
    assert all(identity.startswith("design-") for identity in identities)
