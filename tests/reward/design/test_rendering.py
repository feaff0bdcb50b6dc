from __future__ import annotations

import pytest

from tests.reward.values import element, link, page, visit
from webgen_env.browser.visit import PageFacts, PageVisit
from webgen_env.reward.design.measure import criterion
from webgen_env.reward.design.rendering import rendering_measures, shows_error_message
from webgen_env.reward.design.settings import DesignSettings
from webgen_env.reward.design.sight import PageSight

SETTINGS = DesignSettings()
CONTENT = [element(text=f"A sentence of the page with number {i}", y=30 * i) for i in range(12)] + [
    link(f"Link {i}", f"/{i}", y=500 + 20 * i) for i in range(12)
]


def measured(seen):
    sights = [PageSight(one, None, SETTINGS.sight) for one in seen.pages]
    measures = rendering_measures(seen, sights, SETTINGS.rendering, SETTINGS.beauty, SETTINGS.pixels)
    return criterion(measures), {measure.name: measure for measure in measures}


def home(*more, **facts):
    return page(facts=PageFacts(elements=(*CONTENT, *more), **facts))


def test_a_whole_page_is_rendered():
    assert measured(visit(home()))[0] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("worse", "name"),
    [
        (visit(home(), page("/a", errors=("boom",))), "pages without errors"),
        (visit(home(), page("/a", blank=True)), "pages without errors"),
        (visit(home(images=4, broken_images=2)), "unbroken pictures"),
        (visit(home(element(text="Lorem ipsum dolor sit amet " * 9, y=700))), "placeholder text"),
        (visit(home(element(text="Unexpected Application Error!", y=700))), "error message"),
        (visit(page(facts=PageFacts(elements=tuple(CONTENT[:2])))), "readable words"),
        (visit(page(facts=PageFacts(elements=tuple(CONTENT[:2])))), "visible elements"),
    ],
)
def test_each_defect_costs(worse, name):
    whole, measures = measured(visit(home()))
    value, worse_measures = measured(worse)
    assert value < whole
    assert worse_measures[name].score < measures[name].score


def test_a_page_without_styles_is_not_whole():
    bare = [
        element(text=e.text, y=e.y, interactive=e.interactive, tag=e.tag, font_family="Times New Roman",
                color=(0, 0, 238, 1.0) if e.interactive else e.color)
        for e in CONTENT
    ]  # fmt: skip
    value, measures = measured(visit(page(facts=PageFacts(elements=tuple(bare)))))
    assert measures["styles"].score == 0.0
    assert value < 0.8


@pytest.mark.parametrize("message", ["404 Not Found", "Cannot GET /shop", "Unhandled Runtime Error"])
def test_messages_of_routers_and_frameworks(message):
    def shows(*elements):
        return shows_error_message(PageSight(PageVisit("/", facts=PageFacts(elements=elements)), None, SETTINGS.sight))

    assert shows(element(text=message))
    assert not shows(element(text=message, visible=False))
    assert not shows(element(text=f"How we fixed the {message} of last year"))
    assert shows(element(tag="vite-error-overlay"))
