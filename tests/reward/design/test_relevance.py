from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reward.values import element, link, page, visit
from webgen_env.browser.visit import PageFacts
from webgen_env.reward.design.picture import Picture
from webgen_env.reward.design.relevance import (
    own_pages,
    parroting,
    relevance_measures,
    requested_actions,
    requested_pages,
    wanted_stems,
    word_coverage,
)
from webgen_env.reward.design.settings import DesignSettings
from webgen_env.reward.design.sight import PageSight
from webgen_env.reward.design.words import stem
from webgen_env.tasks.task import Task

SETTINGS = DesignSettings()
RELEVANCE = SETTINGS.relevance
INSTRUCTION = (
    "Please implement a website for stock reports. Users should be able to search companies, compare dividends and "
    "generate reports about market trends. Use ivory for the background and navy for components."
)
TASK = Task("stocks", INSTRUCTION)


def sight(*elements, route="/", screenshot=None):
    picture = Picture.decode(screenshot) if screenshot else None
    return PageSight(page(route, facts=PageFacts(elements=elements)), picture, SETTINGS.sight)


def texts(*words):
    return [element(text=word, y=40 + 30 * i) for i, word in enumerate(words)]


def coverage(*words):
    return word_coverage(wanted_stems(INSTRUCTION, RELEVANCE), INSTRUCTION, [sight(*texts(*words))], RELEVANCE)


def test_wanted_are_the_words_of_the_subject():
    wanted = wanted_stems(INSTRUCTION, RELEVANCE)
    assert set(wanted) == {
        "stock", "report", "search", "company", "compar", "dividend", stem("generate"), "market", "trend",
    }  # fmt: skip
    assert wanted_stems("Stock and stocks and dividends.", RELEVANCE)["stock"] > wanted["dividend"]


def test_words_of_any_application_weigh_less():
    wanted = wanted_stems("A register of lighthouses with search and login.", RELEVANCE)
    assert wanted["lighthous"] > wanted["search"] == wanted["login"] > 0


def test_coverage_grows_with_what_is_said():
    little = coverage("Stock overview")
    more = coverage("Stock overview", "Search a company", "Market trends this week")
    most = coverage(
        "Stock reports", "Search a company by name", "Compare the dividends of two firms", "Market trends this week",
        "Generate your own report", "All stocks", "Companies A to Z", "Dividend calendar", "Find and search",
        "The market today", "A trend of years", "To compare", "You can generate it here",
    )  # fmt: skip
    assert 0 < little < more < most
    assert most == pytest.approx(1.0)
    assert coverage("Wild flowers of the Alps", "Buy seeds") == 0.0
    assert coverage() == 0.0


def test_saying_it_again_earns_once():
    twice = coverage("Stock overview", "Stock table")
    assert twice > coverage("Stock overview")
    assert coverage(*[f"Stock number {i}" for i in range(50)]) == twice


def test_inflected_words_match():
    assert coverage("We compared companies") > coverage("We asked friends")


def test_first_sight_is_what_needs_no_scrolling():
    def measured(y):
        seen = [sight(element(text="Stock overview", y=y), element(text="Market trends", y=40))]
        measures = {m.name: m.value for m in relevance_measures(TASK, visit(), seen, RELEVANCE)}
        return measures["words of the instruction"], measures["words at first sight"]

    whole, first = measured(300)
    assert whole == first > 0
    assert measured(1200)[0] == whole
    assert 0 < measured(1200)[1] < first


def test_the_instruction_pasted_does_not_count():
    assert coverage(INSTRUCTION) == 0.0
    assert coverage("Users should be able to search companies, compare dividends and generate reports") == 0.0


def test_a_list_of_keywords_does_not_count():
    assert coverage("stock report search company compare dividend generate market trend") == 0.0


def test_parroting_is_a_share_of_the_words():
    wanted = wanted_stems(INSTRUCTION, RELEVANCE)
    soup = [f"{a} {b}" for a in ("stock", "dividend", "market", "trend") for b in ("stocks", "dividends", "trends")]
    assert parroting(wanted, [sight(*texts(*soup))], RELEVANCE) == 1.0
    prose = [f"{word} of the steel maker in Bremen fell after lunch" for word in soup]
    assert parroting(wanted, [sight(*texts(*prose))], RELEVANCE) < 0.5
    assert parroting(wanted, [sight(*texts("Stock"))], RELEVANCE) == 0.0


def test_hidden_words_do_not_count():
    hidden = [element(text="Stock overview", **changes) for changes in (
        {"visible": False}, {"font_size": 3}, {"color": (255, 255, 255, 1.0)}, {"x": -5000},
    )]  # fmt: skip
    assert word_coverage(wanted_stems(INSTRUCTION, RELEVANCE), INSTRUCTION, [sight(*hidden)], RELEVANCE) == 0.0


@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=5))
def test_any_text_has_a_coverage_between_0_and_1(instruction, words):
    wanted = wanted_stems(instruction, RELEVANCE)
    if wanted:
        assert 0.0 <= word_coverage(wanted, instruction, [sight(*texts(*words))], RELEVANCE) <= 1.0


MANY = ["The first long sentence of this page has many words of its own", "And a second one to be sure of it all"]


def reachable(*routes, broken=()):
    """Requested pages of a site whose navigation has Search, Reports and About."""
    navigation = [link("Search", "/search"), link("Reports", "/reports"), link("About us", "/about")]
    contents = {route: [f"{word} {route}" for word in MANY] for route in ("/", *routes)}
    sights = [sight(*navigation, *texts(*words), route=route) for route, words in contents.items()]
    seen = visit(*[page(route, errors=("boom",) if route in broken else ()) for route in contents])
    return requested_pages(["Search", "Reports"], seen, sights, RELEVANCE)


def test_more_working_pages_earn_more():
    none, one, two = reachable(), reachable("/search"), reachable("/search", "/reports")
    assert 0 < none < one < two == pytest.approx(1.0)


def test_a_page_with_an_error_does_not_work():
    assert reachable("/search", broken=("/search",)) == reachable()


def test_other_pages_are_not_requested_ones():
    assert reachable("/about") == reachable()


def test_a_page_that_is_home_again_does_not_work():
    navigation = [link("Search", "/search")]
    same = [sight(*navigation, *texts(*MANY), route=route) for route in ("/", "/search")]
    seen = visit(page(), page("/search"))
    assert requested_pages(["Search"], seen, same, RELEVANCE) == pytest.approx(RELEVANCE.page_named)
    assert own_pages(seen, same, RELEVANCE) == 1.0


def test_a_heading_alone_is_no_page():
    pages = [sight(*texts(*MANY)), sight(*texts("Search"), route="/search")]
    assert own_pages(visit(page(), page("/search")), pages, RELEVANCE) == 1.0


def test_routes_of_a_hash_router_and_buttons_without_links():
    hashed = [sight(link("Search", "#/search"), *texts("home")), sight(*texts(*MANY), route="/#/search")]
    assert requested_pages(["Search"], visit(page(), page("/#/search")), hashed, RELEVANCE) == pytest.approx(1.0)
    buttons = [sight(*texts("home")), sight(*texts(*MANY), route="/search-companies")]
    assert requested_pages(["Search"], visit(page(), page("/search-companies")), buttons, RELEVANCE) > 0.9


def test_home_is_the_page_at_the_root():
    assert requested_pages(["Home"], visit(), [sight(*texts(*MANY))], RELEVANCE) == 1.0


def test_actions_are_named_by_controls():
    shown = [sight(element(tag="button", text="Generate report", interactive=True), *texts("Compare dividends"))]
    assert requested_actions(["generate a report"], shown, RELEVANCE) == 1.0
    assert requested_actions(["generate a report", "compare dividends"], shown, RELEVANCE) == 0.5
    assert requested_actions(["delete an account"], shown, RELEVANCE) == 0.0


def test_a_label_is_no_place_for_a_list():
    label = "Close this window now or never, then generate report compare dividends delete account"
    shown = [sight(element(tag="button", name=label, interactive=True))]
    assert requested_actions(["compare dividends", "delete an account"], shown, RELEVANCE) == 0.0


def test_a_long_instruction_need_not_be_repeated_word_for_word():
    def score(count):
        """Score of a site that has four in ten of the words, each twice."""
        words = [f"tree{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(count)]
        said = [f"{kind} {word}" for word in words[: count * 4 // 10] for kind in ("the", "a")]
        task = Task("t", f"Plants: {', '.join(words)}.")
        return relevance_measures(task, visit(), [sight(*texts(*said))], RELEVANCE)[0].score

    assert score(60) > 0.95
    assert score(10) < 0.7


def test_only_what_was_requested_is_measured():
    names = [m.name for m in relevance_measures(Task("t", "A shop for bread."), visit(), [sight()], RELEVANCE)]
    assert names == [
        "words of the instruction", "words at first sight", "nothing but words of the instruction",
        "pages with own content",
    ]  # fmt: skip
    odd = Task("t", "", metadata={"pages": "Search", "actions": [1, ""]})
    assert [m.name for m in relevance_measures(odd, visit(), [sight()], RELEVANCE)] == ["pages with own content"]
