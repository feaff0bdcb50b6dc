from __future__ import annotations

import numpy as np
import pytest

from tests.reward.values import element, page, png
from webgen_env.browser.visit import PageFacts
from webgen_env.reward.design.colour_request import colour_measures, colour_share, wanted_colour
from webgen_env.reward.design.picture import Picture
from webgen_env.reward.design.settings import DesignSettings
from webgen_env.reward.design.sight import PageSight
from webgen_env.tasks.task import Task

SETTINGS = DesignSettings()
RELEVANCE = SETTINGS.relevance
INSTRUCTION = "A site for stock reports. Use ivory for the background and navy for components."
TASK = Task("stocks", INSTRUCTION)


def sight(*elements, screenshot=None):
    picture = Picture.decode(screenshot) if screenshot else None
    return PageSight(page(facts=PageFacts(elements=elements)), picture, SETTINGS.sight)


def test_colours_come_from_the_metadata_or_the_instruction():
    assert wanted_colour(TASK, "background_color").tolist() == [255, 255, 240]
    assert wanted_colour(TASK, "component_color").tolist() == [0, 0, 128]
    given_ = Task("t", INSTRUCTION, metadata={"component_color": "#0a0b0c", "background_color": "Forest Green"})
    assert wanted_colour(given_, "component_color").tolist() == [10, 11, 12]
    assert wanted_colour(given_, "background_color").tolist() == [34, 139, 34]


@pytest.mark.parametrize("value", ["no such colour", 7, None, "", "url(x)"])
def test_a_colour_that_is_none_is_not_wanted(value):
    assert wanted_colour(Task("t", "A shop.", metadata={"component_color": value}), "component_color") is None


def painted(ground, bar=None):
    pixels = np.full((768, 1024, 3), ground, dtype=np.uint8)
    if bar is not None:
        pixels[:64] = bar
    return sight(element(text="Stock overview"), screenshot=png(pixels))


def colours(*sights):
    names = ("requested background colour", "requested component colour")
    measures = colour_measures(TASK, sights, RELEVANCE)
    by_name = {measure.name: measure.score for measure in measures}
    return tuple(by_name[name] for name in names)


IVORY, NAVY, WHITE = (255, 255, 240), (0, 0, 128), (255, 255, 255)


def test_requested_colours_earn():
    assert colours(painted(IVORY, NAVY)) == (1.0, 1.0)
    assert colours(painted(IVORY, (200, 30, 30))) == (1.0, 0.0)
    assert colours(painted((120, 30, 30), NAVY)) == (0.0, 1.0)


def test_white_does_not_pass_for_ivory_nor_ivory_for_white():
    assert colours(painted(WHITE, NAVY))[0] < 0.05
    white = Task("t", "A shop. Use white for the background and navy for components.")
    scores = [colour_measures(white, [painted(ground)], RELEVANCE)[0].score for ground in (WHITE, (20,) * 3)]
    assert scores == [1.0, 0.0]


def test_a_near_shade_earns_part():
    exact, near, far = (colours(painted(IVORY, bar))[1] for bar in (NAVY, (30, 58, 138), (147, 197, 253)))
    assert exact >= near > far == 0.0


def test_colour_share_is_zero_without_pictures():
    assert colour_share([sight()], np.array(NAVY), 2.0, 10.0) == 0.0
